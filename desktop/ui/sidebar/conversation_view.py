"""The list of conversations on the screen: opening, renaming in place and deleting by mouse and keys."""

from typing import cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.chat.labels import label_from
from desktop.ui.actions import Shortcut
from desktop.ui.appearance import Appearance
from desktop.ui.composition import ENTER_KEYS
from desktop.ui.icons import icon, paint_icon
from desktop.ui.line_editor import LineEditor
from desktop.ui.secrecy.badge import badge_size, paint_badge
from desktop.ui.sidebar.conversation_list import ConversationListModel, RowRole
from desktop.ui.sidebar.row_view import RowView, paint_row_ground
from desktop.ui.theme import SIZES

_Index = QModelIndex | QPersistentModelIndex
_OWN_KEYS = (Qt.Key.Key_F2, Qt.Key.Key_Delete)


class ConversationDelegate(QStyledItemDelegate):
    """Paints headings and conversations, and edits a title in its row."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._appearance = Appearance()

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        self._appearance = appearance

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        look = self._appearance
        if index.data(RowRole.CONVERSATION_ID) is None:
            return QSize(option.rect.width(), look.length(34 if index.row() else 26))
        return QSize(option.rect.width(), look.length(34))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = option.rect
        if index.data(RowRole.CONVERSATION_ID) is None:
            self._paint_heading(painter, area, index)
        else:
            self._paint_conversation(painter, option, index)
        painter.restore()

    def _paint_heading(self, painter: QPainter, area: QRect, index: _Index) -> None:
        painter.setFont(self._appearance.font(SIZES.small - 1, 600))
        painter.setPen(self._appearance.colour("text_muted"))
        words = painter.fontMetrics().elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, area.width() - 16
        )
        at_bottom = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft
        painter.drawText(area.adjusted(8, 0, -8, -5), at_bottom, words)

    def _paint_conversation(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        look = self._appearance
        area = option.rect
        is_shown = bool(index.data(RowRole.IS_SHOWN))
        paint_row_ground(painter, option, look, is_shown=is_shown)
        side = look.length(18)
        ink = "text" if is_shown else "text_muted"
        icon_area = QRectF(area.left() + 8, area.top() + (area.height() - side) / 2, side, side)
        paint_icon(painter, "chat", icon_area, look.colour(ink).name())
        painter.setFont(look.font(SIZES.small, 500 if is_shown else 400))
        painter.setPen(look.colour("text"))
        badge = self._paint_label(painter, area, index)
        room = area.adjusted(side + 16, 0, -(badge + 14), 0)
        words = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_label(self, painter: QPainter, area: QRect, index: _Index) -> int:
        """The label at the end of the row; returns its width."""
        look, name = self._appearance, str(index.data(RowRole.LABEL_NAME))
        size = badge_size(name, look)
        width = min(size.width(), area.width() * 2 // 5)
        top = area.top() + (area.height() - size.height()) // 2
        place = QRect(area.right() - width - 7, top, width, size.height())
        paint_badge(painter, place, label_from(str(index.data(RowRole.LABEL))), name, look)
        return width

    # -- editing

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, _index: _Index) -> QWidget:
        editor = LineEditor(parent)
        editor.setFont(self._appearance.font())
        editor.setAccessibleName(self.tr("New title"))
        editor.confirmed.connect(lambda: self._finish(editor, keep=True))
        editor.cancelled.connect(lambda: self._finish(editor, keep=False))
        return editor

    def _finish(self, editor: QWidget, *, keep: bool) -> None:
        if keep:
            self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        cast(LineEditor, editor).setText(index.data(Qt.ItemDataRole.EditRole))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        model.setData(index, cast(LineEditor, editor).text(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: _Index) -> None:
        wanted = max(option.rect.height(), editor.sizeHint().height())
        area = QRect(option.rect)
        area.setTop(area.center().y() - wanted // 2)
        area.setHeight(wanted)
        editor.setGeometry(area)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The delegate's own Enter and Esc know nothing of input methods: the editor's are used."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)
            and (event.key() in ENTER_KEYS or event.key() == Qt.Key.Key_Escape)
        ):
            return False
        return super().eventFilter(watched, event)


class ConversationView(RowView):
    """F2 renames; Del deletes."""

    chosen = Signal(int)
    delete_wanted = Signal(int)
    editing_ended = Signal()

    def __init__(self, rows: ConversationListModel, parent: QWidget | None = None) -> None:
        super().__init__(rows, parent)
        self._appearance = Appearance()
        self._delegate = ConversationDelegate(self)
        self.setItemDelegate(self._delegate)

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        self._appearance = appearance
        self._delegate.set_appearance(appearance)
        self.scheduleDelayedItemsLayout()

    @property
    def is_editing(self) -> bool:
        """Whether a title is being changed in its row."""
        return self.state() is QAbstractItemView.State.EditingState

    def rename_row(self, index: QModelIndex) -> None:
        """Let the user type a new title in this row."""
        if index.isValid():
            self.setCurrentIndex(index)
            self.edit(index)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        self.editing_ended.emit()

    def event(self, event: QEvent) -> bool:
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in _OWN_KEYS
        ):
            event.accept()                      # the window's F2 means the conversation that is open
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() == Qt.Key.Key_F2:
            self.rename_row(index)
        elif event.key() == Qt.Key.Key_Delete:
            self._delete(index)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        if index.data(RowRole.CONVERSATION_ID) is not None:
            self.setCurrentIndex(index)
            middle = self.viewport().mapToGlobal(self.visualRect(index).center())
            self.menu_for(index).popup(event.globalPos() if by_mouse else middle)

    def menu_for(self, index: QModelIndex) -> QMenu:
        """What can be done with the conversation of a row."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._entry(menu, "edit", self.tr("Rename"), Shortcut.RENAME).triggered.connect(
            lambda: self.rename_row(index)
        )
        self._entry(menu, "trash", self.tr("Delete"), Shortcut.DELETE).triggered.connect(
            lambda: self._delete(index)
        )
        return menu

    def _entry(self, menu: QMenu, icon_name: str, words: str, shortcut: Shortcut) -> QAction:
        tokens = self._appearance.tokens
        action = menu.addAction(icon(icon_name, tokens.text, tokens.text_disabled), words)
        action.setShortcut(QKeySequence(shortcut.value))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)    # shown; the list itself hears the key
        return action

    def open_row(self, index: QModelIndex) -> None:
        conversation_id = index.data(RowRole.CONVERSATION_ID)
        if conversation_id is not None:
            self.chosen.emit(conversation_id)

    def _delete(self, index: QModelIndex) -> None:
        conversation_id = index.data(RowRole.CONVERSATION_ID)
        if conversation_id is not None:
            self.delete_wanted.emit(conversation_id)
