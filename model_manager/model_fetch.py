"""Fetches a whole model into the folder of models: all its files, then the look into its header, then its
record.
"""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from model_manager.errors import DiskFullError, FetchCancelledError, HubAnswerError
from model_manager.integrity import ROOM_LEFT, part_size
from model_manager.inventory import hash_file, identity_of
from model_manager.library import ModelFolder, Record, StoredModel
from model_manager.wishes import FileWish, ModelWish, Watch

FetchFile = Callable[[FileWish, Path, Watch], str]
ReadNames = Callable[[Sequence[Path]], tuple[str, str]]
"""The files of a model → its name and architecture; raises GgufError for what cannot be loaded."""


def fetch_model(
    wish: ModelWish,
    folder: ModelFolder,
    fetch_file: FetchFile,
    watch: Watch,
    read_names: tuple[ReadNames, Callable[[], str]],
) -> StoredModel:
    """Fetch, verify and record a model; `read_names` looks into its header and says the time. What was
    verified stays, whatever happens, and is no orphan meanwhile. Raises HubError, FetchError, GgufError.
    """
    look, now = read_names
    targets = _places(wish, folder)
    require_room(wish, targets, folder)
    with folder.claim(targets):
        digests = _fetch_all(wish, targets, fetch_file, watch)
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


def _places(wish: ModelWish, folder: ModelFolder) -> Sequence[Path]:
    """Where the files belong; those of a model with the same content, if there is one."""
    places = tuple(folder.place_for(wish.repo_id, wish.revision, each.name) for each in wish.files)
    here = folder.unchanged(identity_of([each.sha256 for each in wish.files]))
    return here.files if here else places


def _fetch_all(wish: ModelWish, targets: Sequence[Path], fetch_file: FetchFile, watch: Watch) -> list[str]:
    digests = []
    before = 0
    for file, target in zip(wish.files, targets, strict=True):
        shifted = _shifted(watch, before, wish.size)
        digests.append(_fetch_one(FileWish(wish.repo_id, wish.revision, file), target, fetch_file, shifted))
        before += file.size
    return digests


def require_room(wish: ModelWish, targets: Sequence[Path], folder: ModelFolder) -> None:
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
