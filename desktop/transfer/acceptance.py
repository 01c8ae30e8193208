"""One value of a file at a time, accepted by its type and bounds or refused with its place."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from desktop.transfer.errors import ImportFormatError

_DIGEST = re.compile(r"[0-9a-f]{64}")
_YEARS = range(1970, 9001)          # what every clock can show, wherever it stands
_INT_MOST = 2**31 - 1               # what the vault packs tokens into


@dataclass(frozen=True, slots=True)
class Untrusted:
    """A value from a file, and where it stands."""

    value: Any
    place: str

    def refuse(self, rule: str) -> ImportFormatError:
        """The error that says what is not kept here."""
        return ImportFormatError(self.place or ".", rule)

    def fields(self, names: Collection[str]) -> dict[str, "Untrusted"]:
        """The fields of an object that has these and no others. Raises ImportFormatError."""
        if not isinstance(self.value, dict):
            raise self.refuse("object")
        if set(self.value) != set(names):
            odd = min(set(self.value) ^ set(names))
            raise Untrusted(None, f"{self.place}.{odd[:40]}").refuse("fields")
        return {name: Untrusted(self.value[name], f"{self.place}.{name}") for name in names}

    def items(self, most: int) -> list["Untrusted"]:
        """The items of a list. Raises ImportFormatError."""
        if not isinstance(self.value, list):
            raise self.refuse("list")
        if len(self.value) > most:
            raise self.refuse("many")
        return [Untrusted(each, f"{self.place}[{place}]") for place, each in enumerate(self.value)]

    def text(self, most: int) -> str:
        """A text of at most so many characters, all of which can be written. Raises ImportFormatError."""
        if not isinstance(self.value, str):
            raise self.refuse("text")
        if len(self.value) > most:
            raise self.refuse("long")
        if any("\ud800" <= each <= "\udfff" for each in self.value):
            raise self.refuse("characters")
        return self.value

    def one_of(self, known: Collection[str]) -> str:
        """One of these words. Raises ImportFormatError."""
        if not isinstance(self.value, str) or self.value not in known:
            raise self.refuse("word")
        return self.value

    def number(self, most: int = _INT_MOST, least: int = 0) -> int:
        """A whole number within these bounds. Raises ImportFormatError."""
        if type(self.value) is not int or not least <= self.value <= most:
            raise self.refuse("number")
        return self.value

    def truth(self) -> bool:
        """True or false. Raises ImportFormatError."""
        if not isinstance(self.value, bool):
            raise self.refuse("truth")
        return self.value

    def numbers(self, most: int) -> tuple[int, ...]:
        """Whole numbers, so many that each has no place of its own. Raises ImportFormatError."""
        if not isinstance(self.value, list):
            raise self.refuse("list")
        if len(self.value) > most:
            raise self.refuse("many")
        if not all(type(each) is int and 0 <= each <= _INT_MOST for each in self.value):
            raise self.refuse("number")
        return tuple(self.value)

    def digest(self) -> str:
        """A SHA-256 in lower-case hex. Raises ImportFormatError."""
        if not isinstance(self.value, str) or not _DIGEST.fullmatch(self.value):
            raise self.refuse("digest")
        return self.value

    def moment(self) -> datetime:
        """A time with its offset, in UTC. Raises ImportFormatError."""
        try:
            found = datetime.fromisoformat(self.text(40))
            if found.tzinfo is None or found.year not in _YEARS:
                raise self.refuse("time")
            return found.astimezone(UTC)
        except (ValueError, OverflowError):
            raise self.refuse("time") from None
