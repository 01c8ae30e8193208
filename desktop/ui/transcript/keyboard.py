"""What the keyboard and the context menu do on the canvas."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractScrollArea, QMenu

from desktop.chat.conversation import Ending, Role
from desktop.ui.labels import plain_menu_text
from desktop.ui.transcript.code import code_of
from desktop.ui.transcript.layout import Column
from desktop.ui.transcript.painting import View
from desktop.ui.transcript.scrolling import Scroller
from desktop.ui.transcript.segments import Kind
from desktop.ui.transcript.selection import Selection

_PAGE = 0.9             # of the view that Page Up and Page Down move
_MARGIN = 24            # pixels above a message that was chosen by key


class Keyboard(QObject):
    """Listens to the canvas; chooses messages, moves the view, copies."""

    current_changed = Signal(int)           # item that the keyboard has chosen
    copy_selection = Signal()
    copy_message = Signal(int)              # item
    details_of_message = Signal(int)        # item
    copy_code = Signal(str)
    copy_thinking = Signal(str)
    fold_turned = Signal(int)               # item whose thoughts are to be turned over
    left = Signal()                         # Esc: nothing is to be marked any more

    def __init__(
        self, area: QAbstractScrollArea, column: Column, scroller: Scroller, selection: Selection, view: View
    ) -> None:
        super().__init__(area)
        self._area = area
        self._column = column
        self._scroller = scroller
        self._selection = selection
        self._view = view
        area.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take keys, focus and context menus of the canvas."""
        if watched is not self._area:
            return False
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._press(event)
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self._view.has_focus = event.type() == QEvent.Type.FocusIn
            self._area.viewport().update()
        elif isinstance(event, QContextMenuEvent):
            self._open_menu(event)
            return True
        return False

    def _press(self, event: QKeyEvent) -> bool:
        """Handle a key; whether it was one of ours."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self._selection.select_all()
            self._area.viewport().update()
        else:
            action = self._actions().get(Qt.Key(event.key()))
            if action is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                return False
            action()
        return True

    def _actions(self) -> dict[Qt.Key, Callable[[], None]]:
        page = round(self._scroller.view_height * _PAGE)
        return {
            Qt.Key.Key_PageUp: lambda: self._scroll(-page),
            Qt.Key.Key_PageDown: lambda: self._scroll(page),
            Qt.Key.Key_Home: lambda: self._choose(0),
            Qt.Key.Key_End: self._to_end,
            Qt.Key.Key_Up: lambda: self._step(-1),
            Qt.Key.Key_Down: lambda: self._step(1),
            Qt.Key.Key_Escape: self._clear,
            Qt.Key.Key_Return: self._turn,
            Qt.Key.Key_Enter: self._turn,
            Qt.Key.Key_Space: self._turn,
        }

    def _scroll(self, by: int) -> None:
        bar = self._area.verticalScrollBar()
        bar.setValue(bar.value() + by)

    def _step(self, by: int) -> None:
        self._choose(self._view.current + by if self._view.current >= 0 else None)

    def _to_end(self) -> None:
        self._choose(len(self._column.items) - 1)
        self._scroller.pin()
        self._area.viewport().update()

    def _turn(self) -> None:
        self.fold_turned.emit(self._view.current)

    def _clear(self) -> None:
        self._selection.begin(None)
        self._area.viewport().update()
        self.left.emit()

    def _choose(self, index: int | None) -> None:
        """Choose a message and bring it into view; without an index the last one that is seen."""
        if not self._column.items:
            return
        if index is None:
            index = self._column.at(self._scroller.top + self._scroller.view_height - _MARGIN)
        self._view.current = max(0, min(len(self._column.items) - 1, index))
        self._bring_into_view(self._view.current)
        self.current_changed.emit(self._view.current)
        self._area.viewport().update()

    def _bring_into_view(self, index: int) -> None:
        top, bottom = self._column.tops[index], self._column.tops[index + 1]
        view_top, height = self._scroller.top, self._scroller.view_height
        bar = self._area.verticalScrollBar()
        if top < view_top or bottom - top > height:
            bar.setValue(round(top) - _MARGIN if index else 0)
        elif bottom > view_top + height:
            bar.setValue(round(bottom) - height + _MARGIN)

    def _copy(self) -> None:
        if not self._selection.is_empty:
            self.copy_selection.emit()
        elif 0 <= self._view.current < len(self._column.items):
            self.copy_message.emit(self._view.current)

    def _open_menu(self, event: QContextMenuEvent) -> None:
        """The menu of the message under the mouse, or of the chosen one when a key asked for it."""
        if not self._column.items:
            return
        point = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            last = len(self._column.items) - 1
            index = self._view.current if 0 <= self._view.current <= last else last
            top = round(self._column.tops[index]) - self._scroller.top
            y = max(0, min(self._scroller.view_height - _MARGIN, top))
            point = self._area.viewport().mapToGlobal(QPoint(round(self._column.left), y))
        else:
            index = self._column.at(self._area.viewport().mapFromGlobal(point).y() + self._scroller.top)
        self.menu(index).popup(point)

    def menu(self, index: int) -> QMenu:
        """What can be done with a message; it deletes itself when it closes."""
        menu = QMenu(self._area)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        copy = menu.addAction(self.tr("Copy"), self.copy_selection.emit)
        copy.setEnabled(not self._selection.is_empty)
        menu.addAction(self.tr("Copy message as Markdown"), lambda: self.copy_message.emit(index))
        entry = self._column.items[index].entry
        if entry.role is Role.ASSISTANT and entry.ending is not Ending.STREAMING:
            menu.addAction(self.tr("What made this answer…"), lambda: self.details_of_message.emit(index))
        for piece in self._column.items[index].pieces or ():
            if piece.segment.kind is Kind.CODE:
                self._add_code(menu, piece.segment.source)
        self._add_thinking(menu, index)
        menu.addSeparator()
        menu.addAction(self.tr("Select all"), self._select_all)
        return menu

    def _add_thinking(self, menu: QMenu, index: int) -> None:
        item = self._column.items[index]
        if item.thinking:
            turn = self.tr("Hide how it was thought") if item.unfolded else self.tr("Show how it was thought")
            menu.addSeparator()
            menu.addAction(turn, lambda: self.fold_turned.emit(index))
            menu.addAction(self.tr("Copy how it was thought"), lambda: self.copy_thinking.emit(item.thinking))

    def _add_code(self, menu: QMenu, source: str) -> None:
        language, code = code_of(source)
        first = code.strip().split("\n")[0][:40]
        words = self.tr("Copy code: {beginning}").format(beginning=first or language)
        menu.addAction(plain_menu_text(words), lambda: self.copy_code.emit(code))

    def _select_all(self) -> None:
        self._selection.select_all()
        self._area.viewport().update()
