"""Which executable of a bundle is which program: one for each, so that a firewall or AppArmor can tell them
apart. From source there is one script for all of them, and no executable.

What has none of its own is done by `hisho`: the command-line client, the program that reports its
confinement, and in the air-gap edition whatever works on files for the model manager.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

_FIRST = "hisho"
_CONSOLE = "hisho-cli"                  # of Windows, where a windowed program prints nothing
_OWN = ("hisho-window", "hisho-engine", "hisho-reader", "hisho-fetcher")
_ENDING = ".exe"


def running() -> Path | None:
    """The executable that runs this process; None from source."""
    return Path(sys.executable).resolve() if getattr(sys, "frozen", False) else None


def executable(program: str, running: Path) -> Path:
    """The executable for a word of the command line, beside the one that runs."""
    ending, name = _ending(running), f"{_FIRST}-{program}"
    if name in _OWN and (own := running.with_name(name + ending)).is_file():
        return own
    first = _CONSOLE if running.name.removesuffix(ending) == _CONSOLE else _FIRST
    return running.with_name(first + ending)


def executables(running: Path) -> Sequence[Path]:
    """All executables of a bundle by their names; nothing else that lies in the same folder."""
    found = (running.with_name(name + _ending(running)) for name in (_FIRST, _CONSOLE, *_OWN))
    return sorted(each for each in found if each.is_file())


def is_part(running: Path | None) -> bool:
    """Whether this executable is one that nobody but the supervisor starts."""
    return running is not None and running.name.removesuffix(_ending(running)) in _OWN


def _ending(running: Path) -> str:
    return _ENDING if running.name.endswith(_ENDING) else ""
