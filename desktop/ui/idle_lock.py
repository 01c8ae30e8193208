"""Locks when nobody has touched the window for some minutes, by the wall clock: time passes while the
computer sleeps.
"""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot

_CHECK_MS = 5_000
_SIGNS = frozenset({
    QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel,
    QEvent.Type.InputMethod, QEvent.Type.TouchBegin,
})  # fmt: skip


class IdleLock(QObject):
    """Install it as an event filter of the application."""

    idle = Signal()

    def __init__(self, clock: Callable[[], float] = time.time, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._limit_s = 0.0
        self._last = clock()
        self._timer = QTimer(self)
        self._timer.setInterval(_CHECK_MS)
        self._timer.timeout.connect(self.check)

    def set_minutes(self, minutes: int) -> None:
        """Idle minutes until `idle`; 0 means never."""
        self._limit_s = minutes * 60.0
        self._last = self._clock()
        if minutes:
            self._timer.start()
        else:
            self._timer.stop()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take note of a sign of life. One that comes too late is none: the first touch after a night's
        sleep arrives before the timer does, locks, and reaches nothing in the window.
        """
        if event.type() not in _SIGNS:
            return False
        came_too_late = self._is_over()
        self.check()
        self._last = self._clock()
        return came_too_late

    @Slot()
    def check(self) -> None:
        """Tell if it has been too long."""
        if self._is_over():
            self._timer.stop()
            self._limit_s = 0.0
            self.idle.emit()

    def _is_over(self) -> bool:
        """Also when the clock was set back, which must not keep the vault open."""
        passed = self._clock() - self._last
        return bool(self._limit_s) and (passed >= self._limit_s or passed < -_CHECK_MS / 1000)
