"""The way in: makes the vault at the first start, otherwise opens it by keyring, passphrase or recovery
key.
"""

import random
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.ui.background import Background
from desktop.ui.pages.first_run import Demands, FirstRunPage
from desktop.ui.pages.recovery_key import RecoveryKeyPage
from desktop.ui.pages.unlock import UnlockPage
from desktop.vault.attempts import Attempts
from desktop.vault.errors import (
    KeychainEntryMissingError,
    KeychainError,
    KeychainLockedError,
    TooManyAttemptsError,
    VaultDamagedError,
    VaultError,
    VaultInUseError,
    WrongSecretError,
)
from desktop.vault.header import KEYRING, PASSPHRASE, RECOVERY, TOGETHER
from desktop.vault.keychain import Keychain, KeychainState
from desktop.vault.openers import ByBoth, ByKeyring, ByPassphrase, ByRecoveryKey, Opener
from desktop.vault.place import KeyRules, Look, VaultPlace, VaultState
from desktop.vault.recovery import GROUPS, group_state

if TYPE_CHECKING:
    from desktop.ui.pages.restore import RestorePage
    from desktop.ui.restoring import Restoring
    from desktop.vault.vault import Created, Vault

FIRST_RUN, RECOVERY_KEY, UNLOCK, RESTORE = "first_run", "recovery_key", "unlock", "restore"
_ASKED_GROUPS = 2
_TRY_AGAIN = (WrongSecretError, VaultInUseError, KeychainError)     # nothing is wrong with the vault itself
Page = TypeVar("Page", bound=QWidget)


class GatePages:
    """The pages that stand before the vault, each made when it is first needed: the window has to be there
    soon.
    """

    def __init__(self, add: Callable[[str, QWidget], None]) -> None:
        """`add` takes a new page into the window under its name."""
        self._add = add

    @cached_property
    def first_run(self) -> FirstRunPage:
        """How the vault shall be opened."""
        return self._added(FIRST_RUN, FirstRunPage())

    @cached_property
    def recovery_key(self) -> RecoveryKeyPage:
        """The recovery key, once."""
        return self._added(RECOVERY_KEY, RecoveryKeyPage(group_state))

    @cached_property
    def unlock(self) -> UnlockPage:
        """What opens the vault."""
        return self._added(UNLOCK, UnlockPage(group_state))

    @cached_property
    def restore(self) -> "RestorePage":
        """Backups, and what can be saved of a damaged vault."""
        from desktop.ui.pages.restore import RestorePage  # whoever unlocks does not wait for it

        return self._added(RESTORE, RestorePage(group_state))

    def _added(self, name: str, page: Page) -> Page:
        self._add(name, page)
        return page


def _asks_passphrase(found: Look) -> bool:
    """Whether there is a passphrase, alone or together with the keyring."""
    return bool({PASSPHRASE, TOGETHER} & found.slots)


def _wait_s(place: VaultPlace) -> int:
    """How long nothing will be tried after what was wrong until now."""
    return Attempts(place.folder, place.now).wait_s()


def _make(place: VaultPlace, keychain: Keychain | None, passphrase: str | None) -> "Created":
    from desktop.vault.vault import Vault  # the page is there before what opens a vault is loaded

    return Vault.create(place, keychain, passphrase)


class VaultGate(QObject):
    """Ends with `opened`; until then it decides which page is shown."""

    page_wanted = Signal(str)
    quit_wanted = Signal()
    opened = Signal(object)  # Vault; belongs to the vault's lane
    _brought_up = Signal(int, int)  # texts of an older version, of how many

    def __init__(
        self,
        place: VaultPlace,
        keychain: Keychain,
        background: Background,
        pages: GatePages,
        words: Callable[[Exception], str],
    ) -> None:
        super().__init__()
        self._place = place
        self._keychain = keychain
        self._background = background
        self._pages = pages
        self._words = words
        self._created: Vault | None = None
        self._is_open = False
        self._look = Look(VaultState.ABSENT)
        # What the administrator demands is read when something is made or opened, not before.
        self.rules: Callable[[], KeyRules] = KeyRules
        self.demands: Callable[[], Demands] = Demands
        self.bar: Callable[[], Exception | None] = lambda: None     # why nothing may be opened here
        self.opened_by = ""                     # the slot; nothing at the first start
        self.keyring_lost = False               # it was asked, and has no key for this vault
        self._is_damaged = False

    @cached_property
    def _restoring(self) -> "Restoring":
        from desktop.ui.restoring import Around, Restoring  # as its page

        around = Around(self._place, self._keychain, self._opened, self._words)
        restoring = Restoring(around, self._background, lambda: self._pages.restore)
        restoring.begun.connect(lambda: self.page_wanted.emit(RESTORE))
        restoring.left.connect(
            lambda: self.page_wanted.emit(FIRST_RUN if self._look.state is VaultState.ABSENT else UNLOCK)
        )
        restoring.opened.connect(self._on_opened)
        return restoring

    @Slot()
    def _bring_back(self) -> None:
        self._restoring.is_damaged = self._is_damaged
        self._restoring.begin()

    def begin(self, *, locked: bool) -> None:
        """Look at the folder and show what it needs. After a lock the keyring is not asked."""
        self._look = self._place.look()
        barred = self.bar()
        if self._look.state is VaultState.ABSENT and barred is None:
            self._begin_first_run()
            return
        unlock = self._pages.unlock
        unlock.passphrase_entered.connect(self._on_passphrase)
        unlock.recovery_entered.connect(self._on_recovery_key)
        unlock.keyring_requested.connect(self._ask_keyring)
        unlock.restore_requested.connect(self._bring_back)
        unlock.quit_requested.connect(self.quit_wanted)
        self._brought_up.connect(unlock.show_brought_up, Qt.ConnectionType.QueuedConnection)
        self.page_wanted.emit(UNLOCK)
        if (refused := barred or self._look.error) is not None:
            unlock.show_blocked(self._words(refused), str(self._place.folder))
            return
        has_passphrase = _asks_passphrase(self._look)
        unlock.show_form(
            has_passphrase=has_passphrase, has_keyring=KEYRING in self._look.slots and not has_passphrase
        )
        unlock.show_wait(_wait_s(self._place))
        if self._look.keyring_opens and not locked:
            unlock.show_waiting_for_keyring()
            unasked = ByKeyring(self._keychain, may_ask=False)
            self._background.on_vault(partial(self._opened, unasked), self._on_opened, self._on_no_keyring)

    # -- the first time

    def _begin_first_run(self) -> None:
        self._pages.first_run.create_requested.connect(self._on_create)
        self._pages.first_run.restore_requested.connect(self._bring_back)
        self.page_wanted.emit(FIRST_RUN)
        self._pages.first_run.show_demands(self.demands())
        self._pages.first_run.show_keyring(usable=False, reason="")
        self._background.elsewhere(self._keychain.state, self._on_keychain_state)

    def _on_keychain_state(self, state: KeychainState) -> None:
        reasons = {
            KeychainState.USABLE: "",
            KeychainState.LOCKED: self.tr("The keyring of this computer is locked."),
            KeychainState.UNAVAILABLE: self.tr("This computer has no keyring that Hisho can use."),
        }
        self._pages.first_run.show_keyring(usable=state is KeychainState.USABLE, reason=reasons[state])

    @Slot(object, bool)
    def _on_create(self, passphrase: str | None, use_keyring: bool) -> None:
        self._pages.first_run.show_busy(busy=True)
        keychain = self._keychain if use_keyring else None
        self._background.on_vault(
            lambda: _make(replace(self._place, rules=self.rules()), keychain, passphrase),
            self._on_created,
            lambda error: self._pages.first_run.show_error(self._words(error)),
        )

    def _on_created(self, created: "Created") -> None:
        self._pages.first_run.show_busy(busy=False)
        if created.recovery_key:
            self._show_key(created.vault, created.recovery_key)
        else:                           # the administrator wants none: the vault is sealed to another key
            self.opened.emit(created.vault)

    def _show_key(self, vault: "Vault", recovery_key: str) -> None:
        self._created = vault
        asked = sorted(random.SystemRandom().sample(range(GROUPS), _ASKED_GROUPS))
        page = self._pages.recovery_key
        page.confirmed.connect(self._on_key_confirmed)
        page.show_key(recovery_key.split("-"), asked)
        self.page_wanted.emit(RECOVERY_KEY)

    @Slot()
    def _on_key_confirmed(self) -> None:
        self._pages.recovery_key.forget_key()
        vault, self._created = self._created, None
        if vault is not None:
            self._background.on_vault(vault.confirm_recovery, lambda _: self.opened.emit(vault))

    # -- every other time

    @Slot(str)
    def _on_passphrase(self, passphrase: str) -> None:
        joint = TOGETHER in self._look.slots
        self._try(ByBoth(passphrase, self._keychain) if joint else ByPassphrase(passphrase))

    @Slot(str)
    def _on_recovery_key(self, typed: str) -> None:
        self._try(ByRecoveryKey(typed))

    @Slot()
    def _ask_keyring(self) -> None:
        """A question of the keyring's own may stand for minutes. It is waited for beside the vault's lane, so
        that passphrase and recovery key can open the vault meanwhile; whoever is first has it.
        """
        self._pages.unlock.show_waiting_for_keyring()
        asking = ByKeyring(self._keychain, may_ask=True)
        self._background.beside(partial(self._opened, asking), self._on_opened, self._on_no_keyring)

    def _try(self, opener: Opener) -> None:
        self._pages.unlock.show_busy(busy=True)
        self._background.on_vault(lambda: self._opened(opener), self._on_opened, self._on_refused)

    def _opened(self, opener: Opener) -> "Vault":
        """Who has unlocked it has taken the lock back: the keyring may open it at the next start."""
        from desktop.vault.vault import Vault  # as above

        vault = Vault.unlock(
            replace(self._place, rules=self.rules(), tell=self._brought_up.emit), opener
        )
        vault.let_keyring_open()
        self.opened_by = opener.slot
        return vault

    def _on_opened(self, vault: "Vault") -> None:
        """Whoever left before the recovery key was confirmed gets another one now."""
        self._is_open = True
        if vault.is_recovery_confirmed or RECOVERY not in vault.slots:
            self.opened.emit(vault)
        else:
            self._pages.recovery_key.explain_renewal()
            self._background.on_vault(
                vault.renew_recovery_key, partial(self._show_key, vault), lambda _: self.opened.emit(vault)
            )

    def _on_no_keyring(self, error: Exception) -> None:
        self.keyring_lost = isinstance(error, KeychainEntryMissingError)
        if self._is_open:
            return                      # the keyring's question was answered after another way in was found
        if isinstance(error, KeychainLockedError) and not _asks_passphrase(self._look):
            self._ask_keyring()  # nothing else opens it: let the keyring put up its own question
        elif isinstance(error, KeychainError):
            self._pages.unlock.show_reason(self._words(error))
        else:
            self._on_refused(error)

    def _on_refused(self, error: Exception) -> None:
        unlock = self._pages.unlock
        if isinstance(error, TooManyAttemptsError):
            unlock.show_wait(error.seconds)
        elif isinstance(error, _TRY_AGAIN) or not isinstance(error, VaultError):
            unlock.show_error(self._words(error))
            unlock.show_wait(_wait_s(self._place))
        else:
            self._is_damaged = isinstance(error, VaultDamagedError)
            unlock.show_blocked(self._words(error), str(self._place.folder))

    def tell(self, text: str) -> None:
        """Say something on the unlock page, if that is where we are."""
        if self._look.state is VaultState.PRESENT:
            self._pages.unlock.show_reason(text)

    def close(self) -> None:
        """Leave without the vault (quitting before the recovery key was confirmed): it stays closed and
        whole.
        """
        if "_restoring" in vars(self):
            self._restoring.close()
        if self._created is not None:
            self._background.on_vault(self._created.close)
            self._created = None
