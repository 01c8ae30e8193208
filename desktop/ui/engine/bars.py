"""Bars with parts of different colours. What the colours mean is said in words below each bar."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.appearance import Appearance
from desktop.ui.labels import PlainLabel
from desktop.ui.theme import SIZES

_HEIGHT = 14
_MIN_CELL = 5                       # narrower cells are not told apart by a gap
_SWATCH = 10
_AFTER_SWATCH = 6
_BETWEEN = 18


@dataclass(frozen=True, slots=True)
class Part:
    """`amount` of a bar in a colour of the theme."""

    words: str
    amount: float
    ink: str


class PartBar(QWidget):
    """One bar; with `cells` each whole amount is a cell of its own where there is room."""

    def __init__(self, *, cells: bool = False) -> None:
        super().__init__()
        self._cells = cells
        self._whole = 0.0
        self._appearance = Appearance()
        self.parts: tuple[Part, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        self._appearance = appearance
        self.updateGeometry()
        self.update()

    def show_parts(self, name: str, parts: Sequence[Part], whole: float) -> None:
        """Fill these parts of the whole; `name` is read to those who do not see it."""
        self.parts = tuple(parts)
        self._whole = whole
        self.setAccessibleName(name)
        self.setAccessibleDescription(" · ".join(each.words for each in parts))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, self._appearance.length(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self._appearance.length(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), SIZES.radius_small, SIZES.radius_small)
        painter.setClipPath(shape)
        painter.fillRect(self.rect(), self._appearance.colour("border"))
        left = 0.0
        for part in self.parts:
            width = self.width() * max(part.amount, 0.0) / self._whole if self._whole > 0 else 0.0
            painter.fillRect(QRectF(left, 0, width, self.height()), self._appearance.colour(part.ink))
            left += width
        count = round(self._whole)
        if self._cells and count and self.width() / count >= _MIN_CELL:
            gap = self._appearance.colour("raised")
            for index in range(1, count):
                painter.fillRect(QRectF(self.width() * index / count - 0.5, 0, 1, self.height()), gap)


class Legend(QWidget):
    """The parts of a bar in words, each with its colour, in as many lines as they need."""

    def __init__(self) -> None:
        super().__init__()
        self._appearance = Appearance()
        self._parts: tuple[Part, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        self._appearance = appearance
        self.setFont(appearance.font(SIZES.small - 1))
        self.updateGeometry()
        self.update()

    def show_parts(self, parts: Sequence[Part]) -> None:
        """Name these."""
        self._parts = tuple(parts)
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        bottoms = [place.bottom() for _, place in self._places(width)]
        return round(max(bottoms, default=0.0)) + 1

    def sizeHint(self) -> QSize:
        return QSize(200, self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.fontMetrics().height())

    def _places(self, width: int) -> Iterator[tuple[Part, QRectF]]:
        """Where each part stands; its swatch takes the beginning of its place."""
        metrics = self.fontMetrics()
        swatch = self._appearance.length(_SWATCH) + _AFTER_SWATCH
        line = metrics.height() + 3
        left, top = 0.0, 0.0
        for part in self._parts:
            needed = min(swatch + metrics.horizontalAdvance(part.words) + 1, width)
            if left and left + needed > width:
                left, top = 0.0, top + line
            yield part, QRectF(left, top, needed, metrics.height())
            left += needed + _BETWEEN

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = self._appearance.length(_SWATCH)
        for part, place in self._places(self.width()):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._appearance.colour(part.ink))
            corner = QPointF(place.left(), place.center().y() - side / 2)
            painter.drawRoundedRect(QRectF(corner.x(), corner.y(), side, side), 2, 2)
            painter.setPen(self._appearance.colour("text_muted"))
            words = place.adjusted(side + _AFTER_SWATCH, 0, 0, 0)
            room = round(words.width())
            shown = self.fontMetrics().elidedText(part.words, Qt.TextElideMode.ElideRight, room)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)


class LabelledBar(QWidget):
    """A bar with a heading above and its parts in words below."""

    def __init__(self, *, cells: bool = False) -> None:
        super().__init__()
        self.heading = PlainLabel(SIZES.small, 400, "text", wraps=True)
        self.bar = PartBar(cells=cells)
        self.legend = Legend()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for part in (self.heading, self.bar, self.legend):
            column.addWidget(part)

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        for part in (self.heading, self.bar, self.legend):
            part.set_appearance(appearance)

    def show_parts(self, heading: str, parts: Sequence[Part], whole: float) -> None:
        """Show these; parts of no amount are left out."""
        shown = tuple(each for each in parts if each.amount > 0)
        self.heading.setText(heading)
        self.bar.show_parts(heading, shown, whole)
        self.legend.show_parts(shown)
