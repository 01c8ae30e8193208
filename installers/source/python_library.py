"""The shared library of the Python that runs this: a bundle carries it, and not every Python has one.

Debian and Ubuntu build their interpreter without it and have the library in a package of its own, which
nothing installs unasked.
"""

import sys
import sysconfig
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from installers.source.commands import SetupError

_OF_THE_SYSTEM = "/usr"


@dataclass(frozen=True, slots=True)
class Interpreter:
    """What a Python says of itself: its version, where it is installed, and where its library would lie."""

    version: str        # such as 3.12
    prefix: str
    libraries: tuple[Path, ...]

    @classmethod
    def here(cls) -> "Interpreter":
        """The one that runs this."""
        name = str(sysconfig.get_config_var("INSTSONAME") or "")
        folders: Iterable[object] = (sysconfig.get_config_var("LIBDIR"), Path(sys.base_prefix) / "lib")
        libraries = tuple(Path(str(folder)) / name for folder in folders if folder and ".so" in name)
        return cls(f"{sys.version_info.major}.{sys.version_info.minor}", sys.base_prefix, libraries)


def packages(python: Interpreter) -> tuple[str, ...]:
    """The Debian packages that bring the library where it may be missing. Raises SetupError where it is and
    no package would help.
    """
    if python.prefix == _OF_THE_SYSTEM:
        return (f"libpython{python.version}",)
    if any(library.is_file() for library in python.libraries):
        return ()
    raise SetupError(
        f"The Python in {python.prefix} was built without its shared library, which the bundle needs. Please "
        "take another (make package PYTHON=/usr/bin/python3) or build it with --enable-shared"
    )
