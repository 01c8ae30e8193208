"""The rows of the list of conversations: a heading for each date group, and the conversations under it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QDate,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from desktop.chat.conversation import ConversationSummary
from desktop.ui.secrecy.words import LabelWords
from desktop.ui.sidebar.date_groups import DateGroup, Span, grouped

_Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
_WORDS = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)


class RowRole(IntEnum):
    """What the delegate asks besides Qt's own roles."""

    CONVERSATION_ID = Qt.ItemDataRole.UserRole      # None for a heading
    IS_SHOWN = Qt.ItemDataRole.UserRole + 1         # whether it is the one in the transcript
    LABEL = Qt.ItemDataRole.UserRole + 2            # how secret it is
    LABEL_NAME = Qt.ItemDataRole.UserRole + 3       # in the language in use


@dataclass(frozen=True, slots=True)
class _Row:
    """A heading (`group`) or a conversation."""

    group: DateGroup | None = None
    conversation: ConversationSummary | None = None


class ConversationListModel(QAbstractListModel):
    """Renaming in place asks by `rename_wanted`; the list itself changes when it is shown anew."""

    rename_wanted = Signal(int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[_Row, ...] = ()
        self._shown_id: int | None = None
        self.label_words = LabelWords()

    def show_conversations(self, conversations: Sequence[ConversationSummary], now: datetime) -> None:
        """Replace the list; rows that only changed their words stay where they are."""
        rows: list[_Row] = []
        for group, members in grouped(conversations, now):
            rows.append(_Row(group=group))
            rows.extend(_Row(conversation=each) for each in members)
        if [_identity(row) for row in rows] == [_identity(row) for row in self._rows]:
            changed = [place for place, row in enumerate(rows) if row != self._rows[place]]
            self._rows = tuple(rows)
            for place in changed:
                self.dataChanged.emit(self.index(place), self.index(place))
            return
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def show_as_open(self, conversation_id: int | None) -> None:
        """Mark the conversation that is in the transcript."""
        before, self._shown_id = self._shown_id, conversation_id
        for each in {before, conversation_id}:
            index = self.row_of(each)
            if index.isValid():
                self.dataChanged.emit(index, index)

    def retranslate(self) -> None:
        """Take the headings of the language in use."""
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def row_of(self, conversation_id: int | None) -> QModelIndex:
        """Where a conversation is; an invalid index if it is not in the list."""
        for place, row in enumerate(self._rows):
            if row.conversation is not None and row.conversation.id == conversation_id:
                return self.index(place)
        return QModelIndex()

    # -- Qt's questions

    def rowCount(self, parent: _Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid() or self._rows[index.row()].conversation is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if row.group is not None:
            return self._heading(row.group) if role in _WORDS else None
        return self._of_conversation(row.conversation, role) if row.conversation is not None else None

    def _of_conversation(self, conversation: ConversationSummary, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return conversation.title or self.tr("Untitled")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = self.tr("{title}, label: {label}")
            title = conversation.title or self.tr("Untitled")
            return words.format(title=title, label=self.label_words.name(conversation.label))
        if role in (RowRole.LABEL, RowRole.LABEL_NAME):
            label = conversation.label
            return label.value if role == RowRole.LABEL else self.label_words.name(label)
        if role == Qt.ItemDataRole.EditRole:
            return conversation.title
        if role == RowRole.CONVERSATION_ID:
            return conversation.id
        return conversation.id == self._shown_id if role == RowRole.IS_SHOWN else None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        conversation = self._rows[index.row()].conversation
        title = " ".join(str(value).split())
        if conversation is None or not title or title == conversation.title:
            return False
        self.rename_wanted.emit(conversation.id, title)
        return True

    def _heading(self, group: DateGroup) -> str:
        match group.span:
            case Span.TODAY:
                return self.tr("Today")
            case Span.YESTERDAY:
                return self.tr("Yesterday")
            case Span.WEEK:
                return self.tr("Previous 7 days")
            case Span.MONTH:
                return self.tr("Previous 30 days")
            case Span.EARLIER:
                # A date format of Qt, so that each language says year and month in its own order.
                return QLocale().toString(QDate(group.year, group.month, 1), self.tr("MMMM yyyy"))


def _identity(row: _Row) -> object:
    return row.conversation.id if row.conversation is not None else row.group
