"""SECURITY.md: every promise has somebody who enforces it and a test that exists; what nobody enforces is
said.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pytest

from tests.sources import ROOT, parse

WHO = ("cryptography", "kernel", "our code", "systemd")
UNCOVERED = (
    "Malware of the same user", "Memory while the vault is open", "Swap", "Exports", "X11", "Input methods",
    "screen readers", "clipboard managers", "CUPS", "Windows",
)  # fmt: skip
_TEST = re.compile(r"`(tests/[\w/]+(?:\.py)?/?)(?:::(\w+))?`")


@dataclass(frozen=True)
class Promise:
    """A line of the tables."""

    text: str
    who: str
    tests: tuple[tuple[str, str], ...]


def page() -> str:
    return (ROOT / "SECURITY.md").read_text(encoding="utf-8")


def promises(text: str) -> Iterator[Promise]:
    """The lines of all tables but their heads. Raises ValueError for a line that has not three cells."""
    for line in text.splitlines():
        if line.startswith("| ") and not line.startswith("| Promise"):
            promise, who, shown_by = (cell.strip() for cell in line.strip("| ").split(" | "))
            yield Promise(promise, who, tuple(_TEST.findall(shown_by)))


@cache
def functions_of(path: str) -> frozenset[str]:
    return frozenset(each.name for each in parse(ROOT / path).body if isinstance(each, ast.FunctionDef))


def faults(text: str) -> list[str]:
    """Promises of which nobody can say who keeps them, or that no test shows."""
    found = []
    for each in promises(text):
        named = [who for who in WHO if who in each.who.lower()]
        if not named:
            found.append(f"nobody enforces: {each.text}")
        if not each.tests:
            found.append(f"nothing shows: {each.text}")
    for path, function in _TEST.findall(text):
        if not (ROOT / path).exists():
            found.append(f"there is no {path}")
        elif function and function not in functions_of(path):
            found.append(f"there is no {path}::{function}")
    return found


def test_every_promise_is_kept_by_somebody_and_shown_by_a_test() -> None:
    assert faults(page()) == []
    assert len(list(promises(page()))) >= 50


@pytest.mark.parametrize(
    "line",
    [
        "| All is well | hope | `tests/test_paths.py` |",
        "| All is well | kernel | our word |",
        "| All is well | kernel | `tests/test_wishes.py` |",
        "| All is well | kernel | `tests/test_paths.py::test_all_is_well` |",
    ],
)
def test_a_promise_without_proof_is_seen(line: str) -> None:
    assert faults(line)


@pytest.mark.parametrize("danger", UNCOVERED)
def test_what_nobody_enforces_is_said(danger: str) -> None:
    assert danger in page().split("## What is not covered")[1]


def test_what_nobody_enforces_is_promised_nowhere() -> None:
    """In a table somebody enforces it, or it does not stand there."""
    assert not [each for each in promises(page()) if "nobody" in each.who.lower()]
