"""One program at a time has a vault open."""

import fcntl
from pathlib import Path
from typing import IO

from desktop.vault.errors import VaultInUseError
from desktop.vault.files import make_private, write_error

LOCK = "lock"


def claim(folder: Path) -> IO[bytes]:
    """Nobody else opens the vault in this folder until what is returned is closed. Raises VaultInUseError,
    VaultWriteError.
    """
    make_private(folder / LOCK)
    try:
        lock = (folder / LOCK).open("ab")
    except OSError as error:
        raise write_error(error) from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        raise VaultInUseError from None
    return lock
