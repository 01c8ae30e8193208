"""The slots of an unlocked vault: one goes only after another one was added and seen to open."""

import contextlib
import secrets
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from desktop.vault import header as headers
from desktop.vault import keys, marks, recovery
from desktop.vault.errors import (
    KeychainError,
    SlotMissingError,
    VaultDamagedError,
    VaultError,
    VaultMissingError,
    WrongPassphraseError,
    WrongSecretError,
)
from desktop.vault.head import Head
from desktop.vault.header import KEYRING, PASSPHRASE, RECOVERY, Header
from desktop.vault.keychain import Keychain
from desktop.vault.place import VaultPlace

_ENTRY_BYTES = 8


class Slots:
    """The ways into one unlocked vault. Whatever fails, the vault opens as before."""

    def __init__(self, place: VaultPlace, header: Header, data_key: bytes) -> None:
        self._place = place
        self._header = header
        self._data_key = data_key

    @property
    def data_key(self) -> bytes:
        """The key of everything in the vault."""
        return self._data_key

    @property
    def names(self) -> frozenset[str]:
        """The ways in which it can be opened."""
        return frozenset(self._header.slots)

    @property
    def header(self) -> Header:
        """The header on disk."""
        return self._header

    def anchor(self, head: Head) -> None:
        """Note in the header how far the chain of events goes. Raises VaultError."""
        self._replace_header(replace(self._header, head=head), lambda _: None)

    def change_passphrase(self, old: str | None, new: str) -> None:
        """Set another passphrase; where there is one, `old` must be it. Raises WrongPassphraseError."""
        if PASSPHRASE in self._header.slots:
            key = passphrase_wrapping_key(self._header, self._place.limits, old or "")
            try:
                keys.unwrap(self._header.slot(PASSPHRASE), key, self._header.context(PASSPHRASE))
            except WrongSecretError:
                raise WrongPassphraseError from None
        self.set_passphrase(new)

    def set_passphrase(self, passphrase: str) -> None:
        """Add or replace the passphrase slot; the old one goes only when the new one was read back and
        opens. Raises VaultError; then the vault opens as before.
        """
        slot = _passphrase_slot(self._header, self._place, self._data_key, passphrase)

        def check(written: Header) -> None:
            key = passphrase_wrapping_key(written, self._place.limits, passphrase)
            self._check_opens(written, PASSPHRASE, key)

        self._replace_header(self._header.with_slot(PASSPHRASE, slot), check)

    def add_keyring(self, keychain: Keychain) -> None:
        """Add or replace the keyring slot. The new key has a keyring entry of its own, and the old entry goes
        only when the header that names the new one is on disk. Raises VaultError; then the vault opens as
        before.
        """
        before = self._header

        def check(written: Header) -> None:
            self._check_opens(written, KEYRING, keychain.load(written.keyring_entry(), may_ask=False))

        with kept_in(keychain, self._place.folder, before, self._data_key) as header:
            self._replace_header(header, check)
        if KEYRING in before.slots:
            with contextlib.suppress(KeychainError):        # what stays behind opens nothing any more
                keychain.delete(before.keyring_entry())

    def renew_recovery_key(self) -> str:
        """Replace the recovery slot; returns the new key, which is shown once and kept nowhere. Raises
        VaultError; then the vault opens as before.
        """
        secret = recovery.new_secret()
        key = recovery_wrapping_key(secret)
        slot = keys.wrap(self._data_key, key, self._header.context(RECOVERY))
        marks.remove(self._place.folder, marks.CONFIRMED)
        self._replace_header(
            self._header.with_slot(RECOVERY, slot), lambda written: self._check_opens(written, RECOVERY, key)
        )
        return recovery.encode(secret)

    def _replace_header(self, header: Header, check: Callable[[Header], None]) -> None:
        self._header = headers.write(self._place.folder, header, self._data_key, check)

    def _check_opens(self, written: Header, slot: str, key: bytes) -> None:
        try:
            opens = keys.unwrap(written.slot(slot), key, written.context(slot)) == self._data_key
        except WrongSecretError:
            opens = False
        if not opens:
            raise VaultDamagedError("header")


def new_header(place: VaultPlace, data_key: bytes, secret: bytes, passphrase: str | None) -> Header:
    """The header of a new vault: with its recovery key, and a passphrase if there is one."""
    header = Header(profile=secrets.token_hex(8), salt=secrets.token_hex(16))
    slot = keys.wrap(data_key, recovery_wrapping_key(secret), header.context(RECOVERY))
    header = header.with_slot(RECOVERY, slot)
    if passphrase:
        header = header.with_slot(PASSPHRASE, _passphrase_slot(header, place, data_key, passphrase))
    return header


def _passphrase_slot(header: Header, place: VaultPlace, data_key: bytes, passphrase: str) -> dict[str, Any]:
    salt = keys.new_salt()
    key = keys.passphrase_key(passphrase, salt, place.kdf)
    return keys.wrap(data_key, key, header.context(PASSPHRASE)) | {
        "salt": keys.to_text(salt),
        "iterations": place.kdf.iterations,
        "lanes": place.kdf.lanes,
        "memory_kib": place.kdf.memory_kib,
    }


def passphrase_wrapping_key(header: Header, limits: keys.KdfLimits, passphrase: str) -> bytes:
    """The key that the passphrase's slot is wrapped with. Raises SlotMissingError, VaultDamagedError."""
    slot = header.slot(PASSPHRASE)
    parameters = headers.kdf_parameters(slot, limits)
    return keys.passphrase_key(passphrase, keys.from_text(slot.get("salt")), parameters)


@contextlib.contextmanager
def kept_in(keychain: Keychain | None, folder: Path, header: Header, data_key: bytes) -> Iterator[Header]:
    """The header with a keyring slot whose key is in the keyring under a new name, if there is a keyring. The
    entry goes again if the header did not come to the disk.
    """
    if keychain is None:
        yield header
        return
    key, entry = keys.new_key(), secrets.token_hex(_ENTRY_BYTES)
    slot = keys.wrap(data_key, key, header.context(KEYRING)) | {"entry": entry}
    keychain.store(entry, key)
    try:
        yield header.with_slot(KEYRING, slot)
    except VaultError:
        if not _may_be_named(folder, entry):
            with contextlib.suppress(KeychainError):
                keychain.delete(entry)
        raise


def _may_be_named(folder: Path, entry: str) -> bool:
    """Whether the header on disk needs this entry of the keyring, as far as anybody can tell: a header that
    was not flushed to the end may be there all the same.
    """
    try:
        return headers.read(folder).keyring_entry() == entry
    except (VaultMissingError, SlotMissingError):
        return False
    except VaultError:
        return True


def recovery_wrapping_key(secret: bytes) -> bytes:
    """160 random bits need no slow derivation."""
    return keys.derive(secret, "recovery")
