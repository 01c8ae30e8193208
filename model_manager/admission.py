"""Decides whether a model may be fetched or imported: policy, the word of the catalogue, its pins, licence.

In this order, so that the reason that nobody can change is told first.
"""

import contextlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from model_manager.acceptances import FILE as ACCEPTANCES
from model_manager.catalogue import Catalogue, CatalogueFile, CatalogueModel
from model_manager.errors import FolderNotWritableError, LicenceNotAcceptedError, ModelBlockedError
from model_manager.gguf_names import names_of
from model_manager.hub_files import HubFile, Listing
from model_manager.integrity import replace_text
from model_manager.ledger import now
from model_manager.licences import (
    Acceptances,
    Licence,
    Standing,
    Usage,
    Verdict,
    judge,
    unknown_licence,
)
from model_manager.policy import ModelPolicy, require_pinned
from model_manager.stated_usage import read_usage
from model_manager.wishes import ModelWish, wish_for

PINS = "pins.json"
_MAX_FILE = 1 << 20


@dataclass(frozen=True, slots=True)
class Rules:
    """What ships with the program: the catalogue, the licences and where their texts lie."""

    catalogue: Catalogue
    licences: Mapping[str, Licence]
    texts: Path


@dataclass(frozen=True, slots=True)
class Candidate:
    """A model that somebody wants to have, as far as it is known: `licences` are ids, `digests` those of its
    files in order, empty where a hub tells none.
    """

    name: str
    repo_id: str
    architecture: str
    licences: tuple[str, ...]
    digests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Admission:
    """The rules together with what this installation and its user said. `own`: where pins and acceptances are
    kept. `stated`: where the user's word is, or, for a process that must not see that, the usage by which it
    is to judge. `notes`: where acceptances are written by one that must not write into the folder of models.
    """

    rules: Rules
    policy: ModelPolicy
    own: Path
    stated: Path | Usage | None = None
    notes: Path | None = None

    def usage(self) -> Usage | None:
        """Who uses the models; None until somebody said so."""
        return read_usage(self.stated) if isinstance(self.stated, Path) else self.stated

    def verdict(self, licence_ids: Sequence[str], refused: str = "", digest: str = "") -> Verdict:
        """What the licences say to this user about the model with this digest. Raises CatalogueError for
        damaged acceptances.
        """
        return judge(self.licences_of(licence_ids), refused, self.usage(), self._accepted(digest))

    def _accepted(self, digest: str) -> frozenset[str]:
        """The hashes of licences that count as accepted. The id of a licence that nobody here has read, such
        as `other`, may mean another text for every model, so it counts for the one model alone.
        """
        known = {each.sha256 for each in self.rules.licences.values()}
        return frozenset(
            each.licence_sha256
            for folder in dict.fromkeys((self.own, self.stated))
            if isinstance(folder, Path)
            for each in Acceptances(folder / ACCEPTANCES).all()
            if each.licence_sha256 in known or (digest and each.model_sha256 == digest)
        )

    def licences_of(self, licence_ids: Sequence[str]) -> list[Licence]:
        """The licences with these names, in whatever case a hub writes them; one that nobody here has read
        is a licence, too.
        """
        known = {each.lower(): licence for each, licence in self.rules.licences.items()}
        return [known.get(each.lower()) or unknown_licence(each) for each in licence_ids if each]

    def read_licences(self, licence_id: str) -> tuple[str, ...]:
        """The licence that a file names itself, if it is one that we know; a file may name anything."""
        return tuple(each.id for each in self.licences_of([licence_id]) if each.id in self.rules.licences)

    def refusal(self, architecture: str, repo_id: str) -> str:
        """Why nobody should use this model, as a code; empty if nothing is known against it."""
        entry = next((each for each in self.rules.catalogue.by_repo(repo_id) if each.refused), None)
        return entry.refused if entry else self.rules.catalogue.refusal(architecture, repo_id)

    def names_of(self, paths: Sequence[Path]) -> tuple[str, str]:
        """Name and architecture of a model whose files are here: a hub need not have told the architecture.
        Raises GgufError, ModelFileError, ModelBlockedError.
        """
        name, architecture = names_of(paths)
        self.require_architecture(architecture, name)
        return name, architecture

    def require_architecture(self, architecture: str, name: str) -> None:
        """Raises ModelBlockedError for one that must not be used, whoever made the model."""
        if code := self.refusal(architecture, ""):
            raise ModelBlockedError(name, "", f"refused:{code}")

    def admit(
        self, listing: Listing, first_file: str, entry_id: str, *, accepted: bool,
        judged: Collection[str] | None = None,
    ) -> ModelWish:  # fmt: skip
        """The wish for a model of a listing, if this user may have it. `judged`: the licences that somebody
        else has judged already; another one is none that the user was told of. Raises ModelBlockedError,
        LicenceNotAcceptedError, SourceChangedError, FolderNotWritableError, InventoryWriteError, KeyError.
        """
        wish = wish_for(listing, first_file, "")
        entry, is_pinned = self._entry_of(listing, wish, entry_id)
        licences = entry.licences if entry else tuple(filter(None, [listing.licence]))
        if entry is not None:
            wish = replace(wish, publisher=entry.publisher, licence=" ".join(licences))
        digests = tuple(each.sha256 for each in wish.files)
        candidate = Candidate(wish.name, wish.repo_id, listing.architecture, licences, digests)
        self.require(candidate)
        if entry is not None:           # a mirror may tell no architecture, or another one
            self.require(replace(candidate, architecture=entry.architecture))
        if entry is not None and is_pinned:
            for file in wish.files:
                self._require_pinned(entry, listing, file)
        if judged is not None:
            _require_judged(candidate, judged)
        self.require_licences(candidate, accepted=accepted)
        if entry is not None and is_pinned:
            self._pin(entry, listing, wish.files)
        return wish

    def _entry_of(
        self, listing: Listing, wish: ModelWish, entry_id: str
    ) -> tuple[CatalogueModel | None, bool]:
        """The catalogue's entry that this is, whoever asked for it and by which name, and whether what the
        catalogue pins holds: it does not for another commit that somebody asked for.
        """
        catalogue = self.rules.catalogue
        in_repo = catalogue.by_repo(listing.repo_id)
        asked = next((each for each in in_repo if each.id == entry_id), None)
        named = (each for each in in_repo if any(file.name == wish.files[0].name for file in each.files))
        entry = asked or next(named, next(iter(in_repo), None))
        if entry is None:
            alike = catalogue.by_file(wish.files[0].sha256)
            return (alike[0] if alike else None), False
        return entry, asked is not None or listing.revision == entry.revision

    def require(self, candidate: Candidate) -> None:
        """Raises ModelBlockedError where the policy or our knowledge forbids it."""
        licence = " ".join(candidate.licences)
        for digest in candidate.digests:
            self.policy.require_model(candidate.name, licence, digest)
        known = filter(None, map(self.rules.catalogue.by_file, candidate.digests))
        repos = [candidate.repo_id, *(entry.repo for entry, _ in known)]
        for code in filter(None, (self.refusal(candidate.architecture, each) for each in repos)):
            raise ModelBlockedError(candidate.name, licence, f"refused:{code}")

    def require_licences(self, candidate: Candidate, *, accepted: bool) -> None:
        """Raises ModelBlockedError where a licence forbids it to this user or nobody said who that is,
        LicenceNotAcceptedError; records what was `accepted` now. Raises InventoryWriteError.
        """
        verdict = self.verdict(candidate.licences, "", candidate.digests[0])
        named = " ".join(verdict.licences)
        if verdict.standing in (Standing.BLOCKED, Standing.UNKNOWN):
            raise ModelBlockedError(candidate.name, named, verdict.reason)
        if verdict.standing is Standing.ACCEPTANCE:
            if not accepted:
                pages = (each.text_url for each in self.licences_of(verdict.licences))
                raise LicenceNotAcceptedError(candidate.name, named, " ".join(filter(None, pages)))
            kept = Acceptances((self.notes or self.own) / ACCEPTANCES)
            for each in self.licences_of(verdict.licences):
                kept.record(now(), each.id, each.sha256, candidate.digests[0], candidate.name)

    # -- pins

    def _require_pinned(self, entry: CatalogueModel, listing: Listing, file: HubFile) -> None:
        none = CatalogueFile(file.name, 0, "")
        pinned = next((each for each in entry.files if each.name == file.name), none)
        require_pinned(pinned.size, pinned.sha256, file)
        kept = self._pins().get(entry.id, {}).get(file.name)
        if isinstance(kept, dict) and kept.get("revision") == listing.revision:
            require_pinned(kept.get("size", 0), kept.get("sha256", ""), file)

    def pinned_revision(self, entry: CatalogueModel, file_name: str) -> str:
        """The commit at which an entry's file is taken: the catalogue's, or the first fetch's; empty before
        that.
        """
        kept = self._pins().get(entry.id, {}).get(file_name)
        revision = kept.get("revision", "") if isinstance(kept, dict) else ""
        return entry.revision or (revision if isinstance(revision, str) else "")

    def _pin(self, entry: CatalogueModel, listing: Listing, files: Sequence[HubFile]) -> None:
        """What the catalogue could not say is taken from the hub at the first fetch, and holds from then."""
        pins = self._pins()
        for file in files:
            pins.setdefault(entry.id, {}).setdefault(
                file.name, {"revision": listing.revision, "size": file.size, "sha256": file.sha256}
            )
        self._write(PINS, pins)

    def _pins(self) -> dict[str, Any]:
        untrusted = _read_json(self.own / PINS)
        if not isinstance(untrusted, dict):
            return {}
        return {key: value for key, value in untrusted.items() if isinstance(value, dict)}

    def _write(self, name: str, value: Any) -> None:
        try:
            self.own.mkdir(parents=True, exist_ok=True)
            replace_text(self.own / name, json.dumps(value, ensure_ascii=False, indent=1))
        except OSError as error:
            raise FolderNotWritableError(name, error.errno or 0) from error


def _require_judged(candidate: Candidate, judged: Collection[str]) -> None:
    """Raises LicenceNotAcceptedError for a licence that was not judged."""
    known = {each.lower() for each in judged}
    if unjudged := [each for each in candidate.licences if each.lower() not in known]:
        raise LicenceNotAcceptedError(candidate.name, " ".join(unjudged))


def _read_json(path: Path) -> Any:
    with contextlib.suppress(OSError, ValueError, RecursionError), path.open("rb") as file:
        return json.loads(file.read(_MAX_FILE))
    return None
