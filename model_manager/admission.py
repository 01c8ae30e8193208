"""Decides whether a model may be fetched: the policy, the catalogue's word, its pins, the licence.

In this order, so that the reason that nobody can change is told first.
"""

import contextlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from model_manager.catalogue import Catalogue, CatalogueFile, CatalogueModel
from model_manager.errors import FolderNotWritableError, LicenceNotAcceptedError, ModelBlockedError
from model_manager.hub_files import HubFile, Listing
from model_manager.integrity import replace_text
from model_manager.ledger import now
from model_manager.licences import (
    Acceptances,
    Licence,
    Standing,
    Usage,
    Verdict,
    accept_usage,
    judge,
    unknown_licence,
    usage_to_dict,
)
from model_manager.policy import ModelPolicy, require_pinned
from model_manager.wishes import ModelWish, wish_for

USAGE, ACCEPTANCES, PINS = "usage.json", "acceptances.jsonl", "pins.json"
_MAX_FILE = 1 << 20


@dataclass(frozen=True, slots=True)
class Rules:
    """What ships with the program: the catalogue, the licences and where their texts lie."""

    catalogue: Catalogue
    licences: Mapping[str, Licence]
    texts: Path


@dataclass(frozen=True, slots=True)
class Admission:
    """The rules together with what this installation and its user said. `own`: where that is kept."""

    rules: Rules
    policy: ModelPolicy
    own: Path

    def usage(self) -> Usage | None:
        """Who uses the models; None until somebody said so."""
        return accept_usage(_read_json(self.own / USAGE))

    def state_usage(self, usage: Usage) -> None:
        """Keep who uses the models. Raises FolderNotWritableError."""
        self._write(USAGE, usage_to_dict(usage))

    def verdict(self, licence_ids: Sequence[str], refused: str = "") -> Verdict:
        """What the licences say to this user. Raises CatalogueError for damaged acceptances."""
        accepted = Acceptances(self.own / ACCEPTANCES).accepted()
        return judge(self.licences_of(licence_ids), refused, self.usage(), accepted)

    def licences_of(self, licence_ids: Sequence[str]) -> list[Licence]:
        """The licences with these names, in whatever case a hub writes them; one that nobody here has read
        is a licence, too.
        """
        known = {each.lower(): licence for each, licence in self.rules.licences.items()}
        return [known.get(each.lower()) or unknown_licence(each) for each in licence_ids if each]

    def refusal(self, architecture: str, repo_id: str) -> str:
        """Why nobody should use this model, as a code; empty if nothing is known against it."""
        entry = next((each for each in self.rules.catalogue.by_repo(repo_id) if each.refused), None)
        return entry.refused if entry else self.rules.catalogue.refusal(architecture, repo_id)

    def admit(self, listing: Listing, first_file: str, entry_id: str, *, accepted: bool) -> ModelWish:
        """The wish for a model of a listing, if this user may have it. Raises ModelBlockedError,
        LicenceNotAcceptedError, SourceChangedError, FolderNotWritableError, KeyError.
        """
        entry = self.rules.catalogue.find(entry_id) if entry_id else None
        wish = wish_for(listing, first_file, "")
        licences = list(entry.licences) if entry else [listing.licence]
        if entry is not None:
            wish = replace(wish, publisher=entry.publisher, licence=" ".join(licences))
            for file in wish.files:
                self._require_pinned(entry, listing, file)
        self.require(wish, licences, entry.architecture if entry else listing.architecture)
        verdict = self.verdict(licences, self.refusal(listing.architecture, listing.repo_id))
        if verdict.standing is Standing.BLOCKED:
            raise ModelBlockedError(wish.name, wish.licence, verdict.reason)
        if verdict.standing is not Standing.USABLE:
            if not accepted or verdict.standing is Standing.UNKNOWN:
                raise LicenceNotAcceptedError(wish.name, wish.licence or verdict.reason)
            self.accept(wish, licences)
        if entry is not None:
            self._pin(entry, listing, wish.files)
        return wish

    def require(self, wish: ModelWish, licences: Sequence[str], architecture: str) -> None:
        """Raises ModelBlockedError where the policy or our knowledge forbids it."""
        for file in wish.files:
            self.policy.require_model(wish.name, " ".join(licences), file.sha256)
        if code := self.refusal(architecture, wish.repo_id):
            raise ModelBlockedError(wish.name, " ".join(licences), f"refused:{code}")

    def accept(self, wish: ModelWish, licences: Sequence[str]) -> None:
        """Record that the user accepted these licences for this model. Raises FolderNotWritableError."""
        kept = Acceptances(self.own / ACCEPTANCES)
        for each in self.licences_of(licences):
            kept.record(now(), each.id, each.sha256, wish.files[0].sha256, wish.name)

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


def _read_json(path: Path) -> Any:
    with contextlib.suppress(OSError, ValueError, RecursionError), path.open("rb") as file:
        return json.loads(file.read(_MAX_FILE))
    return None
