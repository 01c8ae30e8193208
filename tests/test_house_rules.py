"""How tests are written: none is skipped, none waits by the clock, and nothing of ours is patched."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sources import ROOT, parse

CALLS = {
    "pytest.skip", "pytest.importorskip", "pytest.xfail", "time.sleep", "qtbot.wait", "QTest.qWait",
    "mock.patch", "monkeypatch.setattr",
}  # fmt: skip
MARKS = {"pytest.mark.skip", "pytest.mark.skipif", "pytest.mark.xfail"}
LIBRARIES = {"unittest.mock", "pytest_mock"}


def breaches(tree: ast.AST) -> Iterator[str]:
    """What a test of ours does not do."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in CALLS:
            yield f"{node.lineno}: {ast.unparse(node.func)}"
        elif isinstance(node, ast.Attribute) and ast.unparse(node) in MARKS:
            yield f"{node.lineno}: {ast.unparse(node)}"
        elif isinstance(node, ast.ImportFrom) and (
            node.module in LIBRARIES or (node.module, node.names[0].name) == ("time", "sleep")
        ):
            yield f"{node.lineno}: from {node.module}"
        elif isinstance(node, ast.Import) and {alias.name for alias in node.names} & LIBRARIES:
            yield f"{node.lineno}: import"


@pytest.mark.parametrize(
    "path", sorted((ROOT / "tests").rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT))
)
def test_how_tests_are_written(path: Path) -> None:
    assert list(breaches(parse(path))) == []


@pytest.mark.parametrize(
    "code",
    [
        "@pytest.mark.skipif(True, reason='x')\ndef test_x(): ...",
        "def test_x():\n    pytest.skip('no display')",
        "def test_x():\n    time.sleep(1)",
        "def test_x(qtbot):\n    qtbot.wait(100)",
        "from unittest.mock import Mock",
        "def test_x(monkeypatch):\n    monkeypatch.setattr('desktop.paths.data', None)",
    ],
)
def test_a_breach_is_seen(code: str) -> None:
    assert list(breaches(ast.parse(code)))
