"""Takes a model's file into the folder of models from this computer or a stick: looked at, hashed, copied,
verified, recorded.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from model_manager import names
from model_manager.catalogue import Catalogue
from model_manager.errors import FetchCancelledError, FolderNotWritableError, ModelFileError
from model_manager.gguf_parts import part_paths
from model_manager.integrity import Declared, opened, replace_text
from model_manager.inventory import FileState, hash_file
from model_manager.library import ModelFolder, Record, StoredModel
from model_manager.policy import ModelPolicy

Progress = Callable[[float], bool]
_PIECE = 4 << 20
_IMPORTED = "imported"
_UNFIT = re.compile(r"[^\w.-]+", re.ASCII)
_MAX_NAME = 60


@dataclass(frozen=True, slots=True)
class Known:
    """What the catalogue knows of a file with this digest; empty texts where it knows nothing."""

    name: str = ""
    repo_id: str = ""
    revision: str = ""
    publisher: str = ""
    licence: str = ""
    refused: str = ""


def known_of(catalogue: Catalogue, digest: str) -> Known:
    """What is known of a file by its digest alone."""
    found = catalogue.by_file(digest)
    if found is None:
        return Known()
    entry, _ = found
    return Known(
        entry.name, entry.repo, entry.revision, entry.publisher, " ".join(entry.licences), entry.refused
    )


@dataclass(frozen=True, slots=True)
class Import:
    """What an import needs to know. `look`: the files' header → name and architecture."""

    folder: ModelFolder
    policy: ModelPolicy
    catalogue: Catalogue
    look: Callable[[Sequence[Path]], tuple[str, str]]
    now: Callable[[], str]

    def run(self, first: Path, progress: Progress) -> StoredModel:
        """Copy a model into the folder; what is there of an earlier try is kept. Raises ModelFileError,
        GgufError, ModelBlockedError, FetchError.
        """
        sources = part_paths(first.absolute())
        sizes = [FileState.of(each).size for each in sources]
        name, architecture = self.look(sources)
        steps = _Steps(sum(sizes) * 2, progress)
        digests = [self._hash(each, size, steps) for each, size in zip(sources, sizes, strict=True)]
        known = known_of(self.catalogue, digests[0])
        for digest in digests:
            self.policy.require_model(known.name or name, known.licence, digest)
        targets = self._targets(sources, digests, known)
        for source, target, size, digest in zip(sources, targets, sizes, digests, strict=True):
            _copy(source, target, Declared(size, digest), steps)
        moment = self.now()
        record = Record(
            name=known.name or name, architecture=architecture, repo_id=known.repo_id,
            revision=known.revision, publisher=known.publisher, licence=known.licence, source="file",
            added_at=moment, verified_at=moment, files=self.folder.record_of(targets, digests),
        )  # fmt: skip
        return self.folder.add(record)

    def _hash(self, path: Path, size: int, steps: "_Steps") -> str:
        digest = hash_file(path, lambda part: steps.tell(int(part * size)))
        if digest is None:
            raise FetchCancelledError(path.name)
        steps.add(size)
        return digest

    def _targets(self, sources: Sequence[Path], digests: Sequence[str], known: Known) -> list[Path]:
        """Where the files go: to their repository's folder if the catalogue knows it."""
        if known.repo_id and known.revision:
            return [self.folder.place_for(known.repo_id, known.revision, each.name) for each in sources]
        stem = _UNFIT.sub("-", names.display_name([sources[0].name])).strip("-.")[:_MAX_NAME] or "model"
        repo_id = f"{_IMPORTED}/{stem if stem[0].isalnum() else 'm' + stem}"
        named = [_UNFIT.sub("-", each.name).lstrip(".-") for each in sources]
        return [self.folder.place_for(repo_id, digests[0][:40], each) for each in named]


class _Steps:
    """One progress over several files, each read twice."""

    def __init__(self, whole: int, progress: Progress) -> None:
        self._whole = max(whole, 1)
        self._done = 0
        self._progress = progress

    def add(self, size: int) -> None:
        self._done += size

    def tell(self, part: int) -> bool:
        return self._progress(min((self._done + part) / self._whole, 1.0))


def _is_there(target: Path, declared: Declared, steps: _Steps) -> bool:
    """Whether an earlier import has done it already."""
    if not target.exists() or FileState.of(target).size != declared.size:
        return False
    return hash_file(target, lambda part: steps.tell(int(part * declared.size))) == declared.sha256


def _copy(source: Path, target: Path, declared: Declared, steps: _Steps) -> None:
    """Raises FetchError, ModelFileError; nothing is published that is not what was hashed."""
    if _is_there(target, declared, steps):
        steps.add(declared.size)
        return
    with opened(target, declared) as part:
        part.require_room()
        try:
            with source.open("rb", buffering=0) as file:
                file.seek(part.have)
                while part.missing and (data := file.read(min(_PIECE, part.missing))):
                    part.write(data)
                    if not steps.tell(part.have):
                        part.sync()
                        raise FetchCancelledError(target.name)
        except OSError as error:
            raise ModelFileError(source.name, error.errno or 0) from error
        part.publish()
    steps.add(declared.size)


def move_folder(folder: ModelFolder, target: Path, progress: Progress) -> ModelFolder:
    """Copy all models to another disk, each verified there, and then take them off here. What cannot be
    verified stays where it is, and so does everything if this is stopped. Raises FetchError, ModelFileError.
    """
    moved = ModelFolder(target)
    models = list(folder.models())
    steps = _Steps(sum(each.size for each in models), progress)
    for model in models:
        paths = []
        for path, each in zip(model.files, model.record.files, strict=True):
            there = target / each.name
            _copy(path, there, Declared(each.size, each.sha256), steps)
            paths.append(there)
        digests = [each.sha256 for each in model.record.files]
        moved.add(_with_files(model.record, moved, paths, digests))
    _carry_notes(folder, moved)
    for model in models:
        folder.remove(model)
    return moved


def _carry_notes(folder: ModelFolder, moved: ModelFolder) -> None:
    """The ledger, the acceptances and whatever else is noted beside the models. Lines are added to lines that
    are there already; of anything else the other folder's is kept. Raises FolderNotWritableError.
    """
    try:
        moved.own.mkdir(parents=True, exist_ok=True)
        for path in sorted(each for each in folder.own.glob("*.json*") if each.is_file()):
            there = moved.own / path.name
            before = there.read_bytes() if there.is_file() else b""
            if path.suffix == ".jsonl":
                own = path.read_bytes()
                replace_text(there, (own if own in before else before + own).decode("utf-8", "replace"))
            elif not before:
                replace_text(there, path.read_text(encoding="utf-8", errors="replace"))
            path.unlink()
    except OSError as error:
        raise FolderNotWritableError(moved.path.name, error.errno or 0) from error


def _with_files(record: Record, folder: ModelFolder, paths: Sequence[Path], digests: Sequence[str]) -> Record:
    return Record(
        record.name, record.architecture, record.repo_id, record.revision, record.publisher, record.licence,
        record.source, record.added_at, record.verified_at, folder.record_of(paths, digests),
    )  # fmt: skip
