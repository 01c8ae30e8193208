"""What is shown goes through tr(), as one whole literal with named places that are filled in afterwards."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sources import our_modules, parse

TRANSLATORS = {"tr", "translate", "words"}
SHOWN = {
    "setText", "setWindowTitle", "setToolTip", "setPlaceholderText", "setAccessibleName",
    "setAccessibleDescription", "addAction", "setTitle", "setLabelText",
}  # fmt: skip


def problems(tree: ast.AST) -> Iterator[str]:
    """Calls that cannot be translated, and texts that are shown without being translatable."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name == "tr" and not isinstance(node.args[0], ast.Constant):
            yield f"{node.lineno}: tr() of something that is no literal"
        elif name in TRANSLATORS and any(isinstance(each, ast.JoinedStr) for each in node.args):
            yield f"{node.lineno}: {name}(f\"…\")"
        elif name in SHOWN and any(is_sentence(each) for each in node.args):
            yield f"{node.lineno}: {name}() of a bare text"


def is_sentence(node: ast.expr) -> bool:
    """A literal that a person would read: letters of a language, not a sign or a name."""
    if isinstance(node, ast.JoinedStr):
        return any(is_sentence(each) for each in node.values if isinstance(each, ast.Constant))
    if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
        return False
    text = node.value
    words = [word for word in text.split() if word.isalpha()]
    return any(ord(each) > 0x2E7F for each in text) or len(words) > 1


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
        'terminal.words(f"Loading {percent}")',
    ],
)
def test_the_rule_sees_what_breaks_it(code: str) -> None:
    assert list(problems(ast.parse(code)))
