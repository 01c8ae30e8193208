"""What the list and the detail show: which cards stand under a tab, and what is told of the chosen one."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject

from desktop.fetching.protocol import HitShown, Shown
from desktop.ui.models.card_words import CardWords
from desktop.ui.models.cards import Card
from desktop.ui.models.detail_views import DetailViews
from desktop.ui.models.hub_findings import HubFindings
from desktop.ui.models.models_page import ModelsPage, Tab
from desktop.ui.models.snapshot import JudgedHit, Snapshot
from model_manager.catalogue import CatalogueModel
from model_manager.edition import Edition


class Browsing(QObject):
    """Shows from a snapshot; nothing is read or asked here."""

    def __init__(self, page: ModelsPage, edition: Edition = Edition.FULL) -> None:
        super().__init__()
        self._page = page
        self._edition = edition
        self.words = CardWords(edition)
        self.snapshot: Snapshot | None = None
        self.uses: Mapping[str, Sequence[str]] = {}
        self.findings = HubFindings()
        self.views = DetailViews(self.words, self.findings, edition)
        page.browser.filters_changed.connect(self.list_cards)
        page.browser.detail.set_action_words(self._action_words())

    def _action_words(self) -> dict[str, str]:
        return {
            "fetch": self.tr("Fetch this model"),
            "settings": self.tr("Say who uses the models…"),
            "look": self.tr("Show its files"),
            "import_vendor": self.tr("Import a GGUF from the maker…"),
            "import_file": self.tr("Import a GGUF file…"),
            "import_folder": self.tr("Import an exported folder…"),
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
        if self.snapshot is not None and self.snapshot.usage != snapshot.usage:
            self.findings.listings.clear()      # what a licence permits depends on who asks
        self.snapshot = snapshot
        self.uses = uses
        policy = snapshot.policy
        may_ask = self._edition.has_network and policy.network and not policy.catalogue_only
        self._page.browser.finder.allow_hub(allowed=may_ask)
        self.list_cards()

    # -- what is looked up

    def entry(self, key: str) -> CatalogueModel | None:
        """The catalogue's entry with this id."""
        return self.snapshot.rules.catalogue.find(key) if self.snapshot else None

    def show_sibling(self, key: str) -> None:
        """Go to the model that is nearest to one whose weights are not public."""
        cards = self.snapshot.rules.catalogue.government if self.snapshot else ()
        sibling = next((each.sibling for each in cards if each.id == key), "")
        if sibling:
            self._page.show_tab(Tab.ALL)
            self._page.browser.finder.clear()
            self._page.browser.list.choose(sibling)

    # -- the list

    def list_cards(self) -> None:
        """List what belongs under the tab that is shown."""
        if self.snapshot is None:
            return
        empty = {
            Tab.RECOMMENDED: self.tr("Nothing recommended passes these filters."),
            Tab.ALL: self.tr("Nothing is called so in the catalogue; the hub may have it."),
            Tab.HERE: self.tr("No model is on this computer yet but the guide, which ships with Hisho."),
        }
        if not self._edition.has_network:
            empty[Tab.ALL] = self.tr("Nothing is called so in the catalogue.")
        if self._page.tab is Tab.ALL and self._is_searching:
            empty[Tab.ALL] = self.tr("Asking the hub…")
        self._page.browser.show_cards(self._cards(self.snapshot), empty.get(self._page.tab, ""))
        current = self._page.browser.list.current()
        if current is not None:
            self.show_detail(current)

    def _cards(self, snapshot: Snapshot) -> Sequence[Card]:
        finder = self._page.browser.finder
        match self._page.tab:
            case Tab.RECOMMENDED:
                return [each for each in self._entries(snapshot) if each.tags and finder.lets_pass(each)]
            case Tab.GOVERNMENT:
                return [self.words.government_card(each) for each in snapshot.rules.catalogue.government]
            case Tab.ALL:
                if self._is_searching:
                    return []
                named = [each for each in self._entries(snapshot) if finder.is_named(each)]
                return [each for each in (*named, *self._hit_cards(snapshot)) if finder.lets_pass(each)]
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

    def _hit_cards(self, snapshot: Snapshot) -> list[Card]:
        if not self._is_about_search:
            return []
        return [
            self.words.hit_card(each, snapshot.first_look(each.licence, each.architecture, each.repo_id))
            for each in self.findings.hits
        ]

    # -- what a search of the hub found

    @property
    def _is_about_search(self) -> bool:
        return self.findings.are_about(self._page.browser.finder.words)

    @property
    def _is_searching(self) -> bool:
        return self.findings.is_waiting and self._is_about_search

    def show_searching(self, words: str) -> None:
        """The hub is being asked for these words."""
        self.findings.begin(words)
        self._page.show_notice("")
        self._page.show_error("")
        self.list_cards()

    def show_hits(self, hits: Sequence[HitShown]) -> None:
        """What the hub found."""
        self.findings.end(hits)
        self.list_cards()
        if not self._is_about_search or self._page.tab is not Tab.ALL:
            return
        words = self.tr("The hub found %n result(s), reviewed by nobody here.", "", len(hits))
        self._page.show_notice(words if hits else self.tr("The hub found nothing with a GGUF file."))

    def end_search(self) -> None:
        """No answer will come."""
        self.findings.end(())
        self.list_cards()

    def forget_hub(self) -> None:
        """Another server is asked from now on."""
        self.findings.change_server()
        self.list_cards()

    # -- the detail

    def show_detail(self, card: Card) -> None:
        """Tell what is known of a card."""
        view = self.views.view(card, self.snapshot, self.uses) if self.snapshot else None
        if view is not None:
            self._page.browser.detail.show_view(view)

    def show_listing(self, shown: Shown, judged: JudgedHit) -> None:
        """What a repository has."""
        self.findings.listings[shown.repo_id] = shown, judged
        self.show_asked(shown.repo_id, asked=False)

    def show_asked(self, repo_id: str, *, asked: bool) -> None:
        """Whether an answer about this repository is awaited."""
        (self.findings.asked.add if asked else self.findings.asked.discard)(repo_id)
        current = self._page.browser.list.current()
        if current is not None and current.key == repo_id:
            self.show_detail(current)
