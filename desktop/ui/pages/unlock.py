"""The page in front of a locked vault: the passphrase, the keyring, the recovery key, or why none can help.

It is painted at every start, so the fields of the recovery key are made when somebody asks for them.
"""

from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.appearance import Appearance
from desktop.ui.icons import icon
from desktop.ui.labels import PlainLabel
from desktop.ui.pages.card import CardPage, IconLine, dress, primary_button, quiet_button
from desktop.ui.pages.key_groups import CheckGroup, KeyGroups
from desktop.ui.pages.passphrase_field import PassphraseField
from desktop.ui.theme import SIZES
from desktop.vault.recovery import GROUPS

_PICTURE = 40
_SECOND_MS = 1000


class UnlockPage(CardPage):
    """Tells what was typed; whether it opens the vault is decided elsewhere."""

    passphrase_entered = Signal(str)
    recovery_entered = Signal(str)              # the groups, joined by hyphens
    keyring_requested = Signal()
    restore_requested = Signal()
    quit_requested = Signal()

    def __init__(self, check: CheckGroup) -> None:
        super().__init__()
        self._check = check
        self._recovery: KeyGroups | None = None
        self._by_recovery = False
        self._busy = False
        self._blocked = False
        self._waiting = False
        self._wait_s = 0
        self._has_passphrase = True
        self._has_keyring = False
        self._build()
        self._connect()
        self.retranslate()
        self.set_appearance(self._appearance)
        self._update()

    def _build(self) -> None:
        self._picture = PlainLabel()
        self.intro = PlainLabel(SIZES.small, wraps=True)
        self.reason = IconLine("info", "text")
        self.waiting = IconLine("key", "text")
        self.passphrase = PassphraseField()
        self._place_for_groups = QVBoxLayout()
        self.unlock_button = primary_button()
        self.recovery_button = quiet_button()
        self.keyring_button = quiet_button()
        self.restore_button = quiet_button()
        self.folder = PlainLabel(SIZES.small, wraps=True)
        self.folder.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.quit_button = primary_button()
        self.second = QTimer(self)
        self.second.setInterval(_SECOND_MS)
        for label in (self._picture, self.title, self.intro):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        for label in (self._picture, self.title, self.intro):
            self.body.addWidget(label)
        for part in (self.reason, self.waiting, self.passphrase):
            self.body.addWidget(part)
        self.body.addLayout(self._place_for_groups)
        self.body.addWidget(self.error_line)
        self.body.addWidget(self.folder)
        self.body.addWidget(self.unlock_button)
        self.body.addWidget(self.quit_button)
        below = QVBoxLayout()
        below.setSpacing(4)
        for button in (self.recovery_button, self.keyring_button, self.restore_button):
            below.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.body.addLayout(below)
        self.setFocusProxy(self.passphrase)

    def _connect(self) -> None:
        self.passphrase.textChanged.connect(self._update)
        self.passphrase.confirmed.connect(self._submit)
        self.unlock_button.clicked.connect(self._submit)
        self.second.timeout.connect(self._on_second)
        self.recovery_button.clicked.connect(self._switch)
        self.keyring_button.clicked.connect(self.keyring_requested)
        self.restore_button.clicked.connect(self.restore_requested)
        self.quit_button.clicked.connect(self.quit_requested)

    def retranslate(self) -> None:
        self.passphrase.setPlaceholderText(self.tr("Passphrase"))
        self.passphrase.setAccessibleName(self.tr("Passphrase"))
        self.keyring_button.setText(self.tr("Ask the keyring again"))
        self.restore_button.setText(self.tr("Backups and repair…"))
        self.quit_button.setText(self.tr("Quit"))
        self._update()

    def set_appearance(self, appearance: Appearance) -> None:
        super().set_appearance(appearance)
        ink = appearance.tokens.link
        side = appearance.length(_PICTURE)
        self._picture.setPixmap(icon("lock", ink, ink).pixmap(side, side))
        if self._recovery:
            self._recovery.set_appearance(appearance)

    def show_form(self, *, has_passphrase: bool, has_keyring: bool) -> None:
        """Ask for what opens this vault; without a passphrase only keyring and recovery key are left."""
        self._has_passphrase = has_passphrase
        self._has_keyring = has_keyring
        self._by_recovery = not has_passphrase
        super().show_error("")
        self.reason.show_text("")
        self._waiting = self._blocked = self._busy = False
        self.passphrase.clear()
        if self._recovery:
            self._recovery.clear()
        self._update()
        self._focus()

    def show_waiting_for_keyring(self) -> None:
        """The keyring has been asked; its own window may want the user. The rest of the page stays usable."""
        self._waiting = True
        self._update()

    def show_reason(self, text: str) -> None:
        """Say why the vault did not open by itself, such as a keyring that is gone."""
        self._waiting = False
        self.reason.show_text(text)
        self._update()

    def show_brought_up(self, done: int, count: int) -> None:
        """How far a vault of an older version is: it takes a while, once; a small one no time at all."""
        if count:
            text = self.tr("The vault is being brought to this version: {percent} %. Please wait.")
            self.show_reason(text.format(percent=100 * done // count))

    def show_busy(self, *, busy: bool) -> None:
        """What was typed is being tried."""
        self._busy = busy
        self._update()

    def show_error(self, text: str) -> None:
        """Say what was wrong with what was typed, and let it be typed again."""
        self._busy = self._waiting = False
        super().show_error(text)
        self._update()
        if not self._by_recovery:
            self.passphrase.selectAll()
        self._focus()

    def show_wait(self, seconds: int) -> None:
        """Nothing is tried for so long, after several wrong secrets; it can be typed meanwhile."""
        self._wait_s = seconds
        self._busy = False
        if seconds:
            self.second.start()
        self._update()

    @Slot()
    def _on_second(self) -> None:
        self._wait_s = max(0, self._wait_s - 1)
        if not self._wait_s:
            self.second.stop()
        self._update()

    def show_blocked(self, text: str, folder: str) -> None:
        """Nothing that is typed can help: say why and where the vault is."""
        self._blocked = True
        self._waiting = self._busy = False
        self.passphrase.clear()
        super().show_error(text)
        self.folder.setText(folder)
        self._update()
        self.quit_button.setFocus()

    def _focus(self) -> None:
        (self._recovery if self._by_recovery and self._recovery else self.passphrase).setFocus()

    @property
    def groups(self) -> KeyGroups:
        """The fields of the recovery key, made when they are first needed."""
        if self._recovery is None:
            self._recovery = KeyGroups(self._check, range(GROUPS))
            self._recovery.changed.connect(self._update)
            self._recovery.confirmed.connect(self._submit)
            self._place_for_groups.addWidget(self._recovery)
            dress(self._recovery, self._appearance)     # not before: its fonts go as it comes in
            self._recovery.set_appearance(self._appearance)
            below = (
                self.unlock_button, self.quit_button, self.recovery_button, self.keyring_button,
                self.restore_button,
            )  # fmt: skip
            order: tuple[QWidget, ...] = (*self._recovery.fields, *below)
            for one, next_one in pairwise(order):
                QWidget.setTabOrder(one, next_one)
        return self._recovery

    @Slot()
    def _switch(self) -> None:
        self._by_recovery = not self._by_recovery
        super().show_error("")
        self._update()
        self._focus()

    @Slot()
    def _submit(self) -> None:
        if not self.unlock_button.isEnabled() or self._blocked:
            return
        super().show_error("")
        if self._by_recovery:
            self.recovery_entered.emit("-".join(self.groups.groups()))
        else:
            self.passphrase_entered.emit(self.passphrase.text())

    @Slot()
    def _update(self) -> None:
        by_recovery = self._by_recovery and not self._blocked
        self._show_words()
        self.passphrase.setVisible(not self._by_recovery and not self._blocked)
        self.passphrase.setEnabled(not self._busy)
        if by_recovery or self._recovery:
            self.groups.setVisible(by_recovery)
            self.groups.setEnabled(not self._busy)
        typed = self.groups.is_right() if by_recovery else bool(self.passphrase.text())
        self.unlock_button.setVisible(not self._blocked)
        self.unlock_button.setEnabled(typed and not self._busy and not self._wait_s)
        self.recovery_button.setVisible(self._has_passphrase and not self._blocked)
        self.keyring_button.setVisible(self._has_keyring and not self._waiting and not self._blocked)
        self.quit_button.setVisible(self._blocked)
        self.restore_button.setEnabled(not self._busy)
        self.folder.setVisible(self._blocked)
        self.reason.setVisible(bool(self.reason.label.text()) and not self._blocked)

    def _show_words(self) -> None:
        if self._blocked:
            self.title.setText(self.tr("The vault cannot be opened"))
            self.intro.setText(self.tr("Nothing in it was changed."))
        else:
            self.title.setText(self.tr("Hisho is locked"))
            words = self.tr("Enter your passphrase."), self.tr("Enter your recovery key.")
            self.intro.setText(words[self._by_recovery])
        self.waiting.show_text(
            self.tr("Waiting for this computer’s keyring. It may ask you in a window of its own.")
            if self._waiting
            else ""
        )
        self.unlock_button.setText(self.tr("Unlocking…") if self._busy else self.tr("Unlock"))
        if self._wait_s:
            self.unlock_button.setText(self.tr("Next attempt in {seconds} s").format(seconds=self._wait_s))
        self.recovery_button.setText(
            self.tr("Use the passphrase") if self._by_recovery else self.tr("Use the recovery key")
        )
