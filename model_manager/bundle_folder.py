"""Opens what lies inside a bundle's folder, never through a link: a stick comes from anywhere.

Every step goes from one opened folder to the next, so nothing can be exchanged in between.
"""

import contextlib
import errno
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from model_manager.os_files import O_CLOEXEC, O_DIRECTORY, O_NOFOLLOW, O_NONBLOCK, open_file, pread, pwrite

_REASONS = {
    errno.ENOENT: "missing",
    errno.ELOOP: "a link",
    errno.ENOTDIR: "no folder",                 # or a link in place of one
    errno.EISDIR: "no file",
}


def reason_of(error: OSError) -> str:
    """Why a file of a bundle could not be read."""
    return _REASONS.get(error.errno or 0, "unreadable")


@contextlib.contextmanager
def folder_inside(folder: Path, below: Sequence[str], *, makes: bool = False) -> Iterator[int]:
    """The descriptor of a folder inside `folder`. Raises OSError."""
    at = open_file(folder, os.O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    try:
        for each in below:
            if makes:
                with contextlib.suppress(FileExistsError):
                    os.mkdir(each, dir_fd=at)
            inner = open_file(each, os.O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC, dir_fd=at)
            os.close(at)
            at = inner
        yield at
    finally:
        os.close(at)


@contextlib.contextmanager
def file_inside(folder: Path, name: str, flags: int = os.O_RDONLY) -> Iterator[int]:
    """The descriptor of a regular file inside `folder`; its folders are made where `flags` make it. Raises
    OSError.
    """
    *below, last = name.split("/")
    with folder_inside(folder, below, makes=bool(flags & os.O_CREAT)) as at:
        whole = flags | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC    # a pipe would wait for its other end
        descriptor = open_file(last, whole, 0o644, dir_fd=at)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EISDIR, "no regular file", name)
        yield descriptor
    finally:
        os.close(descriptor)


def read_inside(folder: Path, name: str, limit: int) -> bytes:
    """The first bytes of a small file, one more than `limit` at most. Raises OSError."""
    with file_inside(folder, name) as descriptor, os.fdopen(os.dup(descriptor), "rb") as file:
        return file.read(limit + 1)


class Regrown:
    """A file that is written anew over an earlier try: what is there already is not written again."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._have = 0
        self._writes = False

    def add(self, data: bytes) -> None:
        """The next bytes. Raises OSError."""
        if not self._writes:
            if pread(self._descriptor, len(data), self._have) == data:
                self._have += len(data)
                return
            os.ftruncate(self._descriptor, self._have)
            self._writes = True
        rest = memoryview(data)
        while rest:
            written = pwrite(self._descriptor, rest, self._have)
            self._have += written
            rest = rest[written:]

    def finish(self) -> None:
        """Nothing follows, and all of it is on the disk. Raises OSError."""
        if os.fstat(self._descriptor).st_size > self._have:
            os.ftruncate(self._descriptor, self._have)
        os.fsync(self._descriptor)
