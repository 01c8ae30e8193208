"""The dialog that asks what shall be exported, in which form, and where the label wants it: why."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.chat.conversation import ConversationSummary, Role, title_from
from desktop.chat.label_rules import Bounds, Permission, rule_of
from desktop.chat.labels import Label, most_secret
from desktop.chat.whole import WholeConversation
from desktop.transfer.forms import Form, entries_of
from desktop.transfer.wish import ExportWish, Reason
from desktop.ui.appearance import Appearance
from desktop.ui.exporting.tick_list import Tickable, TickList
from desktop.ui.labels import PlainLabel
from desktop.ui.pages.card import Choice, IconLine, dress, fill, primary_button
from desktop.ui.pages.toggles import Check
from desktop.ui.secrecy.words import LabelWords
from desktop.ui.theme import SIZES

_NO_REASON = ""


class Scope(StrEnum):
    """What shall be exported."""

    OPEN = "open"                   # the conversation that is open
    MESSAGES = "messages"           # some messages of it
    SEVERAL = "several"             # some conversations


@dataclass(frozen=True, slots=True)
class Exportable:
    """What there is: the conversation that is open, and all of them."""

    open_id: int
    whole: WholeConversation
    conversations: Sequence[ConversationSummary]


class ExportDialog(QDialog):
    """Built for one export; open it with `open()`."""

    wished = Signal(object)                     # ExportWish

    def __init__(
        self, there: Exportable, words: LabelWords, bounds: Bounds, appearance: Appearance, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._there = there
        self._words = words
        self._bounds = bounds
        self.setWindowTitle(self.tr("Export"))
        colours = self.palette()
        colours.setColor(QPalette.ColorRole.Window, QColor(appearance.tokens.window))
        self.setPalette(colours)
        self.scope, self.form, self.reason = Choice(), Choice(), Choice()
        self.ticks = TickList()
        self.note = PlainLabel(SIZES.small, wraps=True)
        self.thinking = Check(elides=True)
        self.thinking.setText(self.tr("With what the model thought before its answers"))
        self.label_line = IconLine("info", "text_muted")
        self.go_button = primary_button()
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self._fill()
        self._build()
        self._connect()
        dress(self, appearance)
        self.thinking.set_appearance(appearance)
        self.ticks.set_appearance(appearance)
        self.resize(appearance.length(540), 0)
        self._on_scope()

    def _fill(self) -> None:
        fill(self.scope, {
            Scope.OPEN: self.tr("This conversation"),
            Scope.MESSAGES: self.tr("Some messages of this conversation"),
            Scope.SEVERAL: self.tr("Several conversations"),
        })  # fmt: skip
        fill(self.form, {
            Form.MARKDOWN: self.tr("Markdown"), Form.TEXT: self.tr("Plain text"), Form.JSON: self.tr("JSON"),
        })  # fmt: skip
        fill(self.reason, {
            _NO_REASON: self.tr("Choose a reason"),
            Reason.CLIENT: self.tr("For the client or applicant"),
            Reason.FILING: self.tr("For filing with a patent office"),
            Reason.REVIEW: self.tr("For review inside the company"),
            Reason.RECORD: self.tr("For my own records"),
            Reason.MOVE: self.tr("To move to another computer"),
            Reason.OTHER: self.tr("Another reason"),
        })  # fmt: skip

    def _build(self) -> None:
        title = PlainLabel(SIZES.title, 700, "text", wraps=True)
        title.setText(self.tr("Export"))
        rows = self._rows = QFormLayout()
        rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        rows.setHorizontalSpacing(20)
        rows.setVerticalSpacing(12)
        for choice, words in (
            (self.scope, self.tr("What")), (self.form, self.tr("As")), (self.reason, self.tr("Reason"))
        ):
            name = PlainLabel(SIZES.small, 400, "text_muted")
            name.setText(words)
            name.setBuddy(choice)
            choice.setAccessibleName(words)
            rows.addRow(name, choice)
        self.go_button.setText(self.tr("Choose where to save it…"))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.go_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(title)
        column.addLayout(rows)
        column.addWidget(self.ticks, 1)
        for part in (self.note, self.thinking, self.label_line):
            column.addWidget(part)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self.scope.activated.connect(self._on_scope)
        self.form.activated.connect(self._show_state)
        self.reason.activated.connect(self._show_state)
        self.ticks.changed.connect(self._show_state)
        self.cancel_button.clicked.connect(self.reject)
        self.go_button.setDefault(True)
        self.go_button.clicked.connect(self._go)

    # -- what is chosen

    @property
    def label(self) -> Label:
        """The label of what is chosen."""
        if self.scope.currentData() != Scope.SEVERAL:
            return self._there.whole.label
        chosen = set(self.ticks.ticked)
        return most_secret(each.label for each in self._there.conversations if each.id in chosen)

    @property
    def permission(self) -> Permission:
        """Whether that may leave."""
        return rule_of(self.label, self._bounds).export

    def wish(self) -> ExportWish | None:
        """What is wished; None while something is missing or it may not be."""
        scope, ticked = self.scope.currentData(), self.ticks.ticked
        reason = self.reason.currentData() if self.permission is Permission.ASK else _NO_REASON
        if self.permission is Permission.FORBIDDEN or (scope != Scope.OPEN and not ticked):
            return None
        if self.permission is Permission.ASK and reason == _NO_REASON:
            return None
        form = Form(self.form.currentData())
        return ExportWish(
            conversations=ticked if scope == Scope.SEVERAL else (self._there.open_id,),
            form=form,
            messages=frozenset(ticked) if scope == Scope.MESSAGES else None,
            with_thinking=form is Form.JSON or self.thinking.isChecked(),
            reason=Reason(reason) if reason else None,
        )

    # -- what is shown

    @Slot()
    def _on_scope(self) -> None:
        scope = self.scope.currentData()
        if scope == Scope.MESSAGES:
            self.ticks.show_items(self._messages(), self.tr("Messages"))
        elif scope == Scope.SEVERAL:
            self.ticks.show_items(self._conversations(), self.tr("Conversations"))
        self.ticks.setVisible(scope != Scope.OPEN)
        self._show_state()
        column = self.layout()
        if column is not None:
            column.activate()
            self.resize(self.width(), column.totalHeightForWidth(self.width()))

    def _messages(self) -> list[Tickable]:
        found = []
        for entry in entries_of(self._there.whole):
            message = entry.stored.message
            is_answer = message.role is Role.ASSISTANT
            words = self.tr("Answer: {text}") if is_answer else self.tr("Question: {text}")
            if message.role is not Role.SYSTEM:
                found.append(Tickable(entry.stored.id, words.format(text=title_from(message.text))))
        return found

    def _conversations(self) -> list[Tickable]:
        words = self.tr("{title}  [{label}]")
        return [
            Tickable(
                each.id,
                words.format(title=each.title or self.tr("Untitled"), label=self._words.name(each.label)),
                ticked=each.id == self._there.open_id,
            )
            for each in self._there.conversations
        ]

    @Slot()
    def _show_state(self) -> None:
        permission, form = self.permission, self.form.currentData()
        self.note.setText({
            Form.MARKDOWN: self.tr("The branch that is shown, with its formatting marks."),
            Form.TEXT: self.tr("The branch that is shown, as it was written."),
            Form.JSON: self.tr("Everything, all branches included; Hisho can take it in again."),
        }[Form(form)])  # fmt: skip
        self.thinking.setVisible(form != Form.JSON)
        self._rows.setRowVisible(self.reason, permission is Permission.ASK)
        words = self.tr("Label: {label}. It is stamped into the file and its name.")
        self.label_line.show_text(words.format(label=self._words.name(self.label)))
        self.go_button.setEnabled(self.wish() is not None)

    @Slot()
    def _go(self) -> None:
        wish = self.wish()
        if wish is not None:
            self.accept()
            self.wished.emit(wish)
