"""How the command line shows things: tables and a progress line for people, JSON lines for programs."""

import json
import time
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TextIO

_BAR = 24
_EVERY_S = 0.2
_EVERY_JSON_S = 1.0
_UNITS = ("B", "kB", "MB", "GB", "TB")
_STEP = 1000
_YES = ("y", "yes", "はい")
_LONG = ("fetch", "import", "export", "verify")
_SPACES, _REPLACED = "\n\u3000", "\ufffd"


@dataclass(slots=True)
class Report:
    """Where to write, and in which form. `words` gives a sentence in the user's language."""

    out: TextIO
    notes: TextIO
    as_json: bool
    words: Callable[[str], str]
    language: str = "en"                # of what ships in both languages
    clock: Callable[[], float] = time.monotonic
    answer: Callable[[], str] = input
    _shown_at: float = field(default=-1e9)
    _began: float | None = None
    _before: int = 0
    _open: bool = False

    @property
    def has_bar(self) -> bool:
        """Whether somebody watches."""
        return not self.as_json and self.notes.isatty()

    def value(self, body: dict[str, Any], text: str) -> None:
        """One thing: an object for programs, a line for people."""
        self.end_progress()
        self.out.write((line_of(body) if self.as_json else plain(text)) + "\n")
        self.out.flush()

    def table(self, bodies: Sequence[dict[str, Any]], rows: Sequence[Sequence[str]]) -> None:
        """Many things of a kind: one object each, or a table."""
        if self.as_json:
            for body in bodies:
                self.out.write(line_of(body) + "\n")
        else:
            cells = [[plain(each).replace("\n", " ") for each in row] for row in rows]
            self.out.writelines(line.rstrip() + "\n" for line in _aligned(cells))
        self.out.flush()

    def note(self, text: str) -> None:
        """A sentence beside the result."""
        self.end_progress()
        self.notes.write(plain(text) + "\n")
        self.notes.flush()

    def is_agreed(self, lines: Sequence[str]) -> bool:
        """Show what is at stake, the question last, and wait for the answer; no answer is none."""
        for each in lines:
            self.note(each)
        try:
            return self.answer().strip().lower() in _YES
        except EOFError:
            return False

    def progress(self, have: int, whole: int) -> None:
        """How far it is, with speed and remaining time: a bar on a terminal, JSON lines otherwise."""
        now = self.clock()
        if self._began is None:
            self._began, self._before = now, have
        is_last = have >= whole
        if now - self._shown_at < (_EVERY_S if self.has_bar else _EVERY_JSON_S) and not is_last:
            return
        self._shown_at = now
        passed = now - self._began
        speed = (have - self._before) / passed if passed > 0 else 0.0
        left = int((whole - have) / speed) if speed > 0 else -1
        if self.has_bar:
            self._open = True
            self.notes.write(f"\r\x1b[K{bar(have, whole)}  {size_text(int(speed))}/s  {time_text(left)}")
            self.notes.flush()
        else:
            body = {"have": have, "size": whole, "speed": int(speed), "seconds_left": left}
            self.out.write(json.dumps({"event": "progress"} | body) + "\n")
            self.out.flush()

    def end_progress(self) -> None:
        """Leave the progress line."""
        if self._open:
            self.notes.write("\n")
            self.notes.flush()
        self._open, self._began, self._shown_at = False, None, -1e9


def wants_json(is_asked: bool, command: str, notes: TextIO) -> bool:
    """Whether lines of JSON are wanted: asked for, or nobody watches a command that takes long."""
    return is_asked or (command in _LONG and not notes.isatty())


def plain(untrusted_text: str) -> str:
    """Nothing that a terminal would obey: names and licences come from files and servers. A wide space is no
    printable sign for Python, but is one in Japanese.
    """
    return "".join(
        each if each.isprintable() or each in _SPACES else _REPLACED for each in untrusted_text
    )


def line_of(body: dict[str, Any]) -> str:
    """One line of JSON that can be shown on a terminal, too."""
    line = json.dumps(body, ensure_ascii=False)
    return line if plain(line) == line else json.dumps(body)


def bar(have: int, whole: int) -> str:
    """`[####----]  42 %  1.2 GB of 2.9 GB`."""
    part = min(have / whole, 1.0) if whole else 1.0
    full = int(part * _BAR)
    drawn = f"[{'#' * full}{'-' * (_BAR - full)}] {int(part * 100):3} %"
    return f"{drawn}  {size_text(have)} / {size_text(whole)}"


def size_text(count: int) -> str:
    """Bytes as people read them."""
    size = float(count)
    for unit in _UNITS:
        if size < _STEP or unit == _UNITS[-1]:
            return f"{count} B" if unit == "B" else f"{size:.1f} {unit}"
        size /= _STEP
    raise AssertionError("the last unit takes every size")


def time_text(seconds: int) -> str:
    """`1:02:03`, or nothing where nobody can tell."""
    if seconds < 0:
        return ""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(each + " " * (wide - width(each)) for each, wide in zip(row, widths, strict=True))
        for row in rows
    ]


def width(text: str) -> int:
    """Columns on a terminal: Japanese signs take two."""
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)
