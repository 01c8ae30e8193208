"""Fetches a whole model into the folder of models: all its files, then the look into its header, then its
record.
"""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from model_manager import names
from model_manager.errors import DiskFullError, FetchCancelledError, HubAnswerError, UnsafeNameError
from model_manager.fetch import FileWish, Watch
from model_manager.hub_files import HubFile, Listing
from model_manager.integrity import ROOM_LEFT, part_size
from model_manager.inventory import hash_file
from model_manager.library import ModelFolder, Record, StoredModel

FetchFile = Callable[[FileWish, Path, Watch], str]
ReadNames = Callable[[Sequence[Path]], tuple[str, str]]
"""The files of a model → its name and architecture; raises GgufError for what cannot be loaded."""

_MAX_FILES = 1000
_MAX_TEXT = 300


@dataclass(frozen=True, slots=True)
class ModelWish:
    """A model at one commit: the files it consists of and what they must be."""

    repo_id: str
    revision: str
    files: tuple[HubFile, ...]
    name: str
    publisher: str = ""
    licence: str = ""
    source: str = ""                # the host it comes from

    @property
    def size(self) -> int:
        """Bytes of all its files."""
        return sum(each.size for each in self.files)


def wish_for(listing: Listing, first_file: str, source: str) -> ModelWish:
    """The model of a listing whose first file this is. Raises KeyError."""
    files = tuple(listing.files[name] for name in listing.models[first_file])
    return ModelWish(
        repo_id=listing.repo_id,
        revision=listing.revision,
        files=files,
        name=names.display_name([each.name for each in files]),
        licence=listing.licence,
        source=source,
    )


def accept_wish(untrusted: Any) -> ModelWish:
    """A wish that came from another process or a file. Raises UnsafeNameError."""
    try:
        files = tuple(_accept_file(each) for each in untrusted["files"][:_MAX_FILES])
        texts = {key: untrusted[key] for key in ("name", "publisher", "licence", "source")}
        if not files or not all(isinstance(each, str) and len(each) <= _MAX_TEXT for each in texts.values()):
            raise UnsafeNameError("wish")
        if not names.is_commit(untrusted["revision"]):
            raise UnsafeNameError("revision")
        return ModelWish(names.accept_repo_id(untrusted["repo_id"]), untrusted["revision"], files, **texts)
    except (TypeError, KeyError) as error:
        raise UnsafeNameError("wish") from error


def _accept_file(untrusted: Any) -> HubFile:
    file = HubFile(**untrusted)
    if not all(type(getattr(file, each.name)) is each.type for each in fields(HubFile)) or file.size < 1:
        raise UnsafeNameError("file")
    names.accept_file_name(file.name)
    if file.sha256:
        names.accept_sha256(file.sha256)
    else:
        names.accept_blob_id(file.blob_id)
    return file


def wish_to_dict(wish: ModelWish) -> dict[str, Any]:
    """A wish as JSON takes it."""
    return asdict(wish)


def fetch_model(
    wish: ModelWish,
    folder: ModelFolder,
    fetch_file: FetchFile,
    watch: Watch,
    read_names: tuple[ReadNames, Callable[[], str]],
) -> StoredModel:
    """Fetch, verify and record a model; `read_names` looks into its header and says the time. What was
    verified stays, whatever happens. Raises HubError, FetchError, GgufError.
    """
    look, now = read_names
    targets = [folder.place_for(wish.repo_id, wish.revision, each.name) for each in wish.files]
    require_room(wish, targets, folder)
    digests = []
    before = 0
    for file, target in zip(wish.files, targets, strict=True):
        shifted = _shifted(watch, before, wish.size)
        digests.append(_fetch_one(FileWish(wish.repo_id, wish.revision, file), target, fetch_file, shifted))
        before += file.size
    _, architecture = look(targets)
    moment = now()
    record = Record(
        name=wish.name,
        architecture=architecture,
        repo_id=wish.repo_id,
        revision=wish.revision,
        publisher=wish.publisher,
        licence=wish.licence,
        source=wish.source,
        added_at=moment,
        verified_at=moment,
        files=folder.record_of(targets, digests),
    )
    return folder.add(record)


def require_room(wish: ModelWish, targets: list[Path], folder: ModelFolder) -> None:
    """Raises DiskFullError where the whole model would not fit beside what is there of it."""
    pairs = zip(wish.files, targets, strict=True)
    there = [file.size if target.exists() else part_size(target) for file, target in pairs]
    missing = wish.size - sum(there)
    place = folder.path
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free
    if missing and free < missing + ROOM_LEFT:
        raise DiskFullError(wish.name, missing + ROOM_LEFT, free)


def _fetch_one(wish: FileWish, target: Path, fetch_file: FetchFile, watch: Watch) -> str:
    """Fetch one file unless it is there already, as another quantisation's or an earlier try's."""
    file = wish.file
    if target.exists() and file.sha256 and target.stat().st_size == file.size:
        there = hash_file(target, lambda part: watch.progress(int(part * file.size), file.size))
        if there is None:
            raise FetchCancelledError(file.name)
        if there == file.sha256:
            return there
    digest = fetch_file(wish, target, watch)
    if file.sha256 and digest != file.sha256:
        raise HubAnswerError(wish.repo_id, "digest")
    return digest


def _shifted(watch: Watch, before: int, whole: int) -> Watch:
    """The watch of one file, which tells the progress of all."""
    return replace(watch, progress=lambda have, _size: watch.progress(before + have, whole))
