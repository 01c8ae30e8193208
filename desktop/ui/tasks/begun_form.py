"""The form that is being filled in, kept in the vault as it is written."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, QTimer, Slot

from desktop.tasks.store import TaskStore
from desktop.ui.background import Background

_SAVE_DELAY_MS = 400


class BegunForm(QObject):
    """The form of one task at a time, by its name."""

    def __init__(self, background: Background, tasks: TaskStore) -> None:
        super().__init__()
        self._background = background
        self._tasks = tasks
        self._key = ""
        self._values: Mapping[str, str] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SAVE_DELAY_MS)
        self._timer.timeout.connect(self._save)

    def begin(self, key: str) -> None:
        """Another form is shown."""
        self.save_now()
        self._key = key

    def change(self, values: Mapping[str, str]) -> None:
        """The user wrote."""
        self._values = values
        self._timer.start()

    def save_now(self) -> None:
        """Write what waits to be written."""
        if self._timer.isActive():
            self._timer.stop()
            self._save()

    def forget(self, key: str) -> None:
        """What was filled in was sent."""
        if key == self._key:
            self._timer.stop()
        self._background.on_vault(lambda: self._tasks.keep_form(key, {}))

    @Slot()
    def _save(self) -> None:
        key, values = self._key, self._values
        self._background.on_vault(lambda: self._tasks.keep_form(key, values))
