"""The editor of one of the user's own tasks."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.chat.lead import NO_LEAD, Lead
from desktop.tasks.task import MAX_FIELDS, Fault, Field, FieldKind, Task, fault_of
from desktop.ui.appearance import Appearance
from desktop.ui.buttons import IconButton
from desktop.ui.labels import PlainLabel
from desktop.ui.line_editor import LineEditor
from desktop.ui.pages.card import Choice, IconLine, dress, primary_button, quiet_button
from desktop.ui.tasks.field_rows import FieldRow
from desktop.ui.tasks.fields import LongText
from desktop.ui.tasks.tab_order import set_tab_order
from desktop.ui.theme import SIZES

_TEMPERATURES = (0.2, 0.7, 1.0)


def blank(label: str) -> Task:
    """Where a new one begins: one long text that is the question itself."""
    field = Field("text", label, FieldKind.LONG_TEXT, required=True)
    return Task("", "", "chat", (field,), "{text}", NO_LEAD)


class TaskEditor(QWidget):
    """Of one task at a time. What is kept is a task in which nothing is wrong."""

    saved = Signal(object, object)              # id of the user's task or None, Task
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._appearance = Appearance()
        self._task = blank("")
        self._own_id: int | None = None
        self.back_button = IconButton("chevron-left")
        self.heading = PlainLabel(SIZES.headline, 700, "text", wraps=True)
        self.title, self.description = LineEditor(), LineEditor()
        self.system_text, self.pattern = LongText(least_lines=5), LongText(least_lines=3)
        self.temperature = Choice()
        self.rows: list[FieldRow] = []
        self.add_button, self.cancel_button = quiet_button(), quiet_button()
        self.save_button = primary_button()
        self.error = IconLine("error", "danger")
        self._labels: list[tuple[PlainLabel, Callable[[], str]]] = []
        self._build()
        self.add_button.clicked.connect(self._add_row)
        self.save_button.clicked.connect(self._save)
        for button in (self.cancel_button, self.back_button):
            button.clicked.connect(self.cancelled)
        self.retranslate()

    # -- how it is put together

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.back_button)
        head.addWidget(self.heading, 1)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(18)
        column.addLayout(head)
        column.addLayout(self._named(self.title, lambda: self.tr("Title")))
        column.addLayout(self._named(self.description, lambda: self.tr("Description on the card")))
        column.addLayout(self._named(self.system_text, lambda: self.tr("Instructions to the model")))
        column.addLayout(self._build_fields())
        question = self._named(
            self.pattern, lambda: self.tr("The question; {name} stands for the field of that name")
        )
        column.addLayout(question)
        column.addLayout(self._named(self.temperature, lambda: self.tr("Variety of the answers")))
        column.addWidget(self.error)
        column.addLayout(foot)
        column.addStretch(1)

    def _build_fields(self) -> QVBoxLayout:
        self._field_column = QVBoxLayout()
        self._field_column.setSpacing(8)
        group = self._group(lambda: self.tr("Fields of the form (three at most)"))
        group.addLayout(self._field_column)
        group.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        return group

    def _group(self, words: Callable[[], str]) -> QVBoxLayout:
        label = PlainLabel(SIZES.small, 600, "text", wraps=True)
        self._labels.append((label, words))
        group = QVBoxLayout()
        group.setSpacing(6)
        group.addWidget(label)
        return group

    def _named(self, editor: QWidget, words: Callable[[], str]) -> QVBoxLayout:
        group = self._group(words)
        self._labels[-1][0].setBuddy(editor)
        group.addWidget(editor)
        return group

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Take the words of the language in use."""
        self.back_button.describe(self.tr("Back to the tasks"), self.tr("Back to the tasks (Esc)"))
        self.heading.setText(self.tr("New task") if self._own_id is None else self.tr("Edit the task"))
        for label, words in self._labels:
            label.setText(words())
            buddy = label.buddy()
            named = buddy.editor if isinstance(buddy, LongText) else buddy
            if named is not None:
                named.setAccessibleName(words())
        self.add_button.setText(self.tr("Add a field"))
        self.cancel_button.setText(self.tr("Cancel"))
        self.save_button.setText(self.tr("Save"))
        self._list_temperatures(self.temperature.currentData())

    def _list_temperatures(self, chosen: float | None) -> None:
        words = {
            None: self.tr("By the model"), 0.2: self.tr("Exact"), 0.7: self.tr("Balanced"),
            1.0: self.tr("Free"),
        }  # fmt: skip
        self.temperature.clear()
        for value in (None, *_TEMPERATURES):
            self.temperature.addItem(words[value], value)
        if chosen not in words:
            self.temperature.addItem(f"{chosen:g}", chosen)
        self.temperature.setCurrentIndex(self.temperature.findData(chosen))

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        self._appearance = appearance
        dress(self, appearance)
        for part in (self.system_text, self.pattern, *self.rows):
            part.set_appearance(appearance)

    # -- the task

    def show_task(self, task: Task, own_id: int | None) -> None:
        """Edit this one; without an id it becomes a new one."""
        self._task, self._own_id = task, own_id
        self.title.setText(task.title)
        self.description.setText(task.description)
        self.description.setCursorPosition(0)
        self.system_text.set_text(task.lead.system_text)
        self.pattern.set_text(task.pattern)
        for row in list(self.rows):
            self._drop_row(row)
        for field in task.fields:
            self._show_row(field)
        self.error.show_text("")
        self.retranslate()
        self._list_temperatures(task.lead.sampling.temperature)

    def take_keyboard(self) -> None:
        """Begin with the title."""
        self.title.setFocus(Qt.FocusReason.OtherFocusReason)
        self.title.selectAll()

    def _show_row(self, field: Field) -> FieldRow:
        row = FieldRow(field)
        row.removed.connect(self._drop_row)
        row.set_appearance(self._appearance)
        self._field_column.addWidget(row)
        row.show()                              # at once, and not with the next turn: it may get the keyboard
        set_tab_order([self.rows[-1] if self.rows else self.system_text, row, self.add_button])
        self.rows.append(row)
        self.add_button.setEnabled(len(self.rows) < MAX_FIELDS)
        return row

    @Slot(object)
    def _drop_row(self, row: FieldRow) -> None:
        self.rows.remove(row)
        self._field_column.removeWidget(row)
        row.hide()
        row.deleteLater()
        self.add_button.setEnabled(True)

    @Slot()
    def _add_row(self) -> None:
        """A new field stands at the end of the question at once: nobody has to know how."""
        taken = {row.field.name for row in self.rows}
        name = next(each for each in ("text", "field1", "field2", "field3") if each not in taken)
        row = self._show_row(Field(name, "", FieldKind.TEXT))
        self.pattern.set_text(f"{self.pattern.text.rstrip()}\n{{{name}}}")
        row.label.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def task(self) -> Task:
        """The task as it stands."""
        sampling = replace(self._task.lead.sampling, temperature=self.temperature.currentData())
        return Task(
            self.title.text().strip(), self.description.text().strip(), self._task.icon,
            tuple(row.field for row in self.rows), self.pattern.text.strip("\n"),
            Lead(self.system_text.text.strip("\n"), sampling),
        )  # fmt: skip

    @Slot()
    def _save(self) -> None:
        task = self.task
        if fault := fault_of(task):
            self.error.show_text(self._words(fault))
        elif not all(field.label for field in task.fields):
            self.error.show_text(self.tr("Give every field a label."))
        else:
            self.saved.emit(self._own_id, task)

    def _words(self, fault: Fault) -> str:
        return {
            Fault.TITLE: self.tr("Give the task a title."),
            Fault.TOO_LONG: self.tr(
                "Something is too long: titles and labels have 200 characters at most, texts 20,000."
            ),
            Fault.FIELDS: self.tr("A form has one to three fields."),
            Fault.CHOICES: self.tr("A choice has two to eight different answers."),
            Fault.PATTERN: self.tr("Write the question."),
            Fault.UNKNOWN_PLACE: self.tr("The question names a field in braces that there is not."),
            Fault.UNUSED_FIELD: self.tr("The question does not name every field, such as {text}."),
        }[fault]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
            return
        super().keyPressEvent(event)
