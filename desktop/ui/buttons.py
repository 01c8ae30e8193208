"""The buttons of the panes that a style sheet cannot draw: an icon alone, a row, the round one that sends."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy, QToolButton, QWidget

from desktop.ui.appearance import Appearance
from desktop.ui.composition import ENTER_KEYS
from desktop.ui.icons import icon, paint_icon
from desktop.ui.labels import plain_tooltip
from desktop.ui.theme import SIZES

_ICON = 20
_ROOM = 16                      # around the icon of an icon button: padding, focus ring, something to hit
_ROUND = 38                     # side of the round button


def press_by_enter(around: QWidget, event: QKeyEvent) -> bool:
    """Press the button in here that has the keyboard, if this key is Enter; Qt does so in dialogs only. What
    is ticked stays with the space bar, and a key that is held down presses once.
    """
    button = around.focusWidget()
    if (
        event.key() not in ENTER_KEYS
        or event.isAutoRepeat()
        or not isinstance(button, QAbstractButton)
        or isinstance(button, QCheckBox | QRadioButton)
    ):
        return False
    button.click()
    return True


class IconButton(QToolButton):
    """An icon without words; what it does is in its tooltip and its accessible name."""

    def __init__(self, icon_name: str, ink: str = "text", side: int = _ICON) -> None:
        super().__init__()
        self._icon_name = icon_name
        self._ink = ink
        self._side = side
        self.setAutoRaise(True)
        self.set_appearance(Appearance())

    def describe(self, name: str, tooltip: str = "") -> None:
        """Say what it does; the tooltip may add the keys."""
        self.setAccessibleName(name)
        self.setToolTip(plain_tooltip(tooltip or name))

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        tokens = appearance.tokens
        self.setIcon(icon(self._icon_name, getattr(tokens, self._ink), tokens.text_disabled))
        side = min(appearance.length(self._side), self._side * 3 // 2)
        self.setIconSize(QSize(side, side))
        self.setFixedSize(side + _ROOM, side + _ROOM)


class PaintedButton(QAbstractButton):
    """What buttons share that draw themselves: they show hover and focus."""

    def __init__(self) -> None:
        super().__init__()
        self._appearance = Appearance()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def describe(self, name: str, tooltip: str = "") -> None:
        """Say what it does; the tooltip may add the keys."""
        self.setAccessibleName(name)
        self.setToolTip(plain_tooltip(tooltip or name))

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        self._appearance = appearance
        self.updateGeometry()
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class RowButton(PaintedButton):
    """A flat row: an icon, words beside it that end in an ellipsis, and perhaps an icon at its end."""

    def __init__(self, icon_name: str, *, ink: str = "text", end_icon: str = "") -> None:
        super().__init__()
        self._icon_name = icon_name
        self._icon_ink = "text_muted"
        self._ink = ink
        self._end_icon = end_icon
        self._words = ""
        self.setFont(self._appearance.font())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_words(self, words: str) -> None:
        """The text shown, which is its accessible name too."""
        self._words = words
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    @property
    def words(self) -> str:
        """The text shown."""
        return self._words

    def set_icon(self, icon_name: str, ink: str = "text_muted") -> None:
        """Show another icon in a colour of the theme."""
        self._icon_name = icon_name
        self._icon_ink = ink
        self.update()

    def set_appearance(self, appearance: Appearance) -> None:
        self.setFont(appearance.font())
        super().set_appearance(appearance)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        wanted = metrics.horizontalAdvance(self._words) + self._icon_side() + 24
        return QSize(wanted + (self._icon_side() if self._end_icon else 0), metrics.height() + 12)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._icon_side() * 2 + 24, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = self._appearance
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(look.colour("focus"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        pressed_or_hovered = self.isEnabled() and (self.underMouse() or self.isDown())
        painter.setBrush(look.colour("hover") if pressed_or_hovered else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(area, SIZES.radius, SIZES.radius)
        side = self._icon_side()
        middle = (self.height() - side) / 2
        ink = self._ink if self.isEnabled() else "text_disabled"
        icon_ink = self._icon_ink if self.isEnabled() else "text_disabled"
        paint_icon(painter, self._icon_name, QRectF(8, middle, side, side), look.colour(icon_ink).name())
        right = self.width() - 8
        if self._end_icon:
            end = QRectF(right - side, middle, side, side)
            paint_icon(painter, self._end_icon, end, look.colour("text_muted").name())
            right -= side + 4
        painter.setPen(look.colour(ink))
        left = 8 + side + 8
        words = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, right - left)
        painter.drawText(QRectF(left, 0, right - left, self.height()), Qt.AlignmentFlag.AlignVCenter, words)

    def _icon_side(self) -> int:
        return self._appearance.length(18)


class RoundButton(PaintedButton):
    """A filled circle with an icon."""

    def __init__(self, icon_name: str) -> None:
        super().__init__()
        self._icon_name = icon_name
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_icon(self, icon_name: str) -> None:
        """Show another icon."""
        self._icon_name = icon_name
        self.update()

    def sizeHint(self) -> QSize:
        side = min(self._appearance.length(_ROUND), _ROUND * 3 // 2)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = self._appearance
        centre = QPointF(self.width() / 2, self.height() / 2)
        radius = min(self.width(), self.height()) / 2 - 3
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour(self._fill()))
        painter.drawEllipse(centre, radius, radius)
        if self.hasFocus():
            painter.setPen(QPen(look.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(centre, radius + 2, radius + 2)
        ink = look.colour("on_primary" if self.isEnabled() else "text_disabled")
        side = radius * 1.2
        area = QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)
        paint_icon(painter, self._icon_name, area, ink.name())

    def _fill(self) -> str:
        if not self.isEnabled():
            return "hover"
        if self.isDown():
            return "primary_pressed"
        return "primary_hover" if self.underMouse() else "primary"
