"""What the page of the models wants of the network: the search, a repository's files, and the downloads."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from desktop.fetching.protocol import DownloadsShown, Fetch, Found, Hello, Queued, Refused, Shown
from desktop.ui.models.browsing import Browsing
from desktop.ui.models.cards import Card, Kind
from desktop.ui.models.fetcher_link import FetcherLink
from desktop.ui.models.models_page import ModelsPage, Tab

ErrorWords = Callable[[str, Mapping[str, Any]], str]


class FetchingDesk(QObject):
    """Asks the fetcher, and shows what it answers."""

    listed = Signal(object)                     # Shown: what a repository has, not yet judged
    fetched = Signal()                          # a model is here that was not

    def __init__(
        self, page: ModelsPage, browsing: Browsing, link: FetcherLink, error_words: ErrorWords
    ) -> None:
        super().__init__()
        self._page = page
        self._browsing = browsing
        self._link = link
        self._error_words = error_words
        self._requests: dict[int, str] = {}         # request → what it was for
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
        self._browsing.hits = ()
        self._browsing.searching = True
        self._browsing.list_cards()
        self._requests[self._link.search(text, order)] = "search"

    def look_into(self, repo_id: str) -> None:
        """Ask what a repository has, unless it is known."""
        if repo_id not in self._browsing.listings:
            self._requests[self._link.show_repository(repo_id)] = "show"

    def fetch(self, card: Card, file: str, *, accepted: bool) -> None:
        """Queue a model."""
        if card.kind is Kind.ENTRY:
            entry = self._browsing.entry(card.key)
            if entry is None:
                return
            repo, revision, key = entry.repo, entry.revision, entry.id
        else:
            listing = self._browsing.listings[card.key]
            repo, revision, key = listing.repo_id, listing.revision, ""
        request = self._link.fetch(lambda number: Fetch(number, repo, revision, file, key, accepted))
        self._requests[request] = "fetch"

    # -- answers

    @Slot(object)
    def _on_hello(self, hello: Hello) -> None:
        self._page.connection.show_offer(hello.proxy)

    @Slot(object)
    def _on_found(self, found: Found) -> None:
        if self._requests.pop(found.request, "") == "search":
            self._browsing.show_hits(found.hits)

    @Slot(object)
    def _on_shown(self, shown: Shown) -> None:
        self._requests.pop(shown.request, "")
        self.listed.emit(shown)

    @Slot(object)
    def _on_queued(self, queued: Queued) -> None:
        self._requests.pop(queued.request, "")
        self._page.show_tab(Tab.DOWNLOADS)

    @Slot(object)
    def _on_refused(self, refused: Refused) -> None:
        purpose = self._requests.pop(refused.request, "")
        words = self._error_words(refused.error, refused.facts)
        if purpose == "search":
            self._browsing.show_hits(())
            self._page.show_notice("")
            self._page.show_error(words)
        elif self._page.browser.detail.view is not None:
            self._page.browser.detail.show_error(words)
        else:
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
        if self._requests or self._page.downloads.rows:
            self._page.show_error(self.tr("The fetcher ended unexpectedly; what was fetched so far is kept."))
        self._requests.clear()
        self._browsing.searching = False
        self._browsing.list_cards()
