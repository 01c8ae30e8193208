"""Which files a bundle holds: the lists that name them, what nobody named, and what is missing.

A line of a list is a path within the bundle: `*` stands for anything in a name, `**` for folders as well,
and `{a,b}` for one of some names. Every line has to be met by a file, or something is missing; one that
begins with `?` need not be. So programs, native libraries and modules of Python stand there by name, modules
of ours and of packages by their folders (each package is one that somebody named); and of names in braces one
is enough, since Pythons differ in which modules are files. `bundle_files.txt` holds for every edition,
`bundle_files_full.txt` for the one with a network.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from installers.package.release import Edition

LISTS = Path(__file__).resolve().parent.parent
_MAY_BE = "?"
_PARTS = re.compile(r"\*\*|\*|\{[^{}]*\}|[^*{]+|\{")
_WILD = {"**": ".*", "*": "[^/]*"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a list. `needed`: something has to be there for it."""

    line: str
    needed: bool
    pattern: re.Pattern[str]

    @classmethod
    def of(cls, line: str) -> "Entry":
        """The entry that this line makes."""
        path = line.removeprefix(_MAY_BE).strip()
        pattern = "".join(_pattern_of(part) for part in _PARTS.findall(path))
        return cls(path, not line.startswith(_MAY_BE), re.compile(pattern))


def _pattern_of(part: str) -> str:
    if part in _WILD:
        return _WILD[part]
    if part.startswith("{") and part.endswith("}"):
        return f"(?:{'|'.join(map(re.escape, part[1:-1].split(',')))})"
    return re.escape(part)


def entries(edition: Edition, folder: Path = LISTS) -> Sequence[Entry]:
    """What may be in a bundle of this edition. Raises OSError."""
    names = ["bundle_files.txt", *(["bundle_files_full.txt"] if edition is Edition.FULL else [])]
    lines = [line for name in names for line in (folder / name).read_text(encoding="utf-8").splitlines()]
    return [Entry.of(line) for line in lines if line.strip() and not line.startswith("#")]


def unnamed(paths: Iterable[str], known: Sequence[Entry]) -> Sequence[str]:
    """The files that no entry names."""
    return [path for path in paths if not any(entry.pattern.fullmatch(path) for entry in known)]


def missing(paths: Sequence[str], known: Sequence[Entry]) -> Sequence[str]:
    """The entries that need a file and have none."""
    return [
        entry.line for entry in known if entry.needed and not any(map(entry.pattern.fullmatch, paths))
    ]
