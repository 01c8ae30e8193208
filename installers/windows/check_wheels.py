"""Proves that everything that Hisho needs at run time can be had ready-made for Windows, by name and hash:
`python -m installers.windows.check_wheels`; `… check_wheels package` does so for what freezes it.

Left out is the engine alone, which the Windows machine compiles. Which lines of the lock hold there is asked
of their markers with a Windows in mind: pip asks the machine that it runs on.
"""

import os
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement

from installers.source.commands import SetupError, Workshop, run

PYTHON = "3.12"
"""The Python that freezes Hisho on Windows."""

_ROOT = Path(__file__).resolve().parents[2]
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
        if requirement.marker is None or requirement.marker.evaluate(dict(_WINDOWS)):
            yield Locked(name, tuple(re.findall(r"--hash=(\S+)", rest)))


def wheel(locked: Locked, folder: Path, workshop: Workshop) -> str:
    """The name of the wheel that Windows would install; it has its hash. Raises SetupError."""
    wanted, place = folder / "wanted.txt", folder / locked.requirement
    wanted.write_text(locked.line + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "-q", "--no-deps"]
    command += ["--only-binary", ":all:", "--platform", "win_amd64", "--python-version", PYTHON]
    command += ["--implementation", "cp", "--require-hashes", "-d", str(place), "-r", str(wanted)]
    workshop.must(command, f"There is no wheel of {locked.requirement} for Windows")
    (found,) = place.iterdir()
    return found.name


def main(lock: str = "run") -> int:
    """Name every wheel of a lock; returns the exit code: 1 if one is missing."""
    workshop = Workshop(_ROOT / "installers" / "locks", dict(os.environ), run)
    missing, bytes_of_all = 0, 0
    with tempfile.TemporaryDirectory() as folder:
        for locked in for_windows((workshop.locks / f"{lock}.txt").read_text(encoding="utf-8")):
            try:
                name = wheel(locked, Path(folder), workshop)
                bytes_of_all += (Path(folder) / locked.requirement / name).stat().st_size
                print(name, flush=True)
            except SetupError as error:
                missing += 1
                print(error, flush=True)
    print(f"{missing} missing for Python {PYTHON}; {bytes_of_all / 1e6:.0f} MB in all")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
