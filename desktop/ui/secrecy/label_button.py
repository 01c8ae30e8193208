"""The label of the open conversation as a button with a menu of all four."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from desktop.chat.labels import USUAL, Label
from desktop.ui.buttons import PaintedButton
from desktop.ui.icons import paint_icon
from desktop.ui.secrecy.badge import badge_size, paint_badge
from desktop.ui.secrecy.label_menu import LabelMenu
from desktop.ui.secrecy.words import LabelWords
from desktop.ui.theme import SIZES

_ARROW = 14
_EDGE = 4                           # room for the ring of the keyboard
_MOST = 110                         # width of a badge: in a narrow window the title needs room, too
_OPENING = (Qt.Key.Key_Down, Qt.Key.Key_Up)


def _nothing(_label: Label) -> Sequence[str]:
    return ()


class LabelButton(PaintedButton):
    """Space, Enter or an arrow key opens the menu; there the arrow keys choose."""

    chosen = Signal(object)                     # Label; nothing has changed yet

    def __init__(self) -> None:
        super().__init__()
        self.words = LabelWords()
        self._label = USUAL
        self._consequences: Callable[[Label], Sequence[str]] = _nothing
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._open)
        self.retranslate()

    @property
    def label(self) -> Label:
        """What is shown."""
        return self._label

    def show_label(
        self, label: Label, consequences: Callable[[Label], Sequence[str]] | None = None
    ) -> None:
        """Show this label. What it does stands in the tooltip, and in the menu what each of them would do."""
        self._label = label
        self._consequences = consequences or _nothing
        self.retranslate()

    def retranslate(self) -> None:
        """Take the words of the language in use."""
        name = self.tr("Label of this conversation: {label}").format(label=self.words.name(self._label))
        self.describe(name, "\n".join([name, *self._consequences(self._label)]))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        look = self._appearance
        badge = badge_size(self.words.name(self._label), look)
        width = min(badge.width(), look.length(_MOST))
        return QSize(width + look.length(_ARROW) + 2 * _EDGE, badge.height() + 2 * _EDGE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The badge, and an arrow that says there is a menu."""
        look = self._appearance
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.hasFocus():
            pen = QPen(look.colour("focus"), 2) if self.hasFocus() else Qt.PenStyle.NoPen
            painter.setPen(pen)
            painter.setBrush(look.colour("hover") if self.underMouse() else Qt.BrushStyle.NoBrush)
            ring = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(ring, SIZES.radius_small, SIZES.radius_small)
        arrow = look.length(_ARROW)
        badge = QRect(_EDGE, _EDGE, self.width() - arrow - 2 * _EDGE, self.height() - 2 * _EDGE)
        paint_badge(painter, badge, self._label, self.words.name(self._label), look)
        place = QRectF(badge.right() + 2, (self.height() - arrow) / 2, arrow, arrow)
        paint_icon(painter, "chevron-down", place, look.colour("text_muted").name())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _OPENING:
            self.click()
        else:
            super().keyPressEvent(event)

    def menu(self) -> LabelMenu:
        """The four labels, the one in force marked, and what the one does that is pointed at."""
        made = LabelMenu(self, self.words, self._consequences)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        made.show_labels(self._label)
        made.wanted.connect(self._choose)
        return made

    @Slot(object)
    def _choose(self, label: Label) -> None:
        if label is not self._label:
            self.chosen.emit(label)

    @Slot()
    def _open(self) -> None:
        menu = self.menu()
        corner = self.mapToGlobal(QPoint(self.width(), self.height()))
        menu.popup(corner - QPoint(menu.sizeHint().width(), -2))
        menu.setActiveAction(next(each for each in menu.actions() if each.isChecked()))
