"""The virtual environment `.venv/`: locked packages, the engine's wheel, and the command `hisho`; and those
beside it, for programs that must not share its packages.
"""

import sys
from collections.abc import Iterable
from pathlib import Path

from installers.source.commands import Runner, SetupError

_OURS = ("desktop", "model_manager", "main.py")

# A shell script, since the kernel takes no interpreter whose path has a space or is long.
_LAUNCHER = """#!/bin/sh
# Starts Hisho from the source tree that this environment is in.
bin=$(dirname "$(readlink -f "$0")")
exec "$bin/python" "$bin/../../main.py" "$@"
"""


def make(folder: Path, run: Runner) -> Path:
    """Make the environment if there is none of this Python; returns its interpreter. Raises SetupError."""
    python = folder / "bin" / "python"
    settings = folder / "pyvenv.cfg"
    wanted = f"version = {'.'.join(map(str, sys.version_info[:3]))}"
    if not python.exists() or not settings.exists() or wanted not in settings.read_text(encoding="utf-8"):
        print(f"Making {folder.name} with Python {sys.version.split()[0]}", flush=True)
        create(folder, run)
    return python


def create(folder: Path, run: Runner) -> None:
    """An empty environment with pip, in the place of any that was there. Raises SetupError."""
    done = run([sys.executable, "-m", "venv", "--clear", str(folder)])
    if done.code:
        raise SetupError(f"This Python cannot make a virtual environment:\n{done.output[-2000:]}")


def install_locked(python: Path, lock: Path, run: Runner) -> None:
    """Install exactly what the lock file names, by hash. Raises SetupError."""
    print(f"Installing the packages of {lock.name}", flush=True)
    command = [str(python), "-m", "pip", "--disable-pip-version-check", "install", "-q", "--require-hashes"]
    done = run([*command, "--no-deps", "-r", str(lock)])
    if done.code:
        raise SetupError(f"The packages could not be installed:\n{done.output[-2000:]}")


def install_apart(folder: Path, lock: Path, run: Runner) -> None:
    """An environment with what the lock file names and nothing else; one that was made from the very same
    lock is left as it is. Raises SetupError.
    """
    python = make(folder, run)
    made_from = folder / lock.name
    wanted = lock.read_text(encoding="utf-8")
    if made_from.exists():
        if made_from.read_text(encoding="utf-8") == wanted:
            return
        create(folder, run)
    install_locked(python, lock, run)
    made_from.write_text(wanted, encoding="utf-8")


def install_wheel(python: Path, wheel: Path, run: Runner) -> None:
    """Install the engine by its path. Raises SetupError."""
    command = [str(python), "-m", "pip", "--disable-pip-version-check", "install", "-q", "--no-deps"]
    done = run([*command, "--force-reinstall", str(wheel)])
    if done.code:
        raise SetupError(f"The engine could not be installed:\n{done.output[-2000:]}")


def check_engine(python: Path, kind: str, run: Runner) -> None:
    """Load the installed engine, and say what it is and what it finds. Raises SetupError."""
    done = run([str(python), str(Path(__file__).with_name("check_engine.py")), kind])
    told = done.output.strip().splitlines() or ["The engine says nothing"]
    if done.code:
        raise SetupError(told[-1])
    print(told[-1], flush=True)


def install_command(folder: Path, root: Path) -> None:
    """`.venv/bin/hisho`, and the source tree on the environment's path."""
    site = next((folder / "lib").glob("python3.*/site-packages"))
    (site / "hisho.pth").write_text(f"{root}\n", encoding="utf-8")
    launcher = folder / "bin" / "hisho"
    launcher.write_text(_LAUNCHER, encoding="utf-8")
    launcher.chmod(0o755)


def compile_sources(python: Path, root: Path, run: Runner) -> None:
    """Keep our modules' code beside them: programs that are shut in cannot write it, and each start of one
    would compile all of them again. What is edited later is compiled at each start. Raises SetupError.
    """
    done = run([str(python), "-m", "compileall", "-q", *(str(root / each) for each in _OURS)])
    if done.code:
        raise SetupError(f"The sources could not be compiled:\n{done.output[-2000:]}")


def stamp(folder: Path, purposes: Iterable[str]) -> None:
    """Tell make that all is done: the Makefile compares these files' times and starts nothing."""
    stamps = folder / "stamps"
    stamps.mkdir(exist_ok=True)
    for purpose in purposes:
        (stamps / purpose).touch()
