"""Takes the model of a bundle into the folder of models: admitted, joined, looked at, recorded.

A bundle may come from anybody. What it says of its origin is kept only as far as the catalogue or a signature
vouches for it, and it can never take the place of another model's files.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from model_manager.admission import Admission, Candidate
from model_manager.bundle import Bundle, import_bundle
from model_manager.gguf_names import identify
from model_manager.importing import known_of
from model_manager.library import ModelFolder, Record, StoredModel, identity_of
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
        stated = known.licences or tuple(each.replace(" ", "-") for each in manifest.licences if each)
        candidate = Candidate(manifest.name, known.repo_id or manifest.repo_id, "", stated, digests)
        self._require(candidate)
        seen = identify(paths := import_bundle(bundle, self._place(bundle, digests), progress))
        licences = stated or self.admission.read_licences(seen.licence)
        self._require(Candidate(manifest.name, candidate.repo_id, seen.architecture, licences, digests))
        moment = self.now()
        record = Record(
            name=known.name or manifest.name, architecture=seen.architecture, repo_id=candidate.repo_id,
            revision=known.revision or manifest.revision,
            publisher=known.publisher or (manifest.publisher if bundle.signed_by else ""),
            licence=" ".join(licences), source="bundle", added_at=moment, verified_at=moment,
            files=self.folder.record_of(paths, digests),
        )  # fmt: skip
        return self.folder.add(record)

    def _require(self, candidate: Candidate) -> None:
        """Raises ModelUseError, InventoryWriteError."""
        self.admission.require(candidate)
        if candidate.licences:
            self.admission.require_licences(candidate, accepted=self.accepts)

    def _place(self, bundle: Bundle, digests: tuple[str, ...]) -> Path:
        """A folder that bears the content's digest where a repository has its commit."""
        repo_id = bundle.manifest.repo_id or _IMPORTED
        return self.folder.place_for(repo_id, identity_of(digests)[:_COMMIT_DIGITS], "model.gguf").parent
