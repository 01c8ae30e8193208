"""Opening the vault from a terminal, or making it there: keyring first, otherwise the passphrase."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from desktop.chat.store import ConversationStore
from desktop.cli.errors import PassphraseNeededError, PassphrasesDifferError
from desktop.cli.terminal import Terminal, read_passphrase
from desktop.paths import Paths
from desktop.vault.errors import KeychainError, VaultMissingError
from desktop.vault.keychain import ANCHOR_PATIENCE_S, Keychain, KeychainState, SystemKeychain
from desktop.vault.vault import Vault, VaultPlace, VaultState


class VaultAccess:
    """How this terminal gets at the vault."""

    def __init__(self, places: Paths, keychain: Keychain, terminal: Terminal, descriptor: int | None) -> None:
        foreign = places.data if places.is_foreign else None
        self._place = VaultPlace(
            places.vault, lambda: datetime.now(UTC), foreign=foreign, safe=SystemKeychain(ANCHOR_PATIENCE_S)
        )
        self._keychain = keychain
        self._terminal = terminal
        self._descriptor = descriptor

    @contextmanager
    def unlocked(self) -> Iterator[Vault]:
        """The vault itself, which must be there. Raises VaultError, PassphraseNeededError also where nothing
        is typed.
        """
        found = self._place.look()
        if found.error is not None:
            raise found.error
        if found.state is VaultState.ABSENT:
            raise VaultMissingError
        vault = self._open()
        try:
            yield vault
        finally:
            vault.close()

    @contextmanager
    def opened(self) -> Iterator[ConversationStore]:
        """The store of the vault, which is made if there is none. Raises VaultError, CommandError."""
        vault = self._open()
        try:
            yield vault.conversations
        finally:
            vault.close()

    def _open(self) -> Vault:
        found = self._place.look()
        if found.error is not None:
            raise found.error
        if found.state is VaultState.ABSENT:
            return self._create()
        if found.keyring_opens:
            try:
                return Vault.unlock_with_keyring(self._place, self._keychain, may_ask=False)
            except KeychainError:
                if "passphrase" not in found.slots:
                    raise  # the recovery key is for the window, where it can be typed with care
        return Vault.unlock_with_passphrase(self._place, self._passphrase())

    def _create(self) -> Vault:
        """With the keyring where it can be used; otherwise a passphrase alone."""
        words = self._terminal.words
        usable = self._keychain.state() is KeychainState.USABLE
        if usable and self._descriptor is None:
            created = Vault.create(self._place, self._keychain, None)
        else:
            passphrase = self._new_passphrase()
            created = Vault.create(self._place, self._keychain if usable else None, passphrase)
        self._terminal.note(words("An encrypted vault was made for your conversations."))
        self._terminal.note(
            words("Recovery key (shown once, write it down): {key}").format(key=created.recovery_key)
        )
        created.vault.confirm_recovery()        # a terminal cannot ask for it as the window does
        return created.vault

    def _passphrase(self) -> str:
        if self._descriptor is not None:
            return read_passphrase(self._descriptor)
        if not self._terminal.is_interactive:
            raise PassphraseNeededError
        typed = self._terminal.read_secret(self._terminal.words("Passphrase of the vault: "))
        if not typed:
            raise PassphraseNeededError
        return typed

    def _new_passphrase(self) -> str:
        passphrase = self._passphrase()
        if not passphrase:
            raise PassphraseNeededError
        if self._descriptor is None:
            again = self._terminal.read_secret(self._terminal.words("The same passphrase again: "))
            if again != passphrase:
                raise PassphrasesDifferError
        return passphrase
