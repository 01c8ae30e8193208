"""The foot of the detail, always in sight: the terms' tick, the main button, errors, and questions."""

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.ui.appearance import Appearance
from desktop.ui.models.flow import FlowLayout
from desktop.ui.models.value_label import ValueLine
from desktop.ui.pages.card import IconLine
from desktop.ui.pages.toggles import Check


class DetailFoot(QWidget):
    """A question takes the place of the rest until it is answered; Esc answers no."""

    confirmed = Signal(str)                     # code of what was asked about

    def __init__(self) -> None:
        super().__init__()
        self._appearance = Appearance()
        self._code = ""
        self._has_terms = self._has_action = False
        self.accept = Check()
        self.action = QPushButton()
        self.action.setProperty("kind", "primary")
        self.error_line = ValueLine("error", "danger")
        self.question = IconLine("warning", "warning")
        self.confirm_button = QPushButton()
        self.confirm_button.setProperty("kind", "danger")
        self.cancel_button = QPushButton()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 20, 16)
        column.setSpacing(10)
        answers = FlowLayout()
        answers.addWidget(self.confirm_button)
        answers.addWidget(self.cancel_button)
        column.addWidget(self.error_line)
        column.addWidget(self.question)
        column.addLayout(answers)
        column.addWidget(self.accept)
        column.addWidget(self.action)
        self.confirm_button.clicked.connect(self._confirm)
        self.cancel_button.clicked.connect(self._cancel)
        self.retranslate()
        self._arrange()

    def retranslate(self) -> None:
        """Take the words of the language in use."""
        self.accept.setText(self.tr("I have read and accept the terms"))
        self.cancel_button.setText(self.tr("Cancel"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size; buttons and lines are dressed with the detail."""
        self._appearance = appearance
        self.accept.set_appearance(appearance)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(0, 0, self.width(), 1, self._appearance.colour("border"))

    # -- what is shown

    @property
    def asks(self) -> bool:
        """Whether a question waits for its answer."""
        return bool(self._code)

    def show_action(self, words: str) -> None:
        """The main button; no words: there is nothing to do."""
        self._has_action = bool(words)
        self.action.setText(words)
        self._arrange()

    def show_terms(self, *, wanted: bool, accepted: bool) -> None:
        """Whether terms have to be accepted, and whether they are."""
        self._has_terms = wanted
        self.accept.setChecked(accepted)
        self._arrange()

    def show_error(self, text: str) -> None:
        """Say why something was not done; an empty text takes it away."""
        self.error_line.show_text(text)
        self._arrange()

    def ask(self, question: str, words: str, code: str) -> None:
        """Ask; the safe answer has the keyboard."""
        self._code = code
        self.question.show_text(question)
        self.confirm_button.setText(words)
        self._arrange()
        self.cancel_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget_question(self) -> None:
        """The question is off."""
        self._code = ""
        self.question.show_text("")
        self._arrange()

    def _arrange(self) -> None:
        asks = self.asks
        self.confirm_button.setVisible(asks)
        self.cancel_button.setVisible(asks)
        self.accept.setVisible(self._has_terms and not asks)
        self.action.setVisible(self._has_action and not asks)
        self.setVisible(asks or self._has_terms or self._has_action or bool(self.error_line.label.whole))

    @Slot()
    def _confirm(self) -> None:
        code = self._code
        self.forget_question()
        self.confirmed.emit(code)

    @Slot()
    def _cancel(self) -> None:
        self.forget_question()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.asks:
            self._cancel()
            return
        super().keyPressEvent(event)
