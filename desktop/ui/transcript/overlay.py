"""Places the buttons that stand over the messages: the actions of one message and the way back to the end."""

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from desktop.chat.conversation import Ending, Role
from desktop.ui.appearance import Appearance
from desktop.ui.transcript.layout import Column
from desktop.ui.transcript.message_bar import LatestButton, MessageBar
from desktop.ui.transcript.painting import View
from desktop.ui.transcript.scrolling import Scroller

_ABOVE_EDGE = 14


class Overlay(QObject):
    """The actions belong to the message under the mouse, else to the one chosen by key, else to the last."""

    def __init__(self, area: QAbstractScrollArea, column: Column, scroller: Scroller, view: View) -> None:
        super().__init__(area)
        self._area = area
        self._viewport = area.viewport()
        self._column = column
        self._scroller = scroller
        self._view = view
        self._hovered = -1
        self.bar = MessageBar(self._viewport)
        self.latest = LatestButton(self._viewport)
        self.latest.clicked.connect(self._on_latest)
        scroller.pinned_changed.connect(self.place)
        # Heights are measured while something is painted, and nothing may move then.
        scroller.heights_changed.connect(self.place, Qt.ConnectionType.QueuedConnection)

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        self.bar.set_appearance(appearance)
        self.latest.set_appearance(appearance)
        self.place()

    def retranslate(self) -> None:
        """Take the words of the language in force."""
        self.bar.retranslate()
        self.latest.retranslate()

    def hover(self, index: int) -> None:
        """The mouse is over this item, -1 for none."""
        self._hovered = index
        self.place()

    def buttons(self) -> list[QWidget]:
        """Those that are shown."""
        bar = self.bar
        every = (
            bar.previous, bar.next, bar.copy, bar.regenerate, bar.thinking, bar.details, bar.edit,
            self.latest,
        )  # fmt: skip
        return [button for button in every if button.isVisible()]

    def _target(self) -> int:
        count = len(self._column.items)
        entry = self.bar.entry
        if entry is not None and self.bar.has_focus():
            held = self._column.index_of(entry.message_id)
            if held is not None:
                return held
        if 0 <= self._hovered < count:
            return self._hovered
        if 0 <= self._view.current < count:
            return self._view.current
        return count - 1

    def place(self) -> None:
        """Put everything where it belongs now."""
        self._place_bar()
        self.latest.setVisible(not self._scroller.pinned and bool(self._column.items))
        beside = round(self._column.left + self._column.width) + _ABOVE_EDGE     # not over the text
        x = min(beside, self._viewport.width() - self.latest.width() - _ABOVE_EDGE)
        self.latest.move(x, self._viewport.height() - self.latest.height() - _ABOVE_EDGE)
        self.latest.raise_()

    def _place_bar(self) -> None:
        index = self._target()
        item = self._column.items[index] if index >= 0 else None
        if item is None or item.segmenter is not None or item.entry.ending is Ending.STREAMING:
            self.bar.hide()
            return
        self.bar.show_for(item.entry)
        rect = self._column.actions_rect(item)
        top = self._column.tops[index] - self._scroller.top + rect.top()
        right = item.entry.role is Role.USER
        left = rect.right() - self.bar.width() if right else rect.left()
        self.bar.move(QPoint(round(left), round(top)))
        self.bar.show()

    def _on_latest(self) -> None:
        self._scroller.pin()
        self._area.setFocus()
        self._viewport.update()
