"""The part of the settings that sets or changes the passphrase."""

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.labels import PlainLabel
from desktop.ui.pages.card import IconLine, primary_button, quiet_button
from desktop.ui.pages.new_passphrase import NewPassphrase
from desktop.ui.pages.passphrase_field import PassphraseField, order_fields
from desktop.ui.theme import SIZES


class PassphraseForm(QWidget):
    """The old passphrase, if there is one, and the new one twice."""

    submitted = Signal(object, str)             # the old one or None, the new one
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._has_passphrase = True
        self._busy = False
        self.old = PassphraseField()
        self.new = NewPassphrase()
        self.note = PlainLabel(SIZES.small, wraps=True)
        self.wrong_line, self.error_line = IconLine("error", "danger"), IconLine("error", "danger")
        self.save_button = primary_button()
        self.cancel_button = quiet_button()
        buttons = QHBoxLayout()
        buttons.addWidget(self.save_button)
        buttons.addWidget(self.cancel_button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (self.note, self.old, self.wrong_line, self.new, self.error_line):
            column.addWidget(part)
        column.addLayout(buttons)
        order_fields(self.old, self.new.first, self.new.second)
        self.old.textChanged.connect(self._update)
        self.old.confirmed.connect(self.new.setFocus)
        self.new.changed.connect(self._update)
        self.new.confirmed.connect(self._submit)
        self.old.cancelled.connect(self.cancelled)
        self.new.cancelled.connect(self.cancelled)
        self.save_button.clicked.connect(self._submit)
        self.cancel_button.clicked.connect(self.cancelled)
        self._retranslate()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def show_state(self, *, has_passphrase: bool, note: str = "") -> None:
        """Begin anew, for a vault that has a passphrase already or not; `note`: what will change."""
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self._has_passphrase = has_passphrase
        self._busy = False
        self.old.clear()
        self.new.clear()
        self._forget_errors()
        self._update()

    def show_busy(self, *, busy: bool) -> None:
        """The new passphrase is being set."""
        self._busy = busy
        self._update()

    def show_error(self, text: str) -> None:
        """Say why it was not set."""
        self.error_line.show_text(text)
        self.show_busy(busy=False)

    def show_wrong(self, text: str) -> None:
        """Say beneath the passphrase in use that it is another; it can be typed over at once."""
        self.wrong_line.show_text(text)
        self.show_busy(busy=False)
        self.old.setFocus(Qt.FocusReason.OtherFocusReason)
        self.old.selectAll()

    def begin(self) -> None:
        """Take the keyboard."""
        (self.old if self._has_passphrase else self.new).setFocus()

    def _retranslate(self) -> None:
        self.old.setPlaceholderText(self.tr("Passphrase in use"))
        self.old.setAccessibleName(self.tr("Passphrase in use"))
        self.save_button.setText(self.tr("Save"))
        self.cancel_button.setText(self.tr("Cancel"))
        self._update()

    @Slot()
    def _submit(self) -> None:
        if self.save_button.isEnabled():
            self._forget_errors()
            self.submitted.emit(self.old.text() if self._has_passphrase else None, self.new.passphrase())

    def _forget_errors(self) -> None:
        for line in (self.wrong_line, self.error_line):
            line.show_text("")

    @Slot()
    def _update(self) -> None:
        self.old.setVisible(self._has_passphrase)
        for part in (self.old, self.new):
            part.setEnabled(not self._busy)
        is_old_given = bool(self.old.text()) or not self._has_passphrase
        self.save_button.setEnabled(is_old_given and bool(self.new.passphrase()) and not self._busy)
