"""The page between the open vault and the room, where a passphrase has to be set or given once more."""

from enum import StrEnum

from PySide6.QtCore import Qt, Signal, Slot

from desktop.ui.labels import PlainLabel
from desktop.ui.pages.card import CardPage, primary_button, quiet_button
from desktop.ui.pages.new_passphrase import NewPassphrase
from desktop.ui.pages.passphrase_field import PassphraseField
from desktop.ui.theme import SIZES


class Demand(StrEnum):
    """Why a passphrase is asked for."""

    FORGOTTEN = "forgotten"         # the recovery key has opened the vault
    REQUIRED = "required"           # the administrator demands one, and there is none
    JOINT = "joint"                 # the administrator demands it together with the keyring


class PassphraseDemandPage(CardPage):
    """Asks for a new passphrase, or for the one in use where it is only to be joined with the keyring."""

    given = Signal(str)
    put_off = Signal()                          # only after the recovery key was used
    quit_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._demand = Demand.FORGOTTEN
        self._exists = False
        self._busy = False
        self.intro = PlainLabel(SIZES.small, wraps=True)
        self.new, self.known = NewPassphrase(), PassphraseField()
        self.go_on_button = primary_button()
        self.later_button, self.quit_button = quiet_button(), quiet_button()
        for part in (self.title, self.intro, self.new, self.known, self.error_line, self.go_on_button):
            self.body.addWidget(part)
        for button in (self.later_button, self.quit_button):
            self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.new.changed.connect(self._update)
        self.known.textChanged.connect(self._update)
        self.new.confirmed.connect(self._give)
        self.known.confirmed.connect(self._give)
        self.go_on_button.clicked.connect(self._give)
        self.later_button.clicked.connect(self.put_off)
        self.quit_button.clicked.connect(self.quit_requested)
        self.retranslate()
        self.set_appearance(self._appearance)

    def ask(self, demand: Demand, least: int, *, exists: bool) -> None:
        """Ask for a passphrase of at least so many characters; `exists`: for the one in use."""
        self._demand = demand
        self._exists = exists
        self._busy = False
        self.new.require_length(least)
        self.forget()
        self.retranslate()
        (self.known if exists else self.new).setFocus()

    def forget(self) -> None:
        """Forget what was typed."""
        self.new.clear()
        self.known.clear()

    def show_busy(self, *, busy: bool) -> None:
        """It is being set."""
        self._busy = busy
        self._update()

    def show_error(self, text: str) -> None:
        self.show_busy(busy=False)
        super().show_error(text)

    def retranslate(self) -> None:
        titles = {
            Demand.FORGOTTEN: self.tr("Set a new passphrase now"),
            Demand.REQUIRED: self.tr("Set a passphrase"),
            Demand.JOINT: self.tr("Keyring and passphrase together"),
        }
        intros = {
            Demand.FORGOTTEN: self.tr(
                "The recovery key has opened the vault. Choose a new passphrase: from then on it opens the "
                "vault, and the forgotten one does not. The recovery key stays as it is."
            ),
            Demand.REQUIRED: self.tr(
                "The administrator demands a passphrase for the vault on this computer. Your conversations "
                "are all there."
            ),
            Demand.JOINT: self.tr(
                "The administrator demands that the keyring of this computer and a passphrase open the vault "
                "together. From now on neither opens it alone."
            ),
        }
        self.title.setText(titles[self._demand])
        self.intro.setText(intros[self._demand])
        self.known.setPlaceholderText(self.tr("Passphrase in use"))
        self.known.setAccessibleName(self.tr("Passphrase in use"))
        self.later_button.setText(self.tr("Later: ask for the recovery key again at the next start"))
        self.quit_button.setText(self.tr("Quit"))
        self._update()

    @Slot()
    def _give(self) -> None:
        if self.go_on_button.isEnabled():
            super().show_error("")
            self.given.emit(self.known.text() if self._exists else self.new.passphrase())

    @Slot()
    def _update(self) -> None:
        self.new.setVisible(not self._exists)
        self.known.setVisible(self._exists)
        for part in (self.new, self.known, self.later_button):
            part.setEnabled(not self._busy)
        self.later_button.setVisible(self._demand is Demand.FORGOTTEN)
        self.quit_button.setVisible(self._demand is not Demand.FORGOTTEN)
        is_given = bool(self.known.text() if self._exists else self.new.passphrase())
        self.go_on_button.setText(self.tr("Setting…") if self._busy else self.tr("Go on"))
        self.go_on_button.setEnabled(is_given and not self._busy)
