"""What the page of the models wants of the network: the search, a repository's files, and the downloads."""

from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QObject, Signal, Slot

from desktop.fetching.protocol import DownloadsShown, Fetch, Found, Hello, Queued, Refused, Shown
from desktop.settings import load
from desktop.ui.models.browsing import Browsing
from desktop.ui.models.cards import Card, Kind
from desktop.ui.models.fetcher_link import FetcherLink
from desktop.ui.models.models_page import ModelsPage, Tab
from desktop.ui.models.snapshot import judge_hit
from desktop.ui.models.surroundings import Surroundings
from model_manager.connection import Connection
from model_manager.licences import Standing, Verdict


class _Purpose(Enum):
    SEARCH = auto()
    LOOK = auto()
    FETCH = auto()


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a request was for; `key` is that of the card it is about, empty for a search."""

    purpose: _Purpose
    key: str = ""


class FetchingDesk(QObject):
    """Asks the fetcher, and shows what it answers where it was asked: another card may be shown by then."""

    fetched = Signal()                          # a model is here that was not

    def __init__(
        self, page: ModelsPage, browsing: Browsing, link: FetcherLink, around: Surroundings
    ) -> None:
        super().__init__()
        self._page = page
        self._browsing = browsing
        self._link = link
        self._around = around
        self._requests: dict[int, _Asked] = {}
        self._done: set[int] = set()
        page.browser.search_wanted.connect(self._search)
        page.downloads.steered.connect(link.steer)
        link.greeted.connect(self._on_hello)
        link.found.connect(self._on_found)
        link.shown.connect(self._on_shown)
        link.queued.connect(self._on_queued)
        link.refused.connect(self._on_refused)
        link.downloads_changed.connect(self._on_downloads)
        link.lost.connect(self._on_lost)

    # -- wishes

    @Slot(str, str)
    def _search(self, text: str, order: str) -> None:
        for number in [each for each, asked in self._requests.items() if asked.purpose is _Purpose.SEARCH]:
            del self._requests[number]          # the answer to the last search alone is of interest
        self._browsing.show_searching(text)
        self._requests[self._link.search(text, order)] = _Asked(_Purpose.SEARCH)

    def look_into(self, repo_id: str) -> None:
        """Ask what a repository has, unless it is known or asked already."""
        found = self._browsing.findings
        if repo_id not in found.listings and repo_id not in found.asked:
            self._requests[self._link.show_repository(repo_id)] = _Asked(_Purpose.LOOK, repo_id)
            self._browsing.show_asked(repo_id, asked=True)

    def fetch(self, card: Card, file: str, *, accepted: bool) -> None:
        """Queue a model that its user may have. Who that is stays here: the fetcher is told the licences that
        were judged, and that they are accepted.
        """
        judged = self._judged(card)
        if judged is None:
            return
        verdict, licences = judged
        accepted = accepted or verdict.standing is Standing.USABLE
        if not accepted or verdict.standing not in (Standing.USABLE, Standing.ACCEPTANCE):
            self._browsing.show_detail(card)        # which says why
            return
        if card.kind is Kind.ENTRY:
            entry = self._browsing.entry(card.key)
            if entry is None:
                return
            repo, revision, key = entry.repo, entry.revision, entry.id
        else:
            listing, _ = self._browsing.findings.listings[card.key]
            repo, revision, key = listing.repo_id, listing.revision, ""
        request = self._link.fetch(
            lambda number: Fetch(number, repo, revision, file, key, licences, accepted)
        )
        self._requests[request] = _Asked(_Purpose.FETCH, card.key)

    def _judged(self, card: Card) -> tuple[Verdict, tuple[str, ...]] | None:
        """What the licences of a card's model say to this user, and which they are; None if nobody knows."""
        if card.key in self._browsing.findings.listings:
            shown, judged = self._browsing.findings.listings[card.key]
            return judged.verdict, (shown.licence,) if shown.licence else ()
        entry, snapshot = self._browsing.entry(card.key), self._browsing.snapshot
        if entry is None or snapshot is None:
            return None
        return snapshot.verdicts[entry.id], entry.licences

    # -- answers

    @Slot(object)
    def _on_hello(self, hello: Hello) -> None:
        self._page.connection.show_offer(hello.proxy)
        self._browsing.views.page_of = Connection(endpoint=hello.endpoint).page

    @Slot(object)
    def _on_found(self, found: Found) -> None:
        if self._requests.pop(found.request, None) is not None:
            self._browsing.show_hits(found.hits)

    @Slot(object)
    def _on_shown(self, shown: Shown) -> None:
        if self._requests.pop(shown.request, None) is not None:
            self._judge(shown)

    def _judge(self, shown: Shown) -> None:
        """Have it read what the licences and this computer's memory say."""
        around = self._around
        settings = load(around.places.settings_file)
        around.background.elsewhere(
            lambda: judge_hit(settings, around.places, around.policy_file, around.machine(), shown),
            lambda judged: self._browsing.show_listing(shown, judged),
            lambda error: self._on_unjudged(shown, error),
        )

    def _on_unjudged(self, shown: Shown, error: Exception) -> None:
        self._browsing.show_asked(shown.repo_id, asked=False)
        self._page.show_error(self._around.words(error))

    @Slot(object)
    def _on_queued(self, queued: Queued) -> None:
        if self._requests.pop(queued.request, None) is not None:
            self._page.show_tab(Tab.DOWNLOADS)

    @Slot(object)
    def _on_refused(self, refused: Refused) -> None:
        asked = self._requests.pop(refused.request, None)
        if asked is None:
            return
        words = self._around.error_words(refused.error, refused.facts)
        if asked.purpose is _Purpose.SEARCH:
            self._browsing.end_search()
            self._page.show_error(words)
            return
        if asked.purpose is _Purpose.LOOK:
            self._browsing.show_asked(asked.key, asked=False)
        view = self._page.browser.detail.view
        if view is not None and view.card.key == asked.key:
            self._page.browser.detail.show_error(words)
        elif asked.purpose is _Purpose.FETCH:
            self._page.show_error(words)

    @Slot(object)
    def _on_downloads(self, shown: DownloadsShown) -> None:
        self._page.downloads.show_downloads(shown.downloads)
        self._page.show_count(sum(each.state != "done" for each in shown.downloads))
        done = {each.number for each in shown.downloads if each.state == "done"}
        if done - self._done:
            self.fetched.emit()
        self._done = done

    @Slot()
    def _on_lost(self) -> None:
        """Only who waits for something has to be told."""
        if self._requests or self._page.downloads.is_waiting:
            self._page.show_error(self.tr("The fetcher ended unexpectedly; what was fetched so far is kept."))
        self._page.downloads.show_stopped()
        for asked in self._requests.values():
            if asked.purpose is _Purpose.LOOK:
                self._browsing.show_asked(asked.key, asked=False)
        self._requests.clear()
        self._browsing.end_search()
