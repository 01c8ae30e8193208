"""What is shown goes through tr(), as one whole literal with named places that are filled in afterwards."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sources import our_modules, parse

SHOWN = {
    "setText", "setPlainText", "setWindowTitle", "setToolTip", "setStatusTip", "setWhatsThis", "setTitle",
    "setPlaceholderText", "setAccessibleName", "setAccessibleDescription", "setLabelText", "setButtonText",
    "setInformativeText", "setItemText", "setPrefix", "setSuffix", "addAction", "addMenu", "addItem",
    "addItems", "insertItem", "addTab", "addRow", "showMessage",
    "QLabel", "QPushButton", "QToolButton", "QCheckBox", "QRadioButton", "QGroupBox", "QAction", "QMenu",
}  # fmt: skip
WORD = re.compile(r"[^\W\d_]{2,}")


def problems(tree: ast.AST) -> Iterator[str]:
    """Calls that cannot be translated, and texts that are shown without being translatable."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name == "translate" and not is_literal(next(iter(node.args), None)):
            continue                        # a painter's: ours begins with its context
        if name in ("tr", "translate", "words"):
            source = next(iter(node.args[name == "translate" :]), None)
            if isinstance(source, ast.JoinedStr | ast.BinOp) or (name == "tr" and not is_literal(source)):
                yield f"{node.lineno}: {name}() of something that is no whole literal"
        elif name in SHOWN and any(map(is_bare, [*node.args, *(each.value for each in node.keywords)])):
            yield f"{node.lineno}: {name}() of a bare text"


def is_literal(node: ast.expr | None) -> bool:
    """One whole text, as the collector of strings finds it."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def is_bare(node: ast.expr) -> bool:
    """A text that a person would read, whole or in parts: it has a word of some language."""
    if isinstance(node, ast.JoinedStr):
        return any(map(is_bare, node.values))
    if isinstance(node, ast.BinOp):
        return is_bare(node.left) or is_bare(node.right)
    if isinstance(node, ast.IfExp):
        return is_bare(node.body) or is_bare(node.orelse)
    if isinstance(node, ast.List | ast.Tuple):
        return any(map(is_bare, node.elts))
    if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
        return False
    return WORD.search(node.value) is not None


@pytest.mark.parametrize(
    ("module", "path"),
    [each for each in our_modules() if each[0].startswith(("desktop.ui", "desktop.app", "desktop.cli"))],
    ids=lambda each: str(each),
)
def test_what_is_shown_can_be_translated(module: str, path: Path) -> None:
    assert list(problems(parse(path))) == [], module


@pytest.mark.parametrize(
    "code",
    [
        'self.tr(f"Model {name}")',
        'self.tr("Model " + name)',
        "self.tr(text)",
        'label.setText("設定")',
        'label.setToolTip("Open the settings")',
        'label.setText(f"{count} tokens left over")',
        'label.setText("Settings")',
        'label.setText("Settings" if wide else "")',
        'label.setText(name + " is open")',
        'box.addItems(["Dark", "Light"])',
        'QPushButton("OK", self)',
        'QLabel(text="Name")',
        'translate("Context", f"Loading {name}")',
        'translate("Context", "Loading " + name)',
        'self.tr()',
        'terminal.words(f"Loading {percent}")',
    ],
)
def test_the_rule_sees_what_breaks_it(code: str) -> None:
    assert list(problems(ast.parse(code)))


@pytest.mark.parametrize(
    "code",
    [
        'label.setText(self.tr("Settings"))',
        'label.setText(self.tr("{count} left").format(count=3))',
        'label.setText("…")',
        'label.setText(f"{done} / {total}")',
        'IconButton("chevron-left")',
        'painter.translate(corner + offset)',
        'translate("Context", source)',
    ],
)
def test_the_rule_lets_the_rest_pass(code: str) -> None:
    assert list(problems(ast.parse(code))) == []
