"""Proves that everything that Hisho needs at run time can be had ready-made for Windows, by name and hash:
`python -m installers.windows.check_wheels`; `… check_wheels package` does so for what freezes it.

Left out is the engine alone, which the Windows machine compiles.
"""

import os
import sys
import tempfile
from pathlib import Path

from installers.source.commands import SetupError, Workshop, run
from installers.windows import windows_lock
from installers.windows.windows_lock import PYTHON, Locked

_ROOT = Path(__file__).resolve().parents[2]


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
        for locked in windows_lock.read(lock):
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
