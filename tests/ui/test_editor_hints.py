"""Whatever one types into asks the input method not to learn and not to suggest; and no editor escapes it."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.composer.message_editor import MessageEditor
from desktop.ui.composition import keep_dialog_private
from desktop.ui.line_editor import LineEditor, SearchField
from desktop.ui.pages.passphrase_field import PassphraseField
from tests.sources import our_modules, parse

PRIVATE = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
EDITORS = {"QLineEdit", "QPlainTextEdit", "QTextEdit", "QTextBrowser", "QFontComboBox", "QInputDialog"}
# (What takes dates and numbers takes no words.)
# The only classes that are editors of Qt; all pass through `keep_private`, and all others are made of them.
HOMES = {
    "desktop.ui.line_editor": "LineEditor",
    "desktop.ui.composer.message_editor": "MessageEditor",
    "desktop.ui.licences.text_view": "TextView",
}
DIALOGS = "QFileDialog"                 # has a line of its own for the file's name


def escaping(module: str, tree: ast.Module) -> Iterator[str]:
    """Editors that are made or derived elsewhere than in their homes, and dialogs that keep nothing
    private.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            bases = {ast.unparse(base).rsplit(".", 1)[-1] for base in node.bases}
            if bases & EDITORS and HOMES.get(module) != node.name:
                yield f"{node.lineno}: class {node.name}"
            if DIALOGS in bases and not _keeps_private(node):
                yield f"{node.lineno}: dialog {node.name}"
        elif isinstance(node, ast.FunctionDef) and DIALOGS in _called(node) and not _keeps_private(node):
            yield f"{node.lineno}: dialog in {node.name}"
        elif isinstance(node, ast.Call):
            name = ast.unparse(node.func).rsplit(".", 1)[-1]
            if name in EDITORS or (name == "setEditable" and ast.unparse(node.args[0]) != "False"):
                yield f"{node.lineno}: {name}()"


def _called(tree: ast.AST) -> set[str]:
    return {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}


def _keeps_private(tree: ast.AST) -> bool:
    return bool(_called(tree) & {"keep_private", "keep_dialog_private"})


@pytest.mark.parametrize(
    ("module", "path"),
    [each for each in our_modules() if each[0].startswith(("desktop.ui", "desktop.app"))],
    ids=str,
)
def test_no_editor_escapes(module: str, path: Path) -> None:
    assert list(escaping(module, parse(path))) == []


@pytest.mark.parametrize(
    "code",
    [
        "field = QLineEdit()",
        "field = QtWidgets.QPlainTextEdit(parent)",
        "class Field(QTextEdit): ...",
        "class LineEditor(QLineEdit): ...",
        "box.setEditable(True)",
        "QInputDialog.getText(None, '', '')\nQInputDialog()",
        "class Dialog(QFileDialog):\n    def __init__(self): ...",
        "def ask():\n    return QFileDialog()",
    ],
)
def test_an_editor_that_escapes_is_seen(code: str) -> None:
    assert list(escaping("desktop.ui.x", ast.parse(code)))


@pytest.mark.parametrize("make", [LineEditor, SearchField, MessageEditor, PassphraseField])
def test_the_editors_are_private(qtbot: QtBot, make: Callable[[], QWidget]) -> None:
    editor = make()
    qtbot.addWidget(editor)
    assert editor.inputMethodHints() & PRIVATE == PRIVATE


def test_the_lines_of_a_dialog_are_private(qtbot: QtBot) -> None:
    """The name of a file can say what an invention is about. That every dialog is passed through here is the
    rule above.
    """
    dialog = QWidget()
    qtbot.addWidget(dialog)
    line = QLineEdit(dialog)
    assert line.inputMethodHints() & PRIVATE != PRIVATE
    keep_dialog_private(dialog)
    assert line.inputMethodHints() & PRIVATE == PRIVATE
