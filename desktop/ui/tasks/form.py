"""The form of a task: filled in, sent, or left for the cards."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.tasks.task import FieldKind, missing
from desktop.ui.appearance import Appearance
from desktop.ui.buttons import IconButton
from desktop.ui.composition import ENTER_KEYS
from desktop.ui.labels import IconMark, PlainLabel
from desktop.ui.pages.card import dress, primary_button, quiet_button
from desktop.ui.tasks.card_task import CardTask
from desktop.ui.tasks.fields import FieldBox
from desktop.ui.tasks.tab_order import set_tab_order
from desktop.ui.theme import SIZES


class TaskForm(QWidget):
    """Of one task at a time."""

    sent = Signal(object)                       # dict[str, str]: the values by the names of the fields
    changed = Signal(object)                    # the same, as they are being written
    back_requested = Signal()
    stop_requested = Signal()
    copy_requested = Signal(object)             # CardTask

    def __init__(self) -> None:
        super().__init__()
        self._appearance = Appearance()
        self.shown: CardTask | None = None
        self.boxes: list[FieldBox] = []
        self._busy = False
        self._reason = ""
        self._hint = ""
        self.back_button = IconButton("chevron-left")
        self.mark = IconMark("chat", "link", 28)
        self.title = PlainLabel(SIZES.headline, 700, "text", wraps=True)
        self.description = PlainLabel(SIZES.small, wraps=True)
        self.note = PlainLabel(SIZES.small - 1, wraps=True)
        self.copy_button = quiet_button()
        self.send_button: QPushButton = primary_button()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(18)
        self._column.addLayout(self._head())
        self._column.addLayout(self._foot())
        self._column.addStretch(1)
        self.back_button.clicked.connect(self.back_requested)
        self.copy_button.clicked.connect(self._copy)
        self.send_button.clicked.connect(self._press)
        self.retranslate()

    def _head(self) -> QVBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.title, 1)
        row.addWidget(self.copy_button, 0, Qt.AlignmentFlag.AlignTop)
        head = QVBoxLayout()
        head.setSpacing(4)
        head.addLayout(row)
        head.addWidget(self.description)
        return head

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.note, 1)
        foot.addWidget(self.send_button)
        return foot

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        self._appearance = appearance
        dress(self, appearance)
        for box in self.boxes:
            box.set_appearance(appearance)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Take the words of the language in use; the task has its own."""
        self.back_button.describe(self.tr("Back to the tasks"), self.tr("Back to the tasks (Esc)"))
        self.copy_button.setText(self.tr("Copy and edit"))
        self._show_state()

    # -- the task

    def show_task(self, shown: CardTask, values: Mapping[str, str]) -> None:
        """Ask what this task asks; `values` are those of a form that was begun."""
        self.shown = shown
        self.mark.set_icon(shown.task.icon, "link")
        self.title.setText(shown.task.title)
        self.description.setText(shown.task.description)
        for box in self.boxes:
            self._column.removeWidget(box)
            box.hide()
            box.deleteLater()
        self.boxes = [FieldBox(each) for each in shown.task.fields]
        for place, box in enumerate(self.boxes, start=1):
            self._column.insertWidget(place, box)
            if box.field.name in values:
                box.set_value(values[box.field.name])
            box.set_appearance(self._appearance)
            box.changed.connect(self._on_changed)
            box.send_pressed.connect(self._send)
        set_tab_order([*self.boxes[-1:], self.send_button])
        self._show_state()

    @property
    def values(self) -> dict[str, str]:
        """What is filled in."""
        return {box.field.name: box.value for box in self.boxes}

    @property
    def written(self) -> dict[str, str]:
        """The same without choices: what would be a pity to lose."""
        texts = {box.field.name: box.value for box in self.boxes if box.field.kind is not FieldKind.CHOICE}
        return self.values if any(each.strip() for each in texts.values()) else {}

    def take_keyboard(self) -> None:
        """Begin at the first field that is empty."""
        empty = (box for box in self.boxes if not box.value)
        if box := next(empty, next(iter(self.boxes), None)):
            box.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- sending

    def set_busy(self, busy: bool) -> None:
        """While a question is on its way or answered, the button stops it."""
        self._busy = busy
        self._show_state()

    def set_reason(self, reason: str) -> None:
        """Why nothing can be sent now; empty if it can."""
        self._reason = reason
        self._show_state()

    def set_hint(self, hint: str) -> None:
        """What should be known before sending."""
        self._hint = hint
        self._show_state()

    @Slot()
    def _press(self) -> None:
        if self._busy:
            self.stop_requested.emit()
            return
        QGuiApplication.inputMethod().commit()  # what is still being composed belongs to the form
        self._send()

    @Slot()
    def _send(self) -> None:
        if self.shown is None or self._busy or self._reason:
            return
        values = self.values
        empty = missing(self.shown.task, values)
        for box in self.boxes:
            if empty and box.field == empty[0]:
                box.ask_for_it()
        if not empty:
            self.sent.emit(values)

    @Slot()
    def _on_changed(self) -> None:
        self.changed.emit(self.written)

    @Slot()
    def _copy(self) -> None:
        if self.shown is not None:
            self.copy_requested.emit(self.shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back; Ctrl+Enter sends from wherever the keyboard is."""
        if event.key() == Qt.Key.Key_Escape and not self._busy:
            self.back_requested.emit()
        elif event.key() in ENTER_KEYS and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._send()
        else:
            super().keyPressEvent(event)

    def _show_state(self) -> None:
        self.send_button.setText(self.tr("Stop") if self._busy else self.tr("Send"))
        self.send_button.setEnabled(self._busy or not self._reason)
        keys = self.tr("Ctrl+Enter sends from any field.")
        self.note.setText(self._reason or self._hint or keys)
        self.note.set_ink("warning" if self._reason or self._hint else "text_muted")

