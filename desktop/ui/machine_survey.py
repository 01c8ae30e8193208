"""Asks an engine without a model which machine this is, beside the one that answers: where that one was told
to use the processor alone, it has not looked for anything else.
"""

import contextlib
import time

from PySide6.QtCore import QObject, Signal, Slot

from desktop.control import SURVEY
from desktop.inference.client import EngineClient, link_from
from desktop.inference.errors import InferenceError
from desktop.inference.protocol import Surveyed
from desktop.ui.control_notifier import ControlNotifier
from desktop.ui.read_notifier import ReadNotifier, read_notifier


class MachineSurvey(QObject):
    """At most one look around at a time. An engine that dies over a driver says nothing, and neither does
    this.
    """

    surveyed = Signal(object)                   # MachineReport

    def __init__(self, notifier: ControlNotifier, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._control = notifier.link
        self._request = 0
        self._client: EngineClient | None = None
        self._readable: ReadNotifier | None = None
        notifier.engine_started.connect(self._on_started)
        notifier.engine_refused.connect(self._on_refused)

    @property
    def is_under_way(self) -> bool:
        """Whether an answer is awaited."""
        return bool(self._request) or self._client is not None

    @Slot()
    def start(self) -> None:
        """Look around, unless that is under way."""
        if not self.is_under_way:
            self._request = self._control.start_engine(SURVEY)

    @Slot(int, int, int)
    def _on_started(self, request: int, _engine: int, descriptor: int) -> None:
        if not self._request or request != self._request:
            return
        self._request = 0
        client = link_from(descriptor, time.monotonic)
        self._client = client
        self._readable = read_notifier(client, self)
        self._readable.activated.connect(self._on_readable)
        with contextlib.suppress(InferenceError):       # its end can be read
            client.survey()

    @Slot(int, str)
    def _on_refused(self, request: int, _reason: str) -> None:
        if request == self._request:
            self._request = 0

    @Slot()
    def _on_readable(self) -> None:
        if self._client is None:
            return
        try:
            events = self._client.events()
        except InferenceError:
            self.stop()
            return
        for event in events:
            if isinstance(event, Surveyed):
                self.stop()
                self.surveyed.emit(event.machine)

    def stop(self) -> None:
        """Hear nothing more of it; the engine ends when it notices."""
        if self._readable is not None:
            self._readable.setEnabled(False)
            self._readable.deleteLater()
            self._readable = None
        if self._client is not None:
            self._client.close()
            self._client = None
