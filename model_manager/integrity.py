"""The file that a fetch or an import grows: locked, hashed as it grows, published only when it is what was
declared.

`x.gguf.part` holds the bytes so far and `x.gguf.part.json` what they are to become. The lock on the part ends
with its process, so a killed one leaves nothing to clear up. What is published was verified, is read-only and
has its final name; what is verified is never lost: bytes and name reach the disk before anybody is told.
"""

import contextlib
import errno
import json
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from model_manager.digests import Digests
from model_manager.disk_sync import DiskSync, Sync
from model_manager.errors import (
    AlreadyFetchingError,
    DigestMismatchError,
    DiskFullError,
    FetchCancelledError,
    FolderNotWritableError,
    GgufMissingError,
    SizeMismatchError,
)
from model_manager.os_files import (
    LOCK_EX,
    LOCK_NB,
    O_CLOEXEC,
    O_NOFOLLOW,
    fchmod,
    flock,
    open_file,
    pread,
    pwrite,
    sync_folder,
)

ROOM_LEFT = 64 << 20                # bytes that stay free on the disk
_PIECE = 4 << 20
_MAGIC = b"GGUF"
_FULL = (errno.ENOSPC, errno.EDQUOT)
PART = ".part"
SIDECAR = ".part.json"
_MAX_SIDECAR = 1 << 16
Tell = Callable[[int], bool]


@dataclass(frozen=True, slots=True)
class Declared:
    """What a file must be: its size in bytes, and its SHA-256 or, where the hub tells nothing better, git's
    SHA-1 of it.
    """

    size: int
    sha256: str
    blob_id: str = ""

    def digests(self) -> Digests:
        """For a file that is to become this one."""
        return Digests(0 if self.sha256 else self.size)

    def fits(self, digests: Digests) -> bool:
        """Whether this is the declared content. What declares no digest at all fits nothing."""
        if self.sha256:
            return digests.sha256 == self.sha256
        return bool(self.blob_id) and digests.blob_id == self.blob_id


class PartFile:
    """An opened `.part`. Use `opened()`; raises its FetchErrors from every method that writes."""

    def __init__(self, target: Path, declared: Declared, descriptor: int, sync: Sync, tell: Tell) -> None:
        self._tell = tell
        self._target = target
        self._declared = declared
        self._descriptor = descriptor
        self._digests = declared.digests()
        self._disk = DiskSync(descriptor, sync)
        self.have = 0
        self.resumed = False            # whether bytes of an earlier answer are in it
        self.etag = ""

    @property
    def missing(self) -> int:
        """How many bytes are still to come."""
        return self._declared.size - self.have

    def take_up(self) -> None:
        """Go on with what an earlier process left, if it was to become the same file."""
        untrusted = _read_sidecar(self._beside(SIDECAR))
        same = {key: untrusted.get(key) for key in asdict(self._declared)} == asdict(self._declared)
        size = os.fstat(self._descriptor).st_size
        if not same or size > self._declared.size:
            self.restart()
            return
        etag = untrusted.get("etag")
        self.etag = etag if isinstance(etag, str) else ""
        self._read_in()
        self.resumed = self.have > 0

    def written(self, start: int) -> Iterator[bytes]:
        """What is there from `start` on, in pieces."""
        with self._disk_errors():
            while start < self.have and (
                data := pread(self._descriptor, min(_PIECE, self.have - start), start)
            ):
                yield data
                start += len(data)

    def cut_back(self, size: int) -> None:
        """Keep only the first bytes: what follows turned out to be damaged."""
        with self._disk_errors():
            os.ftruncate(self._descriptor, size)
            self._forget()
            self._read_in()

    def restart(self) -> None:
        """Begin anew with nothing."""
        with self._disk_errors():
            os.ftruncate(self._descriptor, 0)
            self._forget()
            self.etag, self.resumed = "", False
            self._write_sidecar()

    def remember(self, etag: str) -> None:
        """Note which version the server sends, so that no two are ever joined."""
        if etag != self.etag:
            self.etag = etag
            with self._disk_errors():
                self._write_sidecar()

    def write(self, data: bytes) -> None:
        """Add bytes. Raises SizeMismatchError, DiskFullError, FolderNotWritableError."""
        if len(data) > self.missing:
            raise SizeMismatchError(self._target.name, self._declared.size, self.have + len(data))
        with self._disk_errors():
            rest = memoryview(data)
            while rest:
                written = pwrite(self._descriptor, rest, self.have)
                self._digests.update(rest[:written])
                self.have += written
                rest = rest[written:]
                self._disk.written(written)

    def require_room(self) -> None:
        """Raises DiskFullError if what is missing does not fit."""
        with self._disk_errors():
            free = shutil.disk_usage(self._target.parent).free
        if free < self.missing + ROOM_LEFT:
            raise DiskFullError(self._target.name, self.missing + ROOM_LEFT, free)

    def is_what_was_declared(self) -> bool:
        """Whether the whole file is here and has the declared digest."""
        return self.missing == 0 and self._declared.fits(self._digests)

    def publish(self) -> str:
        """Give the verified file its name; returns its SHA-256. Raises SizeMismatchError,
        DigestMismatchError, GgufMissingError: then the part is thrown away.
        """
        name = self._target.name
        if self.missing:
            raise SizeMismatchError(name, self._declared.size, self.have)
        if not self._declared.fits(self._digests):
            self.discard()
            expected = self._declared.sha256 or self._declared.blob_id
            raise DigestMismatchError(name, expected, self._digests.sha256)
        if pread(self._descriptor, len(_MAGIC), 0) != _MAGIC:
            self.discard()
            raise GgufMissingError(name)
        with self._disk_errors():
            self._disk.finish()
            fchmod(self._descriptor, 0o444)
            self._beside(PART).replace(self._target)
            sync_folder(self._target.parent)
            self._beside(SIDECAR).unlink(missing_ok=True)
        return self._digests.sha256

    def discard(self) -> None:
        """Throw away what there is of it."""
        self._beside(PART).unlink(missing_ok=True)
        self._beside(SIDECAR).unlink(missing_ok=True)

    def sync(self) -> None:
        """Bring to the disk what there is, so that a loss of power costs little."""
        self._disk.now()

    def close(self) -> None:
        """Let nothing go on behind one's back."""
        self._digests.close()
        self._disk.close()

    def _forget(self) -> None:
        self._digests.close()
        self._digests, self.have = self._declared.digests(), 0

    def _read_in(self) -> None:
        with self._disk_errors():
            while data := pread(self._descriptor, _PIECE, self.have):
                self._digests.update(data)
                self.have += len(data)
                if not self._tell(self.have):
                    raise FetchCancelledError(self._target.name)

    def _beside(self, suffix: str) -> Path:
        return self._target.with_name(self._target.name + suffix)

    def _write_sidecar(self) -> None:
        replace_text(self._beside(SIDECAR), json.dumps({**asdict(self._declared), "etag": self.etag}))

    @contextlib.contextmanager
    def _disk_errors(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            if error.errno in _FULL:
                free = shutil.disk_usage(self._target.parent).free
                raise DiskFullError(self._target.name, self.missing, free) from error
            raise FolderNotWritableError(self._target.name, error.errno or 0) from error


@contextlib.contextmanager
def opened(
    target: Path, declared: Declared, sync: Sync = os.fsync, tell: Tell = lambda _have: True
) -> Iterator[PartFile]:
    """The part that is to become `target`, locked against other processes. What was fetched stays when this
    ends. `sync` brings a descriptor's bytes to the disk; `tell` is told how many bytes of an earlier try have
    been read, which takes a while, and says whether to go on. Raises AlreadyFetchingError,
    FolderNotWritableError, DiskFullError, FetchCancelledError.
    """
    path = target.with_name(target.name + PART)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        flags = os.O_RDWR | os.O_CREAT | O_NOFOLLOW | O_CLOEXEC
        descriptor = open_file(path, flags, 0o600)
    except OSError as error:
        raise FolderNotWritableError(target.name, error.errno or 0) from error
    try:
        _lock(descriptor, path, target.name)
        with contextlib.closing(PartFile(target, declared, descriptor, sync, tell)) as part:
            part.take_up()
            yield part
    finally:
        os.close(descriptor)


def _lock(descriptor: int, path: Path, name: str) -> None:
    try:
        flock(descriptor, LOCK_EX | LOCK_NB)
        ours = os.fstat(descriptor)
        there = path.stat(follow_symlinks=False)
    except OSError as error:
        raise AlreadyFetchingError(name) from error
    if (ours.st_dev, ours.st_ino) != (there.st_dev, there.st_ino):     # published between opening and locking
        raise AlreadyFetchingError(name)


def part_size(target: Path) -> int:
    """How many bytes of `target` an earlier fetch left."""
    try:
        return target.with_name(target.name + PART).stat(follow_symlinks=False).st_size
    except OSError:
        return 0


def is_being_written(part: Path) -> bool:
    """Whether some process holds this `.part` at this moment."""
    try:
        descriptor = open_file(part, os.O_RDWR | O_NOFOLLOW | O_CLOEXEC)
    except OSError:
        return False
    try:
        flock(descriptor, LOCK_EX | LOCK_NB)
    except OSError:
        return True
    else:
        return False
    finally:
        os.close(descriptor)


def _read_sidecar(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            untrusted = json.loads(file.read(_MAX_SIDECAR))
    except (OSError, ValueError, RecursionError):
        return {}
    return untrusted if isinstance(untrusted, dict) else {}


def replace_text(path: Path, text: str) -> None:
    """Write a small file so that there is always a whole one. Raises OSError."""
    beside = path.with_name(f"{path.name}.{os.getpid()}.{threading.get_ident()}.new")
    try:
        descriptor = open_file(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | O_NOFOLLOW, 0o644)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
