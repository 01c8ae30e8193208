"""Takes a model's file into the folder of models from this computer or a stick: looked at, hashed, admitted,
copied, verified, recorded.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from model_manager import names
from model_manager.admission import Admission, Candidate
from model_manager.catalogue import Catalogue
from model_manager.copying import Progress, Steps, copy_verified
from model_manager.gguf_names import Identified, identify
from model_manager.gguf_parts import part_paths
from model_manager.integrity import Declared
from model_manager.inventory import FileState, Inventory, Registered, identity_of, register_file
from model_manager.library import ModelFolder, Record, StoredModel

_IMPORTED, _PLAIN = "imported", "model"
_COMMIT_DIGITS = 40
_UNFIT = re.compile(r"[^\w.-]+", re.ASCII)
_MAX_NAME = 60


@dataclass(frozen=True, slots=True)
class Known:
    """What the catalogue knows of a file with this digest; empty where it knows nothing."""

    name: str = ""
    repo_id: str = ""
    revision: str = ""
    file_name: str = ""
    publisher: str = ""
    licences: tuple[str, ...] = ()


def known_of(catalogue: Catalogue, digest: str) -> Known:
    """What is known of a file by its digest alone."""
    found = catalogue.by_file(digest)
    if found is None:
        return Known()
    entry, file = found
    return Known(entry.name, entry.repo, entry.revision, file.name, entry.publisher, entry.licences)


def admit_files(
    admission: Admission, seen: Identified, digests: Sequence[str], *, accepts: bool
) -> tuple[str, ...]:
    """The licences of a model that somebody has, if they may use it; none where nobody knows: its owner knows
    what they were given. Raises ModelUseError, InventoryWriteError.
    """
    known = known_of(admission.rules.catalogue, digests[0])
    licences = known.licences or admission.read_licences(seen.licence)
    candidate = Candidate(known.name or seen.name, known.repo_id, seen.architecture, licences, tuple(digests))
    admission.require(candidate)
    if licences:
        admission.require_licences(candidate, accepted=accepts)
    return licences


@dataclass(frozen=True, slots=True)
class Opening:
    """What it takes to use a file where it lies: the rules are those of an import. `accepts`: the user has
    read the licence and accepts it.
    """

    inventory: Inventory
    admission: Admission
    progress: Callable[[float], bool]
    accepts: bool = False

    def run(self, file: Path) -> Registered | None:
        """Look at a file and the others of its model, hash and register them; None if `progress` ended that.
        Raises ModelFileError, GgufError, ModelUseError, InventoryError.
        """
        seen = identify(part_paths(file.absolute()))
        self.admission.require_architecture(seen.architecture, seen.name)       # before the long work

        def admit(entry: Registered) -> None:
            digests = [each.sha256 for each in entry.files]
            admit_files(self.admission, seen, digests, accepts=self.accepts)

        def names(_path: Path) -> tuple[str, str]:
            return seen.name, seen.architecture

        return register_file(self.inventory, file, names, self.progress, admit)


@dataclass(frozen=True, slots=True)
class Import:
    """What an import needs to know. `accepts`: the user has read the licence and accepts it."""

    folder: ModelFolder
    admission: Admission
    now: Callable[[], str]
    accepts: bool = False

    def run(self, first: Path, progress: Progress) -> StoredModel:
        """Copy a model into the folder; what is there of an earlier try is kept. Raises ModelFileError,
        GgufError, ModelUseError, FetchError.
        """
        sources = part_paths(first.absolute())
        sizes = [FileState.of(each).size for each in sources]
        seen = identify(sources)
        self.admission.require_architecture(seen.architecture, seen.name)       # before the long work
        steps = Steps(sum(sizes) * 2, progress)
        digests = []
        for each, size in zip(sources, sizes, strict=True):
            digests.append(steps.hash(each, size))
            steps.add(size)
        known = known_of(self.admission.rules.catalogue, digests[0])
        admit_files(self.admission, seen, digests, accepts=self.accepts)
        here = self.folder.unchanged(identity_of(digests))      # under whatever names: no second copy
        targets = here.files if here else places_for(self.folder, sources, digests, known)
        with self.folder.claim(targets):
            for source, target, size, digest in zip(sources, targets, sizes, digests, strict=True):
                copy_verified(source, target, Declared(size, digest), steps)
            return self._record(targets, digests, known)

    def _record(self, targets: Sequence[Path], digests: Sequence[str], known: Known) -> StoredModel:
        seen = identify(targets)            # of the very bytes that were hashed: the source may have changed
        licences = admit_files(self.admission, seen, digests, accepts=self.accepts)
        moment = self.now()
        record = Record(
            name=known.name or seen.name, architecture=seen.architecture, repo_id=known.repo_id,
            revision=known.revision, publisher=known.publisher, licence=" ".join(licences), source="file",
            added_at=moment, verified_at=moment, files=self.folder.record_of(targets, digests),
        )  # fmt: skip
        return self.folder.add(record)


def places_for(
    folder: ModelFolder, sources: Sequence[Path], digests: Sequence[str], known: Known
) -> list[Path]:
    """Where the files go: to their repository's folder if the catalogue knows it, otherwise to one of their
    own, whatever their names.
    """
    if known.repo_id and known.revision:
        named = part_paths(Path(known.file_name))
        if len(named) == len(sources):
            return [folder.place_for(known.repo_id, known.revision, each.as_posix()) for each in named]
    count = len(sources)
    stem = _fit(names.display_name([sources[0].name]))
    tails = [f"-{at:05}-of-{count:05}" if count > 1 else "" for at in range(1, count + 1)]
    commit = identity_of(digests)[:_COMMIT_DIGITS]
    return [folder.place_for(f"{_IMPORTED}/{stem}", commit, f"{stem}{tail}.gguf") for tail in tails]


def _fit(name: str) -> str:
    """A name for a folder and a file, for every system, of whatever name a file has."""
    found = re.sub(r"\.\.+", ".", _UNFIT.sub("-", name))[:_MAX_NAME].strip("-._")
    return f"{_PLAIN}-{found}" if names.is_device(found) else found or _PLAIN
