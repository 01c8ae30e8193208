"""The actions of one message, and the button that leads back to the end: reached by mouse and Tab."""

from itertools import pairwise

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from desktop.chat.conversation import Role
from desktop.chat.transcript import TranscriptEntry
from desktop.ui.appearance import Appearance
from desktop.ui.buttons import IconButton
from desktop.ui.icons import paint_icon
from desktop.ui.labels import PlainLabel

_ICON = 18
_BUTTON = _ICON + 16        # side of a button
_COUNT = 48                 # width of the count of alternatives


def alternative_words(entry: TranscriptEntry) -> str:
    """The place of a message among its alternatives."""
    return f"{entry.alternative} / {entry.alternatives}"


def alternatives_width(scale: float) -> float:
    """How wide the two arrows and the count between them are."""
    return 2 * _BUTTON + _COUNT * scale


class MessageBar(QWidget):
    """The actions of the message it was last shown for, and the arrows between its alternatives."""

    copy_clicked = Signal(int)
    regenerate_clicked = Signal(int)
    edit_clicked = Signal(int)
    details_clicked = Signal(int)
    step_clicked = Signal(int, int)
    thinking_clicked = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._entry: TranscriptEntry | None = None
        self._appearance = Appearance()
        self.copy = IconButton("copy", "text_muted", _ICON)
        self.regenerate = IconButton("redo", "text_muted", _ICON)
        self.edit = IconButton("edit", "text_muted", _ICON)
        self.thinking = IconButton("bulb", "text_muted", _ICON)
        self.details = IconButton("info", "text_muted", _ICON)
        self.previous = IconButton("chevron-left", "text_muted", _ICON)
        self.next = IconButton("chevron-right", "text_muted", _ICON)
        self._count = PlainLabel()
        self._count.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        actions = (self.thinking, self.copy, self.regenerate, self.details, self.edit)
        for widget in (*actions, self.previous, self._count, self.next):
            self._row.addWidget(widget)     # at once: Tab follows the order in which they came
        self.thinking.clicked.connect(lambda: self.thinking_clicked.emit(self._message_id()))
        self.copy.clicked.connect(lambda: self.copy_clicked.emit(self._message_id()))
        self.regenerate.clicked.connect(lambda: self.regenerate_clicked.emit(self._message_id()))
        self.edit.clicked.connect(lambda: self.edit_clicked.emit(self._message_id()))
        self.details.clicked.connect(lambda: self.details_clicked.emit(self._message_id()))
        self.previous.clicked.connect(lambda: self.step_clicked.emit(self._message_id(), -1))
        self.next.clicked.connect(lambda: self.step_clicked.emit(self._message_id(), 1))
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.retranslate()
        self.hide()

    def retranslate(self) -> None:
        """Take the words of the language in force."""
        self.setAccessibleName(self.tr("Actions of the message"))
        self.thinking.describe(self.tr("Show or hide how it was thought"))
        self.copy.describe(self.tr("Copy message as Markdown"))
        self.regenerate.describe(self.tr("Answer again"))
        self.edit.describe(self.tr("Edit and send again"))
        self.details.describe(self.tr("What made this answer"))
        self.previous.describe(self.tr("Previous version"))
        self.next.describe(self.tr("Next version"))

    @property
    def entry(self) -> TranscriptEntry | None:
        """The message it acts on."""
        return self._entry

    def _message_id(self) -> int:
        return self._entry.message_id if self._entry else -1

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        self._appearance = appearance
        actions = (self.thinking, self.copy, self.regenerate, self.details, self.edit)
        for button in (*actions, self.previous, self.next):
            button.set_appearance(appearance)
        self._count.set_appearance(appearance)
        self._entry = None      # the sizes changed: lay out anew

    def show_for(self, entry: TranscriptEntry) -> None:
        """Act on this message. The arrows stand at the outer edge, where the canvas draws the count."""
        if entry == self._entry:
            return
        self._entry = entry
        question = entry.role is Role.USER
        several = entry.alternatives > 1
        self._count.setText(alternative_words(entry))
        self._count.setFixedWidth(self._appearance.length(_COUNT))
        stepper: list[QWidget] = [self.previous, self._count, self.next]
        of_answer: list[QWidget] = [self.copy, self.regenerate, self.thinking, self.details]
        actions: list[QWidget] = [self.copy, self.edit] if question else of_answer
        shown = [*actions, *stepper] if question else [*stepper, *actions]
        for widget in shown:
            self._row.removeWidget(widget)
            self._row.addWidget(widget)
        self.edit.setVisible(question)
        self.thinking.setVisible(bool(entry.thinking))
        for button in (self.regenerate, self.details):
            button.setVisible(not question)
        for widget in stepper:
            widget.setVisible(several)
        self.previous.setEnabled(entry.alternative > 1)
        self.next.setEnabled(entry.alternative < entry.alternatives)
        order = [widget for widget in shown if not isinstance(widget, QLabel)]
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)
        self._row.activate()
        self.adjustSize()

    def has_focus(self) -> bool:
        """Whether one of its buttons has the keyboard."""
        return any(button.hasFocus() for button in self.findChildren(IconButton))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Cover what the canvas draws here."""
        QPainter(self).fillRect(self.rect(), self._appearance.colour("window"))


class LatestButton(IconButton):
    """A round button over the text: back to where the conversation grows."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("chevron-down", "text", 22)
        self.setParent(parent)
        self._appearance = Appearance()
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.retranslate()
        self.hide()

    def retranslate(self) -> None:
        """Take the words of the language in force."""
        self.describe(self.tr("Jump to the latest"))

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        self._appearance = appearance
        super().set_appearance(appearance)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A raised disc with an arrow."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = self._appearance
        disc = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        focused = self.hasFocus()
        painter.setPen(QPen(look.colour("focus" if focused else "border_strong"), 2 if focused else 1))
        painter.setBrush(look.colour("hover" if self.underMouse() else "raised"))
        painter.drawEllipse(disc)
        side = self.iconSize().width()
        area = QRectF((self.width() - side) / 2, (self.height() - side) / 2 + 1, side, side)
        paint_icon(painter, "chevron-down", area, look.colour("text").name())
