"""The models registered on this machine: their digests, where the files lie, and whether a file is still the
one hashed.

A file is registered in place and identified by its SHA-256; a model that lies in several files by that of
their digests. Hashing 20 GB takes a while, so a digest is kept together with path, size, time and inode of
the file; as long as those four agree, the file counts as the one that was hashed. The list holds no secret.
It is written by replacing the whole file at once.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from model_manager.errors import InventoryUnreadableError, InventoryWriteError, ModelFileError
from model_manager.gguf_parts import part_paths
from model_manager.os_files import open_file

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
class RegisteredFile:
    """One file as it was when it was hashed."""

    sha256: str
    path: str
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


@dataclass(frozen=True, slots=True)
class Registered:
    """One registered model. `parts` are all the files of one that lies in several, `path` and what follows
    tells the first of them; of a model in a single file there are none.
    """

    sha256: str
    path: str
    name: str
    architecture: str
    size: int
    modified_ns: int
    inode: int
    parts: tuple[RegisteredFile, ...] = ()

    @property
    def files(self) -> tuple[RegisteredFile, ...]:
        """All files of the model, in order."""
        whole = RegisteredFile(self.sha256, self.path, self.size, self.modified_ns, self.inode)
        return self.parts or (whole,)

    def is_unchanged(self) -> bool:
        """Whether all files are still there in the state that was hashed."""
        return all(each.is_unchanged() for each in self.files)


def identity_of(digests: Sequence[str]) -> str:
    """The digest of a model that lies in one file or several, in order."""
    return digests[0] if len(digests) == 1 else hashlib.sha256("\n".join(digests).encode()).hexdigest()


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
        """The entry of this very file, the first of its model, if nothing has changed since it was hashed."""
        found = (each for each in self.models() if each.path == str(path) and each.is_unchanged())
        return next(found, None)

    def register(self, entry: Registered) -> None:
        """Add a model, or replace the entry that has the same digest or path. Raises InventoryWriteError."""
        kept = [each for each in self.models() if each.sha256 != entry.sha256 and each.path != entry.path]
        self._write([*kept, entry])

    def forget(self, sha256: str) -> None:
        """Take a model off the list; its file stays. Raises InventoryWriteError."""
        self._write([each for each in self.models() if each.sha256 != sha256])

    def _write(self, entries: Iterable[Registered]) -> None:
        listed = {"version": _VERSION, "models": [_listed(each) for each in entries]}
        text = json.dumps(listed, ensure_ascii=False, indent=1)
        beside = self._file.with_suffix(".new")
        try:
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = open_file(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
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
    """Register a GGUF in place, with all files of its model; `names` gives its name and architecture, `admit`
    refuses by raising what it likes. None if `progress` ended the hashing.

    A file that changed while it was hashed is hashed to no purpose: ModelFileError. Also raises what `names`
    raises.
    """
    paths = part_paths(path.absolute())
    path = paths[0]
    name, architecture = names(path)
    if known := inventory.known_digest(path):
        admit(known)
        if (known.name, known.architecture) != (name, architecture):
            inventory.register(known := replace(known, name=name, architecture=architecture))
        return known
    files = _hashed(paths, progress)
    if files is None:
        return None
    identity, first = identity_of([each.sha256 for each in files]), files[0]
    parts = files if len(files) > 1 else ()
    entry = Registered(
        identity, str(path), name, architecture, first.size, first.modified_ns, first.inode, parts
    )
    admit(entry)
    inventory.register(entry)
    return entry


def _hashed(
    paths: Sequence[Path], progress: Callable[[float], bool]
) -> tuple[RegisteredFile, ...] | None:
    """Files as they are; None if `progress` ended the hashing. Raises ModelFileError."""
    states = [FileState.of(each) for each in paths]
    whole = max(sum(each.size for each in states), 1)
    done, found = 0, []
    for path, state in zip(paths, states, strict=True):

        def tell(part: float, before: int = done, size: int = state.size) -> bool:
            return progress((before + part * size) / whole)

        digest = hash_file(path, tell)
        if digest is None:
            return None
        found.append(RegisteredFile(digest, str(path), state.size, state.modified_ns, state.inode))
        done += state.size
    for each in found:
        if not each.is_unchanged():
            raise ModelFileError(Path(each.path).name, 0)
    return tuple(found)


def _listed(entry: Registered) -> dict[str, Any]:
    """An entry as the list keeps it: `parts` only where there are some."""
    listed = asdict(entry)
    if not entry.parts:
        del listed["parts"]
    return listed


def _accept(untrusted: Any, place: str) -> Iterable[Registered]:
    if not isinstance(untrusted, dict) or untrusted.get("version") != _VERSION:
        raise InventoryUnreadableError(place)
    untrusted_models = untrusted.get("models")
    if not isinstance(untrusted_models, list):
        raise InventoryUnreadableError(place)
    for untrusted_entry in untrusted_models:
        try:
            yield _accept_entry(untrusted_entry)
        except (TypeError, ValueError) as error:
            raise InventoryUnreadableError(place) from error


def _accept_entry(untrusted: Any) -> Registered:
    """Raises TypeError, ValueError for what is no entry of ours."""
    if not isinstance(untrusted, dict):
        raise TypeError("entry")
    untrusted_parts = untrusted.get("parts", [])
    if not isinstance(untrusted_parts, list) or len(untrusted_parts) == 1:
        raise TypeError("parts")
    parts = tuple(RegisteredFile(**_accept_facts(RegisteredFile, each)) for each in untrusted_parts)
    single = {key: value for key, value in untrusted.items() if key != "parts"}
    entry = Registered(**_accept_facts(Registered, single), parts=parts)
    if parts and entry.sha256 != identity_of([each.sha256 for each in parts]):
        raise ValueError("sha256")
    return entry


def _accept_facts(kind: type, untrusted: Any) -> dict[str, Any]:
    """What a file or a model in a single one has to say. Raises TypeError, ValueError."""
    expected = {each.name: each.type for each in fields(kind) if each.name != "parts"}
    if not isinstance(untrusted, dict) or set(untrusted) != set(expected):
        raise TypeError("keys")
    if any(type(untrusted[name]) is not wanted for name, wanted in expected.items()):
        raise TypeError("values")
    if len(untrusted["sha256"]) != _HEX_DIGITS or not Path(untrusted["path"]).is_absolute():
        raise ValueError("values")
    return untrusted
