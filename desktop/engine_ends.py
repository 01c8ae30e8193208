"""Finds out why an engine ended, as far as there are facts: the kernel counts whom it killed for want of
memory, and what aborts says so on standard error, which is the engine's log.

Only whether certain phrases of llama.cpp, the C++ library and the drivers stand there is looked at.
"""

import contextlib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

_KILLED = 9                         # SIGKILL, a name that Windows has not
_VMSTAT = Path("/proc/vmstat")
_MOST_BYTES = 65_536                # of what an engine wrote last
_MEMORY = (
    b"bad_alloc", b"MemoryError", b"insufficient memory", b"out of memory", b"failed to allocate",
    b"OutOfDeviceMemory", b"OutOfHostMemory", b"OutOfPoolMemory", b"Cannot allocate memory",
)  # fmt: skip
_DEVICE = (b"DeviceLost", b"CUDA error", b"device lost", b"SurfaceLost", b"FragmentedPool")


class EndCause(StrEnum):
    """Why an engine ended."""

    UNKNOWN = ""
    MEMORY = "memory"               # there was not enough, of the computer's or a device's
    DEVICE = "device"               # a graphics processor or its driver failed


@dataclass(frozen=True, slots=True)
class EndWatch:
    """What there was before an engine was started."""

    log: Path
    log_size: int
    kills: int
    vmstat: Path = _VMSTAT

    @classmethod
    def begin(cls, log: Path, vmstat: Path = _VMSTAT) -> "EndWatch":
        """Look before the engine is started."""
        return cls(log, _size(log), _memory_kills(vmstat), vmstat)

    def cause(self, ended_by: int) -> EndCause:
        """Why the engine ended that this signal ended (0: by itself)."""
        if ended_by == _KILLED:
            killed = _memory_kills(self.vmstat) > self.kills
            return EndCause.MEMORY if killed else EndCause.UNKNOWN
        written = _since(self.log, self.log_size)
        if any(each in written for each in _MEMORY):
            return EndCause.MEMORY
        return EndCause.DEVICE if any(each in written for each in _DEVICE) else EndCause.UNKNOWN


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _since(path: Path, start: int) -> bytes:
    """The last of what was written after `start`."""
    with contextlib.suppress(OSError), path.open("rb") as file:
        file.seek(max(start, _size(path) - _MOST_BYTES))
        return file.read(_MOST_BYTES)
    return b""


def _memory_kills(vmstat: Path) -> int:
    """How many processes the kernel has killed for want of memory; 0 where it does not say."""
    with contextlib.suppress(OSError, ValueError):
        for line in vmstat.read_text(encoding="ascii").splitlines():
            name, _, count = line.partition(" ")
            if name == "oom_kill":
                return int(count)
    return 0
