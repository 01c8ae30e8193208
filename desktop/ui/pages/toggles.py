"""A radio button and a check box whose marks grow with the text and are seen on dark ground."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy

from desktop.ui.appearance import Appearance
from desktop.ui.icons import paint_icon
from desktop.ui.theme import SIZES

_MARK = 18
_GAP = 8
_LEAST = 120                        # width of a toggle whose words may be cut short


def indent(appearance: Appearance) -> int:
    """Where the words beside a mark begin."""
    return appearance.length(_MARK) + _GAP


class _Dressing:
    """What both share: their size, and painting all but the mark."""

    def __init__(self, *, elides: bool = False) -> None:
        self.appearance = Appearance()
        self._elides = elides

    def size(self, button: QAbstractButton) -> QSize:
        """Room for the mark and one line of words."""
        words = button.fontMetrics()
        height = max(words.height(), self.appearance.length(_MARK)) + 6
        return QSize(indent(self.appearance) + words.horizontalAdvance(button.text()) + 6, height)

    def least_size(self, button: QAbstractButton) -> QSize:
        """Names from elsewhere may be longer than any line: they give way."""
        whole = self.size(button)
        if not self._elides:
            return whole
        return QSize(min(whole.width(), self.appearance.length(_LEAST)), whole.height())

    def paint_words(self, painter: QPainter, button: QAbstractButton) -> QRectF:
        """Paint the words and the ring of the keyboard; returns the place of the mark."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = self.appearance
        side = look.length(_MARK)
        place = QRectF(1, (button.height() - side) / 2, side - 2, side).adjusted(0, 1, 0, -1)
        words = QRectF(indent(look), 0, button.width() - indent(look), button.height())
        text = button.text()
        if self._elides:
            text = button.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, round(words.width()))
        if button.hasFocus():
            painter.setPen(QPen(look.colour("focus"), 2))
            ring = words.adjusted(-4, 1, -1, -1)
            ring.setWidth(min(ring.width(), button.fontMetrics().horizontalAdvance(text) + 8))
            painter.drawRoundedRect(ring, SIZES.radius_small, SIZES.radius_small)
        painter.setPen(look.colour("text" if button.isEnabled() else "text_disabled"))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, text)
        return place

    def mark_ink(self, button: QAbstractButton) -> str:
        """The colour of the mark's edge or fill."""
        if not button.isEnabled():
            return "text_disabled"
        return "primary" if button.isChecked() else "border_strong"


class Radio(QRadioButton):
    """One of several."""

    def __init__(self, *, elides: bool = False) -> None:
        super().__init__()
        self._dressing = _Dressing(elides=elides)
        if elides:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        self._dressing.appearance = appearance
        self.setFont(appearance.font(SIZES.small))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return self._dressing.size(self)

    def minimumSizeHint(self) -> QSize:
        return self._dressing.least_size(self)

    def hitButton(self, point: QPoint) -> bool:
        return self.rect().contains(point)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        place = self._dressing.paint_words(painter, self)
        ink = self._dressing.appearance.colour(self._dressing.mark_ink(self))
        painter.setPen(QPen(ink, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(place)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            painter.drawEllipse(place.center(), place.width() / 4, place.width() / 4)


class Check(QCheckBox):
    """Yes or no."""

    def __init__(self, *, elides: bool = False) -> None:
        super().__init__()
        self._dressing = _Dressing(elides=elides)
        if elides:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        self._dressing.appearance = appearance
        self.setFont(appearance.font(SIZES.small))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return self._dressing.size(self)

    def minimumSizeHint(self) -> QSize:
        return self._dressing.least_size(self)

    def hitButton(self, point: QPoint) -> bool:
        return self.rect().contains(point)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        place = self._dressing.paint_words(painter, self)
        look = self._dressing.appearance
        ink = look.colour(self._dressing.mark_ink(self))
        painter.setPen(QPen(ink, 2))
        painter.setBrush(ink if self.isChecked() else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(place, SIZES.radius_small, SIZES.radius_small)
        if self.isChecked():
            paint_icon(painter, "check", place.adjusted(1, 1, -1, -1), look.colour("on_primary").name())
