"""Says when it is time to lock: nobody there, the computer asleep, the session locked or left."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.ui.idle_lock import IdleLock
from desktop.ui.lock_rules import NEVER, LockRules

if TYPE_CHECKING:                   # the unlock page does not wait for D-Bus: there is nothing to lock yet
    from desktop.ui.session_lock import SessionLock
    from desktop.ui.windows_session_lock import WindowsSessionLock

    Listener = SessionLock | WindowsSessionLock


class LockTriggers(QObject):
    """Says when it is time to lock, by the rules in force; `due` may come more than once."""

    due = Signal()

    def __init__(self, watch: QObject, listen: Callable[[], "Listener"]) -> None:
        """`watch`: what sees every event of the window (the application). `listen`: called at the first
        rules, when there is something to lock.
        """
        super().__init__()
        self._listen = listen
        self._session: Listener | None = None
        self._rules = NEVER
        self._idle = IdleLock(parent=self)
        self._idle.idle.connect(self.due)
        watch.installEventFilter(self._idle)

    @property
    def hears_sleep(self) -> bool:
        """Whether this computer tells of sleep and locked sessions at all."""
        return self._session is not None and self._session.hears_sleep

    def apply(self, rules: LockRules) -> None:
        """From now on by these rules."""
        self._rules = rules
        self._idle.set_minutes(rules.minutes)
        if self._session is None and rules != NEVER:
            self._session = self._listen()
            self._session.sleeping.connect(self._on_sleep)
            self._session.left.connect(self._on_left)

    @Slot()
    def _on_sleep(self) -> None:
        if self._rules.on_sleep:
            self.due.emit()

    @Slot()
    def _on_left(self) -> None:
        if self._rules.with_session:
            self.due.emit()
