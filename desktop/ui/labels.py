"""Labels that show text as it is: plain by their type, so that nothing a model says becomes markup."""

import re
from html import escape

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop.ui.appearance import Appearance
from desktop.ui.icons import paint_icon
from desktop.ui.theme import SIZES

_KATAKANA = re.compile("[ァ-ヺー]{2,}")
_WORD_JOINER = "\u2060"


def plain_tooltip(text: str) -> str:
    """Text for a tooltip, which would otherwise guess whether it is markup."""
    return f"<qt>{escape(text).replace(chr(10), '<br>')}</qt>" if text else ""


def plain_menu_text(text: str) -> str:
    """Text for a menu entry or button, where an ampersand would mark a key."""
    return text.replace("&", "&&")


def unbroken(text: str) -> str:
    """Text for a narrow label: Qt breaks lines between any two letters of Japanese, even within トークン."""
    return _KATAKANA.sub(lambda word: _WORD_JOINER.join(word[0]), text)


class PlainLabel(QLabel):
    """One or more lines of plain text in a colour and size of the theme."""

    def __init__(
        self, size: int = SIZES.small, weight: int = 400, ink: str = "text_muted", *, wraps: bool = False
    ) -> None:
        super().__init__()
        self._size = size
        self._weight = weight
        self._ink = ink
        self._appearance = Appearance()
        super().setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wraps)
        if wraps:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def setTextFormat(self, _format: Qt.TextFormat) -> None:
        """Plain text is all this label can show."""

    def set_ink(self, ink: str) -> None:
        """Use another colour of the theme."""
        self._ink = ink
        self.set_appearance(self._appearance)

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        self._appearance = appearance
        self.setFont(appearance.font(self._size, self._weight))
        colours = self.palette()
        colours.setColor(QPalette.ColorRole.WindowText, appearance.colour(self._ink))
        self.setPalette(colours)


class ElidedLabel(PlainLabel):
    """One line that ends in an ellipsis where there is no room; the whole text is in its tooltip."""

    double_clicked = Signal()

    def __init__(self, size: int = SIZES.small, weight: int = 400, ink: str = "text_muted") -> None:
        super().__init__(size, weight, ink)
        self._whole = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        self._whole = " ".join(text.split())
        super().setText(self._whole)
        self._update_tooltip()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._whole) + 2, metrics.height())

    def minimumSizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = min(metrics.horizontalAdvance(self._whole) + 2, metrics.averageCharWidth() * 4)
        return QSize(width, metrics.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._update_tooltip()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), self.alignment() | Qt.AlignmentFlag.AlignVCenter, shown)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.double_clicked.emit()

    def _update_tooltip(self) -> None:
        too_long = self.fontMetrics().horizontalAdvance(self._whole) > self.width()
        self.setToolTip(plain_tooltip(self._whole) if too_long else "")


class IconMark(QWidget):
    """An icon that is no button; what it means is said in words beside it."""

    def __init__(self, icon_name: str, ink: str = "text_muted", side: int = 20) -> None:
        super().__init__()
        self._icon_name = icon_name
        self._ink = ink
        self._side = side
        self._appearance = Appearance()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_icon(self, icon_name: str, ink: str) -> None:
        """Show another icon in a colour of the theme."""
        self._icon_name = icon_name
        self._ink = ink
        self.update()

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        self._appearance = appearance
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        side = self._appearance.length(self._side)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_icon(painter, self._icon_name, QRectF(self.rect()), self._appearance.colour(self._ink).name())


def dress_labels(pane: QWidget, appearance: Appearance) -> None:
    """Hand the appearance to every label and mark inside `pane`."""
    for label in pane.findChildren(PlainLabel):
        label.set_appearance(appearance)
    for mark in pane.findChildren(IconMark):
        mark.set_appearance(appearance)
