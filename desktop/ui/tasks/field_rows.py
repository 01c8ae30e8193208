"""One field of a task that is being edited: its label, its kind, and what can be chosen."""

import re

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout

from desktop.tasks.task import Field, FieldKind
from desktop.ui.appearance import Appearance
from desktop.ui.buttons import IconButton
from desktop.ui.labels import PlainLabel
from desktop.ui.line_editor import LineEditor
from desktop.ui.pages.card import Choice, dress
from desktop.ui.surfaces import Edge, Surface
from desktop.ui.theme import SIZES

_BETWEEN = re.compile(r"[、,\n]")


class FieldRow(Surface):
    """A field on a card of its own. Its name stands in the question and is not changed."""

    removed = Signal(object)                    # the row

    def __init__(self, field: Field) -> None:
        super().__init__("sidebar", Edge.ALL, SIZES.radius)
        self._field = field
        self.name = PlainLabel(SIZES.small, 600, "link")
        self.name.setText("{" + field.name + "}")
        self.label, self.hint, self.choices = LineEditor(), LineEditor(), LineEditor()
        self.kind = Choice()
        self.required = QCheckBox()
        self.remove_button = IconButton("trash", "text_muted", 18)
        self._build()
        self.label.setText(field.label)
        self.hint.setText(field.hint)
        self.choices.setText("、".join(field.choices))
        for editor in (self.label, self.hint, self.choices):
            editor.setCursorPosition(0)
        self.required.setChecked(field.required)
        self.kind.currentIndexChanged.connect(self._show_kind)
        self.remove_button.clicked.connect(lambda: self.removed.emit(self))
        self.retranslate()

    def _build(self) -> None:
        above, below = QHBoxLayout(), QHBoxLayout()
        for row in (above, below):
            row.setSpacing(10)
        above.addWidget(self.name)
        above.addWidget(self.label, 1)
        above.addWidget(self.remove_button)
        below.addWidget(self.kind)
        below.addWidget(self.hint, 1)
        below.addWidget(self.choices, 1)
        below.addWidget(self.required)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 10, 10)
        column.setSpacing(8)
        column.addLayout(above)
        column.addLayout(below)

    def retranslate(self) -> None:
        """Take the words of the language in use."""
        chosen = self.kind.currentData() or self._field.kind
        self.kind.clear()
        for kind, words in (
            (FieldKind.TEXT, self.tr("One line")), (FieldKind.LONG_TEXT, self.tr("Several lines")),
            (FieldKind.CHOICE, self.tr("Choice")),
        ):  # fmt: skip
            self.kind.addItem(words, kind)
        self.kind.setCurrentIndex(max(self.kind.findData(chosen), 0))
        self.required.setText(self.tr("Required"))
        named = {
            self.label: self.tr("Label of the field"), self.hint: self.tr("Example shown in the empty field"),
            self.choices: self.tr("Choices, separated by commas"),
        }  # fmt: skip
        for editor, words in named.items():
            editor.setAccessibleName(words)
            editor.setPlaceholderText(words)
        self.kind.setAccessibleName(self.tr("Kind of field"))
        self.remove_button.describe(self.tr("Remove the field {name}").format(name=self.name.text()))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        super().set_appearance(appearance)
        dress(self, appearance)
        self.required.setFont(appearance.font(SIZES.small))

    def _show_kind(self) -> None:
        is_choice = self.kind.currentData() == FieldKind.CHOICE
        self.choices.setVisible(is_choice)
        self.hint.setVisible(not is_choice)
        self.required.setVisible(not is_choice)

    @property
    def field(self) -> Field:
        """The field as it stands."""
        kind = FieldKind(self.kind.currentData())
        is_choice = kind is FieldKind.CHOICE
        choices = tuple(each.strip() for each in _BETWEEN.split(self.choices.text()) if each.strip())
        return Field(
            self._field.name, self.label.text().strip(), kind, self.required.isChecked() and not is_choice,
            "" if is_choice else self.hint.text().strip(), choices if is_choice else (),
        )  # fmt: skip
