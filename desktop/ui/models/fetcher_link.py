"""What the window says to the fetcher at the network, and hears from it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from desktop.control import EndFetcher
from desktop.fetching.protocol import (
    Credentials,
    DownloadsShown,
    Event,
    Fetch,
    Found,
    Hello,
    Queued,
    Refused,
    Search,
    Show,
    Shown,
    Steer,
    Wish,
)
from desktop.ui.control_notifier import ControlNotifier
from desktop.ui.models.awaited_link import AwaitedLink
from model_manager.edition import Edition


class FetcherLink(QObject):
    """At most one link; wishes made before it is there are kept until it is. In the air-gap edition there is
    never one, and nobody is asked for it.
    """

    greeted = Signal(object)                    # Hello
    found = Signal(object)                      # Found
    shown = Signal(object)                      # Shown
    queued = Signal(object)                     # Queued
    refused = Signal(object)                    # Refused
    downloads_changed = Signal(object)          # DownloadsShown
    lost = Signal()                             # the fetcher ended, or could not be started

    def __init__(self, notifier: ControlNotifier, edition: Edition = Edition.FULL) -> None:
        super().__init__()
        self._edition = edition
        self._notifier = notifier
        self._link = AwaitedLink(notifier, self)
        self._waiting: list[Wish] = []
        self._unanswered: dict[int, Wish] = {}
        self._next_request = 1
        self._credentials: Credentials | None = None
        self._link.opened.connect(self._on_opened)
        self._link.said.connect(self._tell)
        self._link.ended.connect(self._on_ended)

    @property
    def is_open(self) -> bool:
        """Whether there is a fetcher to talk to, or one is being started."""
        return self._link.is_open or self._link.is_awaited

    def open(self) -> None:
        """Have a fetcher; does nothing where there is one."""
        if self._edition.has_network and not self.is_open:
            self._link.expect(self._notifier.link.link_fetcher())

    def restart(self) -> None:
        """End the fetcher and start another: its settings changed. The queue goes on, and what was asked and
        is not answered is asked again.
        """
        if not self._edition.has_network:
            return
        self.close()
        unsent = [each for each in self._waiting if getattr(each, "request", 0) not in self._unanswered]
        self._waiting = [*unsent, *self._unanswered.values()]
        self._notifier.link.ask(EndFetcher())
        self.open()

    def close(self) -> None:
        """Let the fetcher go; what it fetches goes on."""
        self._link.close()

    # -- wishes

    def search(self, text: str, sort: str) -> int:
        """Ask for repositories; returns the request's number."""
        return self._ask(lambda number: Search(number, text, sort))

    def show_repository(self, repo_id: str, revision: str = "") -> int:
        """Ask for the models of a repository; returns the request's number."""
        return self._ask(lambda number: Show(number, repo_id, revision))

    def fetch(self, make: Callable[[int], Fetch]) -> int:
        """Queue a model; returns the request's number."""
        return self._ask(make)

    def steer(self, number: int, action: str) -> None:
        """Pause, resume or cancel a download."""
        self._send(Steer(number, action))

    def remember(self, credentials: Credentials) -> None:
        """What the fetcher is to keep in its memory: given to the one there is, and to every next."""
        self._credentials = credentials
        self._link.send(credentials)

    def _ask(self, make: Callable[[int], Wish]) -> int:
        number = self._next_request
        self._next_request += 1
        wish = self._unanswered[number] = make(number)
        self._send(wish)
        return number

    def _send(self, wish: Wish) -> None:
        if self._link.is_open:
            self._link.send(wish)
        else:
            self._waiting.append(wish)
            self.open()

    # -- the link

    @Slot()
    def _on_opened(self) -> None:
        waiting, self._waiting = self._waiting, []
        if self._credentials is not None:
            self._link.send(self._credentials)
        for wish in waiting:
            self._link.send(wish)

    @Slot(object)
    def _tell(self, event: Event) -> None:
        if isinstance(event, Found | Shown | Queued | Refused):
            self._unanswered.pop(event.request, None)
        match event:
            case Hello():
                self.greeted.emit(event)
            case Found():
                self.found.emit(event)
            case Shown():
                self.shown.emit(event)
            case Queued():
                self.queued.emit(event)
            case Refused():
                self.refused.emit(event)
            case DownloadsShown():
                self.downloads_changed.emit(event)
            case _:
                pass                    # of the other kind of fetcher

    @Slot()
    def _on_ended(self) -> None:
        self._waiting.clear()
        self._unanswered.clear()
        self.lost.emit()
