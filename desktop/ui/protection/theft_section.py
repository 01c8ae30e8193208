"""The section for a suspected theft: all keys are made anew, so that nothing that was copied opens what is
written from now on.
"""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QPushButton

from desktop.ui.pages.card import IconLine
from desktop.ui.pages.new_passphrase import NewPassphrase
from desktop.ui.pages.passphrase_field import order_fields
from desktop.ui.protection.parts import Question, Section
from desktop.ui.protection.standing import Standing
from desktop.ui.surfaces import ThinBar


class TheftSection(Section):
    """Asks once, then shows how far it is."""

    rekey_wanted = Signal(str, str)             # the passphrase in use, the new one; empty where none is

    def __init__(self) -> None:
        super().__init__()
        self._needs_passphrase = False
        self.button = QPushButton()
        self.passphrase = NewPassphrase()
        self.passphrase.setVisible(False)
        self.question = Question()
        self.bar = ThinBar()
        self.bar.setVisible(False)
        self.result = IconLine("check", "success")
        self.trouble = IconLine("error", "danger")
        self.add_buttons(self.button)
        self.question.add(self.passphrase)
        order_fields(self.question.known, self.passphrase.first, self.passphrase.second)
        for part in (self.question, self.bar, self.result, self.trouble):
            self.column.addWidget(part)
        self.button.clicked.connect(self._ask)
        self.question.agreed.connect(self._agree)
        self.question.no.clicked.connect(self.forget)
        self.passphrase.confirmed.connect(self.question.yes.click)
        self.passphrase.cancelled.connect(self.question.no.click)
        self.passphrase.changed.connect(self._on_typed)

    def retranslate(self) -> None:
        self.heading.setText(self.tr("If you suspect a theft"))
        self.text.setText(
            self.tr(
                "If somebody may have copied the vault and may know a key, make all keys anew: the vault is "
                "encrypted again, with a new passphrase and a new recovery key. A copy that was taken before "
                "stays readable with the old keys; nothing can take it back."
            )
        )
        self.button.setText(self.tr("Make all keys anew…"))
        self.bar.setAccessibleName(self.tr("Progress of encrypting the vault again"))

    def show_standing(self, standing: Standing) -> None:
        """Whether a passphrase has to be chosen for it."""
        self._needs_passphrase = standing.has_passphrase
        self.passphrase.require_length(standing.policy.passphrase_min)

    def show_progress(self, fraction: float) -> None:
        """It is being done."""
        self.button.setEnabled(False)
        self.bar.setVisible(True)
        self.bar.show_share(fraction)

    def show_done(self) -> None:
        """It is done."""
        self._end()
        self.result.show_text(self.tr("All keys are new. Backups from before open with the old ones."))
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.opened.emit(self.result)

    def show_trouble(self, text: str) -> None:
        """Say why it was not done; the vault is as it was."""
        self._end()
        self.trouble.show_text(text)

    @Slot()
    def forget(self) -> None:
        """Forget what was typed."""
        self.passphrase.clear()
        self.passphrase.setVisible(False)

    def _end(self) -> None:
        self.button.setEnabled(True)
        self.bar.setVisible(False)

    @Slot()
    def _ask(self) -> None:
        for line in (self.result, self.trouble):
            line.show_text("")
        self.question.ask(
            self.tr("First comes the new recovery key, to be written down. The old one opens nothing then."),
            self.tr("Make all keys anew"),
            passphrase=self._needs_passphrase,
        )
        self.passphrase.setVisible(self._needs_passphrase)
        self._on_typed()
        self.opened.emit(self.question)

    @Slot()
    def _on_typed(self) -> None:
        self.question.let_agree(bool(self.passphrase.passphrase()) or not self._needs_passphrase)

    @Slot(str)
    def _agree(self, known: str) -> None:
        typed = self.passphrase.passphrase()
        self.forget()
        self.rekey_wanted.emit(known, typed)
