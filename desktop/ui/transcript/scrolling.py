"""Keeps the view where the reader is: pinned to the end, or to a place while heights change around it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPointF, QTimer, Signal
from PySide6.QtWidgets import QAbstractScrollArea

from desktop.ui.transcript.layout import Anchor, Column, Item
from desktop.ui.transcript.realising import KEPT_SCREENS, PAINT_BUDGET, Realiser

_NEAR_END = 4           # pixels from the end that still count as being there
_PREFETCH_SCREENS = 1.5
_PREFETCH_BUDGET = 0.004
_MOST_PASSES = 12       # laying out can bring new pieces into view, which are laid out, …
_STEP = 48


class Scroller(QObject):
    """The scroll bar of the view and the documents that its position asks for."""

    pinned_changed = Signal(bool)
    heights_changed = Signal()                  # estimates became measures

    def __init__(self, area: QAbstractScrollArea, column: Column, realiser: Realiser) -> None:
        super().__init__(area)
        self._area = area
        self._column = column
        self._realiser = realiser
        self._ours = False              # we move the bar ourselves
        self.pinned = True
        self._released_at = 0
        self._again = QTimer(self, interval=0, singleShot=True)
        self._again.timeout.connect(area.viewport().update)
        self._idle = QTimer(self, interval=0, singleShot=True)
        self._idle.timeout.connect(self._prefetch)
        self._bar = area.verticalScrollBar()
        self._bar.valueChanged.connect(self._on_moved)

    @property
    def top(self) -> int:
        """The height at which the view begins."""
        return self._bar.value()

    @property
    def view_height(self) -> int:
        """How much of the column is seen."""
        return self._area.viewport().height()

    def keep_place(self, change: Callable[[], None]) -> None:
        """Do something that changes heights; the reader sees the same text in the same place afterwards."""
        anchor = self._column.anchor(self.top)
        change()
        self._column.retop()
        self._restore(anchor)

    def keep_text(self, change: Callable[[], None]) -> None:
        """Do something that breaks lines anew; the line at the upper edge stays there."""
        column, anchor = self._column, self._column.anchor(self.top)
        if anchor is None or self.pinned or anchor.piece < 0:
            self.keep_place(change)
            return
        item = column.items[anchor.item]
        piece = self._realiser.split(item)[anchor.piece]
        block = self._realiser.realise(item, piece)
        place = block.hit(QPointF(0, anchor.below))
        beyond = anchor.below - block.caret(place).top()
        change()
        below = self._realiser.realise(item, piece).caret(place).top() + beyond
        column.measure(item)
        column.retop()
        self._restore(Anchor(anchor.item, anchor.piece, below))

    def stay(self, change: Callable[[], None]) -> None:
        """Do something that changes heights in view or below: nothing above it moves, not even at the end."""
        self._set_pinned(False)
        self.keep_place(change)
        self._set_pinned(self._at_end())

    def keep_place_of_last(self, item: Item) -> None:
        """The same after the height of the last item has changed, which moves nothing above it."""
        column = self._column
        if column.items and column.items[-1] is item:
            column.tops[-1] = column.tops[-2] + item.height
            self._restore(column.anchor(self.top))
        else:
            self.keep_place(lambda: None)

    def _restore(self, anchor: Anchor | None) -> None:
        self._ours = True
        self._bar.setPageStep(max(1, self.view_height))
        self._bar.setSingleStep(_STEP)
        self._bar.setRange(0, max(0, round(self._column.height) - self.view_height))
        if self.pinned:
            self._bar.setValue(self._bar.maximum())
        elif anchor is not None and self._column.items:
            self._bar.setValue(round(self._column.height_of(anchor)))
        self._ours = False

    def pin(self) -> None:
        """Go to the end and stay there."""
        self._set_pinned(True)
        self._restore(None)

    def go_to(self, y: float) -> None:
        """Show this height near the top of the view."""
        self._set_pinned(False)
        self._ours = True
        self._bar.setValue(round(y))
        self._ours = False
        self._set_pinned(self._at_end())

    def _at_end(self) -> bool:
        return self._bar.value() >= self._bar.maximum() - _NEAR_END

    def _on_moved(self, _value: int) -> None:
        if not self._ours:
            self._set_pinned(self._at_end())

    def _set_pinned(self, pinned: bool) -> None:
        if pinned != self.pinned:
            self.pinned = pinned
            self.pinned_changed.emit(pinned)

    def before_paint(self) -> None:
        """Have ready what will be seen; what does not fit into the time limit comes with the next paint."""
        if not self.realise(0, self.view_height, PAINT_BUDGET):
            self._again.start()
        if not self._idle.isActive():
            self._idle.start()

    def realise(self, top: float, bottom: float, budget: float) -> bool:
        """Make what stands between two heights of the view; whether nothing is left to do."""
        for _ in range(_MOST_PASSES):
            anchor = self._column.anchor(self.top)
            place = self.top
            changed, complete = self._realiser.realise_between(place + top, place + bottom, budget)
            if changed:
                self._column.retop()
                self._restore(anchor)
                self.heights_changed.emit()
            if not complete or not changed:
                return complete
        return True

    def _prefetch(self) -> None:
        """Make what the reader may see next, let go of what is far away."""
        height = self.view_height
        if not self.realise(-height * _PREFETCH_SCREENS, height * (1 + _PREFETCH_SCREENS), _PREFETCH_BUDGET):
            self._idle.start()
            return
        if abs(self.top - self._released_at) > height / 2:      # it looks at every message
            self._released_at = self.top
            self._realiser.release_outside(
                self.top - KEPT_SCREENS * height, self.top + (1 + KEPT_SCREENS) * height
            )
