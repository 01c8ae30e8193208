"""Reads a file that only certain users can have written, or says who else could have.

Every folder from the root down and the file itself are opened one after the other, each within the one
before, and looked at by their descriptors: what is checked is what is read.
"""

import os
import stat
from collections import deque
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

_MAX_BYTES = 1 << 20
_MAX_LINKS = 40                     # the kernel's own limit
_LOOK = getattr(os, "O_PATH", 0) | getattr(os, "O_NOFOLLOW", 0)
_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH     # a writer in an access list shows in the group's bits
_ID_MAP = Path("/proc/self/uid_map")
_OVERFLOW = Path("/proc/sys/kernel/overflowuid")

FOREIGN, WRITABLE, NO_FILE, TOO_LARGE, NOWHERE = (
    "belongs to somebody else", "writable by others", "not a file", f"larger than {_MAX_BYTES} bytes",
    "a link that leads to nothing here",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Doubt:
    """Which file, folder or link is not theirs alone, and why."""

    place: Path
    reason: str


def read_owned(path: Path, owners: frozenset[int]) -> bytes | Doubt:
    """What the file holds, if nobody but `owners` can have written it or put it there. Raises OSError."""
    with ExitStack() as opened:
        return _Walk(opened, owners).read(path)


class _Walk:
    """Goes from folder to folder, each opened within the one before."""

    def __init__(self, opened: ExitStack, trusted: frozenset[int]) -> None:
        self._opened = opened
        self._trusted = trusted
        self._place = Path("/")
        self._folder: int | None = None

    def read(self, path: Path) -> bytes | Doubt:
        """What stands at the end of the way. Raises OSError."""
        rest = deque(path.absolute().parts)
        links, by_link = 0, False
        while rest:
            name = rest.popleft()
            at_root = name == "/"
            place = Path("/") if at_root else self._place / name
            try:
                found = self._open(name, None if at_root else self._folder, _LOOK)
            except FileNotFoundError:
                if not by_link:
                    raise
                return Doubt(place, NOWHERE)    # no missing file: it may be hidden from us
            about = os.fstat(found)
            if doubt := self._doubt(place, about):
                return doubt
            if stat.S_ISLNK(about.st_mode):
                links += 1
                by_link = by_link or self._place != Path("/")       # /etc itself may be one
                rest.extendleft(reversed(Path(os.readlink("", dir_fd=found)).parts))
                if links > _MAX_LINKS:
                    return Doubt(place, NO_FILE)
            elif rest:
                self._place, self._folder = place, found
            else:
                return self._read(place, name)
        return Doubt(self._place, NO_FILE)

    def _read(self, place: Path, name: str) -> bytes | Doubt:
        try:
            file = self._open(name, self._folder, _READ)
        except FileNotFoundError:
            return Doubt(place, NOWHERE)            # no missing file: it was there a moment ago
        about = os.fstat(file)
        if doubt := self._doubt(place, about):      # it may be another than the one that was looked at
            return doubt
        if not stat.S_ISREG(about.st_mode):
            return Doubt(place, NO_FILE)
        with os.fdopen(os.dup(file), "rb") as stream:
            data = stream.read(_MAX_BYTES + 1)
        return data if len(data) <= _MAX_BYTES else Doubt(place, TOO_LARGE)

    def _open(self, name: str, folder: int | None, flags: int) -> int:
        descriptor = os.open(name, flags | os.O_CLOEXEC, dir_fd=folder)
        self._opened.callback(os.close, descriptor)
        return descriptor

    def _doubt(self, place: Path, about: os.stat_result) -> Doubt | None:
        if about.st_uid not in self._trusted:
            return Doubt(place, FOREIGN)
        if stat.S_ISLNK(about.st_mode):
            return None                             # its permissions say nothing
        if stat.S_ISDIR(about.st_mode) and about.st_mode & stat.S_ISVTX:
            return None                             # nobody can exchange there what is not their own
        return Doubt(place, WRITABLE) if about.st_mode & _OTHERS_WRITE else None


def seen_from_here(owners: frozenset[int]) -> frozenset[int]:
    """The numbers that these users have in this process's namespace, as `seen_from` says. Only for whoever
    knows from outside that no other user stands behind the number for the rest.
    """
    try:
        overflow = int(_OVERFLOW.read_text(encoding="ascii"))
        return seen_from(_ID_MAP.read_text(encoding="ascii"), owners, overflow)
    except (OSError, ValueError):
        return owners


def seen_from(id_map: str, owners: frozenset[int], overflow: int) -> frozenset[int]:
    """The numbers that these users have in a namespace. In one of bubblewrap's, root has none: all users
    without a number look like the one whom the kernel keeps for that, and never like the user who runs us.
    Raises ValueError.
    """
    ranges = [tuple(map(int, line.split())) for line in id_map.splitlines()]
    if 0 not in owners or not ranges or any(first <= 0 < first + count for first, _, count in ranges):
        return owners
    return owners | {overflow}
