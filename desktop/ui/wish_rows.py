"""One wish for the sampling: its name, its editor, a line of help, and what is wrong with it."""

from typing import Any

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.chat.lead import MAX_STOP_TEXT, MAX_STOPS, WHOLE_WISHES, WISH_BOUNDS
from desktop.inference.errors import GrammarError
from desktop.inference.schema_grammar import grammar_of
from desktop.ui.appearance import Appearance
from desktop.ui.error_text import error_text
from desktop.ui.labels import PlainLabel
from desktop.ui.line_editor import LineEditor
from desktop.ui.pages.card import Choice, IconLine
from desktop.ui.tasks.fields import LongText
from desktop.ui.theme import SIZES
from desktop.ui.wish_texts import number_of, number_text, stops_of, stops_text

_EDITOR_WIDTHS = (90, 170)          # where there is no room, half is left to the name
_DRY_OFF, _DRY_ON = 0.0, 0.8        # as its inventor recommends


class WishRow(QWidget):
    """`field` is that of SamplingWish. Subclasses show a value and read it; None is no wish."""

    changed = Signal()
    confirmed = Signal()                        # Enter in a line, Ctrl+Enter in a text
    cancelled = Signal()

    def __init__(self, field: str, name: str, help_text: str) -> None:
        super().__init__()
        self.field = field
        self.label = PlainLabel(SIZES.small, 600, "text", wraps=True)
        self.label.setText(name)
        self._note = PlainLabel(SIZES.small - 1, wraps=True)
        self._note.setText(help_text)
        self.error = IconLine("error", "danger")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def _place(self, editor: QWidget, spoken: QWidget, *, beside: bool) -> None:
        """Beside its name, or below."""
        above = QHBoxLayout()
        above.setSpacing(12)
        above.addWidget(self.label, 1)
        self._column.addLayout(above)
        if beside:
            editor.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            above.addWidget(editor, 1)
        self._column.addWidget(self._note)
        if not beside:
            self._column.addWidget(editor)
        self._column.addWidget(self.error)
        self.label.setBuddy(editor)
        self.setFocusProxy(editor)
        spoken.setAccessibleName(self.label.text())
        spoken.setAccessibleDescription(self._note.text())

    def _on_changed(self) -> None:
        self.error.show_text("")
        self.changed.emit()

    def set_appearance(self, appearance: Appearance) -> None:
        """Take what a dialog does not hand on."""

    def value(self) -> Any:
        """What is wished. Raises ValueError or GrammarError."""
        raise NotImplementedError

    def show_value(self, value: Any) -> None:
        """Show what is wished."""
        raise NotImplementedError

    def is_set(self) -> bool:
        """Whether there is anything in it."""
        raise NotImplementedError

    def _words(self, error: Exception) -> str:
        raise NotImplementedError

    def is_right(self) -> bool:
        """Whether it makes sense; what does not is said."""
        try:
            self.value()
        except (ValueError, GrammarError) as error:
            self.error.show_text(self._words(error))
            return False
        return True


def _limit(editor: QWidget, appearance: Appearance) -> None:
    least, most = _EDITOR_WIDTHS
    editor.setMinimumWidth(appearance.length(least))
    editor.setMaximumWidth(appearance.length(most))


class NumberRow(WishRow):
    """A number in a line."""

    def __init__(self, field: str, name: str, help_text: str) -> None:
        super().__init__(field, name, help_text)
        self.editor = LineEditor()
        self.editor.setPlaceholderText(self.tr("By the model"))
        self.editor.textChanged.connect(self._on_changed)
        self.editor.confirmed.connect(self.confirmed)
        self.editor.cancelled.connect(self.cancelled)
        self._place(self.editor, self.editor, beside=True)

    def set_appearance(self, appearance: Appearance) -> None:
        _limit(self.editor, appearance)
        colours = self.editor.palette()
        colours.setColor(QPalette.ColorRole.PlaceholderText, appearance.colour("text_muted"))
        self.editor.setPalette(colours)

    def value(self) -> float | None:
        return number_of(self.field, self.editor.text())

    def show_value(self, value: float | None) -> None:
        self.editor.setText(number_text(value))

    def is_set(self) -> bool:
        return bool(self.editor.text().strip())

    def _words(self, _error: Exception) -> str:
        least, most = (number_text(each) for each in WISH_BOUNDS[self.field])
        if self.field in WHOLE_WISHES:
            return self.tr("A whole number from {least} to {most}.").format(least=least, most=most)
        return self.tr("A number from {least} to {most}.").format(least=least, most=most)


class DryRow(WishRow):
    """On, off, or as the model has it."""

    def __init__(self, field: str, name: str, help_text: str) -> None:
        super().__init__(field, name, help_text)
        self.editor = Choice()
        self.editor.currentIndexChanged.connect(self._on_changed)
        self._place(self.editor, self.editor, beside=True)

    def set_appearance(self, appearance: Appearance) -> None:
        _limit(self.editor, appearance)

    def value(self) -> float | None:
        chosen: float | None = self.editor.currentData()
        return chosen

    def show_value(self, value: float | None) -> None:
        self.editor.clear()
        self.editor.addItem(self.tr("By the model"), None)
        self.editor.addItem(self.tr("Off"), _DRY_OFF)
        self.editor.addItem(self.tr("On"), _DRY_ON)
        if value not in (None, _DRY_OFF, _DRY_ON):
            self.editor.addItem(number_text(value), value)
        self.editor.setCurrentIndex(self.editor.findData(value))

    def is_set(self) -> bool:
        return self.value() is not None


class TextRow(WishRow):
    """A text of several lines."""

    def __init__(self, field: str, name: str, help_text: str, least_lines: int) -> None:
        super().__init__(field, name, help_text)
        self.editor = LongText(self.tr("None"), least_lines)
        self.editor.changed.connect(self._on_changed)
        self.editor.send_pressed.connect(self.confirmed)
        self._place(self.editor, self.editor.editor, beside=False)

    def set_appearance(self, appearance: Appearance) -> None:
        self.editor.set_appearance(appearance)

    def is_set(self) -> bool:
        return bool(self.editor.text.strip("\n"))


class StopsRow(TextRow):
    """Texts that end an answer, one a line."""

    def value(self) -> tuple[str, ...] | None:
        return stops_of(self.editor.text)

    def show_value(self, value: tuple[str, ...] | None) -> None:
        self.editor.set_text(stops_text(value))

    def _words(self, _error: Exception) -> str:
        words = self.tr("At most {count} texts of {length} characters are possible.")
        return words.format(count=MAX_STOPS, length=MAX_STOP_TEXT)


class SchemaRow(TextRow):
    """A JSON schema, refused here in the words in which the engine would refuse it."""

    def value(self) -> str | None:
        schema = self.editor.text.strip()
        if schema:
            grammar_of(schema)
        return schema or None

    def show_value(self, value: str | None) -> None:
        self.editor.set_text(value or "")

    def is_set(self) -> bool:
        return bool(self.editor.text.strip())

    def _words(self, error: Exception) -> str:
        return error_text(error, QCoreApplication.translate)
