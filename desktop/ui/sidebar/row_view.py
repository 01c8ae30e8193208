"""What both lists of the sidebar share: how a list of rows behaves, and the ground of a row."""

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyleOptionViewItem, QWidget

from desktop.ui.appearance import Appearance
from desktop.ui.composition import ENTER_KEYS
from desktop.ui.theme import SIZES

_MIN_HEIGHT = 32                # a row: a low window is no reason to push other things together


class RowView(QListView):
    """Arrow keys move; Enter, Space or a click opens. The ring is shown to those who use the keyboard."""

    def __init__(self, rows: QAbstractItemModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shows_ring = False
        self.setModel(rows)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setMinimumHeight(_MIN_HEIGHT)
        self.viewport().setAutoFillBackground(False)
        self.clicked.connect(self.open_row)

    def open_row(self, index: QModelIndex) -> None:
        """What Enter and a click do."""
        raise NotImplementedError

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.shows_ring = event.reason() is not Qt.FocusReason.MouseFocusReason
        if not self.currentIndex().isValid():
            first = self.moveCursor(QAbstractItemView.CursorAction.MoveHome, Qt.KeyboardModifier.NoModifier)
            self.setCurrentIndex(first)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.shows_ring = False
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.shows_ring = True
        if event.key() in (*ENTER_KEYS, Qt.Key.Key_Space):
            self.open_row(self.currentIndex())
        else:
            super().keyPressEvent(event)


def paint_row_ground(
    painter: QPainter, option: QStyleOptionViewItem, look: Appearance, *, is_shown: bool = False
) -> None:
    """The ground of a row: in the transcript, under the pointer, or with the keyboard."""
    view = option.widget
    rings = isinstance(view, RowView) and view.shows_ring
    has_keyboard = rings and bool(option.state & QStyle.StateFlag.State_HasFocus)
    painter.setPen(QPen(look.colour("focus"), 2) if has_keyboard else Qt.PenStyle.NoPen)
    if is_shown:
        painter.setBrush(look.colour("chosen"))
    elif option.state & QStyle.StateFlag.State_MouseOver:
        painter.setBrush(look.colour("hover"))
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), SIZES.radius, SIZES.radius)
