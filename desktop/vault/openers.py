"""What opens a vault: each knows its slot and how to get the data key out of it."""

import hmac
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Protocol

from desktop.vault import header as headers
from desktop.vault import keys, marks, recovery
from desktop.vault.errors import (
    KeychainEntryMissingError,
    KeyringMayNotOpenError,
    VaultError,
    WrongPassphraseError,
    WrongRecoveryKeyError,
    WrongSecretError,
)
from desktop.vault.header import KEYRING, PASSPHRASE, RECOVERY, TOGETHER, Header
from desktop.vault.keychain import Keychain
from desktop.vault.place import VaultPlace


class Opener(Protocol):
    """One way in. `is_guess`: a person may type it wrongly, so wrong ones are counted."""

    slot: ClassVar[str]
    is_guess: ClassVar[bool]

    def data_key(self, header: Header, place: VaultPlace) -> bytes:
        """The data key that this header wraps. Raises VaultError: `refusal` if the secret is wrong."""
        ...

    def refusal(self) -> VaultError:
        """What a wrong secret is."""
        ...


@dataclass(frozen=True, slots=True)
class ByPassphrase:
    """The passphrase alone."""

    passphrase: str
    slot: ClassVar[str] = PASSPHRASE
    is_guess: ClassVar[bool] = True

    def data_key(self, header: Header, place: VaultPlace) -> bytes:
        """Raises WrongPassphraseError, SlotMissingError, VaultDamagedError."""
        key = passphrase_wrapping_key(header, PASSPHRASE, place.limits, self.passphrase)
        return _unwrapped(self, header, key)

    def refusal(self) -> VaultError:
        """It is wrong."""
        return WrongPassphraseError()


@dataclass(frozen=True, slots=True)
class ByRecoveryKey:
    """The recovery key, as it was typed."""

    typed: str
    slot: ClassVar[str] = RECOVERY
    is_guess: ClassVar[bool] = True

    def data_key(self, header: Header, place: VaultPlace) -> bytes:  # noqa: ARG002  # as every way in
        """Raises WrongRecoveryKeyError, SlotMissingError, VaultDamagedError."""
        return _unwrapped(self, header, recovery_wrapping_key(recovery.decode(self.typed)))

    def refusal(self) -> VaultError:
        """It is another vault's, or was replaced."""
        return WrongRecoveryKeyError()


@dataclass(frozen=True, slots=True)
class ByKeyring:
    """The keyring alone: while the vault is not locked, or where nothing else could be asked for."""

    keychain: Keychain
    may_ask: bool
    slot: ClassVar[str] = KEYRING
    is_guess: ClassVar[bool] = False

    def data_key(self, header: Header, place: VaultPlace) -> bytes:
        """Raises KeychainError, SlotMissingError, VaultDamagedError."""
        key = self.keychain.load(header.keyring_entry(), may_ask=self.may_ask)
        data_key = _unwrapped(self, header, key)
        if PASSPHRASE in header.slots and not may_open(place.folder, header, data_key):
            raise KeyringMayNotOpenError
        return data_key

    def refusal(self) -> VaultError:
        """The keyring holds another key under this name."""
        return KeychainEntryMissingError()


@dataclass(frozen=True, slots=True)
class ByBoth:
    """Keyring and passphrase together; neither opens the vault without the other."""

    passphrase: str
    keychain: Keychain
    may_ask: bool = True
    slot: ClassVar[str] = TOGETHER
    is_guess: ClassVar[bool] = True

    def data_key(self, header: Header, place: VaultPlace) -> bytes:
        """Raises WrongPassphraseError, KeychainError, SlotMissingError, VaultDamagedError."""
        kept = self.keychain.load(header.keyring_entry(TOGETHER), may_ask=self.may_ask)
        typed = passphrase_wrapping_key(header, TOGETHER, place.limits, self.passphrase)
        return _unwrapped(self, header, keys.join(kept, typed))

    def refusal(self) -> VaultError:
        """Which of the two is wrong cannot be told; most often it is what was typed."""
        return WrongPassphraseError()


def _unwrapped(opener: Opener, header: Header, wrapping_key: bytes) -> bytes:
    try:
        return keys.unwrap(header.slot(opener.slot), wrapping_key, header.context(opener.slot))
    except WrongSecretError:
        raise opener.refusal() from None


def passphrase_wrapping_key(header: Header, slot: str, limits: keys.KdfLimits, passphrase: str) -> bytes:
    """What Argon2id makes of a passphrase with the salt and cost of this slot. Raises SlotMissingError,
    VaultDamagedError.
    """
    found = header.slot(slot)
    parameters = headers.kdf_parameters(found, limits)
    return keys.passphrase_key(passphrase, keys.from_text(found.get("salt")), parameters)


def recovery_wrapping_key(secret: bytes) -> bytes:
    """160 random bits need no slow derivation."""
    return keys.derive(secret, "recovery")


# -- the mark that lets the keyring open the vault alone


def let_open(folder: Path, header: Header, data_key: bytes) -> None:
    """The keyring may open the vault from now on. Raises VaultWriteError."""
    marks.put(folder, marks.MAY_OPEN, _permission(header, data_key))


def may_open(folder: Path, header: Header, data_key: bytes) -> bool:
    """Whether the mark is whole, and was made by somebody who had this vault open."""
    found = marks.text(folder, marks.MAY_OPEN)
    return hmac.compare_digest(found.encode(), _permission(header, data_key).encode())


def _permission(header: Header, data_key: bytes) -> str:
    return hmac.digest(keys.derive(data_key, "keyring may open"), header.profile.encode(), "sha256").hex()
