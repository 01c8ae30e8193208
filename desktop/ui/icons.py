"""The icons of the window: simple strokes in `resources/icons`, drawn sharp at any size in any colour."""

from functools import cache
from typing import ClassVar

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop.paths import resources

_PLACEHOLDER = b"currentColor"


@cache
def _source(name: str) -> bytes:
    return (resources() / "icons" / f"{name}.svg").read_bytes()


def icon_names() -> tuple[str, ...]:
    """Every icon that ships with the program."""
    return tuple(sorted(path.stem for path in (resources() / "icons").glob("*.svg")))


def paint_icon(painter: QPainter, name: str, area: QRectF, colour: str) -> None:
    """Draw an icon into `area`; `colour` is written as #rrggbb."""
    tinted = _source(name).replace(_PLACEHOLDER, colour.encode("ascii"))
    QSvgRenderer(QByteArray(tinted)).render(painter, area)


class _StrokeEngine(QIconEngine):
    """Draws one icon in the colour of the mode asked for."""

    # Qt owns a clone, but PySide does not learn of it and would delete it under Qt's hands. Qt clones only
    # when an icon is changed after it was copied, which nothing here does; a few that stay are no leak.
    _clones: ClassVar[list["_StrokeEngine"]] = []

    def __init__(self, name: str, colour: str, disabled: str) -> None:
        super().__init__()
        self._name = name
        self._colour = colour
        self._disabled = disabled

    def clone(self) -> QIconEngine:
        made = _StrokeEngine(self._name, self._colour, self._disabled)
        self._clones.append(made)
        return made

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        colour = self._disabled if mode is QIcon.Mode.Disabled else self._colour
        paint_icon(painter, self._name, QRectF(rect), colour)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        drawn = QPixmap(size * scale)
        drawn.setDevicePixelRatio(scale)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return drawn


def icon(name: str, colour: str, disabled: str) -> QIcon:
    """An icon in these colours. Raises FileNotFoundError for a name that does not ship."""
    _source(name)
    return QIcon(_StrokeEngine(name, colour, disabled))
