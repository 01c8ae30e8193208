"""Reading and writing a file of the vault: whole or unchanged, never waiting, the system's refusals as our
errors.
"""

import contextlib
import errno
import os
import stat
import sys
from pathlib import Path

from desktop.vault.errors import VaultFullError, VaultReadOnlyError, VaultWriteError
from model_manager.os_files import O_CLOEXEC, O_NONBLOCK

DATABASE = "vault.db"
DATABASE_FILES = (DATABASE, DATABASE + "-wal", DATABASE + "-shm")
_REFUSED = (errno.EROFS, errno.EACCES, errno.EPERM)
_FULL = (errno.ENOSPC, errno.EDQUOT)
BESIDE = ".new"
"""Ends the name of what shall replace a file, while it is written."""

_PRIVATE, _OTHERS = 0o600, 0o077
# A pipe under one of our names would be waited for until somebody opens its other end.
_AT_ONCE = O_CLOEXEC | O_NONBLOCK


def write_error(error: OSError) -> VaultWriteError:
    """Our error for what the system said."""
    number = error.errno or 0
    if number in _FULL:
        return VaultFullError(number)
    return VaultReadOnlyError(number) if number in _REFUSED else VaultWriteError(number)


def open_regular(path: Path) -> int:
    """The descriptor of a file to read; raises OSError for all else that has such a name, and waits for none
    of it.
    """
    descriptor = os.open(path, os.O_RDONLY | _AT_ONCE)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
    return descriptor


def read_regular(path: Path, most: int = -1) -> bytes:
    """What stands in a file, or its beginning. Raises OSError as `open_regular` does."""
    with os.fdopen(open_regular(path), "rb") as file:
        return file.read(most)


def make_folder(folder: Path) -> None:
    """A folder for its owner alone. Raises VaultWriteError."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise write_error(error) from error


def make_private(path: Path) -> None:
    """Make an empty file for its owner alone, if there is none. Raises VaultWriteError."""
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | _AT_ONCE, _PRIVATE))
    except OSError as error:
        raise write_error(error) from error
    narrow(path)


def narrow(path: Path) -> None:
    """The file, if there is one, becomes its owner's alone. Where that cannot be (a stick with FAT, a file of
    somebody else's) the vault opens all the same; `hisho doctor` tells.
    """
    with contextlib.suppress(OSError):
        if path.stat().st_mode & _OTHERS:
            path.chmod(_PRIVATE)


def write_whole(path: Path, data: bytes) -> None:
    """Replace the file at once: beside it, flushed, then renamed, then the folder flushed. Raises
    VaultWriteError.
    """
    write_beside(path, data)
    take_its_place(path)


def write_beside(path: Path, data: bytes) -> bytes:
    """Write what shall replace the file beside it; returns what can be read there. Raises VaultWriteError."""
    beside = _beside(path)
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _AT_ONCE, _PRIVATE)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        return read_regular(beside)
    except OSError as error:
        discard_beside(path)
        raise write_error(error) from error


def take_its_place(path: Path) -> None:
    """What was written beside the file replaces it at once. Raises VaultWriteError."""
    try:
        _beside(path).replace(path)
        flush_folder(path.parent)
    except OSError as error:
        discard_beside(path)
        raise write_error(error) from error


def move_onto(path: Path, other: Path) -> None:
    """The file takes the other's place at once. Raises VaultWriteError."""
    try:
        path.replace(other)
        flush_folder(other.parent)
    except OSError as error:
        raise write_error(error) from error


def discard_beside(path: Path) -> None:
    """Nothing replaces the file."""
    with contextlib.suppress(OSError):      # what stays there is written over the next time
        _beside(path).unlink(missing_ok=True)


def _beside(path: Path) -> Path:
    return path.with_name(path.name + BESIDE)


def flush_folder(folder: Path) -> None:
    """What was renamed in it is on disk when this returns. Raises OSError."""
    if sys.platform == "win32":
        return                      # names are in the journal there, and no folder can be opened
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
