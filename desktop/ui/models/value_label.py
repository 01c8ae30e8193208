"""A label for names and paths, which may be longer than a line and have no spaces to break at."""

import re

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QContextMenuEvent,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from desktop.ui.clipboard import copy_text
from desktop.ui.labels import IconMark, PlainLabel
from desktop.ui.theme import SIZES

_BREAK = "\u200b"
_AFTER_SIGNS = re.compile(r"([/\\_.=])(?=\S)")
_LONG_RUN = re.compile(r"([^\s\u200b]{20})(?=[^\s\u200b])")


class ValueLabel(PlainLabel):
    """Breaks where it must; what is copied from it is the text as it was given."""

    def __init__(self, size: int = SIZES.small, weight: int = 400, ink: str = "text") -> None:
        super().__init__(size, weight, ink, wraps=True)
        self.whole = ""
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def setText(self, text: str) -> None:
        self.whole = text
        self.setAccessibleName(text)
        super().setText(_LONG_RUN.sub(rf"\1{_BREAK}", _AFTER_SIGNS.sub(rf"\1{_BREAK}", text)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Copy")).triggered.connect(self._copy)
        menu.popup(event.globalPos())

    @Slot()
    def _copy(self) -> None:
        """What is selected, or all of it."""
        copy_text(self.selectedText().replace(_BREAK, "") or self.whole)


class ValueLine(QWidget):
    """An icon with a sentence beside it that may hold an address to be copied."""

    def __init__(self, icon_name: str, ink: str) -> None:
        super().__init__()
        self.label = ValueLabel(SIZES.small, 400, ink)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(IconMark(icon_name, ink, 20), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.label, 1)
        self.setVisible(False)

    def show_text(self, text: str) -> None:
        """Show a sentence and tell screen readers; an empty one hides the line."""
        self.label.setText(text)
        self.setVisible(bool(text))
        if text and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleEvent(self.label, QAccessible.Event.Alert))
