"""A small chart of how fast the last answers came."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.appearance import Appearance
from desktop.ui.engine.gauge import KEPT
from desktop.ui.engine.words import speed_words
from desktop.ui.theme import SIZES

_HEIGHT = 136
_GAP = 3
_WIDEST = 28
_STEPS = (1, 2, 5, 10)              # the numbers that a scale ends with


class SpeedChart(QWidget):
    """A column for each answer, the newest at the right; one that is being written is drawn as an outline."""

    def __init__(self) -> None:
        super().__init__()
        self._appearance = Appearance()
        self._speeds: tuple[float, ...] = ()
        self._growing: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_speeds((), None)

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        self._appearance = appearance
        self.setFont(appearance.font(SIZES.small - 2))
        self.updateGeometry()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.show_speeds(self._speeds, self._growing)
        super().changeEvent(event)

    def show_speeds(self, speeds: Sequence[float], growing: float | None) -> None:
        """Tokens per second of the finished answers, oldest first, and of the one being written."""
        self._speeds = tuple(speeds)
        self._growing = growing
        self.setAccessibleName(self.tr("Speed of the last answers"))
        self.setAccessibleDescription(self.summary())
        self.update()

    def summary(self) -> str:
        """What the chart shows, in words."""
        shown = self._shown()
        if not shown:
            return self.tr("Nothing measured yet: ask something.")
        words = self.tr("Last {last} tokens/s · fastest {fastest} · slowest {slowest} · {count} measured")
        return words.format(
            last=speed_words(shown[-1]),
            fastest=speed_words(max(shown)),
            slowest=speed_words(min(shown)),
            count=len(shown),
        )

    @property
    def unit(self) -> str:
        """What the scale counts, written above it."""
        return self.tr("tokens/s")

    def _shown(self) -> tuple[float, ...]:
        growing = () if self._growing is None else (self._growing,)
        return (*self._speeds, *growing)[-KEPT:]

    def sizeHint(self) -> QSize:
        return QSize(320, self._appearance.length(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self._appearance.length(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shown = self._shown()
        top = scale_end(max(shown, default=0.0))
        widest = max(self.fontMetrics().horizontalAdvance(f"{each:,g}") for each in (top, top / 2))
        labels = widest + 10
        line = self.fontMetrics().height()
        area = QRectF(labels, line * 2, self.width() - labels, self.height() - line * 2.5)
        painter.setPen(self._appearance.colour("text_muted"))
        painter.drawText(QRectF(0, 0, self.width(), line), Qt.AlignmentFlag.AlignLeft, self.unit)
        self._paint_scale(painter, area, top)
        width = min(area.width() / max(len(shown), 1), _WIDEST)
        for place, speed in enumerate(reversed(shown)):
            height = area.height() * speed / top
            right = area.right() - place * width
            column = QRectF(right - width + _GAP, area.bottom() - height, max(width - _GAP, 1), height)
            self._paint_column(painter, column, is_growing=place == 0 and self._growing is not None)

    def _paint_scale(self, painter: QPainter, area: QRectF, top: float) -> None:
        look = self._appearance
        for share in (0.0, 0.5, 1.0):
            y = area.bottom() - area.height() * share
            painter.setPen(QPen(look.colour("border"), 1))
            painter.drawLine(QLineF(area.left(), y, area.right(), y))
            painter.setPen(look.colour("text_muted"))
            line = self.fontMetrics().height()
            place = QRectF(0, y - line / 2, area.left() - 8, line)
            where = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(place, where, f"{top * share:,g}")

    def _paint_column(self, painter: QPainter, column: QRectF, *, is_growing: bool) -> None:
        ink = self._appearance.colour("primary")
        radius = min(SIZES.radius_small, column.width() / 2)
        if is_growing:
            painter.setPen(QPen(ink, 1.5, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            column = column.adjusted(0.75, 0.75, -0.75, 0)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
        painter.drawRoundedRect(column, radius, radius)


def scale_end(highest: float) -> float:
    """The round number at the top of a scale that holds this value."""
    if highest <= 0:
        return 1.0
    power = 1.0
    while power * _STEPS[-1] < highest:
        power *= 10
    while power > highest:
        power /= 10
    return next(power * step for step in _STEPS if power * step >= highest)
