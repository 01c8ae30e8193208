"""The administrator's days of retention in the window: kept when the vault is opened and every hour, told of
when they put something into the trash, and shown there.
"""

from collections.abc import Mapping

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.ui.background import Background
from desktop.ui.notices import NoticeKind
from desktop.vault.retention import DAYS_OF_USE, Retained, Retention

_HOUR_MS = 60 * 60 * 1000


class RetentionCorner(QObject):
    """Without such a rule nothing happens."""

    told = Signal(str, NoticeKind)
    changed = Signal()                          # of what is in the list and in the trash
    put_away = Signal(int)                      # a conversation that is in the trash by the rule
    days_left = Signal(object)                  # days of use by conversation, of those in the trash

    def __init__(
        self, retention: Retention, background: Background, days: int | None, timer: QTimer
    ) -> None:
        super().__init__()
        self._retention = retention
        self._background = background
        self._days = days
        self._timer = timer
        timer.setInterval(_HOUR_MS)
        timer.timeout.connect(self.keep)

    def begin(self) -> None:
        """Keep the rule from now on."""
        if self._days is not None:
            self._timer.start()
            self.keep()

    def leave(self) -> None:
        """The vault is about to be closed."""
        self._timer.stop()

    @Slot()
    def keep(self) -> None:
        """Do what the rule asks for today."""
        days = self._days
        if days is not None:
            self._background.on_vault(lambda: self._kept(days), self._tell)

    def _kept(self, days: int) -> tuple[Retained, Mapping[int, int]]:
        return self._retention.keep(days), self._retention.days_left()

    def _tell(self, kept: tuple[Retained, Mapping[int, int]]) -> None:
        done, left = kept
        self.days_left.emit(left)
        for conversation_id in left:
            self.put_away.emit(conversation_id)
        if done != Retained():
            self.changed.emit()
        if done.retired:
            self.told.emit(self._retired_words(done.retired), NoticeKind.WARNING)
        if done.taken_back:
            text = self.tr("%n conversation(s) came back from the trash: by the clock they are not too old.",
                           "", done.taken_back)  # fmt: skip
            self.told.emit(text, NoticeKind.INFO)
        if done.deleted:
            text = self.tr("%n conversation(s) were deleted for good, as your administrator demands.",
                           "", done.deleted)  # fmt: skip
            self.told.emit(text, NoticeKind.INFO)

    def _retired_words(self, count: int) -> str:
        first = self.tr("%n conversation(s) are older than your administrator allows and went to the trash.",
                        "", count)  # fmt: skip
        second = self.tr("They will be deleted for good after %n more day(s) of use.", "", DAYS_OF_USE)
        return f"{first} {second}"
