"""What systems do differently with opened files: flags, locks, reads and writes at a place, names of folders.

Everywhere but on Windows these are Python's own calls under their own names. The Windows half is written from
documentation, never run.
"""

import os
import sys

__all__ = [
    "LOCK_EX", "LOCK_NB", "LOCK_SH", "O_CLOEXEC", "O_DIRECTORY", "O_NOFOLLOW", "O_NONBLOCK", "fchmod",
    "flock", "open_file", "pread", "pwrite", "sync_folder",
]  # fmt: skip

if sys.platform == "win32":
    import _winapi
    import errno
    import msvcrt
    import stat

    LOCK_SH, LOCK_EX, LOCK_NB = 1, 2, 4
    # The last two are of our own making; open_file knows them.
    O_CLOEXEC, O_NONBLOCK, O_DIRECTORY, O_NOFOLLOW = os.O_NOINHERIT, 0, 1 << 28, 1 << 29
    _SHARED = 0x1 | 0x2 | 0x4           # FILE_SHARE_READ, _WRITE, _DELETE
    _NORMAL, _NOT_THROUGH_LINKS = 0x80, 0x00200000      # FILE_ATTRIBUTE_NORMAL, FILE_FLAG_OPEN_REPARSE_POINT
    _ACCESS = {os.O_RDONLY: 1 << 31, os.O_WRONLY: 1 << 30, os.O_RDWR: 1 << 31 | 1 << 30}     # GENERIC_…
    _HOW = {
        0: 3, os.O_TRUNC: 5, os.O_CREAT: 4, os.O_CREAT | os.O_TRUNC: 2,
        os.O_CREAT | os.O_EXCL: 1, os.O_CREAT | os.O_EXCL | os.O_TRUNC: 1,
    }  # fmt: skip
    _FAR = 0x7FFFFFF0                   # locks of Windows keep others from reading: a byte behind it all

    def open_file(
        path: str | os.PathLike[str], flags: int, _mode: int = 0, *, dir_fd: int | None = None
    ) -> int:
        """As os.open, but the file can be renamed and deleted meanwhile, as on other systems. Folders and
        what lies in an opened one are refused. Raises OSError.
        """
        if dir_fd is not None or flags & O_DIRECTORY:
            raise OSError(errno.EOPNOTSUPP, os.strerror(errno.EOPNOTSUPP), os.fspath(path))
        access = _ACCESS[flags & (os.O_WRONLY | os.O_RDWR)]
        how = _HOW[flags & (os.O_CREAT | os.O_EXCL | os.O_TRUNC)]
        kind = _NORMAL | (_NOT_THROUGH_LINKS if flags & O_NOFOLLOW else 0)
        handle = _winapi.CreateFile(os.fspath(path), access, _SHARED, 0, how, kind, 0)
        descriptor = msvcrt.open_osfhandle(handle, flags & os.O_APPEND | os.O_BINARY | os.O_NOINHERIT)
        if flags & O_NOFOLLOW and os.fstat(descriptor).st_file_attributes & stat.FILE_ATTRIBUTE_REPARSE_POINT:
            os.close(descriptor)
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), os.fspath(path))
        return descriptor

    def flock(descriptor: int, operation: int) -> None:
        """Lock an opened file until it is closed; shared locks keep all others out as well. Raises
        BlockingIOError where somebody has it and LOCK_NB is given, otherwise OSError after ten seconds.
        """
        place = os.lseek(descriptor, 0, os.SEEK_CUR)
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK if operation & LOCK_NB else msvcrt.LK_LOCK, 1)
        except PermissionError as error:
            raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN)) from error
        finally:
            os.lseek(descriptor, place, os.SEEK_SET)

    def pread(descriptor: int, size: int, place: int) -> bytes:
        """Read at a place. One thread at a time."""
        os.lseek(descriptor, place, os.SEEK_SET)
        return os.read(descriptor, size)

    def pwrite(descriptor: int, data: bytes | memoryview, place: int) -> int:
        """Write at a place. One thread at a time."""
        os.lseek(descriptor, place, os.SEEK_SET)
        return os.write(descriptor, data)

    def fchmod(_descriptor: int, _mode: int) -> None:
        """Windows gives rights by lists of its own, which are the folder's."""

    def sync_folder(_folder: str | os.PathLike[str]) -> None:
        """Names are in the journal of the file system, and no folder can be opened."""

else:
    from fcntl import LOCK_EX, LOCK_NB, LOCK_SH, flock
    from os import O_CLOEXEC, O_DIRECTORY, O_NOFOLLOW, O_NONBLOCK, fchmod, pread, pwrite
    from os import open as open_file

    def sync_folder(folder: str | os.PathLike[str]) -> None:
        """Bring a folder's new names to the disk. Raises OSError."""
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
