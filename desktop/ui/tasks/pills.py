"""A few answers of which one is chosen, side by side as far as there is room."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QWidget

from desktop.ui.appearance import Appearance
from desktop.ui.buttons import PaintedButton
from desktop.ui.labels import plain_tooltip
from desktop.ui.theme import SIZES

_GAP = 8
_SIDE = 14


class _Pill(PaintedButton):
    """One answer."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words
        self.setCheckable(True)
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def words(self) -> str:
        """The answer."""
        return self._words

    def set_appearance(self, appearance: Appearance) -> None:
        self.setFont(appearance.font(SIZES.small))
        super().set_appearance(appearance)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._words) + 2 * _SIDE, metrics.height() + 14)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = self._appearance
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        painter.setBrush(look.colour("chosen" if chosen else "hover" if self.underMouse() else "raised"))
        edge = "focus" if self.hasFocus() else "primary" if chosen else "border_strong"
        painter.setPen(QPen(look.colour(edge), 2 if self.hasFocus() or chosen else 1))
        radius = self.height() / 2 - 1
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)
        painter.setPen(look.colour("text"))
        room = self.width() - 2 * _SIDE + 4
        words = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, words)


class Pills(QWidget):
    """One `answer` is always chosen; the arrow keys choose."""

    changed = Signal()

    def __init__(self, answers: Sequence[str]) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self.pills = [_Pill(each) for each in answers]
        for place, pill in enumerate(self.pills):
            pill.setParent(self)
            self._group.addButton(pill, place)
        self.answer = self.pills[0].words
        self.pills[0].setChecked(True)
        self.setFocusProxy(self.pills[0])
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._group.buttonToggled.connect(self._on_toggled)

    def choose(self, answer: str) -> None:
        """Choose this answer, if it is one of them."""
        for pill in self.pills:
            if pill.words == answer:
                pill.setChecked(True)

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        for pill in self.pills:
            pill.set_appearance(appearance)
        self._lay_out()

    def _on_toggled(self, pill: QAbstractButton, checked: bool) -> None:
        if checked:                             # for a moment the one before is so, too
            self.answer = self.pills[self._group.id(pill)].words
            self.setFocusProxy(pill)
            self.changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        place, height = QPoint(0, 0), 0
        for pill in self.pills:
            size = pill.sizeHint().boundedTo(QSize(max(self.width(), 80), 1000))
            if place.x() and place.x() + size.width() > self.width():
                place = QPoint(0, height + _GAP)
            pill.setGeometry(place.x(), place.y(), size.width(), size.height())
            too_long = size.width() < pill.sizeHint().width()
            pill.setToolTip(plain_tooltip(pill.words) if too_long else "")
            height = place.y() + size.height()
            place.setX(place.x() + size.width() + _GAP)
        if height != self.height() or height != self.minimumHeight():
            self.setFixedHeight(height)
