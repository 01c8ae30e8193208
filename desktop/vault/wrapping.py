"""How a new slot of each kind is made, and its entry in the keyring."""

import contextlib
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.vault import header as headers
from desktop.vault import keys
from desktop.vault.errors import (
    KeychainError,
    SlotMissingError,
    VaultError,
    VaultMissingError,
)
from desktop.vault.header import ESCROW, KEYRING, PASSPHRASE, RECOVERY, TOGETHER, Header
from desktop.vault.keychain import Keychain
from desktop.vault.openers import recovery_wrapping_key
from desktop.vault.place import VaultPlace

_ENTRY_BYTES = 8


@dataclass(frozen=True, slots=True)
class Entry:
    """A fresh key and the name under which the keyring has it; `backend` says which keyring that is."""

    name: str
    key: bytes
    backend: str


@dataclass(frozen=True, slots=True)
class Wrapping:
    """What every new slot of one vault needs."""

    place: VaultPlace
    data_key: bytes

    def with_recovery(self, header: Header, secret: bytes) -> Header:
        """The header with this recovery key."""
        return self._with(header, RECOVERY, recovery_wrapping_key(secret), {})

    def with_passphrase(self, header: Header, passphrase: str) -> Header:
        """The header with this passphrase, as dear as this computer allows."""
        key, cost = self._derived(passphrase)
        return self._with(header, PASSPHRASE, key, cost)

    def with_keyring(self, header: Header, entry: Entry) -> Header:
        """The header with this entry of the keyring."""
        return self._with(header, KEYRING, entry.key, _named(entry))

    def with_both(self, header: Header, entry: Entry, passphrase: str) -> Header:
        """The header with a slot that wants both, and none that wants one of them alone."""
        key, cost = self._derived(passphrase)
        others = header.without(KEYRING, PASSPHRASE)
        return self._with(others, TOGETHER, keys.join(entry.key, key), cost | _named(entry))

    def with_escrow(self, header: Header, public: bytes) -> Header:
        """The header sealed to this public key. Raises EscrowKeyUnreadableError."""
        from desktop.vault.escrow import seal  # it loads much, and most vaults are sealed to nobody

        slot = seal(self.data_key, public, header.context(ESCROW))
        return header.with_slot(ESCROW, slot | self._added())

    def _with(self, header: Header, name: str, key: bytes, more: dict[str, Any]) -> Header:
        slot = keys.wrap(self.data_key, key, header.context(name))
        return header.with_slot(name, slot | more | self._added())

    def _added(self) -> dict[str, Any]:
        return {"added": self.place.now().isoformat(timespec="seconds")}

    def _derived(self, passphrase: str) -> tuple[bytes, dict[str, Any]]:
        salt, cost = keys.new_salt(), self.place.parameters()
        return keys.passphrase_key(passphrase, salt, cost), {
            "salt": keys.to_text(salt),
            "iterations": cost.iterations,
            "lanes": cost.lanes,
            "memory_kib": cost.memory_kib,
        }


def _named(entry: Entry) -> dict[str, Any]:
    return {"entry": entry.name, "backend": entry.backend}


@contextlib.contextmanager
def new_entry(keychain: Keychain, folder: Path) -> Iterator[Entry]:
    """A fresh key in the keyring under a new name. It goes again if what it was made for failed before a
    header on disk named it.
    """
    entry = Entry(secrets.token_hex(_ENTRY_BYTES), keys.new_key(), keychain.backend)
    keychain.store(entry.name, entry.key)
    try:
        yield entry
    except VaultError:
        if not _may_be_named(folder, entry.name):
            with contextlib.suppress(KeychainError):
                keychain.delete(entry.name)
        raise


def forget_entries(keychain: Keychain, before: Header, after: Header) -> None:
    """Take entries out of the keyring that the header no longer names; what stays behind opens nothing."""
    for name in entries(before) - entries(after):
        with contextlib.suppress(KeychainError):
            keychain.delete(name)


def entries(header: Header) -> set[str]:
    """The names of the keyring's entries that this header needs."""
    found = set()
    for slot in (KEYRING, TOGETHER):
        with contextlib.suppress(SlotMissingError):
            found.add(header.keyring_entry(slot))
    return found


def _may_be_named(folder: Path, entry: str) -> bool:
    """Whether a header on disk needs this entry, as far as anybody can tell: a header that was not flushed to
    the end may be there all the same.
    """
    successor = headers.read_successor(folder)
    try:
        named = entries(headers.read(folder)) | (entries(successor) if successor else set())
    except VaultMissingError:
        return False
    except VaultError:
        return True
    return entry in named
