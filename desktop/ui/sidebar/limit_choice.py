"""A small button with a menu of which one entry holds; it is filled while that is not the first."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QActionGroup, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QMenu, QSizePolicy

from desktop.ui.appearance import Appearance
from desktop.ui.buttons import PaintedButton
from desktop.ui.icons import paint_icon
from desktop.ui.labels import plain_menu_text, plain_tooltip
from desktop.ui.theme import SIZES

_SIDE, _ICON = 9, 14
_WIDEST = 200                   # names of models are long


class LimitButton(PaintedButton):
    """A pill that opens a menu; filled while something is chosen."""

    def __init__(self, icon_name: str = "chevron-down") -> None:
        super().__init__()
        self._icon_name = icon_name
        self._words = ""
        self.is_on = False
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setFont(self._appearance.font(SIZES.small - 1))

    def show_words(self, name: str, chosen: str) -> None:
        """What it limits, and to what: "" for nothing."""
        self.is_on = bool(chosen)
        self._words = chosen or name
        self.setAccessibleName(f"{name}: {chosen}" if chosen else name)
        self.setToolTip(plain_tooltip(self.accessibleName()))
        self.updateGeometry()
        self.update()

    @property
    def words(self) -> str:
        """What is shown."""
        return self._words

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        self.setFont(appearance.font(SIZES.small - 1))
        super().set_appearance(appearance)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        wanted = metrics.horizontalAdvance(self._words) + 2 * _SIDE + _ICON + 4
        return QSize(min(wanted, self._appearance.length(_WIDEST)), metrics.height() + 10)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(60, self.sizeHint().width()), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = self._appearance, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = "chosen" if self.is_on else "hover" if self.underMouse() or self.isDown() else "sidebar"
        painter.setBrush(look.colour(ground))
        edge = "focus" if self.hasFocus() else "primary" if self.is_on else "border_strong"
        painter.setPen(QPen(look.colour(edge), 2 if self.hasFocus() else 1))
        radius = self.height() / 2 - 1
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)
        painter.setPen(look.colour("text"))
        room = self.rect().adjusted(_SIDE, 0, -_SIDE - _ICON - 2, 0)
        words = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
        place = QRectF(self.width() - _SIDE - _ICON + 3, (self.height() - _ICON) / 2, _ICON, _ICON)
        paint_icon(painter, self._icon_name, place, look.colour("text_muted").name())


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the menu, what it stands for, and how the button shows it."""

    value: object
    words: str
    shown: str = ""


class LimitChoice(LimitButton):
    """The first entry limits nothing."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.value: object = None
        self._name = ""
        self._entries: tuple[Entry, ...] = ()
        self.clicked.connect(self._open)

    def offer(self, name: str, entries: Sequence[Entry]) -> None:
        """Offer these; what holds now stays so while it is offered."""
        self._name = name
        self._entries = tuple(entries)
        if all(each.value != self.value for each in entries):
            self.value = entries[0].value
        self._show()

    def choose(self, value: object) -> None:
        """Let this one hold, and tell."""
        self.value = value
        self._show()
        self.chosen.emit()

    def reset(self) -> None:
        """Limit nothing, and tell nobody."""
        self.value = self._entries[0].value
        self._show()

    def _show(self) -> None:
        found = next((each for each in self._entries if each.value == self.value), self._entries[0])
        self.show_words(self._name, "" if found is self._entries[0] else found.shown or found.words)

    def menu(self) -> QMenu:
        """The entries; it deletes itself when it closes."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        group = QActionGroup(menu)
        for each in self._entries:
            action = menu.addAction(plain_menu_text(each.words))
            action.setCheckable(True)
            action.setChecked(each.value == self.value)
            action.triggered.connect(lambda _=False, value=each.value: self.choose(value))
            group.addAction(action)
            if action.isChecked():
                menu.setActiveAction(action)
        return menu

    def _open(self) -> None:
        self.menu().popup(self.mapToGlobal(self.rect().bottomLeft()))
