"""Takes the model of a bundle into the folder of models: admitted, joined, looked at, recorded.

A bundle may come from anybody. What it says of its origin is kept only as far as the catalogue or a signature
vouches for it, and it can never take the place of another model's files.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from model_manager.admission import Admission, Candidate
from model_manager.bundle import Bundle, import_bundle
from model_manager.gguf_names import identify
from model_manager.importing import Known, known_of
from model_manager.inventory import identity_of
from model_manager.library import ModelFolder, Record, StoredModel
from model_manager.meter import Progress

_IMPORTED = "imported/bundle"
_COMMIT_DIGITS = 40


@dataclass(frozen=True, slots=True)
class BundleImport:
    """What an import of a bundle needs to know. `accepts`: the user has read the licence and accepts it."""

    folder: ModelFolder
    admission: Admission
    now: Callable[[], str]
    accepts: bool = False

    def run(self, bundle: Bundle, progress: Progress) -> StoredModel:
        """Join the model's files in the folder. Raises ModelUseError, BundleError, FetchError, GgufError."""
        manifest = bundle.manifest
        digests = tuple(each.sha256 for each in manifest.files)
        known = known_of(self.admission.rules.catalogue, digests[0])
        origin = _origin(bundle, known)
        stated = known.licences or tuple(each.replace(" ", "-") for each in manifest.licences if each)
        # What a bundle says against itself counts, whoever made it.
        candidate = Candidate(manifest.name, known.repo_id or manifest.repo_id, "", stated, digests)
        self._require(candidate)
        paths = import_bundle(bundle, self._place(origin.repo_id, digests), progress)
        seen = identify(paths)
        own = () if known.licences else self.admission.read_licences(seen.licence)
        licences = _both(stated, own)
        self._require(replace(candidate, architecture=seen.architecture, licences=licences))
        moment = self.now()
        record = Record(
            name=known.name or manifest.name, architecture=seen.architecture, repo_id=origin.repo_id,
            revision=origin.revision, publisher=origin.publisher, licence=" ".join(licences), source="bundle",
            added_at=moment, verified_at=moment, files=self.folder.record_of(paths, digests),
        )  # fmt: skip
        return self.folder.add(record)

    def _require(self, candidate: Candidate) -> None:
        """Raises ModelUseError, InventoryWriteError."""
        self.admission.require(candidate)
        if candidate.licences:
            self.admission.require_licences(candidate, accepted=self.accepts)

    def _place(self, repo_id: str, digests: tuple[str, ...]) -> Path:
        """A folder that bears the content's digest where a repository has its commit."""
        commit = identity_of(digests)[:_COMMIT_DIGITS]
        return self.folder.place_for(repo_id or _IMPORTED, commit, "model.gguf").parent


def _origin(bundle: Bundle, known: Known) -> Known:
    """Where a model is from: what the catalogue knows by its digest, else what a trusted key has signed; of
    what anybody may have written, nothing.
    """
    manifest = bundle.manifest
    if known.repo_id or not bundle.signed_by:
        return known
    return replace(
        known, repo_id=manifest.repo_id, revision=manifest.revision, publisher=manifest.publisher
    )


def _both(stated: tuple[str, ...], own: tuple[str, ...]) -> tuple[str, ...]:
    """The licences that the manifest names and those of the model's header: all of them bind."""
    named = {each.lower() for each in stated}
    return (*stated, *(each for each in own if each.lower() not in named))
