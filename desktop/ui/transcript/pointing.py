"""What the mouse does on the canvas: hover, select, copy code."""

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractScrollArea

from desktop.ui.transcript.code import CodeBlock
from desktop.ui.transcript.layout import Column
from desktop.ui.transcript.scrolling import Scroller
from desktop.ui.transcript.selection import Selection
from desktop.ui.transcript.thoughts import fold_area

_AUTOSCROLL = 30        # milliseconds between steps while the mouse selects beyond the edge


class Pointing(QObject):
    """Listens to the viewport of the canvas."""

    hovered = Signal(int)                   # item under the mouse, -1 for none
    code_clicked = Signal(object)           # CodeBlock whose copy button was pressed
    fold_clicked = Signal(int)              # item whose thoughts are to be turned over

    def __init__(
        self, area: QAbstractScrollArea, column: Column, scroller: Scroller, selection: Selection
    ) -> None:
        super().__init__(area)
        self._area = area
        self._viewport = area.viewport()
        self._column = column
        self._scroller = scroller
        self._selection = selection
        self._selecting = False
        self._last = QPointF()
        self._autoscroll = QTimer(self, interval=_AUTOSCROLL)
        self._autoscroll.timeout.connect(self._on_autoscroll)
        self._viewport.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the mouse events of the viewport."""
        if watched is not self._viewport:
            return False
        if isinstance(event, QMouseEvent):
            return self._mouse(event)
        if event.type() == QEvent.Type.Leave:
            self.hovered.emit(-1)
        return False

    def _mouse(self, event: QMouseEvent) -> bool:
        """Handle a mouse event; whether it was one of ours."""
        left = event.button() == Qt.MouseButton.LeftButton
        match event.type():
            case QEvent.Type.MouseMove:
                self._move(event)
            case QEvent.Type.MouseButtonPress if left:
                self._press(event)
            case QEvent.Type.MouseButtonDblClick if left:
                self._double_click(event)
            case QEvent.Type.MouseButtonRelease if left:
                self._selecting = False
                self._autoscroll.stop()
            case _:
                return False
        return True

    def _in_column(self, point: QPointF) -> QPointF:
        return QPointF(point.x(), point.y() + self._scroller.top)

    def _press(self, event: QMouseEvent) -> None:
        place = self._in_column(event.position())
        if block := self.code_button_at(place):
            self.code_clicked.emit(block)
            return
        if (index := self.fold_at(place)) >= 0:
            self.fold_clicked.emit(index)
            return
        self._selecting = True
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and self._selection.anchor is not None:
            self._selection.reach(self._selection.position_at(place))
        else:
            self._selection.begin(self._selection.position_at(place))
        self._viewport.update()

    def _double_click(self, event: QMouseEvent) -> None:
        position = self._selection.position_at(self._in_column(event.position()))
        if position is not None:
            self._selection.select_word(position)
            self._viewport.update()

    def _move(self, event: QMouseEvent) -> None:
        place = self._in_column(event.position())
        if self._selecting:
            self._last = event.position()
            self._selection.reach(self._selection.position_at(place))
            self._viewport.update()
            outside = not 0 <= event.position().y() < self._viewport.height()
            if outside and not self._autoscroll.isActive():
                self._autoscroll.start()
            elif not outside:
                self._autoscroll.stop()
            return
        within = bool(self._column.items) and self._column.tops[0] <= place.y() < self._column.tops[-1]
        self.hovered.emit(self._column.at(place.y()) if within else -1)
        self._viewport.setCursor(self._cursor(place))

    def _on_autoscroll(self) -> None:
        y = self._last.y()
        beyond = y if y < 0 else max(0.0, y - self._viewport.height())
        bar = self._area.verticalScrollBar()
        bar.setValue(bar.value() + round(beyond / 2))
        self._selection.reach(self._selection.position_at(self._in_column(self._last)))
        self._viewport.update()

    def _cursor(self, place: QPointF) -> Qt.CursorShape:
        if self.code_button_at(place) or self.fold_at(place) >= 0:
            return Qt.CursorShape.PointingHandCursor
        if not self._column.items:
            return Qt.CursorShape.ArrowCursor
        index = self._column.at(place.y())
        item = self._column.items[index]
        inner = place.y() - self._column.tops[index]
        left = self._column.text_left(item)
        right = left + self._column.text_width(item)
        inside = item.body <= inner <= item.body_end and left <= place.x() <= right
        return Qt.CursorShape.IBeamCursor if inside else Qt.CursorShape.ArrowCursor

    def fold_at(self, place: QPointF) -> int:
        """The item whose line about its thoughts is at a place of the column, -1 for none."""
        if not self._column.items:
            return -1
        index = self._column.at(place.y())
        area = fold_area(self._column, self._column.items[index])
        return index if area.translated(0, self._column.tops[index]).contains(place) else -1

    def code_button_at(self, place: QPointF) -> CodeBlock | None:
        """The code block whose copy button is at a place of the column."""
        if not self._column.items:
            return None
        index = self._column.at(place.y())
        item = self._column.items[index]
        number = self._column.piece_at(index, place.y())
        if not item.pieces or number < 0:
            return None
        piece = item.pieces[number]
        corner = QPointF(self._column.text_left(item), self._column.tops[index] + piece.top)
        if isinstance(piece.block, CodeBlock) and piece.block.button().contains(place - corner):
            return piece.block
        return None
