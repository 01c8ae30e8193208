"""Work on files, done by a fetcher without the network: one piece at a time, with progress."""

import os

from PySide6.QtCore import QObject, QSocketNotifier, Signal, Slot

from desktop.channel import Channel, ChannelError
from desktop.codec import MessageError, body_of
from desktop.control import StartWork
from desktop.fetching.protocol import Progressed, StopWork, WorkDone, WorkFailed, event_from
from desktop.ui.control_notifier import ControlNotifier


class FileWork(QObject):
    """At most one piece of work at a time."""

    progressed = Signal(str, float)             # kind of work, fraction
    done = Signal(str, object)                  # kind of work, WorkDone
    failed = Signal(str, object)                # kind of work, WorkFailed; None if the process died

    def __init__(self, notifier: ControlNotifier) -> None:
        super().__init__()
        self._notifier = notifier
        self._channel: Channel | None = None
        self._readable: QSocketNotifier | None = None
        self._awaited = 0
        self._abandoned: set[int] = set()           # work that was asked for and is not wanted any more
        self._stops = False                         # as soon as there is somebody to tell
        self.kind = ""
        notifier.fetcher_started.connect(self._on_started)
        notifier.fetcher_refused.connect(self._on_refused)

    @property
    def is_busy(self) -> bool:
        """Whether some work is being done."""
        return bool(self.kind)

    def start(
        self, kind: str, *, identity: str = "", source: str = "", target: str = "", part_size: int = 0
    ) -> bool:
        """Begin some work; False if there is some already."""
        if self.is_busy:
            return False
        self.kind = kind
        wish = StartWork(0, kind, identity, source, target, part_size)
        self._awaited = self._notifier.link.start_work(wish)
        self.progressed.emit(kind, 0.0)
        return True

    def stop(self) -> None:
        """Stop; what is done of it stays."""
        self._stops = True
        if self._channel is not None:
            try:
                self._channel.send(body_of(StopWork()))
            except ChannelError:
                self._end(None)

    def close(self) -> None:
        """Stop and forget it: the window goes."""
        self._let_go()

    @Slot(int, int)
    def _on_started(self, request: int, descriptor: int) -> None:
        if request in self._abandoned:
            self._abandoned.remove(request)
            os.close(descriptor)                    # its end stops the work
            return
        if request != self._awaited or not request:
            return
        self._awaited = 0
        self._channel = Channel.from_descriptor(descriptor)
        self._readable = QSocketNotifier(self._channel.fileno(), QSocketNotifier.Type.Read, self)
        self._readable.activated.connect(self._on_readable)
        if self._stops:
            self.stop()

    @Slot(int)
    def _on_refused(self, request: int) -> None:
        self._abandoned.discard(request)
        if request and request == self._awaited:
            self._awaited = 0
            self._end(None)

    @Slot()
    def _on_readable(self) -> None:
        if self._channel is None:
            return
        try:
            events = [event_from(frame.untrusted) for frame in self._channel.receive_available()]
        except (ChannelError, MessageError):
            self._end(None)
            return
        for event in events:
            match event:
                case Progressed(fraction=fraction):
                    self.progressed.emit(self.kind, fraction)
                case WorkDone() | WorkFailed():
                    self._end(event)
                    return
                case _:
                    pass                # of the other kind of fetcher

    def _end(self, event: WorkDone | WorkFailed | None) -> None:
        kind = self.kind
        self._let_go()
        if isinstance(event, WorkDone):
            self.done.emit(kind, event)
        else:
            self.failed.emit(kind, event)

    def _let_go(self) -> None:
        if self._awaited:
            self._abandoned.add(self._awaited)
        self.kind, self._awaited, self._stops = "", 0, False
        if self._readable is not None:
            self._readable.setEnabled(False)
            self._readable.deleteLater()
            self._readable = None
        if self._channel is not None:
            self._channel.close()
            self._channel = None
