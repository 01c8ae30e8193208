"""The virtual environment `.venv/`: locked packages, the engine's wheel, and the command `hisho`."""

import sys
import venv
from pathlib import Path

from installers.source.commands import Runner, SetupError

_LAUNCHER = """#!{python}
\"\"\"Starts Hisho from its source tree.\"\"\"
import runpy
import sys

sys.argv[0] = "hisho"
runpy.run_path({main!r}, run_name="__main__")
"""


def make(folder: Path) -> Path:
    """Make the environment if there is none of this Python; returns its interpreter."""
    python = folder / "bin" / "python"
    settings = folder / "pyvenv.cfg"
    wanted = f"version = {'.'.join(map(str, sys.version_info[:3]))}"
    if not python.exists() or not settings.exists() or wanted not in settings.read_text(encoding="utf-8"):
        print(f"Making {folder.name} with Python {sys.version.split()[0]}", flush=True)
        venv.create(folder, with_pip=True, clear=True)
    return python


def install_locked(python: Path, lock: Path, run: Runner) -> None:
    """Install exactly what the lock file names, by hash. Raises SetupError."""
    print(f"Installing the packages of {lock.name}", flush=True)
    command = [str(python), "-m", "pip", "--disable-pip-version-check", "install", "-q", "--require-hashes"]
    done = run([*command, "--no-deps", "-r", str(lock)])
    if done.code:
        raise SetupError(f"The packages could not be installed:\n{done.output[-2000:]}")


def install_wheel(python: Path, wheel: Path, run: Runner) -> None:
    """Install the engine by its path. Raises SetupError."""
    command = [str(python), "-m", "pip", "--disable-pip-version-check", "install", "-q", "--no-deps"]
    done = run([*command, "--force-reinstall", str(wheel)])
    if done.code:
        raise SetupError(f"The engine could not be installed:\n{done.output[-2000:]}")


def install_command(folder: Path, root: Path) -> None:
    """`.venv/bin/hisho`, and the source tree on the environment's path."""
    site = next((folder / "lib").glob("python3.*/site-packages"))
    (site / "hisho.pth").write_text(f"{root}\n", encoding="utf-8")
    launcher = folder / "bin" / "hisho"
    text = _LAUNCHER.format(python=folder / "bin" / "python", main=str(root / "main.py"))
    launcher.write_text(text, encoding="utf-8")
    launcher.chmod(0o755)
