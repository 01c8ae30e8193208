"""The window's link to the fetcher at the network: asks the supervisor for it, listens in the Qt thread."""

import os
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier, Signal, Slot

from desktop.channel import Channel, ChannelError
from desktop.codec import MessageError, body_of
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
    StateUsage,
    Steer,
    UsageKept,
    Wish,
    event_from,
)
from desktop.ui.control_notifier import ControlNotifier


class FetcherLink(QObject):
    """At most one link; wishes made before it is there are kept until it is."""

    greeted = Signal(object)                    # Hello
    found = Signal(object)                      # Found
    shown = Signal(object)                      # Shown
    queued = Signal(object)                     # Queued
    refused = Signal(object)                    # Refused
    usage_kept = Signal()
    downloads_changed = Signal(object)          # DownloadsShown
    lost = Signal()                             # the fetcher ended, or could not be started

    def __init__(self, notifier: ControlNotifier) -> None:
        super().__init__()
        self._notifier = notifier
        self._channel: Channel | None = None
        self._readable: QSocketNotifier | None = None
        self._awaited = 0
        self._abandoned: set[int] = set()           # links that were asked for and are not wanted any more
        self._waiting: list[Wish] = []
        self._unanswered: dict[int, Wish] = {}
        self._next_request = 1
        self._credentials: Credentials | None = None
        notifier.fetcher_started.connect(self._on_started)
        notifier.fetcher_refused.connect(self._on_refused)

    @property
    def is_open(self) -> bool:
        """Whether there is a fetcher to talk to, or one is being started."""
        return self._channel is not None or self._awaited != 0

    def open(self) -> None:
        """Have a fetcher; does nothing where there is one."""
        if not self.is_open:
            self._awaited = self._notifier.link.link_fetcher()

    def restart(self) -> None:
        """End the fetcher and start another: its settings changed. The queue goes on, and what was asked and
        is not answered is asked again.
        """
        self.close()
        unsent = [each for each in self._waiting if getattr(each, "request", 0) not in self._unanswered]
        self._waiting = [*unsent, *self._unanswered.values()]
        self._notifier.link.ask(EndFetcher())
        self.open()

    def close(self) -> None:
        """Let the fetcher go; what it fetches goes on."""
        if self._awaited:
            self._abandoned.add(self._awaited)
        self._awaited = 0
        if self._readable is not None:
            self._readable.setEnabled(False)
            self._readable.deleteLater()
            self._readable = None
        if self._channel is not None:
            self._channel.close()
            self._channel = None

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

    def state_usage(self, user: str, revenue: str) -> None:
        """Say who uses the models."""
        self._send(StateUsage(user, revenue))

    def remember(self, credentials: Credentials) -> None:
        """What the fetcher is to keep in its memory: given to the one there is, and to every next."""
        self._credentials = credentials
        if self._channel is not None:
            self._send(credentials)

    def _ask(self, make: Callable[[int], Wish]) -> int:
        number = self._next_request
        self._next_request += 1
        wish = self._unanswered[number] = make(number)
        self._send(wish)
        return number

    def _send(self, wish: Wish) -> None:
        if self._channel is None:
            self._waiting.append(wish)
            self.open()
            return
        try:
            self._channel.send(body_of(wish))
        except ChannelError:
            self._drop()

    # -- the link

    @Slot(int, int)
    def _on_started(self, request: int, descriptor: int) -> None:
        if request in self._abandoned:
            self._abandoned.remove(request)
            os.close(descriptor)            # or the fetcher would believe in a window for ever
            return
        if request != self._awaited or not request:
            return
        self._awaited = 0
        self._channel = Channel.from_descriptor(descriptor)
        self._readable = QSocketNotifier(self._channel.fileno(), QSocketNotifier.Type.Read, self)
        self._readable.activated.connect(self._on_readable)
        waiting, self._waiting = self._waiting, []
        if self._credentials is not None:
            self._send(self._credentials)
        for wish in waiting:
            self._send(wish)

    @Slot(int)
    def _on_refused(self, request: int) -> None:
        self._abandoned.discard(request)
        if request == self._awaited:
            self._awaited = 0
            self._drop()

    @Slot()
    def _on_readable(self) -> None:
        if self._channel is None:
            return
        try:
            events = [event_from(frame.untrusted) for frame in self._channel.receive_available()]
        except (ChannelError, MessageError):
            self._drop()
            return
        for event in events:
            self._tell(event)               # a slot may close the link; what was said before holds

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
            case UsageKept():
                self.usage_kept.emit()
            case Refused():
                self.refused.emit(event)
            case DownloadsShown():
                self.downloads_changed.emit(event)
            case _:
                pass                    # of the other kind of fetcher

    def _drop(self) -> None:
        self._waiting.clear()
        self._unanswered.clear()
        self.close()
        self.lost.emit()
