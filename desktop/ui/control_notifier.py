"""The window's ear for its supervisor: notices as signals in the Qt thread."""

import os

from PySide6.QtCore import QObject, Signal, Slot

from desktop.control import (
    ComeForward,
    ControlError,
    ControlLink,
    EngineEnded,
    EngineRefused,
    EngineStarted,
    FetcherRefused,
    FetcherStarted,
    LockWanted,
    Probed,
    Told,
)
from desktop.target_verbs import TargetFinished, TargetOpened, TargetRefused
from desktop.ui.read_notifier import read_notifier


class ControlNotifier(QObject):
    """Turns what the supervisor tells into signals; without a supervisor the window has to end."""

    engine_started = Signal(int, int, int)      # request, engine, descriptor of the link
    engine_refused = Signal(int, str)           # request, reason
    engine_ended = Signal(object)               # EngineEnded
    fetcher_started = Signal(int, int)          # request, descriptor of the link
    fetcher_refused = Signal(int)               # request
    target_opened = Signal(int, int)            # request, descriptor of the file
    target_finished = Signal(int)               # request
    target_refused = Signal(object)             # TargetRefused
    probed = Signal(int, str)                   # request, report as JSON text
    come_forward = Signal(str)                  # path of a .gguf, or empty
    lock_wanted = Signal()
    supervisor_lost = Signal()

    def __init__(self, link: ControlLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.link = link
        self._readable = read_notifier(link, self)
        self._readable.activated.connect(self._on_readable)

    @Slot()
    def _on_readable(self) -> None:
        try:
            arrived = self.link.told()
        except ControlError:
            self._readable.setEnabled(False)
            self.supervisor_lost.emit()
            return
        for told in arrived:
            self._tell(told)

    def _tell(self, told: Told) -> None:
        match told.notice:
            case EngineStarted(request=request, engine=engine) if told.descriptors:
                self.engine_started.emit(request, engine, told.descriptors[0])
                return
            case EngineRefused(request=request, reason=reason):
                self.engine_refused.emit(request, reason)
            case EngineEnded():
                self.engine_ended.emit(told.notice)
            case FetcherStarted(request=request) if told.descriptors:
                self.fetcher_started.emit(request, told.descriptors[0])
                return
            case FetcherRefused(request=request):
                self.fetcher_refused.emit(request)
            case TargetOpened() | TargetFinished() | TargetRefused():
                self._tell_of_target(told)
                return
            case Probed(request=request, report_json=report_json):
                self.probed.emit(request, report_json)
            case ComeForward() | LockWanted():
                self._tell_of_others(told.notice)
            case _:
                pass
        for descriptor in told.descriptors:
            os.close(descriptor)

    def _tell_of_others(self, notice: ComeForward | LockWanted) -> None:
        """What somebody asked who was started beside this window."""
        if isinstance(notice, ComeForward):
            self.come_forward.emit(notice.model_path)
        else:
            self.lock_wanted.emit()

    def _tell_of_target(self, told: Told) -> None:
        match told.notice:
            case TargetOpened(request=request) if told.descriptors:
                self.target_opened.emit(request, told.descriptors[0])
            case TargetFinished(request=request):
                self.target_finished.emit(request)
            case TargetRefused():
                self.target_refused.emit(told.notice)
            case _:
                pass

    def close(self) -> None:
        """Hear nothing any more."""
        self._readable.setEnabled(False)
