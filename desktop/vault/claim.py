"""One program at a time has a vault open."""

from pathlib import Path
from typing import IO

from desktop.vault.errors import VaultInUseError
from desktop.vault.files import make_private, write_error
from model_manager.os_files import LOCK_EX, LOCK_NB, flock

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
        flock(lock.fileno(), LOCK_EX | LOCK_NB)
    except BlockingIOError:
        lock.close()
        raise VaultInUseError from None
    return lock
