"""Whether the vault's files are the user's own: what another account owns, may write or has linked elsewhere
could be read, changed or swapped behind the user's back.
"""

import os
import stat
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

_WRITABLE_BY_OTHERS = stat.S_IWGRP | stat.S_IWOTH


class Fault(StrEnum):
    """Why something is not the user's own."""

    OWNER = "owner"                 # another account owns it
    WRITABLE = "writable"           # its group or everybody may write it
    LINK = "link"                   # it leads elsewhere


@dataclass(frozen=True, slots=True)
class NotOurs:
    """What is not the user's own: the name in the vault's folder, or the folder's own."""

    name: str
    fault: Fault


def not_ours(folder: Path) -> tuple[NotOurs, ...]:
    """What in the vault's folder, and of the folder itself, is not the user's own; in the order of names.
    Empty where there is no folder. Raises OSError.
    """
    if not os.path.lexists(folder):
        return ()
    places = [folder, *(sorted(folder.iterdir()) if folder.is_dir() else [])]
    found = ((each.name, fault) for each in places for fault in _faults(each))
    return tuple(NotOurs(name, fault) for name, fault in found)


def _faults(path: Path) -> list[Fault]:
    about = path.lstat()
    faults: list[Fault] = []
    if sys.platform == "win32":     # rights are in lists that are not looked at
        return [Fault.LINK] if stat.S_ISLNK(about.st_mode) else []
    if about.st_uid != os.geteuid():
        faults.append(Fault.OWNER)
    if stat.S_ISLNK(about.st_mode):
        faults.append(Fault.LINK)       # its permissions say nothing
    elif about.st_mode & _WRITABLE_BY_OTHERS:
        faults.append(Fault.WRITABLE)
    return faults
