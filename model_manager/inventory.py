"""The models registered on this machine: their digests, where the files lie, and whether a file is still the
one hashed.

A file is registered in place and identified by its SHA-256. Hashing 20 GB takes a while, so a digest is kept
together with path, size, time and inode of the file; as long as those four agree, the file counts as the one
that was hashed. The list holds no secret. It is written by replacing the whole file at once.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from model_manager.errors import InventoryUnreadableError, InventoryWriteError, ModelFileError

_PIECE = 4 * 1024 * 1024
_VERSION = 1
_HEX_DIGITS = 64


@dataclass(frozen=True, slots=True)
class FileState:
    """What tells one state of a file from another without reading it."""

    size: int
    modified_ns: int
    inode: int

    @classmethod
    def of(cls, path: Path) -> "FileState":
        """The present state of the file. Raises ModelFileError."""
        try:
            found = path.stat()
        except OSError as error:
            raise ModelFileError(path.name, error.errno or 0) from error
        return cls(found.st_size, found.st_mtime_ns, found.st_ino)


@dataclass(frozen=True, slots=True)
class Registered:
    """One registered model."""

    sha256: str
    path: str
    name: str
    architecture: str
    size: int
    modified_ns: int
    inode: int

    @property
    def state(self) -> FileState:
        """The state of the file when it was hashed."""
        return FileState(self.size, self.modified_ns, self.inode)

    def is_unchanged(self) -> bool:
        """Whether the file is still there in the state that was hashed."""
        try:
            return FileState.of(Path(self.path)) == self.state
        except ModelFileError:
            return False


def hash_file(path: Path, progress: Callable[[float], bool]) -> str | None:
    """SHA-256 of a file in lower-case hex. `progress` gets the fraction done; if it returns False, the result
    is None.

    hashlib gives up the interpreter's lock for large pieces, so this may run in a thread of the window.
    Raises ModelFileError.
    """
    digest = hashlib.sha256()
    buffer = bytearray(_PIECE)
    view = memoryview(buffer)
    done = 0
    try:
        with path.open("rb", buffering=0) as file:
            size = max(os.fstat(file.fileno()).st_size, 1)
            while count := file.readinto(view):
                digest.update(view[:count])
                done += count
                if not progress(min(done / size, 1.0)):
                    return None
    except OSError as error:
        raise ModelFileError(path.name, error.errno or 0) from error
    return digest.hexdigest()


class Inventory:
    """The registered models of one user."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def models(self) -> tuple[Registered, ...]:
        """All registered models, in order of registration. Raises InventoryUnreadableError."""
        try:
            untrusted = json.loads(self._file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return ()
        except (OSError, ValueError, RecursionError) as error:
            raise InventoryUnreadableError(str(self._file)) from error
        return tuple(_accept(untrusted, str(self._file)))

    def find(self, sha256: str) -> Registered | None:
        """The registered model with this digest. Raises InventoryUnreadableError."""
        return next((each for each in self.models() if each.sha256 == sha256), None)

    def known_digest(self, path: Path) -> Registered | None:
        """The entry of this very file if its state has not changed since it was hashed."""
        state = FileState.of(path)
        return next((each for each in self.models() if each.path == str(path) and each.state == state), None)

    def register(self, entry: Registered) -> None:
        """Add a model, or replace the entry that has the same digest or path. Raises InventoryWriteError."""
        kept = [each for each in self.models() if each.sha256 != entry.sha256 and each.path != entry.path]
        self._write([*kept, entry])

    def forget(self, sha256: str) -> None:
        """Take a model off the list; its file stays. Raises InventoryWriteError."""
        self._write([each for each in self.models() if each.sha256 != sha256])

    def _write(self, entries: Iterable[Registered]) -> None:
        listed = {"version": _VERSION, "models": [asdict(each) for each in entries]}
        text = json.dumps(listed, ensure_ascii=False, indent=1)
        beside = self._file.with_suffix(".new")
        try:
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(self._file)
        except OSError as error:
            raise InventoryWriteError(str(self._file), error.errno or 0) from error


def register_file(
    inventory: Inventory,
    path: Path,
    names: Callable[[Path], tuple[str, str]],
    progress: Callable[[float], bool],
    admit: Callable[[Registered], None] = lambda _entry: None,
) -> Registered | None:
    """Register a GGUF in place; `names` gives its name and architecture, `admit` refuses by raising what it
    likes. None if `progress` ended the hashing.

    A file that changed while it was hashed is hashed to no purpose: ModelFileError. Also raises what `names`
    raises.
    """
    path = path.absolute()
    name, architecture = names(path)
    if known := inventory.known_digest(path):
        admit(known)
        if (known.name, known.architecture) != (name, architecture):
            inventory.register(known := replace(known, name=name, architecture=architecture))
        return known
    before = FileState.of(path)
    digest = hash_file(path, progress)
    if digest is None:
        return None
    if FileState.of(path) != before:
        raise ModelFileError(path.name, 0)
    entry = Registered(digest, str(path), name, architecture, before.size, before.modified_ns, before.inode)
    admit(entry)
    inventory.register(entry)
    return entry


def _accept(untrusted: Any, place: str) -> Iterable[Registered]:
    if not isinstance(untrusted, dict) or untrusted.get("version") != _VERSION:
        raise InventoryUnreadableError(place)
    untrusted_models = untrusted.get("models")
    if not isinstance(untrusted_models, list):
        raise InventoryUnreadableError(place)
    for untrusted_entry in untrusted_models:
        expected = {each.name for each in fields(Registered)}
        if not isinstance(untrusted_entry, dict) or set(untrusted_entry) != expected:
            raise InventoryUnreadableError(place)
        if any(type(untrusted_entry[each.name]) is not each.type for each in fields(Registered)):
            raise InventoryUnreadableError(place)
        entry = Registered(**untrusted_entry)
        if len(entry.sha256) != _HEX_DIGITS or not Path(entry.path).is_absolute():
            raise InventoryUnreadableError(place)
        yield entry
