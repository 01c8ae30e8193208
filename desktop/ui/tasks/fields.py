"""One field of a form: its label, its editor, and what is wrong with what stands in it."""

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.tasks.task import Field, FieldKind
from desktop.ui.appearance import Appearance
from desktop.ui.composer.message_editor import MessageEditor, SendKey
from desktop.ui.labels import PlainLabel, dress_labels
from desktop.ui.line_editor import LineEditor
from desktop.ui.pages.card import IconLine
from desktop.ui.surfaces import Edge, Surface
from desktop.ui.tasks.pills import Pills
from desktop.ui.theme import SIZES


class _Lines(MessageEditor):
    """Several lines; Enter begins another one, Ctrl+Enter sends."""

    def __init__(self, hint: str, least_lines: int) -> None:
        self._hint = hint
        super().__init__(least_lines=least_lines)
        self.set_send_key(SendKey.CTRL_ENTER)

    def retranslate(self) -> None:
        self.setPlaceholderText(self._hint)


class LongText(Surface):
    """An editor of several lines in a frame."""

    changed = Signal()
    send_pressed = Signal()

    def __init__(self, hint: str = "", least_lines: int = 5) -> None:
        super().__init__("field", Edge.ALL, SIZES.radius)
        self.editor = _Lines(hint, least_lines)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 6, 8)
        column.addWidget(self.editor)
        self.setFocusProxy(self.editor)
        self.editor.installEventFilter(self)
        self.editor.textChanged.connect(self.changed)
        self.editor.send_pressed.connect(self.send_pressed)
        self._show_frame(has_focus=False)

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        super().set_appearance(appearance)
        self.editor.set_appearance(appearance)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._show_frame(has_focus=event.type() is QEvent.Type.FocusIn)
        return False

    def _show_frame(self, *, has_focus: bool) -> None:
        self.set_colours("field", "focus" if has_focus else "border_strong")

    @property
    def text(self) -> str:
        """What is written, without what an input method still composes."""
        return self.editor.toPlainText()

    def set_text(self, text: str) -> None:
        """Replace what is written; tells nobody."""
        with QSignalBlocker(self.editor):
            self.editor.setPlainText(text)


class FieldBox(QWidget):
    """Asks one thing."""

    changed = Signal()
    send_pressed = Signal()

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.field = field
        self.label = PlainLabel(SIZES.small, 600, "text", wraps=True)
        self.label.setText(field.label)
        self.mark = PlainLabel(SIZES.small - 1, 600, "danger")
        self.error = IconLine("error", "danger")
        self.editor: LineEditor | LongText | Pills = self._made(field)
        self.label.setBuddy(self.editor)
        above = QHBoxLayout()
        above.setSpacing(8)
        above.addWidget(self.label)
        above.addWidget(self.mark)
        above.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(above)
        column.addWidget(self.editor)
        column.addWidget(self.error)
        self.setFocusProxy(self.editor)
        self.retranslate()

    def _made(self, field: Field) -> LineEditor | LongText | Pills:
        made: LineEditor | LongText | Pills
        if field.kind is FieldKind.CHOICE:
            made = Pills(field.choices)
            made.changed.connect(self.changed)
        elif field.kind is FieldKind.LONG_TEXT:
            made = LongText(field.hint, 6 if field.required else 2)
            made.changed.connect(self._on_written)
            made.send_pressed.connect(self.send_pressed)
        else:
            made = LineEditor()
            made.setPlaceholderText(field.hint)
            made.textChanged.connect(self._on_written)
            made.confirmed.connect(self.send_pressed)
        return made

    def retranslate(self) -> None:
        """Take the words of the language in use; the label is in the task's."""
        self.mark.setText(self.tr("required") if self.field.required else "")
        spoken = self.tr("{label} (required)").format(label=self.field.label)
        named = self.editor.editor if isinstance(self.editor, LongText) else self.editor
        named.setAccessibleName(spoken if self.field.required else self.field.label)
        if isinstance(self.editor, Pills):
            for pill in self.editor.pills:
                pill.setAccessibleDescription(self.field.label)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        dress_labels(self, appearance)
        if isinstance(self.editor, LineEditor):
            self.editor.setFont(appearance.font(SIZES.body))
            colours = self.editor.palette()
            colours.setColor(QPalette.ColorRole.PlaceholderText, appearance.colour("text_muted"))
            self.editor.setPalette(colours)
        else:
            self.editor.set_appearance(appearance)

    @property
    def value(self) -> str:
        """What stands in it."""
        if isinstance(self.editor, Pills):
            return self.editor.answer
        return self.editor.text if isinstance(self.editor, LongText) else self.editor.text()

    def set_value(self, value: str) -> None:
        """Fill it in."""
        if isinstance(self.editor, Pills):
            self.editor.choose(value)
        elif isinstance(self.editor, LongText):
            self.editor.set_text(value)
        else:
            with QSignalBlocker(self.editor):
                self.editor.setText(value)

    def ask_for_it(self) -> None:
        """It is required and empty: say so, and take the keyboard there."""
        self.error.show_text(self.tr("Fill this in first."))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_written(self) -> None:
        self.error.show_text("")
        self.changed.emit()
