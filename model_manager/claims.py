"""Tells other processes which files a fetch will make: until its model is recorded, its verified parts are no
leftovers.

A claim is a small file that its process keeps locked: `<own>/claims/<id>.json`, the paths below the folder of
models. It gets its name when it is written and locked, and the lock ends with the process, so that a claim
that is not locked was left by one that was killed, and counts for nothing.
"""

import contextlib
import json
import os
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path

from model_manager.errors import FolderNotWritableError
from model_manager.os_files import LOCK_EX, LOCK_NB, LOCK_SH, O_CLOEXEC, O_NOFOLLOW, flock, open_file

_CLAIMS = "claims"
_MAX_CLAIM = 1 << 20
_FLAGS = O_NOFOLLOW | O_CLOEXEC


@contextlib.contextmanager
def claimed(own: Path, names: Iterable[str]) -> Iterator[None]:
    """Claim files until the block ends. Raises FolderNotWritableError."""
    folder = own / _CLAIMS
    path = folder / f"{uuid.uuid4().hex}.json"
    beside = path.with_suffix(".new")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
        descriptor = open_file(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _FLAGS, 0o644)
    except OSError as error:
        raise FolderNotWritableError(_CLAIMS, error.errno or 0) from error
    try:
        try:
            os.write(descriptor, json.dumps(list(names)).encode())
            flock(descriptor, LOCK_EX)
            beside.replace(path)
        except OSError as error:
            beside.unlink(missing_ok=True)
            raise FolderNotWritableError(_CLAIMS, error.errno or 0) from error
        try:
            yield
        finally:
            path.unlink(missing_ok=True)
    finally:
        os.close(descriptor)


def claims(own: Path) -> frozenset[str]:
    """The names that running processes have claimed."""
    found: set[str] = set()
    for path in (own / _CLAIMS).glob("*.json"):
        with contextlib.suppress(OSError, ValueError, TypeError, RecursionError):
            untrusted = json.loads(_text_if_held(path) or b"[]")
            found.update(each for each in untrusted if isinstance(each, str))
    return frozenset(found)


def _sweep(folder: Path) -> None:
    """Clear up what killed processes left."""
    for path in folder.glob("*.json"):
        with contextlib.suppress(OSError):
            if _text_if_held(path) is None:
                path.unlink()


def _text_if_held(path: Path) -> bytes | None:
    """What a claim says, None if no process holds it. Raises OSError."""
    descriptor = open_file(path, os.O_RDONLY | _FLAGS)
    try:
        flock(descriptor, LOCK_SH | LOCK_NB)
    except BlockingIOError:
        return os.read(descriptor, _MAX_CLAIM)
    else:
        return None
    finally:
        os.close(descriptor)
