"""The trash: what was deleted can be brought back, or deleted for good after one question."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QDateTime, QLocale, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
)

from desktop.chat.conversation import ConversationSummary
from desktop.ui.appearance import Appearance
from desktop.ui.buttons import IconButton
from desktop.ui.labels import PlainLabel
from desktop.ui.pages.card import IconLine, OpenedPage, quiet_button
from desktop.ui.theme import SIZES

_WIDTH = 640
_LIST_HEIGHT = 320
_ID = Qt.ItemDataRole.UserRole


class TrashPage(OpenedPage):
    """Shows what is in the trash; bringing back and emptying are asked for, and done elsewhere."""

    restore_requested = Signal(int)
    empty_requested = Signal()

    def __init__(self) -> None:
        super().__init__(_WIDTH)
        self._shown: Sequence[ConversationSummary] = ()
        self._days_left: Mapping[int, int] = {}
        self._asking = False
        self._build()
        self._connect()
        self.retranslate()
        self.set_appearance(self._appearance)

    def _build(self) -> None:
        self.close_button = IconButton("close", "text_muted")
        self.note = PlainLabel(SIZES.small, wraps=True)
        self.list = QTreeWidget()
        self.list.setColumnCount(2)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setMinimumHeight(_LIST_HEIGHT)
        self.list.setTabKeyNavigation(False)
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.restore_button = QPushButton()
        self.empty_button = QPushButton()
        self.question = IconLine("warning", "warning")
        self.confirm_button = QPushButton()
        self.confirm_button.setProperty("kind", "danger")
        self.cancel_button = quiet_button()
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button)
        self.body.addLayout(head)
        for part in (self.note, self.list, self.error_line, self.question):
            self.body.addWidget(part)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(self.restore_button)
        buttons.addWidget(self.confirm_button)
        buttons.addWidget(self.cancel_button)
        buttons.addStretch(1)
        buttons.addWidget(self.empty_button)
        self.body.addLayout(buttons)
        self.setFocusProxy(self.list)

    def _connect(self) -> None:
        self.close_button.clicked.connect(self.leave)
        self.restore_button.clicked.connect(self._restore)
        self.list.itemActivated.connect(self._restore)
        self.list.itemSelectionChanged.connect(self._update)
        self.empty_button.clicked.connect(self._ask)
        self.cancel_button.clicked.connect(self._do_not)
        self.confirm_button.clicked.connect(self._empty)

    def retranslate(self) -> None:
        self.title.setText(self.tr("Trash"))
        self.close_button.describe(self.tr("Close the trash"), self.tr("Close the trash (Esc)"))
        self.list.setHeaderLabels([self.tr("Conversation"), self.tr("Deleted")])
        self.list.setAccessibleName(self.tr("Conversations in the trash"))
        self.restore_button.setText(self.tr("Restore"))
        self.empty_button.setText(self.tr("Empty the trash…"))
        self.confirm_button.setText(self.tr("Delete for good"))
        self.cancel_button.setText(self.tr("Cancel"))
        self._list()
        self._update()

    def set_appearance(self, appearance: Appearance) -> None:
        super().set_appearance(appearance)
        tokens = appearance.tokens
        self.list.setFont(appearance.font(SIZES.small))
        self.list.setStyleSheet(
            f"QTreeView {{ border: 1px solid {tokens.border_strong}; border-radius: {SIZES.radius}px;"
            f" padding: 4px; background: {tokens.field}; }}"
            f"QTreeView::item {{ padding: 6px 4px; color: {tokens.text}; }}"
            f"QTreeView::item:hover {{ background: {tokens.hover}; }}"
            f"QTreeView::item:selected {{ background: {tokens.chosen}; }}"
            f"QHeaderView::section {{ background: {tokens.field}; color: {tokens.text_muted}; border: none;"
            f" border-bottom: 1px solid {tokens.border}; padding: 6px 4px;"
            f" font-size: {appearance.length(SIZES.small)}px; }}"
        )

    def show_items(self, items: Sequence[ConversationSummary]) -> None:
        """Show what is in the trash."""
        self._shown = tuple(items)
        self._asking = False
        self._list()
        self._update()
        # The keyboard must not stay with what is hidden now: Escape would reach nobody.
        self.setFocusProxy(self.list if self._shown else self.close_button)
        if self.isVisible() and not self._shown:
            self.close_button.setFocus()

    def show_days_left(self, days_left: Mapping[int, int]) -> None:
        """Say on how many further days of use these conversations are still there."""
        if days_left != self._days_left:
            self._days_left = days_left
            self._list()

    def step_back(self) -> None:
        self._do_not() if self._asking else self.leave()

    def _list(self) -> None:
        locale = QLocale()
        self.list.clear()
        for each in self._shown:
            deleted = QDateTime.fromSecsSinceEpoch(int((each.deleted or each.updated).timestamp()))
            when = locale.toString(deleted, QLocale.FormatType.ShortFormat)
            if each.id in self._days_left:
                left = self.tr("%n day(s) of use left", "", self._days_left[each.id])
                when = f"{when} · {left}"
            row = QTreeWidgetItem([each.title, when])
            row.setData(0, _ID, each.id)
            self.list.addTopLevelItem(row)

    @Slot()
    def _restore(self) -> None:
        for row in self.list.selectedItems():
            self.restore_requested.emit(row.data(0, _ID))

    @Slot()
    def _ask(self) -> None:
        if not self._shown:
            return
        self._asking = True
        self._update()
        self.cancel_button.setFocus()

    @Slot()
    def _do_not(self) -> None:
        self._asking = False
        self._update()
        self.list.setFocus()

    @Slot()
    def _empty(self) -> None:
        self._asking = False
        self._update()
        self.empty_requested.emit()

    @Slot()
    def leave(self) -> None:
        self._asking = False
        self._update()
        super().leave()

    @Slot()
    def _update(self) -> None:
        count = len(self._shown)
        self.note.setText(
            self.tr("Conversations in the trash are still in the vault, and search leaves them out.")
            if count
            else self.tr("The trash is empty.")
        )
        self.list.setVisible(bool(count))
        self.question.show_text(
            self.tr("Delete %n conversation(s) for good? They cannot be brought back.", "", count)
            if self._asking
            else ""
        )
        for button in (self.confirm_button, self.cancel_button):
            button.setVisible(self._asking)
        for button in (self.restore_button, self.empty_button):
            button.setVisible(bool(count) and not self._asking)
        self.restore_button.setEnabled(bool(self.list.selectedItems()))
