"""The sidebar: new conversation, search, the list by date, the trash, and a foot for the status card."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.chat.conversation import ConversationSummary
from desktop.chat.searching import SearchHit
from desktop.ui.actions import Shortcut, with_keys
from desktop.ui.appearance import Appearance
from desktop.ui.buttons import IconButton, RowButton
from desktop.ui.icons import icon
from desktop.ui.labels import ElidedLabel, PlainLabel, dress_labels, plain_tooltip
from desktop.ui.line_editor import SearchField
from desktop.ui.secrecy.words import LabelWords
from desktop.ui.sidebar.conversation_list import ConversationListModel
from desktop.ui.sidebar.conversation_view import ConversationView
from desktop.ui.sidebar.found_page import FoundPage
from desktop.ui.sidebar.row_view import RowView
from desktop.ui.surfaces import Edge, Surface
from desktop.ui.theme import SIZES


class Sidebar(Surface):
    """Shows what it is given and tells what the user wants; it changes no list by itself."""

    new_requested = Signal()
    conversation_chosen = Signal(int)
    search_changed = Signal(str)
    hit_chosen = Signal(object)                 # SearchHit
    rename_requested = Signal(int, str)
    delete_requested = Signal(int)
    trash_requested = Signal()
    settings_requested = Signal()
    lock_requested = Signal()

    def __init__(self, foot: QWidget) -> None:
        super().__init__("sidebar", Edge.RIGHT)
        self._waiting: tuple[tuple[ConversationSummary, ...], datetime] | None = None
        self._now: datetime | None = None
        self._trash_count = 0
        self._rows = ConversationListModel(self)
        self._build(foot)
        self._connect()
        self.set_compact(compact=False)
        self.set_appearance(Appearance())
        self._retranslate()
        self.set_trash_count(0)
        self._show_empty_note()

    # -- making it

    def _build(self, foot: QWidget) -> None:
        self.name = ElidedLabel(SIZES.title, 700, "text")
        self.settings_button = IconButton("settings")
        self.lock_button = IconButton("lock")
        self.new_button = QPushButton()
        self.new_button.setProperty("kind", "primary")
        self.search_field = SearchField()
        self.search_field.setClearButtonEnabled(True)
        self._glass = QAction(self)
        self.search_field.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.list_view = ConversationView(self._rows)
        self.found = FoundPage()
        self.hit_view = self.found.view
        self.empty_note = PlainLabel(wraps=True)
        self.trash_button = RowButton("trash", ink="text_muted")
        head = QHBoxLayout()
        head.setSpacing(2)
        head.addWidget(self.name, 1)
        head.addWidget(self.settings_button)
        head.addWidget(self.lock_button)
        column = self._column = QVBoxLayout(self)
        column.addLayout(head)
        column.addWidget(self.new_button)
        column.addWidget(self.search_field)
        column.addWidget(self._build_pages(), 1)
        column.addWidget(self.trash_button)
        column.addWidget(foot)

    def _build_pages(self) -> QStackedWidget:
        empty = QWidget()
        beside = QVBoxLayout(empty)
        beside.setContentsMargins(8, 16, 8, 0)
        beside.addWidget(self.empty_note)
        beside.addStretch(1)
        self._pages = QStackedWidget()
        self._pages.setMinimumHeight(1)         # in a low window the list gives way, not what is pressed
        self._empty_page = empty
        for page in (self.list_view, self.found, empty):
            self._pages.addWidget(page)
        return self._pages

    def _connect(self) -> None:
        self.new_button.clicked.connect(self.new_requested)
        self.settings_button.clicked.connect(self.settings_requested)
        self.lock_button.clicked.connect(self.lock_requested)
        self.trash_button.clicked.connect(self.trash_requested)
        self.search_field.textChanged.connect(self.search_changed)
        self.search_field.confirmed.connect(self.hit_view.jump_to_first)
        self.list_view.chosen.connect(self.conversation_chosen)
        self.list_view.delete_wanted.connect(self.delete_requested)
        self.list_view.editing_ended.connect(self._show_waiting)
        self.hit_view.chosen.connect(self.hit_chosen)
        self._rows.rename_wanted.connect(self.rename_requested)

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        super().set_appearance(appearance)
        tokens = appearance.tokens
        dress_labels(self, appearance)
        for part in (
            self.settings_button, self.lock_button, self.trash_button, self.list_view, self.found
        ):
            part.set_appearance(appearance)
        self.new_button.setIcon(icon("plus", tokens.on_primary, tokens.text_disabled))
        self.new_button.setIconSize(QSize(appearance.length(18), appearance.length(18)))
        self.new_button.setFont(appearance.font(SIZES.small, 600))
        self.search_field.setFont(appearance.font())
        self._glass.setIcon(icon("search", tokens.text_muted, tokens.text_disabled))

    def set_compact(self, *, compact: bool) -> None:
        """Save room in a low window."""
        self._column.setContentsMargins(*((10, 6, 11, 6) if compact else (14, 12, 15, 14)))
        self._column.setSpacing(4 if compact else 10)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.name.setText(self.tr("Hisho"))
        self.settings_button.describe(
            self.tr("Settings"), with_keys(self.tr("Settings"), Shortcut.SETTINGS)
        )
        self.lock_button.describe(self.tr("Lock"), with_keys(self.tr("Lock"), Shortcut.LOCK))
        self.new_button.setText(self.tr("New conversation"))
        self.new_button.setToolTip(plain_tooltip(with_keys(self.tr("New conversation"), Shortcut.NEW)))
        self.search_field.setPlaceholderText(self.tr("Search conversations"))
        self.search_field.setAccessibleName(self.tr("Search conversations"))
        self.search_field.setToolTip(
            plain_tooltip(with_keys(self.tr("Search titles and texts"), Shortcut.SEARCH))
        )
        self.list_view.setAccessibleName(self.tr("Conversations"))
        self.empty_note.setText(self.tr("Your conversations will be listed here."))
        self._rows.retranslate()
        self.set_trash_count(self._trash_count)

    def name_labels(self, words: LabelWords) -> None:
        """Call the labels so."""
        self._rows.label_words = words
        self.found.name_labels(words)
        self._rows.retranslate()

    # -- what is shown

    def show_conversations(self, conversations: Sequence[ConversationSummary], now: datetime) -> None:
        """Show this list; `now` is aware and in the user's time zone. A title that is being changed is left
        in peace until that is done.
        """
        self._now = now
        if self.list_view.is_editing:
            self._waiting = tuple(conversations), now
            return
        offset = self.list_view.verticalScrollBar().value()
        current = self.list_view.currentIndex().data(Qt.ItemDataRole.UserRole)
        self._rows.show_conversations(conversations, now)
        self.list_view.setCurrentIndex(self._rows.row_of(current))
        self.list_view.verticalScrollBar().setValue(offset)
        self._show_empty_note()

    @Slot()
    def _show_waiting(self) -> None:
        if self._waiting is not None and not self.list_view.is_editing:
            (conversations, now), self._waiting = self._waiting, None
            self.show_conversations(conversations, now)

    def select(self, conversation_id: int | None) -> None:
        """Mark the conversation that is in the transcript; None marks none."""
        self._rows.show_as_open(conversation_id)
        index = self._rows.row_of(conversation_id)
        self.list_view.setCurrentIndex(index)
        if index.isValid():
            self.list_view.scrollTo(index)

    def show_hits(
        self, hits: Sequence[SearchHit], query: str, *, has_more: bool = False, elsewhere: int = 0
    ) -> None:
        """Show what a search for `query` found in place of the list; see FoundPage."""
        self.found.show_hits(hits, query, self._now, has_more=has_more, elsewhere=elsewhere)
        self._pages.setCurrentWidget(self.found)

    def clear_hits(self) -> None:
        """Show the list again."""
        self.found.clear()
        self._show_empty_note()

    def set_trash_count(self, count: int) -> None:
        """How many conversations are in the trash; an empty one is not shown."""
        self._trash_count = count
        self.trash_button.set_words(self.tr("Trash ({count})").format(count=count))
        self.trash_button.setVisible(count > 0)

    def holds_search(self) -> bool:
        """Whether the keyboard is in the search field or among what it found."""
        return self.search_field.hasFocus() or self.hit_view.hasFocus()

    def focus_search(self) -> None:
        """Put the keyboard into the search field."""
        self.search_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search_field.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down leads from the search field into what it found, or into the list."""
        if event.key() == Qt.Key.Key_Down and self.search_field.hasFocus():
            is_searching = self._pages.currentWidget() is self.found
            view: RowView = self.hit_view if is_searching else self.list_view
            view.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def _show_empty_note(self) -> None:
        if not self.found.query:
            page = self.list_view if self._rows.rowCount() else self._empty_page
            self._pages.setCurrentWidget(page)
