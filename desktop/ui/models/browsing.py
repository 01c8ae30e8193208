"""What the list and the detail show: which cards stand under a tab, and what is told of the chosen one."""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QObject

from desktop.fetching.protocol import HitShown, Shown
from desktop.ui.models.card_words import CardWords
from desktop.ui.models.cards import Card, DetailView, Kind
from desktop.ui.models.models_page import ModelsPage, Tab
from desktop.ui.models.snapshot import JudgedHit, Snapshot
from model_manager.catalogue import CatalogueModel


class Browsing(QObject):
    """Shows from a snapshot; nothing is read or asked here."""

    def __init__(self, page: ModelsPage) -> None:
        super().__init__()
        self._page = page
        self.words = CardWords()
        self._snapshot: Snapshot | None = None
        self.uses: Mapping[str, Sequence[str]] = {}
        self.hits: tuple[HitShown, ...] = ()
        self.searching = False
        self.listings: dict[str, Shown] = {}
        self._judged: dict[str, JudgedHit] = {}
        page.browser.filters_changed.connect(self.list_cards)
        page.browser.detail.set_action_words(self._action_words())

    def _action_words(self) -> dict[str, str]:
        return {
            "fetch": self.tr("Fetch this model"),
            "settings": self.tr("Say who uses the models…"),
            "import_vendor": self.tr("Take in a GGUF from the maker…"),
            "sibling": self.tr("Show the nearest model"),
            "use": self.tr("Use for answering"),
            "verify": self.tr("Verify again"),
            "export": self.tr("Export to a folder…"),
            "export_parts": self.tr("Export in parts for a FAT32 stick…"),
            "remove": self.tr("Remove…"),
            "forget": self.tr("Take off the list"),
        }

    def retranslate(self) -> None:
        """Take the words of the language in use."""
        self._page.browser.detail.set_action_words(self._action_words())
        self.list_cards()

    def take(self, snapshot: Snapshot, uses: Mapping[str, Sequence[str]]) -> None:
        """Show how things stand now."""
        self._snapshot = snapshot
        self.uses = uses
        self.list_cards()

    # -- what is looked up

    def entry(self, key: str) -> CatalogueModel | None:
        """The catalogue's entry with this id."""
        return self._snapshot.rules.catalogue.find(key) if self._snapshot else None

    def sibling_of(self, key: str) -> str:
        """The id of the model that is nearest to one whose weights are not public."""
        if self._snapshot is None:
            return ""
        cards = self._snapshot.rules.catalogue.government
        return next((each.sibling for each in cards if each.id == key), "")

    # -- the list

    def list_cards(self) -> None:
        """List what belongs under the tab that is shown."""
        if self._snapshot is None:
            return
        empty = {
            Tab.RECOMMENDED: self.tr("Nothing recommended passes these filters."),
            Tab.ALL: self.tr("Nothing is called so in the catalogue; the hub may have it."),
            Tab.HERE: self.tr("No model is on this computer yet but the guide, which ships with Hisho."),
        }
        if self._page.tab is Tab.ALL and self.searching:
            empty[Tab.ALL] = self.tr("Asking the hub…")
        self._page.browser.show_cards(self._cards(self._snapshot), empty.get(self._page.tab, ""))
        current = self._page.browser.list.current()
        if current is not None:
            self.show_detail(current)

    def _cards(self, snapshot: Snapshot) -> Sequence[Card]:
        match self._page.tab:
            case Tab.RECOMMENDED:
                return self._filtered(each for each in self._entries(snapshot) if each.tags)
            case Tab.GOVERNMENT:
                return [self.words.government_card(each) for each in snapshot.rules.catalogue.government]
            case Tab.ALL:
                if self.searching:
                    return []
                return [*self._filtered(self._named(self._entries(snapshot))), *self._hit_cards()]
            case Tab.HERE:
                fits = snapshot.stored_fits
                return [self.words.stored_card(each, fits.get(each.identity)) for each in snapshot.stored]
            case _:
                return []

    def _entries(self, snapshot: Snapshot) -> list[Card]:
        """Those that are refused stand last; they are shown, because somebody will look for them."""
        catalogue = snapshot.rules.catalogue
        cards = [self._entry_card(snapshot, each) for each in catalogue.models]
        return sorted(cards, key=lambda card: not card.commercial)

    def _entry_card(self, snapshot: Snapshot, entry: CatalogueModel) -> Card:
        verdict, fits = snapshot.verdicts[entry.id], snapshot.entry_fits[entry.id]
        return self.words.entry_card(entry, verdict, fits[entry.files[0].name], here=snapshot.here(entry))

    def _filtered(self, cards: Iterable[Card]) -> list[Card]:
        page = self._page
        return [
            each
            for each in cards
            if (each.fits or not page.browser.fits.isChecked())
            and (each.commercial or not page.browser.commercial.isChecked())
            and (each.scratch or not page.browser.scratch.isChecked())
        ]

    def _named(self, cards: Iterable[Card]) -> Iterable[Card]:
        wanted = self._page.browser.search.text().casefold().split()
        return (
            each
            for each in cards
            if all(word in f"{each.title} {each.subtitle} {each.key}".casefold() for word in wanted)
        )

    def _hit_cards(self) -> list[Card]:
        if not self._page.browser.search.text().strip():
            return []
        return [self.words.hit_card(each) for each in self.hits]

    def show_hits(self, hits: Sequence[HitShown]) -> None:
        """What the hub found."""
        self.searching = False
        self.hits = tuple(hits)
        self.list_cards()
        if not hits:
            self._page.show_notice(self.tr("The hub found nothing with a GGUF file."))
        else:
            words = self.tr("The hub found %n repository(ies); nobody here has reviewed them.", "", len(hits))
            self._page.show_notice(words)

    # -- the detail

    def show_detail(self, card: Card) -> None:
        """Tell what is known of a card."""
        view = self._view(card) if self._snapshot else None
        if view is not None:
            self._page.browser.detail.show_view(view)
            self._page.browser.arrange()

    def _view(self, card: Card) -> DetailView | None:
        snapshot = self._snapshot
        assert snapshot is not None
        match card.kind:
            case Kind.ENTRY:
                return self._entry_view(snapshot, card)
            case Kind.GOVERNMENT:
                found = next(each for each in snapshot.rules.catalogue.government if each.id == card.key)
                sibling = snapshot.rules.catalogue.find(found.sibling)
                return self.words.government_view(found, card, sibling.name if sibling else "")
            case Kind.HIT:
                shown = self.listings.get(card.key)
                if shown is None or card.key not in self._judged:
                    return DetailView(card, self.tr("Asking the hub for its files…"))
                return self.words.hit_view(card, shown, self._judged[card.key])
            case Kind.HERE:
                return self._stored_view(snapshot, card)

    def _entry_view(self, snapshot: Snapshot, card: Card) -> DetailView | None:
        entry = snapshot.rules.catalogue.find(card.key)
        if entry is None:
            return None
        verdict = snapshot.verdicts[entry.id]
        terms = self.words.terms(snapshot.licences[entry.id], verdict)
        return self.words.entry_view(entry, card, verdict, terms, snapshot.entry_fits[entry.id])

    def _stored_view(self, snapshot: Snapshot, card: Card) -> DetailView | None:
        model = next((each for each in snapshot.stored if each.identity == card.key), None)
        if model is None:
            return None
        warning = ""
        if families := snapshot.warnings.get(card.key):
            words = self.tr("The file's chat template is “{own}”, the catalogue expects “{expected}”.")
            warning = words.format(own=families[0], expected=families[1])
        fit = snapshot.stored_fits.get(card.key)
        return self.words.stored_view(model, card, self.uses.get(card.key, ()), fit, warning)

    # -- a repository that nobody reviewed

    def show_listing(self, shown: Shown, judged: JudgedHit) -> None:
        """What a repository has."""
        self.listings[shown.repo_id] = shown
        self._judged[shown.repo_id] = judged
        current = self._page.browser.list.current()
        if current is not None and current.key == shown.repo_id:
            self.show_detail(current)
