"""Begins anew without what could load foreign code into this process: variables of the loader and of Python.

Children get none of them in any case (`confinement/environment.py`). What was loaded before the first line of
ours ran has run already: whoever may set the environment of a user's programs is that user, or malware with
his rights. So this keeps accidents and leftovers out of the process that lives on, and no attacker.

The executables of a bundle are made by PyInstaller. Before Python runs they name their own folder of
libraries to the loader, and begin anew for that to count; what was named before then stands behind it. So
there one variable is not foreign, in the form that it has in an environment without any other. Beginning anew
brings just that about, so it happens once.
"""

import os
import sys
from collections.abc import Mapping, Sequence

_FOREIGN = ("LD_", "PYTHON", "GCONV_PATH", "GLIBC_TUNABLES", "MALLOC_")
_OF_THE_BUNDLE = ("_PYI_", "PYINSTALLER_")
_LIBRARIES = "LD_LIBRARY_PATH"


def cleaned(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment without what loads code or changes the C library."""
    return {name: value for name, value in environ.items() if not name.startswith(_FOREIGN)}


def command(script: str, arguments: Sequence[str], libraries: str = "") -> list[str]:
    """This program once more. `libraries`: the folder of a bundle's libraries; empty from source."""
    python = [sys.executable] if libraries else [sys.executable, "-I", "-X", "utf8", script]
    return [*python, *arguments]


def fresh(environ: Mapping[str, str], libraries: str = "") -> dict[str, str] | None:
    """The environment to begin anew with; None if this one has nothing foreign in it."""
    clean = cleaned(environ)
    foreign = {name: value for name, value in environ.items() if name not in clean}
    if not foreign or (libraries and foreign == {_LIBRARIES: libraries}):
        return None
    return {name: value for name, value in clean.items() if not name.startswith(_OF_THE_BUNDLE)}


def start_clean(script: str, arguments: Sequence[str]) -> None:
    """Return if there is nothing of the kind; otherwise the program begins anew without it, in the same
    process.
    """
    libraries = str(getattr(sys, "_MEIPASS", ""))
    clean = fresh(os.environ, libraries)
    if clean is not None and sys.platform != "win32":
        os.execve(sys.executable, command(script, arguments, libraries), clean)  # noqa: S606  # ourselves
