"""Ceilings on the maxima: nobody decays in the median. 400 lines a file, 50 a function, 20 methods a class, 5
parameters.
"""

import ast
from pathlib import Path

import pytest

from tests.sources import ROOT, our_modules, parse

LINES, FUNCTION_LINES, METHODS, PARAMETERS, MAIN_LINES = 400, 50, 20, 5, 40


def too_large(text: str) -> list[str]:
    """What in this source is beyond a ceiling."""
    tree = ast.parse(text)
    found = [f"{text.count(chr(10))} lines"] if text.count("\n") > LINES else []
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            methods = sum(isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef) for each in node.body)
            if methods > METHODS:
                found.append(f"class {node.name}: {methods} methods")
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_LINES:
                found.append(f"{node.name}: {lines} lines")
            named = [each.arg for each in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
            parameters = len([name for name in named if name not in ("self", "cls")])
            if parameters > PARAMETERS:
                found.append(f"{node.name}: {parameters} parameters")
    return found


def sources() -> list[Path]:
    """The product, its set-up, its scripts and its tests."""
    folders = [ROOT / "installers", ROOT / "resources", ROOT / "tests"]
    others = sorted(path for folder in folders for path in folder.rglob("*.py"))
    return [*(path for _, path in our_modules()), *others]


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_ceilings(path: Path) -> None:
    assert too_large(path.read_text(encoding="utf-8")) == []


def test_main_is_small() -> None:
    assert (ROOT / "main.py").read_text(encoding="utf-8").count("\n") <= MAIN_LINES


@pytest.mark.parametrize(
    "text",
    [
        "x = 1\n" * 401,
        "def f():\n" + "    x = 1\n" * 51,
        "class C:\n" + "".join(f"    def m{number}(self): ...\n" for number in range(21)),
        "def f(a, b, c, d, e, *, g): ...\n",
    ],
)
def test_the_ceilings_are_felt(text: str) -> None:
    assert too_large(text)


def test_every_module_says_its_duty_first() -> None:
    silent = [module for module, path in our_modules() if not ast.get_docstring(parse(path))]
    assert silent == []
