"""Reads in llama.cpp's log what a model took of which memory, and why a load failed. No library is touched.

Lines and names are those of `src/llama-model.cpp`, `llama-kv-cache.cpp`, `llama-memory-recurrent.cpp`,
`llama-context.cpp` and of ggml's backends.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

_MIB = 1 << 20
_BUFFER = re.compile(r"^\w+:\s+([\w.-]+)\s+(model|KV|RS|compute|output|LoRA) buffer size =\s+([0-9.]+) MiB")
_REARRANGED = "CPU_REPACK"
_MAPPED = "CPU_Mapped"
_HOST = re.compile(r"CPU(_\w+)?|\w+_Host", re.ASCII)
_NO_MEMORY = re.compile(
    r"out ?of ?(host|device)? ?memory|unable to allocate|failed to (re)?allocate|allocation of size"
    r"|alloc_\w+: failed|insufficient memory|not enough memory|bad_alloc|cannot allocate memory"
    r"|failed to mmap|mmap failed",
    re.IGNORECASE,
)
_DEVICE_LOST = re.compile(
    r"device ?lost|ErrorInitializationFailed|unspecified launch failure|illegal memory access"
    r"|uncorrectable ECC|fallen off the bus",
    re.IGNORECASE,
)


class LoadFailure(StrEnum):
    """What kind of failure a log speaks of."""

    REFUSED = "refused"             # the file, or nothing that we know
    NO_MEMORY = "no_memory"
    DEVICE_LOST = "device_lost"


@dataclass(frozen=True, slots=True)
class Buffer:
    """One allocation: whose memory ("CPU_Mapped", "Vulkan0"), what for, and bytes."""

    place: str
    purpose: str
    size: int


def buffer_of(line: str) -> Buffer | None:
    """The allocation that this line tells of, if it tells of one."""
    found = _BUFFER.match(line)
    return Buffer(found[1], found[2], int(float(found[3]) * _MIB)) if found else None


def taken(buffers: Iterable[Buffer]) -> Mapping[str, int]:
    """Bytes of each device by its name, "" for the computer's memory.

    Where the file is mapped, the processor's rearranged copy of some weights is not counted beside it: the
    pages that were copied are read no more, and the system drops them.
    """
    known = list(buffers)
    is_mapped = any(each.place == _MAPPED for each in known)
    found = {"": 0}
    for each in known:
        if each.place == _REARRANGED and is_mapped:
            continue
        place = "" if _HOST.fullmatch(each.place) else each.place
        found[place] = found.get(place, 0) + each.size
    return found


def failure_of(lines: Iterable[str]) -> LoadFailure:
    """What the complaints of a failed load come down to. A lost device is no matter of memory."""
    text = "\n".join(lines)
    if _DEVICE_LOST.search(text):
        return LoadFailure.DEVICE_LOST
    return LoadFailure.NO_MEMORY if _NO_MEMORY.search(text) else LoadFailure.REFUSED
