"""How a label looks: its name in a small frame, the more secret the louder; never by colour alone."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen

from desktop.chat.labels import Label
from desktop.ui.appearance import Appearance
from desktop.ui.theme import SIZES

_PADDING = 6
_HEIGHT = 20


@dataclass(frozen=True, slots=True)
class Look:
    """The tokens of a badge."""

    ground: str
    edge: str
    ink: str


LOOKS = {
    Label.TOP_SECRET: Look("danger_fill", "danger_fill", "on_danger"),
    Label.SECRET: Look("raised", "danger", "danger"),
    Label.INTERNAL: Look("raised", "border_strong", "text"),
    Label.GENERAL: Look("raised", "border", "text_muted"),
}


def badge_font(appearance: Appearance) -> QFont:
    """The font of the name."""
    return appearance.font(SIZES.small - 2, 600)


def badge_size(name: str, appearance: Appearance) -> QSize:
    """The room that a badge with this name takes."""
    metrics = QFontMetrics(badge_font(appearance))
    width = metrics.horizontalAdvance(name) + 2 * appearance.length(_PADDING)
    return QSize(width, max(appearance.length(_HEIGHT), metrics.height()))


def paint_badge(painter: QPainter, area: QRect, label: Label, name: str, appearance: Appearance) -> None:
    """Draw it into `area`; a name that does not fit ends in an ellipsis."""
    look = LOOKS[label]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(appearance.colour(look.edge), 1))
    painter.setBrush(appearance.colour(look.ground))
    frame = QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(frame, SIZES.radius_small, SIZES.radius_small)
    painter.setFont(badge_font(appearance))
    painter.setPen(appearance.colour(look.ink))
    room = area.width() - appearance.length(_PADDING)
    shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, room)
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, shown)
    painter.restore()
