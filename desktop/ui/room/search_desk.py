"""The sidebar's search, joined with the store: what is typed is sought, page by page, within its limits."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.chat.folding import query_words
from desktop.chat.searching import NO_LIMITS, SearchHit
from desktop.chat.store import ConversationStore
from desktop.ui.background import Background
from desktop.ui.room.searching import Found, Wish, found_after, found_by
from desktop.ui.sidebar.sidebar import Sidebar

_DELAY_MS = 120


class SearchDesk(QObject):
    """Only what was found for the last wish is shown."""

    hit_chosen = Signal(object, object)  # SearchHit, the folded words that were sought

    def __init__(
        self, sidebar: Sidebar, store: ConversationStore, background: Background, now: Callable[[], datetime]
    ) -> None:
        super().__init__()
        self._sidebar = sidebar
        self._store = store
        self._background = background
        self._now = now
        self._query = ""
        self._wish = Wish("", NO_LIMITS)
        self._last: Found | None = None
        self._timer = QTimer(self, interval=_DELAY_MS, singleShot=True)
        self._timer.timeout.connect(self._search)
        sidebar.search_changed.connect(self._on_changed)
        sidebar.found.limits_bar.changed.connect(self._search)
        sidebar.found.more_wanted.connect(self._search_on)
        sidebar.hit_chosen.connect(self._on_hit)

    @Slot(str)
    def _on_changed(self, query: str) -> None:
        self._query = query
        if query.strip():
            self._timer.start()
        else:
            self._timer.stop()
            self._sidebar.clear_hits()

    @Slot()
    def _search(self) -> None:
        wish = self._wish = Wish(self._query, self._sidebar.found.limits_bar.limits(self._now()))
        if wish.query.strip():
            self._background.on_vault(lambda: found_by(self._store, wish), self._show)

    def _show(self, found: Found) -> None:
        if found.wish != self._wish or found.wish.query != self._query:
            return                              # another search has begun meanwhile
        self._last = found
        self._sidebar.found.limits_bar.set_models(found.models)
        self._sidebar.show_hits(
            found.hits, found.wish.query, has_more=found.has_more, elsewhere=found.elsewhere
        )

    @Slot()
    def _search_on(self) -> None:
        last = self._last
        if last is not None and last.hits:
            self._background.on_vault(lambda: found_after(self._store, last), self._show_more)

    def _show_more(self, found: Found) -> None:
        last = self._last
        if found.wish == self._wish and last is not None and found.follows == last.hits[-1].cursor:
            self._last = found if found.hits else last
            self._sidebar.found.add_hits(found.hits, has_more=found.has_more)

    @Slot(object)
    def _on_hit(self, hit: SearchHit) -> None:
        self.hit_chosen.emit(hit, query_words(self._query))
