"""Begins anew without what could load foreign code into this process: variables of the loader and of Python.

Children get none of them in any case (`confinement/environment.py`). What was loaded before the first line of
ours ran has run already: whoever may set the environment of a user's programs is that user, or malware with
his rights. So this keeps accidents and leftovers out of the process that lives on, and no attacker.
"""

import os
import sys
from collections.abc import Mapping, Sequence

_FOREIGN = ("LD_", "PYTHON", "GCONV_PATH", "GLIBC_TUNABLES", "MALLOC_")


def cleaned(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment without what loads code or changes the C library."""
    return {name: value for name, value in environ.items() if not name.startswith(_FOREIGN)}


def start_clean(script: str, arguments: Sequence[str]) -> None:
    """Return if there is nothing of the kind; otherwise the program begins anew without it, in the same
    process.
    """
    clean = cleaned(os.environ)
    if clean == dict(os.environ) or sys.platform == "win32":
        return
    frozen = getattr(sys, "frozen", False)
    command = [sys.executable] if frozen else [sys.executable, "-I", "-X", "utf8", script]
    os.execve(sys.executable, [*command, *arguments], clean)  # noqa: S606  # ourselves
