"""A line of badges that wraps, as widgets: what the list paints, the detail says again."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.appearance import Appearance
from desktop.ui.models.cards import TONE_INKS, Badge
from desktop.ui.theme import SIZES

_GAP, _ROOM = 6, 8


class BadgeLine(QWidget):
    """Badges one after another, in as many rows as they need."""

    def __init__(self) -> None:
        super().__init__()
        self._badges: tuple[Badge, ...] = ()
        self._appearance = Appearance()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_badges(self, badges: Sequence[Badge]) -> None:
        """Show these, and say them to screen readers."""
        self._badges = tuple(badges)
        self.setAccessibleName(", ".join(each.words for each in badges))
        self.setVisible(bool(badges))
        self.updateGeometry()
        self.update()

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        self._appearance = appearance
        self.setFont(appearance.font(SIZES.small - 2, 600))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        places = self._places(width)
        return places[-1].bottom() + 1 if places else 0

    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(max(self.width(), 240)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def _places(self, width: int) -> list[QRect]:
        metrics = QFontMetrics(self.font())
        height = metrics.height() + 6
        left = top = 0
        found = []
        for each in self._badges:
            wide = metrics.horizontalAdvance(each.words) + 2 * _ROOM
            if left and left + wide > width:
                left, top = 0, top + height + _GAP
            found.append(QRect(left, top, min(wide, width), height))
            left += wide + _GAP
        return found

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(self._appearance.colour("raised"))
        for each, place in zip(self._badges, self._places(self.width()), strict=True):
            ink = self._appearance.colour(TONE_INKS[each.tone])
            painter.setPen(QPen(ink, 1))
            painter.drawRoundedRect(place.adjusted(0, 0, -1, -1), SIZES.radius_small, SIZES.radius_small)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, each.words)
