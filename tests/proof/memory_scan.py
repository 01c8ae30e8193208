"""Looks through all memory of a running process for what must not be there."""

import os
import re
from collections.abc import Mapping
from pathlib import Path

_REGION = re.compile(r"([0-9a-f]+)-([0-9a-f]+) (r[-w][-x][-ps]) \S+ \S+ \S+ *(.*)")
_PIECE = 1 << 24
_UNREADABLE = ("[vvar]", "[vvar_vclock]", "[vsyscall]")


def found_in(pid: int, wanted: Mapping[str, bytes]) -> dict[str, int]:
    """How often each of these byte strings stands in the memory of a process, without those that do not.

    A scan that could not look must not look like one that found nothing. Raises OSError, AssertionError.
    """
    counts = dict.fromkeys(wanted, 0)
    longest = max(map(len, wanted.values()))
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for start, end, is_own in _regions(pid):
            for place in range(start, end, _PIECE):
                # A hit on the seam of two pieces belongs to the first one: the second begins where that ends.
                size = min(_PIECE + longest - 1, end - place)
                piece = _read(memory.fileno(), place, size)
                assert len(piece) == size or not is_own, f"{size - len(piece)} bytes were not looked at"
                for name, text in wanted.items():
                    counts[name] += _count(piece, text, _PIECE)
    return {name: count for name, count in counts.items() if count}


def _count(piece: bytes, text: bytes, limit: int) -> int:
    """Occurrences that begin before the limit."""
    found, place = 0, piece.find(text)
    while 0 <= place < limit:
        found += 1
        place = piece.find(text, place + 1)
    return found


def _read(descriptor: int, place: int, size: int) -> bytes:
    parts = []
    while size > 0:
        try:
            part = os.pread(descriptor, size, place)
        except OSError:
            break                   # a region that the kernel gives to nobody (a device)
        if not part:
            break
        parts.append(part)
        place, size = place + len(part), size - len(part)
    return b"".join(parts)


def _regions(pid: int) -> list[tuple[int, int, bool]]:
    """Begin, end, and whether it is the process's own to write: such memory can be read to its end."""
    found = []
    for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
        if (region := _REGION.match(line)) and region[4] not in _UNREADABLE:
            found.append((int(region[1], 16), int(region[2], 16), region[3] in ("rw-p", "rwxp")))
    return found


def forms_of(name: str, text: str) -> dict[str, bytes]:
    """The text as programs keep it: Python in one byte a letter where it can, Qt in two, and the C library
    sometimes in four.
    """
    forms = {f"{name} (UTF-8)": text.encode(), f"{name} (UTF-16)": text.encode("utf-16-le")}
    return forms | {f"{name} (UTF-32)": text.encode("utf-32-le")}
