"""Writing a file of the vault so that it is whole or unchanged, and the system's refusals as our errors."""

import errno
import os
from pathlib import Path

from desktop.vault.errors import VaultFullError, VaultReadOnlyError, VaultWriteError

_REFUSED = (errno.EROFS, errno.EACCES, errno.EPERM)
_FULL = (errno.ENOSPC, errno.EDQUOT)


def write_error(error: OSError) -> VaultWriteError:
    """Our error for what the system said."""
    number = error.errno or 0
    if number in _FULL:
        return VaultFullError(number)
    return VaultReadOnlyError(number) if number in _REFUSED else VaultWriteError(number)


def make_folder(folder: Path) -> None:
    """A folder for its owner alone. Raises VaultWriteError."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise write_error(error) from error


def write_whole(path: Path, data: bytes) -> None:
    """Replace the file at once: beside it, flushed, then renamed, then the folder flushed. Raises
    VaultWriteError.
    """
    beside = path.with_name(path.name + ".new")
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
        _flush_folder(path.parent)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise write_error(error) from error


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
