"""The facts of an error as text that may be shown: sizes with units, numbers with commas, names harmless."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from desktop.words import Translate

Sentence = Callable[[Translate, "Facts"], str]
"""Chooses the sentence; its places in braces are filled with the facts afterwards."""

SIZES = frozenset({"size", "expected_size", "needed_bytes", "free_bytes", "limit_bytes"})
"""Facts that count bytes."""

_LONGEST = 200
_UNITS = ("B", "kB", "MB", "GB", "TB")
_STEP = 1000


class Facts(Mapping[str, str]):
    """What an error knows. A fact that it does not carry is shown as a question mark: the sentence about an
    error must never become an error itself.
    """

    def __init__(self, error: BaseException) -> None:
        carried = getattr(error, "facts", None)
        self._values: dict[str, Any] = dict(vars(error)) | (
            dict(carried) if isinstance(carried, dict) else {}
        )
        if isinstance(error, OSError):
            self._values["error_number"] = error.errno or 0

    def value(self, name: str) -> Any:
        """The fact as the error carries it, to choose a sentence by; None if it does not."""
        return self._values.get(name)

    def __getitem__(self, name: str) -> str:
        value = self._values.get(name)
        if value is None:
            return "?"
        if isinstance(value, int | float) and not isinstance(value, bool):
            return size_text(int(value)) if name in SIZES else number_text(value)
        return harmless(str(value))

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


def harmless(untrusted: str) -> str:
    """Text of a file, a model or the system on one line of bounded length, without signs that steer."""
    line = "".join(each if each.isprintable() else " " for each in untrusted)
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def number_text(value: float) -> str:
    """A number with commas between the thousands."""
    return f"{value:,}" if isinstance(value, int) else f"{value:,.0f}"


def size_text(count: int) -> str:
    """A number of bytes as people read it."""
    size = float(count)
    for unit in _UNITS:
        if size < _STEP or unit == _UNITS[-1]:
            return f"{count:,} B" if unit == "B" else f"{size:,.1f} {unit}"
        size /= _STEP
    raise AssertionError("the last unit takes every size")
