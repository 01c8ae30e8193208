"""The folder of models on this computer: which models lie in it, from where, and when they were verified.

`<folder>/<owner>/<repository>/<commit>/<file>` holds the files and `<folder>/.hisho/models/<identity>.json` a
record for each model, written when all its files were verified. A file without a record is never loaded. A
second folder may be shared by several users of a computer and is then only read.
"""

import contextlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path, PurePosixPath
from typing import Any, Literal

from model_manager import names
from model_manager.claims import claimed, claims
from model_manager.errors import (
    FolderNotWritableError,
    InventoryUnreadableError,
    ModelFileError,
    UnsafeNameError,
)
from model_manager.integrity import PART, SIDECAR, is_being_written, replace_text
from model_manager.inventory import FileState, Inventory, Registered, hash_file, identity_of
from model_manager.os_files import sync_folder

OWN = ".hisho"
_RECORDS = "models"
_VERSION = 1
_MAX_RECORD = 1 << 20
_MAX_MODELS = 4096
_COMMIT_SHOWN = 12
Place = Literal["folder", "shared", "reference"]


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One verified file of a model; `name` is its path below the folder of models."""

    name: str
    size: int
    sha256: str
    modified_ns: int


@dataclass(frozen=True, slots=True)
class Record:
    """A model in the folder. Times are ISO 8601 in UTC; texts that nobody knows are empty."""

    name: str
    architecture: str
    repo_id: str
    revision: str
    publisher: str                  # "official", "community" or empty
    licence: str
    source: str                     # the host, "file" or "bundle"
    added_at: str
    verified_at: str
    files: tuple[StoredFile, ...]

    @property
    def identity(self) -> str:
        """What the model is known by: its file's SHA-256; of several files that of their digests."""
        return identity_of([each.sha256 for each in self.files])


@dataclass(frozen=True, slots=True)
class StoredModel:
    """A model that can be loaded from this computer."""

    identity: str
    record: Record
    place: Place
    files: tuple[Path, ...]

    @property
    def size(self) -> int:
        """Bytes of all its files."""
        return sum(each.size for each in self.record.files)

    def is_there(self) -> bool:
        """Whether all its files exist."""
        return all(path.is_file() for path in self.files)

    def is_unchanged(self) -> bool:
        """Whether its files are still in the state in which they were verified."""
        with contextlib.suppress(ModelFileError):
            states = [FileState.of(path) for path in self.files]
            return all(
                (state.size, state.modified_ns) == (each.size, each.modified_ns)
                for state, each in zip(states, self.record.files, strict=True)
            )
        return False


def _joined(first: Record, second: Record) -> Record:
    """One record of the same content, whose files are the first's, and its origin if that is known."""
    told = first if first.repo_id and first.repo_id != second.repo_id else second
    is_same = [each.name for each in first.files] == [each.name for each in second.files]
    verified_at = (second if is_same else first).verified_at
    return replace(told, files=first.files, added_at=first.added_at, verified_at=verified_at)


@dataclass(frozen=True, slots=True)
class Orphan:
    """A file that belongs to no model: what is left of a fetch, or a file that nobody recorded."""

    path: Path
    size: int


class ModelFolder:
    """One folder of models."""

    def __init__(self, path: Path, *, shared: bool = False) -> None:
        self.path = path
        self.shared = shared

    @property
    def own(self) -> Path:
        """Where the records, the ledger and the queue lie."""
        return self.path / OWN

    def place_for(self, repo_id: str, revision: str, file_name: str) -> Path:
        """Where a file of a repository belongs. Raises UnsafeNameError."""
        owner, _, repository = names.accept_repo_id(repo_id).partition("/")
        commit = names.accept_revision(revision)[:_COMMIT_SHOWN]
        return self.path / owner / repository / commit / names.accept_file_name(file_name)

    def records(self) -> Iterator[Record]:
        """Every record. Raises InventoryUnreadableError for one that is damaged."""
        try:
            found = sorted((self.own / _RECORDS).glob("*.json"))[:_MAX_MODELS]
        except OSError:
            return
        for path in found:
            yield read_record(path)

    def models(self) -> Iterator[StoredModel]:
        """Every model. Raises InventoryUnreadableError."""
        yield from map(self._stored, self.records())

    def _stored(self, record: Record) -> StoredModel:
        paths = tuple(self.path / each.name for each in record.files)
        return StoredModel(record.identity, record, "shared" if self.shared else "folder", paths)

    def unchanged(self, identity: str) -> StoredModel | None:
        """The model with this content, if it is here in the state in which it was verified."""
        with contextlib.suppress(InventoryUnreadableError):
            found = self._stored(read_record(self.own / _RECORDS / f"{identity}.json"))
            return found if found.identity == identity and found.is_unchanged() else None
        return None

    def add(self, record: Record) -> StoredModel:
        """Write a record. A model that is here already and unchanged keeps its files and what is known of its
        origin; a second copy is deleted. Raises FolderNotWritableError.
        """
        first = self.unchanged(record.identity)
        if first is None:
            return self._write(record)
        made = self._write(_joined(first.record, record))
        with self._writing(record.name), contextlib.suppress(InventoryUnreadableError):
            for path in set(self.only_in(self._stored(record))) - set(first.files):
                path.unlink(missing_ok=True)
                self._drop_empty(path.parent)
        return made

    def _write(self, record: Record) -> StoredModel:
        folder = self.own / _RECORDS
        text = json.dumps({"version": _VERSION, **asdict(record)}, ensure_ascii=False, indent=1)
        with self._writing(record.name):
            folder.mkdir(parents=True, exist_ok=True)
            replace_text(folder / f"{record.identity}.json", text)
            sync_folder(folder)
        return self._stored(record)

    def remove(self, model: StoredModel) -> None:
        """Take a model off the disk: its record first, so that no half of it is ever loaded. Files that
        another model has, too, stay. Raises FolderNotWritableError.
        """
        with self._writing(model.record.name):
            (self.own / _RECORDS / f"{model.identity}.json").unlink(missing_ok=True)
            for path in self.only_in(model):
                path.unlink(missing_ok=True)
                self._drop_empty(path.parent)

    def only_in(self, model: StoredModel) -> tuple[Path, ...]:
        """The files of a model that no other model has, too. Raises InventoryUnreadableError."""
        others = (each for each in self.records() if each.identity != model.identity)
        kept = {each.name for record in others for each in record.files}
        return tuple(self.path / each.name for each in model.record.files if each.name not in kept)

    def being_written(self) -> Iterator[Path]:
        """The files that some process writes, or is about to write, at this moment."""
        yield from self._claimed()
        yield from (each for each in self._files() if each.name.endswith(PART) and is_being_written(each))

    def claim(self, places: Iterable[Path]) -> AbstractContextManager[None]:
        """Until this ends these files, and what is there of them, are no orphans for any process. Raises
        FolderNotWritableError.
        """
        return claimed(self.own, [each.relative_to(self.path).as_posix() for each in places])

    def _claimed(self) -> Iterator[Path]:
        yield from (self.path / each for each in sorted(claims(self.own)))

    def _drop_empty(self, folder: Path) -> None:
        while folder != self.path and folder.is_relative_to(self.path):
            try:
                folder.rmdir()
            except OSError:
                return                  # something else is in it
            folder = folder.parent

    def record_of(self, paths: Sequence[Path], digests: Sequence[str]) -> tuple[StoredFile, ...]:
        """The verified files of a model as a record keeps them. Raises ModelFileError."""
        states = [FileState.of(path) for path in paths]
        return tuple(
            StoredFile(path.relative_to(self.path).as_posix(), state.size, digest, state.modified_ns)
            for path, digest, state in zip(paths, digests, states, strict=True)
        )

    def orphans(self, wanted: Iterable[Path] = ()) -> tuple[Orphan, ...]:
        """Files that no record names and nobody is writing or has claimed. `wanted`: what queued downloads
        will become.
        """
        wanted = (*wanted, *self._claimed())
        kept = {self.path / each.name for record in self.records() for each in record.files}
        kept |= {path.with_name(path.name + end) for path in wanted for end in ("", PART, SIDECAR)}
        found = []
        for path in self._files():
            part = path.with_suffix("") if path.name.endswith(SIDECAR) else path     # x.part.json → x.part
            if path in kept or (part.name.endswith(PART) and is_being_written(part)):
                continue
            found.append(Orphan(path, path.stat(follow_symlinks=False).st_size))
        return tuple(found)

    def _files(self) -> Iterator[Path]:
        for folder, below, files in os.walk(self.path):
            below[:] = sorted(each for each in below if Path(folder) != self.path or each != OWN)
            for name in sorted(files):
                if name.endswith((PART, SIDECAR)) or names.is_model_file(name):
                    yield Path(folder, name)

    def clean(self, orphans: Iterable[Orphan]) -> int:
        """Delete orphans; returns how many bytes came free. Raises FolderNotWritableError."""
        freed = 0
        for each in orphans:
            with self._writing(each.path.name):
                each.path.unlink(missing_ok=True)
                self._drop_empty(each.path.parent)
            freed += each.size
        return freed

    @contextlib.contextmanager
    def _writing(self, name: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise FolderNotWritableError(name, error.errno or 0) from error


class Library:
    """All models that can be loaded: those in the folders, and files that were registered where they lie."""

    def __init__(self, folders: Sequence[ModelFolder], inventory: Inventory | None = None) -> None:
        self.folders = tuple(folders)
        self._inventory = inventory

    def models(self) -> tuple[StoredModel, ...]:
        """Every model once, the own folder first. Raises InventoryUnreadableError."""
        found: dict[str, StoredModel] = {}
        for folder in self.folders:
            for each in folder.models():
                found.setdefault(each.identity, each)
        for entry in self._inventory.models() if self._inventory else ():
            found.setdefault(entry.sha256, _referenced(entry))
        return tuple(found.values())

    def find(self, identity: str) -> StoredModel | None:
        """The model with this identity. Raises InventoryUnreadableError."""
        return next((each for each in self.models() if each.identity == identity), None)

    def forget(self, model: StoredModel) -> None:
        """Take a registered file off the list; the file stays. Raises InventoryWriteError."""
        if self._inventory is not None:
            self._inventory.forget(model.identity)


def _referenced(entry: Registered) -> StoredModel:
    files = tuple(StoredFile(each.path, each.size, each.sha256, each.modified_ns) for each in entry.files)
    record = Record(entry.name, entry.architecture, "", "", "", "", "file", "", "", files)
    return StoredModel(entry.sha256, record, "reference", tuple(Path(each.path) for each in entry.files))


def verify(
    folder: ModelFolder, model: StoredModel, now: str, progress: Callable[[float], bool]
) -> tuple[str, ...] | None:
    """Hash a model's files again; returns the names of those that are not what they were, None if `progress`
    ended it. A whole model's record is dated `now`. Raises ModelFileError, FolderNotWritableError.
    """
    damaged = []
    total = max(model.size, 1)
    done = 0
    for path, each in zip(model.files, model.record.files, strict=True):
        before, size = done, each.size
        digest = hash_file(path, lambda part, b=before, s=size: progress((b + part * s) / total))  # type: ignore[misc]
        if digest is None:
            return None
        if digest != each.sha256:
            damaged.append(each.name)
        done += size
    if not damaged and model.place == "folder":
        digests = [each.sha256 for each in model.record.files]
        files = folder.record_of(model.files, digests)
        folder.add(replace(model.record, verified_at=now, files=files))
    return tuple(damaged)


def read_record(path: Path) -> Record:
    """Accept one record. Raises InventoryUnreadableError."""
    try:
        with path.open("rb") as file:
            untrusted = json.loads(file.read(_MAX_RECORD))
        return _accept(untrusted)
    except (OSError, ValueError, TypeError, KeyError, RecursionError, UnsafeNameError) as error:
        raise InventoryUnreadableError(str(path)) from error


def _accept(untrusted: Any) -> Record:
    """Raises ValueError, TypeError, KeyError, UnsafeNameError for what is no record of ours."""
    if untrusted.pop("version") != _VERSION:
        raise ValueError("version")
    untrusted_files = untrusted.pop("files")
    if set(untrusted) != {each.name for each in fields(Record)} - {"files"}:
        raise ValueError("keys")
    if not all(isinstance(value, str) for value in untrusted.values()) or not untrusted_files:
        raise ValueError("values")
    return Record(**untrusted, files=tuple(map(_accept_file, untrusted_files)))


def _accept_file(untrusted: Any) -> StoredFile:
    file = StoredFile(**untrusted)
    if not all(type(getattr(file, each.name)) is each.type for each in fields(StoredFile)):
        raise TypeError
    names.accept_sha256(file.sha256)
    for each in PurePosixPath(file.name).parts:
        names.accept_file_name(each)
    return file
