"""Reads the TOML files that ship with the program, and names the line of whatever is wrong in them.

`tomllib` forgets where a value stood. A small reader beside it remembers the line of every header and key;
where that reader is misled (keys in quotes, text that looks like a key), the line of the entry is named.
"""

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn, TypeVar

from model_manager.errors import CatalogueError, UnsafeNameError

Chosen = TypeVar("Chosen", bound=str)

_HEADER = re.compile(r"\s*(\[\[?)\s*([\w-]+(?:\s*\.\s*[\w-]+)*)\s*\]", re.ASCII)
_KEY = re.compile(r"\s*([\w-]+(?:\s*\.\s*[\w-]+)*)\s*=", re.ASCII)
_LAST_STEP = re.compile(r"(\[\d+\]|\.?[^.\[\]]+)$")
_SYNTAX_LINE = re.compile(r"at line (\d+)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Bilingual:
    """One text in the two languages of the program."""

    ja: str
    en: str


class Lines:
    """Where the headers and keys of a TOML text stand; lines count from 1. They are looked for when something
    is wrong: most files are in order.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines: dict[str, int] = {}
        self._counts: dict[str, int] = {}

    def _find(self) -> None:
        place = ""
        for number, line in enumerate(self._text.split("\n"), start=1):
            if header := _HEADER.match(line):
                place = self._enter(header[2].replace(" ", "").split("."), is_array=header[1] == "[[")
                self._lines.setdefault(place, number)
            elif key := _KEY.match(line):
                key_place = place
                for name in key[1].replace(" ", "").split("."):     # `vendor.ja` begins `vendor`
                    key_place = f"{key_place}.{name}".removeprefix(".")
                    self._lines.setdefault(key_place, number)

    def of(self, place: str) -> int:
        """The line of a place such as `model[3].file[0].size`, or of the nearest one around it."""
        if not self._lines:
            self._find()
        while place:
            if place in self._lines:
                return self._lines[place]
            place = _LAST_STEP.sub("", place, count=1)
        return 1

    def _enter(self, names: list[str], *, is_array: bool) -> str:
        place = ""
        for index, name in enumerate(names):
            place = f"{place}.{name}".removeprefix(".")
            if is_array and index == len(names) - 1:
                self._counts[place] = self._counts.get(place, 0) + 1
            if place in self._counts:
                place = f"{place}[{self._counts[place] - 1}]"
        return place


class Table:
    """One table of a file, from which typed values are taken. `finish` refuses what nobody took.

    Every method raises CatalogueError with the line of the key, or of the table where the key is missing.
    """

    def __init__(self, name: str, lines: Lines, place: str, untrusted: dict[str, object]) -> None:
        self._name = name
        self._lines = lines
        self._place = place
        self._untrusted = untrusted
        self._taken: set[str] = set()

    def fail(self, key: str, reason: str) -> NoReturn:
        """Refuse the value of this key."""
        raise CatalogueError(self._name, self._lines.of(self._at(key)), f"{self._at(key)}: {reason}")

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        return key in self._untrusted

    def is_table(self, key: str) -> bool:
        """Whether a table is there, where something else could be, too."""
        return isinstance(self._untrusted.get(key), dict)

    def text(self, key: str, *, may_be_empty: bool = False) -> str:
        """A text; one of white space counts as empty."""
        value = self._value(key)
        if not isinstance(value, str):
            self.fail(key, "not a text")
        if not value.strip() and (value or not may_be_empty):
            self.fail(key, "empty")
        return value

    def name(self, key: str, accept: Callable[[str], str], *, may_be_empty: bool = False) -> str:
        """A text that `accept` takes; it raises UnsafeNameError for others."""
        value = self.text(key, may_be_empty=may_be_empty)
        try:
            return accept(value) if value else value
        except UnsafeNameError:
            self.fail(key, f"cannot be {value[:80]!r}")

    def choice(self, key: str, allowed: tuple[Chosen, ...]) -> Chosen:
        """One of some words."""
        value = self.text(key)
        found = [each for each in allowed if each == value]
        if not found:
            self.fail(key, f"not one of {', '.join(allowed)}")
        return found[0]

    def choices(self, key: str, allowed: tuple[Chosen, ...]) -> tuple[Chosen, ...]:
        """Some of some words, none twice; () if the key is missing."""
        found: list[Chosen] = []
        for value in self.texts(key) if self.has(key) else ():
            found += [each for each in allowed if each == value]
            if value not in allowed:
                self.fail(key, f"not one of {', '.join(allowed)}")
        return tuple(found)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, none empty and none twice."""
        values = self._value(key)
        if not isinstance(values, list):
            self.fail(key, "not a list")
        found = [each for each in values if isinstance(each, str) and each.strip()]
        if len(found) != len(values):
            self.fail(key, "not a list of texts")
        if len(set(found)) != len(found):
            self.fail(key, "names something twice")
        return tuple(found)

    def integer(self, key: str) -> int:
        """A whole number that is not negative."""
        value = self._value(key)
        if type(value) is not int or value < 0:         # True is an int to Python
            self.fail(key, "not a whole number from 0")
        return value

    def fraction(self, key: str) -> float:
        """A number from 0 to 1."""
        value = self._value(key)
        if not isinstance(value, float) or not 0 <= value <= 1:
            self.fail(key, "not a number from 0.0 to 1.0")
        return value

    def number(self, key: str) -> float:
        """Any number."""
        value = self._value(key)
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.fail(key, "not a number")
        return float(value)

    def truth(self, key: str) -> bool:
        """True or false."""
        value = self._value(key)
        if not isinstance(value, bool):
            self.fail(key, "not true or false")
        return value

    def bilingual(self, key: str) -> Bilingual:
        """A text in both languages, neither empty."""
        with_both = self.table(key)
        found = Bilingual(with_both.text("ja"), with_both.text("en"))
        with_both.finish()
        return found

    def table(self, key: str) -> "Table":
        """A table below this one."""
        return self._below(key, "", self._value(key))

    def tables(self, key: str) -> Iterator["Table"]:
        """The tables of an array; none if the key is missing."""
        if not self.has(key):
            return
        values = self._value(key)
        if not isinstance(values, list):
            self.fail(key, "not an array of tables")
        for index, each in enumerate(values):
            yield self._below(key, f"[{index}]", each)

    def finish(self) -> None:
        """Refuse every key that was not taken."""
        for key in self._untrusted:
            if key not in self._taken:
                self.fail(key, "unknown key")

    def _below(self, key: str, index: str, untrusted: object) -> "Table":
        if not isinstance(untrusted, dict):
            self.fail(key, "not a table")
        return Table(self._name, self._lines, self._at(key) + index, untrusted)

    def _value(self, key: str) -> object:
        if key not in self._untrusted:
            self.fail(key, "missing")
        self._taken.add(key)
        return self._untrusted[key]

    def _at(self, key: str) -> str:
        return f"{self._place}.{key}".removeprefix(".")


def read_toml(path: Path) -> Table:
    """The outermost table of a file. Raises CatalogueError, for bad syntax with its line."""
    try:
        return toml_table(path.name, path.read_bytes())
    except OSError as error:
        raise CatalogueError(path.name, 0, f"cannot be read ({error.errno})") from error


def toml_table(name: str, untrusted_data: bytes) -> Table:
    """The outermost table of what a file of this name holds. Raises CatalogueError, for bad syntax with its
    line.
    """
    try:
        text = untrusted_data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = bytes(error.object[: error.start]).count(b"\n") + 1
        raise CatalogueError(name, line, "not UTF-8") from error
    try:
        untrusted = tomllib.loads(text)
    except (ValueError, RecursionError) as error:       # ValueError also for a number of thousands of digits
        found = _SYNTAX_LINE.search(str(error))
        at_the_end = text.rstrip("\n").count("\n") + 1 if "end of document" in str(error) else 0
        raise CatalogueError(name, int(found[1]) if found else at_the_end, str(error)) from error
    return Table(name, Lines(text), "", untrusted)
