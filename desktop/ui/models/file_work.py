"""Work on files, done by a fetcher without the network: one piece at a time, with progress."""

from PySide6.QtCore import QObject, Signal, Slot

from desktop.control import StartWork
from desktop.fetching.protocol import Event, Progressed, StopWork, WorkDone, WorkFailed
from desktop.ui.control_notifier import ControlNotifier
from desktop.ui.models.awaited_link import AwaitedLink


class FileWork(QObject):
    """At most one piece of work at a time."""

    progressed = Signal(str, float)             # kind of work, fraction
    done = Signal(str, object)                  # kind of work, WorkDone
    failed = Signal(str, object)                # kind of work, WorkFailed; None if the process died

    def __init__(self, notifier: ControlNotifier) -> None:
        super().__init__()
        self._notifier = notifier
        self._link = AwaitedLink(notifier, self)
        self._stops = False                         # as soon as there is somebody to tell
        self.kind = ""
        self._link.opened.connect(self._on_opened)
        self._link.said.connect(self._on_said)
        self._link.ended.connect(lambda: self._end(None))

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
        self._link.expect(self._notifier.link.start_work(wish))
        self.progressed.emit(kind, 0.0)
        return True

    def stop(self) -> None:
        """Stop; what is done of it stays."""
        self._stops = True
        self._link.send(StopWork())

    def close(self) -> None:
        """Stop and forget it: the window goes."""
        self._let_go()

    @Slot()
    def _on_opened(self) -> None:
        if self._stops:
            self.stop()

    @Slot(object)
    def _on_said(self, event: Event) -> None:
        match event:
            case Progressed(fraction=fraction) if self.is_busy:
                self.progressed.emit(self.kind, fraction)
            case WorkDone() | WorkFailed() if self.is_busy:
                self._end(event)
            case _:
                pass                    # of the other kind of fetcher, or after the end

    def _end(self, event: WorkDone | WorkFailed | None) -> None:
        kind = self.kind
        self._let_go()
        if isinstance(event, WorkDone):
            self.done.emit(kind, event)
        else:
            self.failed.emit(kind, event)

    def _let_go(self) -> None:
        self.kind, self._stops = "", False
        self._link.close()
