"""Asks the system how much memory this computer has, and how much of it a program can still get."""

import ctypes
import sys
from collections.abc import Iterator
from pathlib import Path

_PROC = Path("/proc")
_CGROUPS = Path("/sys/fs/cgroup")
_KIB = 1024


def host_memory(proc: Path = _PROC, cgroups: Path = _CGROUPS) -> tuple[int, int]:
    """Bytes in all, and bytes available; of the group of processes where a limit is set. 0 where the system
    does not say.
    """
    if sys.platform == "win32":
        return _windows()
    total, available = _meminfo(proc)
    for folder in control_groups(proc, cgroups):
        limit = _number(folder / "memory.max")
        if limit is not None and limit < total:
            used = max(0, (_number(folder / "memory.current") or 0) - _reclaimable(folder))
            total = limit
            available = min(available, max(0, limit - used))
    return total, available


def _meminfo(proc: Path) -> tuple[int, int]:
    found = {"MemTotal": 0, "MemAvailable": 0}
    for line in _text(proc / "meminfo").splitlines():
        name, _, rest = line.partition(":")
        number = rest.split()[:1]
        if name in found and number and number[0].isdecimal():
            found[name] = int(number[0]) * _KIB
    return found["MemTotal"], found["MemAvailable"]


def control_groups(proc: Path, cgroups: Path) -> Iterator[Path]:
    """This process's group and those around it (version 2 of cgroups)."""
    for line in _text(proc / "self" / "cgroup").splitlines():
        if line.startswith("0::/"):
            parts = [part for part in line[4:].split("/") if part not in ("", ".", "..")]
            for count in range(len(parts), -1, -1):
                yield cgroups.joinpath(*parts[:count])


def _reclaimable(folder: Path) -> int:
    """Pages of files that can be dropped: they count as used, but are in nobody's way."""
    for line in _text(folder / "memory.stat").splitlines():
        name, _, number = line.partition(" ")
        if name == "inactive_file" and number.isdecimal():
            return int(number)
    return 0


def _number(path: Path) -> int | None:
    """What a file says; None for no limit ("max"), or no such file."""
    text = _text(path).strip()
    return int(text) if text.isdecimal() else None


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii", errors="replace")
    except OSError:
        return ""


class _MemoryStatus(ctypes.Structure):
    """MEMORYSTATUSEX of the Windows API."""

    _fields_ = (
        ("length", ctypes.c_uint32),
        ("load", ctypes.c_uint32),
        ("total", ctypes.c_uint64),
        ("available", ctypes.c_uint64),
        ("others", ctypes.c_uint64 * 5),
    )


def _windows() -> tuple[int, int]:
    """Not tested: there was no Windows to run it on."""
    status = _MemoryStatus(length=ctypes.sizeof(_MemoryStatus))
    kernel = getattr(ctypes, "windll").kernel32     # noqa: B009 - the name is there on Windows only
    if not kernel.GlobalMemoryStatusEx(ctypes.byref(status)):
        return 0, 0
    return int(status.total), int(status.available)
