"""Below the text: what stands in the way of sending, what it would cost, and the round button."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.chat.prompt import Fit
from desktop.ui.actions import Shortcut, with_keys
from desktop.ui.appearance import Appearance
from desktop.ui.buttons import RoundButton
from desktop.ui.composer.thinking_choice import ThinkingChoice
from desktop.ui.composer.token_counter import TokenCounter
from desktop.ui.labels import PlainLabel, dress_labels
from desktop.ui.theme import SIZES

_NOTE_BESIDE = 590              # width from which the note has room beside the counter


@dataclass(frozen=True, slots=True)
class FootState:
    """`reason` says why nothing can be sent at the moment, for another cause than its length; `held_back`: it
    was to be sent while an answer was being written.
    """

    busy: bool = False
    can_send: bool = False
    reason: str = ""
    fit: Fit | None = None
    by_control_enter: bool = False
    held_back: bool = False

    @property
    def too_long(self) -> bool:
        """Whether the message alone is more than the model takes."""
        return self.fit is not None and self.fit.too_long


class ComposerFoot(QWidget):
    """Shows one state at a time."""

    pressed = Signal()                          # the round button

    def __init__(self) -> None:
        super().__init__()
        self._state = FootState()
        self._appearance = Appearance()
        self._note_is_beside = False
        self.note = PlainLabel(SIZES.small - 1, wraps=True)
        self.thinking = ThinkingChoice()
        self.counter = TokenCounter()
        self.round = RoundButton("send")
        row = self._row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.thinking, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        row.addWidget(self.counter, 1000, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.round, 0, Qt.AlignmentFlag.AlignBottom)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.note)
        column.addLayout(row)
        self.round.clicked.connect(self.pressed)
        self.show_state(self._state)

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        self._appearance = appearance
        dress_labels(self, appearance)
        self.thinking.set_appearance(appearance)
        self.counter.set_appearance(appearance)
        self.round.set_appearance(appearance)
        self._place_note()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.show_state(self._state)
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_note()

    def _place_note(self) -> None:
        """The note stands beside the counter where there is room, else above it."""
        beside = self.width() >= self._appearance.length(_NOTE_BESIDE)
        if beside != self._note_is_beside:
            self._note_is_beside = beside
            if beside:
                self._column.removeWidget(self.note)
                self._row.insertWidget(1, self.note, 1000)
            else:
                self._row.removeWidget(self.note)
                self._column.insertWidget(0, self.note)

    def show_state(self, state: FootState) -> None:
        """Show this and nothing else."""
        self._state = state
        self.round.set_icon("stop" if state.busy else "send")
        if state.busy:
            self.round.describe(self.tr("Stop"), with_keys(self.tr("Stop the answer"), Shortcut.STOP))
        else:
            by_control = self.tr("Send (Ctrl+Enter)")
            keys = by_control if state.by_control_enter else self.tr("Send (Enter)")
            self.round.describe(self.tr("Send"), state.reason or keys)
        self.round.setEnabled(state.busy or state.can_send)
        self.counter.show_fit(state.fit)
        words = self._note_words(state)
        self.note.set_ink("danger" if state.too_long else "text_muted")
        self.note.setText(words)
        self.note.setVisible(bool(words))

    def _note_words(self, state: FootState) -> str:
        fit = state.fit
        if fit is not None and fit.too_long:
            return self.tr("This message has {tokens} tokens; the limit is {limit}").format(
                tokens=f"{fit.tokens:,}", limit=f"{fit.limit:,}"
            )
        if state.reason:
            return state.reason
        if state.held_back:
            return self.tr("An answer is still being written; Esc stops it")
        if fit is not None and fit.left_out:
            return self.tr("%n older message(s) will not be given to the model", "", fit.left_out)
        return ""
