"""Listens to the engine and tells what is measured, at most twice a second."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.inference.protocol import Delta, Finished, Prefilling, Ready
from desktop.ui.engine.gauge import Figures, Gauge, Measured
from desktop.ui.engine_link import EngineLink, EngineState

TELL_EVERY_MS = 500


class Meter(QObject):
    """Joins the engine's signals with a gauge."""

    changed = Signal()                          # `figures` or `answers`, some of them

    def __init__(
        self, engine: EngineLink, clock: Callable[[], float] = time.monotonic, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._engine = engine
        self._gauge = Gauge(clock)
        self._is_due = False
        self._timer = QTimer(self)
        self._timer.setInterval(TELL_EVERY_MS)
        self._timer.timeout.connect(self._on_time)
        engine.state_changed.connect(self._on_state)
        engine.ready.connect(self._on_ready)
        engine.prefilling.connect(self._on_prefilling)
        engine.delta_arrived.connect(self._on_delta)
        engine.finished.connect(self._on_finished)
        engine.request_failed.connect(self._on_given_up)

    @property
    def figures(self) -> Figures:
        """At this moment."""
        return self._gauge.figures()

    @property
    def answers(self) -> tuple[Measured, ...]:
        """Of the model that is loaded or coming, oldest first, however often it was opened anew."""
        return tuple(self._gauge.answers)

    @Slot()
    def begin(self) -> None:
        """The engine has just been asked."""
        self._gauge.asked()
        self._tell()

    def stop(self) -> None:
        """Tell nothing any more until the engine says something."""
        self._timer.stop()

    @Slot(object)
    def _on_state(self, state: EngineState) -> None:
        if state is not EngineState.READY:
            model = self._engine.model
            self._gauge.released(model.mark.sha256 if model is not None else "")
            self._tell()

    @Slot(object)
    def _on_ready(self, ready: Ready | None) -> None:
        if ready is not None:
            self._gauge.loaded(ready)
            self._tell()

    @Slot(object)
    def _on_prefilling(self, event: Prefilling) -> None:
        self._gauge.read(event)
        self._tell()

    @Slot(object)
    def _on_delta(self, event: Delta) -> None:
        self._gauge.grew(event)
        self._tell()

    @Slot(object)
    def _on_finished(self, event: Finished) -> None:
        self._gauge.finished(event)
        self._tell()

    @Slot()
    def _on_given_up(self) -> None:
        self._gauge.given_up()
        self._tell()

    def _tell(self) -> None:
        """Now, if nothing was told for half a second; else when that time is over."""
        if self._timer.isActive():
            self._is_due = True
            return
        self._timer.start()
        self.changed.emit()

    @Slot()
    def _on_time(self) -> None:
        """While an answer is being written, time alone changes its speed."""
        if self._is_due or self._gauge.figures().is_answering:
            self._is_due = False
            self.changed.emit()
        else:
            self._timer.stop()
