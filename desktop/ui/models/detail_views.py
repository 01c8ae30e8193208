"""What the detail tells of a card, made from a snapshot, from what a hub said, and from the conversations."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject

from desktop.ui.error_words.facts import harmless
from desktop.ui.models.card_words import CardWords
from desktop.ui.models.cards import Card, DetailView, Kind
from desktop.ui.models.hub_findings import HubFindings
from desktop.ui.models.snapshot import Snapshot
from desktop.ui.models.speed_words import speeds_words
from model_manager.edition import Edition
from model_manager.recognising import UNKNOWN_FAMILY

Uses = Mapping[str, Sequence[str]]


class DetailViews(QObject):
    """`page_of`: where a hub shows the terms of a repository."""

    def __init__(self, words: CardWords, findings: HubFindings, edition: Edition) -> None:
        super().__init__()
        self._edition = edition
        self._words = words
        self._findings = findings
        self.page_of: Callable[[str], str] = lambda repo_id: repo_id

    def view(self, card: Card, snapshot: Snapshot, uses: Uses) -> DetailView | None:
        """All that is known of a card; None if it is not there any more."""
        match card.kind:
            case Kind.ENTRY:
                return self._entry(card, snapshot)
            case Kind.GOVERNMENT:
                found = next(each for each in snapshot.rules.catalogue.government if each.id == card.key)
                sibling = snapshot.rules.catalogue.find(found.sibling)
                return self._words.government_view(found, card, sibling.name if sibling else "")
            case Kind.HIT:
                return self._hit(card)
            case Kind.HERE:
                return self._stored(card, snapshot, uses)

    def _entry(self, card: Card, snapshot: Snapshot) -> DetailView | None:
        entry = snapshot.rules.catalogue.find(card.key)
        if entry is None:
            return None
        verdict = snapshot.verdicts[entry.id]
        terms = self._words.terms(snapshot.licences[entry.id], verdict)
        view = self._words.entry_view(entry, card, verdict, terms, snapshot.entry_fits[entry.id])
        if view.action != "fetch":
            return view
        if not self._edition.has_network:
            elsewhere = self.tr(
                "On a computer with the full edition: hisho models fetch {entry}, then hisho models export. "
                "The folder is imported here."
            )
            notes = (*view.notes, elsewhere.format(entry=entry.id))
            others = ("import_file",)
            return replace(view, terms="", notes=notes, action="import_folder", other_actions=others)
        return view if snapshot.policy.network else replace(view, terms="", action="import_file")

    def _hit(self, card: Card) -> DetailView:
        if card.key not in self._findings.listings:
            return self._words.unread_view(card, asked=card.key in self._findings.asked)
        shown, judged = self._findings.listings[card.key]
        return self._words.hit_view(card, shown, judged, self.page_of(card.key) if shown.gated else "")

    def _stored(self, card: Card, snapshot: Snapshot, uses: Uses) -> DetailView | None:
        model = next((each for each in snapshot.stored if each.identity == card.key), None)
        if model is None:
            return None
        warning = ""
        if families := snapshot.warnings.get(card.key):
            words = self.tr("The file's chat template is “{own}”, the catalogue expects “{expected}”.")
            own = self.tr("unknown") if families[0] == UNKNOWN_FAMILY else harmless(families[0])
            warning = words.format(own=own, expected=families[1])
        fit = snapshot.stored_fits.get(card.key)
        view = self._words.stored_view(model, card, uses.get(card.key, ()), fit, warning)
        speed = (self.tr("Speed here"), speeds_words(snapshot.speeds[card.key]))
        return replace(view, facts=(speed, *view.facts))
