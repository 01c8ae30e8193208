"""Keeps what loading and asking models has shown on this computer, in one small file: numbers and digests,
nothing that was said.

Window and command line write it side by side: each change reads the file anew and replaces it whole, so that
what one writes may get lost, but never the file. What cannot be read of it is left out; a file of which
nothing can be read is kept aside.

* HishoError
  x ExperienceWriteError    a choice cannot be kept
"""

import contextlib
import json
import math
import os
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field, fields, is_dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from desktop.codec import MessageError, accept
from desktop.errors import HishoError
from desktop.inference.learning import Seen, is_same_computer
from model_manager.placement import Choice
from model_manager.speed import PROCESSOR, Measured

_VERSION = 1
_MOST_FILE = 1 << 20
_MOST_ENTRIES = 200                 # of each kind; the oldest go first
_MOST_NUMBER = 1 << 62
_DIGEST = re.compile(r"[0-9a-f]{64}")
_MACHINE = re.compile(r"[0-9a-f]{16}")
T = TypeVar("T")


class ExperienceWriteError(HishoError):
    """What was chosen for a model cannot be kept. `error_number` is the system's errno."""

    def __init__(self, path: str, error_number: int) -> None:
        super().__init__(path, error_number)
        self.path = path
        self.error_number = error_number


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What the user wants for a model."""

    sha256: str
    choice: Choice


@dataclass(frozen=True, slots=True)
class _Entry:
    """What a model has shown on a machine."""

    sha256: str
    machine: str
    seen: Seen


@dataclass(frozen=True, slots=True)
class _Book:
    """All that is kept, the newest last; `machine` is the one that was met last."""

    machine: str = ""
    chosen: tuple[_Chosen, ...] = ()
    entries: tuple[_Entry, ...] = field(default=())


class Experience:
    """The file. Without a path (a data folder that is not ours) nothing is kept."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._held: dict[str, Choice] = {}      # what could not be kept, by model

    def machine(self) -> str:
        """The mark of the machine that was met last; empty where none was."""
        return self._read().machine

    def choice(self, sha256: str) -> Choice:
        """What the user wants for a model."""
        kept = (each.choice for each in self._read().chosen if each.sha256 == sha256)
        return self._held.get(sha256) or next(kept, Choice())

    def seen(self, sha256: str, machine: str) -> Seen:
        """What a model has shown on a machine."""
        wanted = (sha256, machine)
        found = (each.seen for each in self._read().entries if (each.sha256, each.machine) == wanted)
        return next(found, Seen())

    def measured(self) -> tuple[Measured, ...]:
        """How fast models were on the machine that was met last, whether or not its devices were looked at;
        the newest first. Of devices those count that were there when any was used last.
        """
        book = self._read()
        here = [each for each in reversed(book.entries) if is_same_computer(each.machine, book.machine)]
        used = next((each.machine for each in here if each.seen.speeds.place not in ("", PROCESSOR)), "")
        return tuple(
            Measured(each.sha256, speeds.place, speeds.decode, speeds.prefill)
            for each in here
            if (speeds := each.seen.speeds).place == PROCESSOR or (speeds.place and each.machine == used)
        )

    def choose(self, sha256: str, choice: Choice) -> None:
        """Keep what the user wants for a model; what failed with another choice does not count any more.
        What cannot be kept holds for this program. Raises ExperienceWriteError.
        """

        def change(book: _Book) -> _Book:
            others = [each for each in book.chosen if each.sha256 != sha256]
            entries = tuple(_unprejudiced(each) if each.sha256 == sha256 else each for each in book.entries)
            return replace(book, chosen=(*others, _Chosen(sha256, choice)), entries=entries)

        self._held[sha256] = choice
        try:
            self._change(change)
        except OSError as error:
            raise ExperienceWriteError(str(self._path), error.errno or 0) from error
        if self._path is not None:
            del self._held[sha256]

    def keep(self, sha256: str, machine: str, seen: Seen) -> None:
        """Keep what a model has shown; where that is impossible, it is forgotten: the next load shows it
        again.
        """

        def change(book: _Book) -> _Book:
            others = [each for each in book.entries if (each.sha256, each.machine) != (sha256, machine)]
            return replace(book, machine=machine, entries=(*others, _Entry(sha256, machine, seen)))

        with contextlib.suppress(OSError):
            self._change(change)

    def _change(self, change: Callable[[_Book], _Book]) -> None:
        """Raises OSError."""
        if self._path is None:
            return
        before = self._read()
        after = change(before)
        if after != before:
            _write(self._path, after)

    def _read(self) -> _Book:
        if self._path is None:
            return _Book()
        try:
            with self._path.open("rb") as file:
                untrusted = json.loads(file.read(_MOST_FILE), parse_constant=_refuse)
        except FileNotFoundError:
            return _Book()
        except (OSError, ValueError, RecursionError):
            untrusted = None
        if not isinstance(untrusted, dict) or untrusted.get("version") != _VERSION:
            _keep_aside(self._path)
            return _Book()
        machine = untrusted.get("machine")
        return _Book(
            machine if isinstance(machine, str) and _MACHINE.fullmatch(machine) else "",
            tuple(_accepted(_Chosen, untrusted.get("chosen"))),
            tuple(_accepted(_Entry, untrusted.get("entries"))),
        )


def _unprejudiced(entry: _Entry) -> _Entry:
    return replace(entry, seen=replace(entry.seen, placement=None, failed=None, left_alone_since=0))


def _refuse(constant: str) -> None:
    raise ValueError(constant)      # NaN and the infinities are no numbers of ours


def _accepted(kind: type[T], untrusted: Any) -> Iterator[T]:
    """Those of a list that are what they should be; the others are left out."""
    for each in untrusted if isinstance(untrusted, list) else ():
        with contextlib.suppress(MessageError):
            accepted = accept(kind, each)
            if _is_sound(accepted):
                yield accepted


def _is_sound(accepted: Any) -> bool:
    """Whether digests are digests, and no number is beyond what anything here can be."""
    sha256, machine = accepted.sha256, getattr(accepted, "machine", None)
    marks = _DIGEST.fullmatch(sha256) and (machine is None or _MACHINE.fullmatch(machine))
    return bool(marks) and all(
        abs(each) < _MOST_NUMBER and math.isfinite(each) for each in _numbers(accepted)
    )


def _numbers(value: Any) -> Iterator[float]:
    if isinstance(value, int | float):
        yield value
    elif is_dataclass(value):
        for each in fields(value):
            yield from _numbers(getattr(value, each.name))
    elif isinstance(value, Iterable) and not isinstance(value, str):
        for each in value:
            yield from _numbers(each)


def _write(path: Path, book: _Book) -> None:
    """Whole or not at all, readable by its owner alone. The name of the part is nobody else's: several
    programs write. Raises OSError.
    """
    body = {
        "version": _VERSION,
        "machine": book.machine,
        "chosen": [asdict(each) for each in book.chosen[-_MOST_ENTRIES:]],
        "entries": [asdict(each) for each in book.entries[-_MOST_ENTRIES:]],
    }
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    part = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(json.dumps(body, separators=(",", ":")).encode())
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def _keep_aside(path: Path) -> None:
    """Somebody may want to look at it; where even that is impossible, nothing is known, and that works."""
    with contextlib.suppress(OSError):
        path.replace(path.with_name(path.name + ".bak"))
