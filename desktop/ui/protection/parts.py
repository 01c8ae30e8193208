"""What the sections of the page are made of: a heading with its text, and a question before what cannot be
undone.
"""

from datetime import datetime

from PySide6.QtCore import QDate, QEvent, QLocale, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.ui.labels import PlainLabel
from desktop.ui.models.flow import FlowLayout
from desktop.ui.pages.card import IconLine, quiet_button
from desktop.ui.pages.passphrase_field import PassphraseField
from desktop.ui.theme import SIZES


def day_words(moment: datetime) -> str:
    """The date here, as this computer writes dates."""
    day = moment.astimezone().date()
    return QLocale().toString(QDate(day.year, day.month, day.day), QLocale.FormatType.ShortFormat)


class Section(QWidget):
    """A heading, a text below it, and whatever the section adds to `column`. A section overrides
    `retranslate`, which sets every word.
    """

    opened = Signal(object)                     # a part that was hidden, and has to be seen now

    def __init__(self) -> None:
        super().__init__()
        self.heading = PlainLabel(SIZES.body, 700, "text")
        self.text = PlainLabel(SIZES.small, wraps=True)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 8, 0, 0)
        self.column.setSpacing(10)
        self.column.addWidget(self.heading)
        self.column.addWidget(self.text)

    def retranslate(self) -> None:
        """Take the words of the language in use."""

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def add_buttons(self, *buttons: QPushButton) -> None:
        """Beside each other, below where there is no room."""
        row = FlowLayout()
        for button in buttons:
            row.addWidget(button)
        self.column.addLayout(row)


class Question(QWidget):
    """Asks before something is done, and for the passphrase in use where an open window shall not be enough.
    The keyboard is there, or on “cancel” first.
    """

    agreed = Signal(str)                        # the passphrase that was typed, if one was asked for

    def __init__(self) -> None:
        super().__init__()
        self.line = IconLine("warning", "warning")
        self.yes = QPushButton()
        self.yes.setProperty("kind", "danger")
        self.no = quiet_button()
        self.known = PassphraseField()
        self._asks_passphrase = False
        self._may_agree = True
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.yes)
        row.addWidget(self.no)
        row.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self._column.addWidget(self.line)
        self._column.addWidget(self.known)
        self._column.addLayout(row)
        self.setVisible(False)
        self.known.textChanged.connect(self._update)
        self.known.confirmed.connect(self.yes.click)
        self.known.cancelled.connect(self.no.click)
        self.yes.clicked.connect(self._agree)
        self.no.clicked.connect(self.withdraw)

    def add(self, part: QWidget) -> None:
        """Ask for this, too, below the passphrase in use."""
        self._column.insertWidget(self._column.count() - 1, part)

    def ask(self, question: str, yes: str, *, passphrase: bool = False) -> None:
        """Put the question; `yes` names what would be done. `passphrase`: the one in use is asked for."""
        self._asks_passphrase = passphrase
        self.known.clear()
        self.known.eye.setChecked(False)
        self.known.setVisible(passphrase)
        self.known.setPlaceholderText(self.tr("Passphrase in use"))
        self.known.setAccessibleName(self.tr("Passphrase in use"))
        self.line.show_text(question)
        self.yes.setText(yes)
        self.no.setText(self.tr("Cancel"))
        self.setVisible(True)
        self._update()
        (self.known if passphrase else self.no).setFocus(Qt.FocusReason.OtherFocusReason)

    def let_agree(self, may_agree: bool) -> None:
        """Whether all else is there that is asked for."""
        self._may_agree = may_agree
        self._update()

    @Slot()
    def _update(self) -> None:
        self.yes.setEnabled(self._may_agree and (bool(self.known.text()) or not self._asks_passphrase))

    @Slot()
    def withdraw(self) -> None:
        """Nothing is done."""
        self.line.show_text("")
        self.known.clear()
        self.setVisible(False)

    @Slot()
    def _agree(self) -> None:
        typed = self.known.text()
        self.withdraw()
        self.agreed.emit(typed)
