"""Opening the vault from a terminal, or making it there: keyring first, otherwise the passphrase."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime

from desktop.backup_places import chosen
from desktop.chat.store import ConversationStore
from desktop.cli.errors import PassphraseNeededError, PassphrasesDifferError, PassphraseTooShortError
from desktop.cli.terminal import Terminal, read_passphrase
from desktop.confinement.report import ProtectionReport, require_level
from desktop.key_rules import key_rules
from desktop.paths import Paths
from desktop.policy import read_policy
from desktop.settings import load
from desktop.ui.event_words import roll_back_words
from desktop.vault.errors import KeychainError, VaultMissingError, VaultWriteError
from desktop.vault.header import PASSPHRASE, TOGETHER
from desktop.vault.keychain import ANCHOR_PATIENCE_S, Keychain, KeychainState, SystemKeychain
from desktop.vault.openers import ByBoth, ByPassphrase
from desktop.vault.place import Look
from desktop.vault.slots import Healed
from desktop.vault.vault import Created, Vault, VaultPlace, VaultState
from desktop.vault_policy import drop_keyring, note_policy
from model_manager.policy_file import policy_file


class VaultAccess:
    """How this terminal gets at the vault, if it is protected as the administrator demands. Passphrases are
    typed without being shown, or read from a descriptor: the first line of the first is the present one, that
    of the second a new one.
    """

    def __init__(
        self,
        places: Paths,
        keychain: Keychain,
        terminal: Terminal,
        protection: ProtectionReport,
        *descriptors: int | None,
    ) -> None:
        self._policy = read_policy(policy_file(os.environ))
        self.place = VaultPlace(
            places.vault,
            lambda: datetime.now(UTC),
            foreign=places.data if places.is_foreign else None,
            safe=SystemKeychain(ANCHOR_PATIENCE_S),
            rules=key_rules(self._policy),
            backups=chosen(load(places.settings_file)),
        )
        self.usual_label = self._policy.label_default
        self._keychain = keychain
        self._terminal = terminal
        self._protection = protection
        self._descriptor, self._new_descriptor = (*descriptors, None, None)[:2]

    @contextmanager
    def unlocked(self, *, trust_keyring: bool = True) -> Iterator[Vault]:
        """The vault itself, which must be there. Without `trust_keyring` a passphrase is asked for where the
        vault has one: what is asked for changes its ways in. Raises VaultError, PassphraseNeededError also
        where nothing is typed.
        """
        vault = self._open(self.found(), trust_keyring=trust_keyring)
        try:
            yield vault
        finally:
            vault.close()

    def found(self) -> Look:
        """What is in the folder. Raises VaultError if that is no vault."""
        found = self.place.look()
        if found.error is not None:
            raise found.error
        if found.state is VaultState.ABSENT:
            raise VaultMissingError
        return found

    @contextmanager
    def opened(self) -> Iterator[ConversationStore]:
        """The store of the vault, which is made if there is none. Raises VaultError, CommandError."""
        try:
            vault = self._open(self.found(), trust_keyring=True)
        except VaultMissingError:
            vault = self._make_and_tell()
        vault.conversations.labels.usual = self.usual_label
        try:
            yield vault.conversations
        finally:
            vault.close()

    def require_protection(self, protection: ProtectionReport | None = None) -> None:
        """Raises ProtectionTooWeakError. Asked for before anything is opened or made, and again with the
        report of more programs.
        """
        require_level(protection or self._protection, self._policy.demanded_level)

    def _open(self, found: Look, *, trust_keyring: bool) -> Vault:
        self.require_protection()
        has_passphrase = bool({PASSPHRASE, TOGETHER} & found.slots)
        trusted = trust_keyring and self.place.rules.keyring_alone
        if found.keyring_opens and (trusted or not has_passphrase):
            try:
                return self._obeying(Vault.unlock_with_keyring(self.place, self._keychain, may_ask=False))
            except KeychainError:
                if not has_passphrase:
                    raise  # the recovery key is for the window, where it can be typed with care
        typed = self.passphrase()
        joint = TOGETHER in found.slots
        vault = Vault.unlock(self.place, ByBoth(typed, self._keychain) if joint else ByPassphrase(typed))
        self._heal(vault)
        return self._obeying(vault)

    def _obeying(self, vault: Vault) -> Vault:
        """The vault as the administrator demands it. Raises VaultError, CommandError; then it is closed."""
        try:
            with suppress(VaultWriteError):     # a full disk: what was said can be read
                note_policy(vault, self._policy)
            with suppress(VaultWriteError):
                self._tell_of_roll_back(vault)
            if self.place.rules.passphrase and not {PASSPHRASE, TOGETHER} & vault.slots:
                self._demand_passphrase(vault)
            if drop_keyring(vault, self._policy, self._keychain):
                words = self._terminal.words
                self._terminal.note(words("Set by the administrator: the keyring opens this vault no more."))
        except BaseException:
            vault.close()
            raise
        return vault

    def _tell_of_roll_back(self, vault: Vault) -> None:
        """Told until somebody acknowledges it in the window."""
        if name := vault.ways.header.anchored_as:
            vault.anchors.look_in_safe(name)
        if found := vault.anchors.untold():
            self._terminal.note(roll_back_words(found.value, self._terminal.translate))

    def _demand_passphrase(self, vault: Vault) -> None:
        words = self._terminal.words
        self._terminal.note(words("Set by the administrator: this vault has to have a passphrase."))
        passphrase = self.new_passphrase()
        if self.place.rules.together and self._keychain.state() is KeychainState.USABLE:
            vault.ways.set_together(self._keychain, passphrase)
        else:
            vault.set_passphrase(passphrase)

    def _heal(self, vault: Vault) -> None:
        """A keyring that lost the key (another computer, a reset) gets a new one, and that is told."""
        words = self._terminal.words
        if vault.ways.heal(self._keychain) is Healed.KEYRING:
            self._terminal.note(words("This computer's keyring had no key for the vault; it has one now."))

    def create(self, *, use_keyring: bool) -> Created:
        """Make a vault: with the keyring where it can be used and is wished for, and with a passphrase where
        one is given, demanded or the only way. Raises VaultError, CommandError.
        """
        self.require_protection()
        self.place.check_absent()
        allowed = use_keyring and self._policy.keyring != "forbidden"
        usable = allowed and self._keychain.state() is KeychainState.USABLE
        demanded = self._policy.require_passphrase or self._policy.keyring == "with_passphrase"
        passphrase = None
        if not usable or demanded or self._descriptor is not None or self._new_descriptor is not None:
            passphrase = self.new_passphrase()
        return Vault.create(self.place, self._keychain if usable else None, passphrase)

    def _make_and_tell(self) -> Vault:
        words = self._terminal.words
        created = self.create(use_keyring=True)
        self._terminal.note(words("An encrypted vault was made for your conversations."))
        if created.recovery_key:
            self._terminal.note(
                words("Recovery key (shown once, write it down): {key}").format(key=created.recovery_key)
            )
            created.vault.confirm_recovery()        # a terminal cannot ask for it as the window does
        return created.vault

    def passphrase(self) -> str:
        """The present passphrase. Raises PassphraseNeededError."""
        return self._read(self._descriptor, self._terminal.words("Passphrase of the vault: "))

    def new_passphrase(self) -> str:
        """A new passphrase, typed twice. Raises PassphraseNeededError, PassphrasesDifferError,
        PassphraseTooShortError.
        """
        words = self._terminal.words
        descriptor = self._descriptor if self._new_descriptor is None else self._new_descriptor
        passphrase = self._read(descriptor, words("New passphrase of the vault: "))
        if len(passphrase) < self._policy.passphrase_min:
            raise PassphraseTooShortError(self._policy.passphrase_min)
        if descriptor is None:
            again = self._terminal.read_secret(words("The same passphrase again: "))
            if again != passphrase:
                raise PassphrasesDifferError
        return passphrase

    def typed(self, question: str) -> str:
        """A secret that is typed, whatever it is. Raises PassphraseNeededError."""
        return self._read(None, question)

    def _read(self, descriptor: int | None, question: str) -> str:
        if descriptor is None and not self._terminal.is_interactive:
            raise PassphraseNeededError
        typed = self._terminal.read_secret(question) if descriptor is None else read_passphrase(descriptor)
        if not typed:
            raise PassphraseNeededError
        return typed
