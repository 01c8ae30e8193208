"""The events as a table that asks only for what is looked at: a row that nobody sees costs its number."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import (
    QAbstractTableModel,
    QDateTime,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from desktop.ui.event_words import kind_words, line_of
from desktop.vault.events import Event
from desktop.words import Translate

BLOCK = 200                         # rows that are fetched together
WHEN, WHAT, FACTS = range(3)
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


def moment_text(at: str) -> str:
    """The time of an event in this computer's zone; what is none stays as it is."""
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return at
    local = QDateTime.fromMSecsSinceEpoch(int(moment.timestamp() * 1000))
    return QLocale().toString(local, "yyyy-MM-dd HH:mm:ss")


class EventModel(QAbstractTableModel):
    """Rows by their ids, newest first; a row that is not there yet is empty and asked for by `wanted`."""

    wanted = Signal(list)                       # ids

    def __init__(self, translate: Callable[[], Translate]) -> None:
        """`translate` gives the words of the language in use."""
        super().__init__()
        self._translate = translate
        self._ids: Sequence[int] = ()
        self._events: dict[int, Event] = {}
        self._asked: set[int] = set()

    def show_ids(self, ids: Sequence[int]) -> None:
        """These events, and no others."""
        self.beginResetModel()
        self._ids = ids
        self._events.clear()
        self._asked.clear()
        self.endResetModel()

    def take(self, events: Sequence[Event]) -> None:
        """Events that were asked for."""
        self._events.update((each.id, each) for each in events)
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, FACTS))

    def retranslate(self) -> None:
        """Take the words of the language in use."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, WHEN, FACTS)
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, FACTS))

    def event_at(self, row: int) -> Event | None:
        """The event of a row, if it is here."""
        return self._events.get(self._ids[row]) if 0 <= row < len(self._ids) else None

    # -- Qt

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else FACTS + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        event = self.event_at(index.row())
        if event is None:
            self._ask(index.row())
            return ""
        if index.column() == WHEN:
            return moment_text(event.at)
        translate = self._translate()
        return kind_words(event.kind, translate) if index.column() == WHAT else line_of(event, translate)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("When"), self.tr("What"), self.tr("Details"))[section]

    def _ask(self, row: int) -> None:
        """Ask for the block of a row, once."""
        start = row // BLOCK * BLOCK
        ids = [each for each in self._ids[start : start + BLOCK] if each not in self._asked]
        if ids:
            self._asked.update(ids)
            self.wanted.emit(ids)
