"""Joins the page about the vault and its protection with the vault: what is wanted there is done on the
vault's lane.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from desktop.policy import Policy
from desktop.ui.appearance import Appearance
from desktop.ui.lock_rules import LockRules
from desktop.ui.main_window import MainWindow
from desktop.ui.protection.acts import VaultActs
from desktop.ui.room.new_key import NewKey
from desktop.ui.room.room import Outside
from desktop.ui.status.state import ProtectionStatus
from desktop.vault.errors import WrongPassphraseError
from desktop.vault.header import RECOVERY
from desktop.vault.keychain import KeychainState
from desktop.vault.recovery import encode, new_secret
from desktop.vault.rekeying import Renewal
from desktop.vault.upkeep import note_backup
from model_manager.reporting import size_text

if TYPE_CHECKING:
    from desktop.ui.protection.page import ProtectionPage

VAULT_PAGE = "vault"


class VaultCorner(QObject):
    """The page is made when it is first wanted."""

    ways_changed = Signal()                     # what opens the vault: whether it can be locked, too
    details_requested = Signal()                # each program and its layers
    settings_requested = Signal()
    audit_requested = Signal()
    report_requested = Signal()
    backup_folder_requested = Signal()
    left = Signal()
    _progressed = Signal(float)                 # from the thread that watches the work

    def __init__(
        self,
        window: MainWindow,
        acts: VaultActs,
        outside: Outside,
        policy: Policy,
        status: Callable[[], ProtectionStatus],
    ) -> None:
        """`status`: the protection level as it is known now."""
        super().__init__()
        self._window = window
        self._acts = acts
        self._vault = acts.vault
        self._outside = outside
        self._policy = policy
        self._status = status
        self.new_key = NewKey(window)
        self._appearance = Appearance()
        self._rules: LockRules | None = None
        self._hears_sleep = True
        self._page: ProtectionPage | None = None

    # -- the page

    @property
    def page(self) -> "ProtectionPage":
        """The page, made now if there is none yet."""
        if self._page is None:
            from desktop.ui.protection.page import ProtectionPage  # most days nobody looks

            self._page = ProtectionPage(size_text, self._outside.edition)
            self._page.set_appearance(self._appearance)
            self._page.lock.show_rules(self._rules, hears_sleep=self._hears_sleep)
            self._window.add_page(VAULT_PAGE, self._page)
            self._connect(self._page)
        return self._page

    def _connect(self, page: "ProtectionPage") -> None:
        page.closed.connect(self.left)
        page.settings_requested.connect(self.settings_requested)
        page.level.details_wanted.connect(self.details_requested)
        page.evidence.audit_button.clicked.connect(self.audit_requested)
        page.evidence.report_button.clicked.connect(self.report_requested)
        ways = page.ways
        ways.passphrase_wanted.connect(lambda old, new: self._by_form(self._acts.set_passphrase, old, new))
        ways.joint_wanted.connect(lambda old, new: self._by_form(self._acts.join, old, new))
        ways.keyring_wanted.connect(lambda: self._do(self._acts.add_keyring))
        ways.drop_wanted.connect(lambda name, known: self._do(lambda: self._acts.drop(name, known)))
        ways.recovery_wanted.connect(self._renew_key)
        page.copies.wanted.connect(self._back_up)
        page.copies.folder_wanted.connect(self.backup_folder_requested)
        page.theft.rekey_wanted.connect(self._begin_rekey)
        self._progressed.connect(page.theft.show_progress)

    @Slot()
    def show(self) -> None:
        """Show the page with how things stand now."""
        page = self.page
        page.level.show_status(self._status())
        self._window.show_page(VAULT_PAGE)
        self.refresh()

    def begin_passphrase(self) -> None:
        """Show the page where a passphrase is set."""
        self.show()
        self.page.show_error(
            self.tr("Locking needs a passphrase: without one, nothing could ask who you are.")
        )
        self.page.ways.begin_passphrase()

    def take_rules(self, rules: LockRules | None, *, hears_sleep: bool) -> None:
        """What locks the vault by itself; None where it cannot be locked."""
        self._rules, self._hears_sleep = rules, hears_sleep
        if self._page is not None:
            self._page.lock.show_rules(rules, hears_sleep=hears_sleep)

    def wear(self, appearance: Appearance) -> None:
        """Take the colours and the text size; the window hands them to the pages that it has."""
        self._appearance = self.new_key.appearance = appearance

    @Slot()
    def refresh(self) -> None:
        """Look how the vault stands, and show it."""
        self._outside.background.elsewhere(self._acts.keychain.state, self._read, self._on_error)

    def _read(self, keychain: KeychainState) -> None:
        usable = keychain is KeychainState.USABLE
        self._outside.background.on_vault(
            lambda: self._acts.standing(self._policy, keyring_usable=usable),
            self.page.show_standing,
            self._on_error,
        )

    def _on_error(self, error: Exception) -> None:
        self.page.show_error(self._outside.words(error))

    # -- the ways into the vault

    def _do(self, act: Callable[[], None]) -> None:
        trouble = self.page.ways.trouble
        trouble.show_text("")
        self._outside.background.on_vault(
            act, lambda _: self._on_ways(), lambda error: trouble.show_text(self._outside.words(error))
        )

    def _by_form(self, act: Callable[[str | None, str], None], old: str | None, new: str) -> None:
        form = self.page.ways.form
        form.show_busy(busy=True)

        def done(_: None) -> None:
            self.page.ways.end_form()
            self.page.show_error("")
            self._on_ways()

        def failed(error: Exception) -> None:
            is_old = isinstance(error, WrongPassphraseError)
            (form.show_wrong if is_old else form.show_error)(self._outside.words(error))

        self._outside.background.on_vault(lambda: act(old, new), done, failed)

    def _on_ways(self) -> None:
        """Backups open with what opens the vault now: an old passphrase must not live on in them."""
        self._outside.background.elsewhere(self._vault.upkeep.refresh_ways, None, self._on_error)
        self.ways_changed.emit()
        self.refresh()

    # -- the recovery key

    @Slot(str)
    def _renew_key(self, known: str) -> None:
        """The new key is written down before it takes the place of the old one."""
        secret, trouble = new_secret(), self.page.ways.trouble
        trouble.show_text("")
        self._outside.background.on_vault(
            lambda: self._acts.prove(known),
            lambda _: self._show_key(encode(secret), lambda: self._take_key(secret)),
            lambda error: trouble.show_text(self._outside.words(error)),
        )

    def _show_key(self, recovery_key: str, confirmed: Callable[[], None]) -> None:
        self.new_key.show(recovery_key, confirmed, self.show, self.tr("Cancel: nothing is changed"))

    def _take_key(self, secret: bytes) -> None:
        self._window.show_page(VAULT_PAGE)
        self._do(lambda: self._acts.renew_recovery_key(secret))

    # -- backups

    @Slot()
    def _back_up(self) -> None:
        background, vault, copies = self._outside.background, self._vault, self.page.copies
        copies.show_busy(busy=True)

        def made(backup: Any) -> None:
            copies.show_made()
            background.on_vault(lambda: note_backup(vault.events, backup), lambda _: self.refresh())

        background.elsewhere(
            vault.upkeep.back_up, made, lambda error: copies.show_trouble(self._outside.words(error))
        )

    # -- after a theft

    @Slot(str, str)
    def _begin_rekey(self, known: str, passphrase: str) -> None:
        """The new recovery key is written down before anything changes."""
        renewal = self._acts.renewal(passphrase)

        def proven(_: None) -> None:
            if RECOVERY in self._vault.slots:
                self._show_key(renewal.recovery_key, lambda: self._rekey(renewal))
            else:
                self._rekey(renewal)

        self._outside.background.on_vault(
            lambda: self._acts.prove(known), proven,
            lambda error: self.page.theft.show_trouble(self._outside.words(error)),
        )

    def _rekey(self, renewal: Renewal) -> None:
        self._window.show_page(VAULT_PAGE)
        theft = self.page.theft
        theft.show_progress(0.0)

        def work() -> None:
            self._vault.rekey(renewal, self._progressed.emit)
            self._vault.confirm_recovery()

        self._outside.background.on_vault(
            work, lambda _: self._on_rekeyed(), lambda error: theft.show_trouble(self._outside.words(error))
        )

    def _on_rekeyed(self) -> None:
        self.ways_changed.emit()
        self.refresh()
        self._back_up()                         # those that are there open with what somebody may have
        self.page.theft.show_done()
