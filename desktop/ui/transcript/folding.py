"""Unfolds what a model thought before an answer, and folds it again."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QAbstractScrollArea

from desktop.ui.transcript.layout import Column
from desktop.ui.transcript.realising import Realiser
from desktop.ui.transcript.scrolling import Scroller
from desktop.ui.transcript.selection import Selection


class Folding(QObject):
    """Turns the thoughts of one item over at a time; the line that is clicked stays under the mouse."""

    turned = Signal()

    def __init__(
        self,
        area: QAbstractScrollArea,
        column: Column,
        realiser: Realiser,
        scroller: Scroller,
        selection: Selection,
    ) -> None:
        super().__init__(area)
        self._viewport = area.viewport()
        self._column = column
        self._realiser = realiser
        self.scroller = scroller
        self._selection = selection

    def turn(self, index: int) -> None:
        """Show the thoughts of this item, or hide them; without any nothing happens."""
        if not 0 <= index < len(self._column.items) or not self._column.items[index].thinking:
            return
        item = self._column.items[index]
        item.unfolded = not item.unfolded
        item.folds_itself = False
        self._selection.begin(None)             # places are counted in pieces
        line = self._column.tops[index] + item.fold
        if line < self.scroller.top:           # asked for by key or menu: show what was done
            self.scroller.go_to(line)
        self.scroller.stay(lambda: self._realiser.fold(item))
        self._viewport.update()
        self.turned.emit()

    def turn_message(self, message_id: int) -> None:
        """The same for a message by its id."""
        index = self._column.index_of(message_id)
        if index is not None:
            self.turn(index)
