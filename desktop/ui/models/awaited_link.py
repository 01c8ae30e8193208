"""A window's end of one link to a fetcher: awaited from the supervisor, then listened to in the Qt thread."""

import os

from PySide6.QtCore import QObject, Signal, Slot

from desktop.channel import Channel, ChannelError
from desktop.codec import MessageError, body_of
from desktop.fetching.protocol import Wish, event_from
from desktop.ui.control_notifier import ControlNotifier
from desktop.ui.read_notifier import ReadNotifier, read_notifier


class AwaitedLink(QObject):
    """At most one link at a time. What comes for a request that nobody waits for any more is closed at once:
    the fetcher would believe in a window for ever.
    """

    opened = Signal()
    said = Signal(object)                       # Event
    ended = Signal()                            # the fetcher ended, spoke nonsense, or could not be started

    def __init__(self, notifier: ControlNotifier, parent: QObject) -> None:
        super().__init__(parent)
        self._channel: Channel | None = None
        self._readable: ReadNotifier | None = None
        self._awaited = 0
        self._abandoned: set[int] = set()
        notifier.fetcher_started.connect(self._on_started)
        notifier.fetcher_refused.connect(self._on_refused)

    @property
    def is_open(self) -> bool:
        """Whether somebody can be talked to."""
        return self._channel is not None

    @property
    def is_awaited(self) -> bool:
        """Whether somebody is being started."""
        return self._awaited != 0

    def expect(self, request: int) -> None:
        """The supervisor was asked for a link under this number."""
        self._awaited = request

    def send(self, wish: Wish) -> None:
        """Say something to whoever is there; `ended` tells that it was nobody."""
        try:
            if self._channel is not None:
                self._channel.send(body_of(wish))
        except ChannelError:
            self._end()

    def close(self) -> None:
        """Let go of it; tells nobody."""
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

    def _end(self) -> None:
        self.close()
        self.ended.emit()

    @Slot(int, int)
    def _on_started(self, request: int, descriptor: int) -> None:
        if request in self._abandoned:
            self._abandoned.remove(request)
            os.close(descriptor)
            return
        if request != self._awaited or not request:
            return
        self._awaited = 0
        self._channel = Channel.from_descriptor(descriptor)
        self._readable = read_notifier(self._channel, self)
        self._readable.activated.connect(self._on_readable)
        self.opened.emit()

    @Slot(int)
    def _on_refused(self, request: int) -> None:
        self._abandoned.discard(request)
        if request and request == self._awaited:
            self._awaited = 0
            self._end()

    @Slot()
    def _on_readable(self) -> None:
        if self._channel is None:
            return
        try:
            events = [event_from(frame.untrusted) for frame in self._channel.receive_available()]
        except (ChannelError, MessageError):
            self._end()
            return
        for event in events:
            self.said.emit(event)               # a slot may close the link; what was said before holds
