"""The grounds that panes stand on, and the thin bar that shows how far something is."""

from enum import Enum, auto

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from desktop.ui.appearance import Appearance
from desktop.ui.theme import SIZES

_STEPS = 1000


class Edge(Enum):
    """Which sides of a surface have a hairline."""

    NONE = auto()
    ALL = auto()
    RIGHT = auto()
    BOTTOM = auto()


class Surface(QWidget):
    """A widget with a ground of the theme and hairlines; only a surface with edges all round has round
    corners.
    """

    def __init__(self, fill: str, edge: Edge = Edge.NONE, radius: int = SIZES.radius_large) -> None:
        super().__init__()
        self._fill = fill
        self._edge = edge
        self._edge_ink = "border"
        self._radius = radius
        self._appearance = Appearance()

    def set_colours(self, fill: str, edge_ink: str = "border") -> None:
        """Use other colours of the theme."""
        self._fill = fill
        self._edge_ink = edge_ink
        self.update()

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours."""
        self._appearance = appearance
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill = self._appearance.colour(self._fill)
        line = self._appearance.colour(self._edge_ink)
        if self._edge is Edge.ALL:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(fill)
            painter.setPen(QPen(line, 1))
            area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(area, self._radius, self._radius)
            return
        painter.fillRect(self.rect(), fill)
        if self._edge is Edge.RIGHT:
            painter.fillRect(self.width() - 1, 0, 1, self.height(), line)
        elif self._edge is Edge.BOTTOM:
            painter.fillRect(0, self.height() - 1, self.width(), 1, line)


class ThinBar(QProgressBar):
    """A bar four pixels high; its share is a fraction from 0 to 1."""

    def __init__(self) -> None:
        super().__init__()
        self._ink = "primary"
        self._appearance = Appearance()
        self.setRange(0, _STEPS)
        self.setTextVisible(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_share(self, fraction: float, ink: str = "primary") -> None:
        """Fill this much of the bar in a colour of the theme."""
        self._ink = ink
        self.setValue(round(min(max(fraction, 0.0), 1.0) * _STEPS))
        self.update()

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours."""
        self._appearance = appearance
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(60, 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, 4)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = QRectF(0, (self.height() - 4) / 2, self.width(), 4)
        painter.setBrush(self._appearance.colour("border"))
        painter.drawRoundedRect(whole, 2, 2)
        if self.value() > 0:
            whole.setWidth(max(4.0, whole.width() * self.value() / _STEPS))
            painter.setBrush(self._appearance.colour(self._ink))
            painter.drawRoundedRect(whole, 2, 2)
