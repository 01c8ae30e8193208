"""The first page a person sees: what the vault is, and what shall open it."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.appearance import Appearance
from desktop.ui.labels import PlainLabel
from desktop.ui.pages.card import CardPage, primary_button, quiet_button
from desktop.ui.pages.new_passphrase import NewPassphrase
from desktop.ui.pages.toggles import Check, Radio, indent
from desktop.ui.theme import SIZES


@dataclass(frozen=True, slots=True)
class Demands:
    """What the administrator demands of a new vault."""

    passphrase: bool = False
    passphrase_min: int = 0
    keyring: Literal["allowed", "with_passphrase", "forbidden"] = "allowed"

    @property
    def needs_passphrase(self) -> bool:
        """Whether the keyring alone is not enough."""
        return self.passphrase or self.keyring != "allowed"


class FirstRunPage(CardPage):
    """A passphrase is offered first, with the reason; the keyring alone only where it can be used."""

    create_requested = Signal(object, bool)     # passphrase or None, whether the keyring shall open it too
    restore_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._keyring_is_usable = False
        self._keyring_reason = ""
        self._busy = False
        self._demands = Demands()
        self._build()
        self._connect()
        self.retranslate()
        self.set_appearance(self._appearance)

    def _build(self) -> None:
        self.intro = PlainLabel(SIZES.small, wraps=True)
        self.with_passphrase = Radio()
        self.with_passphrase.setChecked(True)
        self.why = PlainLabel(SIZES.small, wraps=True)
        self.passphrase = NewPassphrase()
        self.remember = Check()
        self.remember.setChecked(True)
        self.keyring_only = Radio()
        self.keyring_note = PlainLabel(SIZES.small, wraps=True)
        self.create_button = primary_button()
        self.restore_button = quiet_button()
        self._fields = QWidget()
        inner = QVBoxLayout(self._fields)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(12)
        inner.addWidget(self.passphrase)
        inner.addWidget(self.remember)
        self.body.addWidget(self.title)
        self.body.addWidget(self.intro)
        self.body.addSpacing(4)
        self._add_choice(self.with_passphrase, self.why)
        self.body.addWidget(self._fields)
        self._add_choice(self.keyring_only, self.keyring_note)
        self.body.addSpacing(4)
        self.body.addWidget(self.error_line)
        self.body.addWidget(self.create_button)
        self.body.addWidget(self.restore_button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.setFocusProxy(self.passphrase)

    def _add_choice(self, choice: Radio, note: PlainLabel) -> None:
        both = QVBoxLayout()
        both.setSpacing(4)
        both.addWidget(choice)
        both.addWidget(note)
        self.body.addLayout(both)

    def set_appearance(self, appearance: Appearance) -> None:
        super().set_appearance(appearance)
        for toggle in (self.with_passphrase, self.remember, self.keyring_only):
            toggle.set_appearance(appearance)
        room = indent(appearance)
        self._fields.setContentsMargins(room, 0, 0, 0)
        for note in (self.why, self.keyring_note):
            note.setContentsMargins(room, 0, 0, 0)

    def _connect(self) -> None:
        self.passphrase.changed.connect(self._update)
        self.passphrase.confirmed.connect(self._create)
        self.with_passphrase.toggled.connect(self._update)
        self.create_button.clicked.connect(self._create)
        self.restore_button.clicked.connect(self.restore_requested)

    def retranslate(self) -> None:
        self.title.setText(self.tr("Create your vault"))
        self.intro.setText(
            self.tr(
                "Hisho keeps your conversations in an encrypted vault on this computer. "
                "Only you can open it, and nothing in it is sent anywhere."
            )
        )
        self.with_passphrase.setText(self.tr("With a passphrase (recommended)"))
        self.why.setText(
            self.tr("Without one Hisho cannot be locked: whoever uses your account could read everything.")
        )
        self.remember.setText(self.tr("Do not ask for it on this computer (keyring)"))
        self.keyring_only.setText(self.tr("With this computer’s keyring only"))
        self.restore_button.setText(self.tr("Restore from a backup…"))
        self._update()

    def show_keyring(self, *, usable: bool, reason: str = "") -> None:
        """Whether this computer's keyring can be used, and if not a sentence that says why."""
        self._keyring_is_usable = usable
        self._keyring_reason = reason
        if not usable:
            self.with_passphrase.setChecked(True)
        self._update()

    def show_demands(self, demands: Demands) -> None:
        """What is demanded is not left to choose."""
        self._demands = demands
        self.passphrase.require_length(demands.passphrase_min)
        if demands.needs_passphrase:
            self.with_passphrase.setChecked(True)
        self._update()

    def show_busy(self, *, busy: bool) -> None:
        """The vault is being made; deriving the key takes a moment."""
        self._busy = busy
        self._update()

    def show_error(self, text: str) -> None:
        self.show_busy(busy=False)
        super().show_error(text)

    @Slot()
    def _create(self) -> None:
        if not self.create_button.isEnabled():
            return
        super().show_error("")
        if self.keyring_only.isChecked():
            self.create_requested.emit(None, True)
        else:
            wanted = self.remember.isChecked() or self._demands.keyring == "with_passphrase"
            use_keyring = self._keyring_is_usable and self._demands.keyring != "forbidden" and wanted
            self.create_requested.emit(self.passphrase.passphrase(), use_keyring)

    @Slot()
    def _update(self) -> None:
        by_passphrase = self.with_passphrase.isChecked()
        self._fields.setVisible(by_passphrase)
        self._fields.setEnabled(not self._busy)
        self.remember.setVisible(self._keyring_is_usable and self._demands.keyring == "allowed")
        self.with_passphrase.setEnabled(not self._busy)
        keyring_is_enough = self._keyring_is_usable and not self._demands.needs_passphrase
        self.keyring_only.setEnabled(keyring_is_enough and not self._busy)
        self.keyring_note.setText(self._keyring_words())
        is_ready = not by_passphrase or bool(self.passphrase.passphrase())
        self.create_button.setText(self.tr("Creating…") if self._busy else self.tr("Create the vault"))
        self.create_button.setEnabled(is_ready and not self._busy)
        self.restore_button.setEnabled(not self._busy)

    def _keyring_words(self) -> str:
        if self._demands.needs_passphrase:
            words = {
                "allowed": self.tr("Set by the administrator: a passphrase is needed."),
                "with_passphrase": self.tr(
                    "Set by the administrator: keyring and passphrase are needed together."
                ),
                "forbidden": self.tr("Set by the administrator: the keyring is not used."),
            }
            return words[self._demands.keyring]
        if self._keyring_is_usable:
            return self.tr("Opens by itself while you are logged in to this computer.")
        return self._keyring_reason or self.tr("This computer’s keyring cannot be used.")
