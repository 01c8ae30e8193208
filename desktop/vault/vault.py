"""The vault's life: create, unlock, lock; and its slots, which are added before another one goes."""

import contextlib
import fcntl
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import IO, Any

from desktop.vault import header as headers
from desktop.vault import keys, marks, recovery
from desktop.vault.audit import Audit
from desktop.vault.conversations import VaultConversations
from desktop.vault.database import Database
from desktop.vault.errors import (
    KeychainEntryMissingError,
    KeychainError,
    SlotMissingError,
    VaultDamagedError,
    VaultError,
    VaultFolderForeignError,
    VaultInUseError,
    VaultMissingError,
    VaultTooNewError,
    VaultUnreadableError,
    WrongPassphraseError,
    WrongRecoveryKeyError,
    WrongSecretError,
)
from desktop.vault.files import make_folder, make_private, write_error
from desktop.vault.header import KEYRING, PASSPHRASE, RECOVERY, Header
from desktop.vault.keychain import Keychain
from desktop.vault.migrations import migrate
from desktop.vault.tasks import VaultTasks

_LOCK = "lock"
_ENTRY_BYTES = 8


class VaultState(StrEnum):
    """What a folder holds."""

    ABSENT = "absent"
    PRESENT = "present"
    FOREIGN = "foreign"
    UNREADABLE = "unreadable"
    DAMAGED = "damaged"
    TOO_NEW = "too_new"


@dataclass(frozen=True, slots=True)
class Look:
    """What can be said of a folder without a key. `keyring_opens`: the keyring may open the vault without a
    question.
    """

    state: VaultState
    slots: frozenset[str] = frozenset()
    keyring_opens: bool = False
    error: VaultError | None = None


@dataclass(frozen=True, slots=True)
class VaultPlace:
    """Where a vault is and what it needs of the outside: the clock, and the cost and limits of its
    passphrase. `foreign` is a folder around it that is not ours, if there is one: then no vault is made.
    """

    folder: Path
    now: Callable[[], datetime]
    kdf: keys.KdfParameters = keys.RFC_9106_LOW_MEMORY
    limits: keys.KdfLimits = keys.LIMITS
    foreign: Path | None = None

    def look(self) -> "Look":
        """What is there, without opening anything."""
        seen = look(self.folder)
        if seen.state is VaultState.ABSENT and self.foreign is not None:
            return Look(VaultState.FOREIGN, error=VaultFolderForeignError(str(self.foreign)))
        return seen

    def check_absent(self) -> None:
        """Raise VaultError if no vault may be made here."""
        if error := self.look().error:
            raise error
        headers.check_absent(self.folder)


@dataclass(frozen=True, slots=True)
class Created:
    """A new vault, unlocked, and its recovery key, which is shown once and kept nowhere."""

    vault: "Vault"
    recovery_key: str


def look(folder: Path) -> Look:
    """What the folder holds, without opening anything."""
    try:
        header = headers.read(folder)
    except VaultMissingError:
        return Look(VaultState.ABSENT)
    except VaultFolderForeignError as error:
        return Look(VaultState.FOREIGN, error=error)
    except VaultUnreadableError as error:
        return Look(VaultState.UNREADABLE, error=error)
    except VaultTooNewError as error:
        return Look(VaultState.TOO_NEW, error=error)
    except VaultDamagedError as error:
        return Look(VaultState.DAMAGED, error=error)
    slots = frozenset(header.slots)
    # With no other slot there is nothing to ask for; otherwise a missing mark means locked.
    opens = KEYRING in slots and (PASSPHRASE not in slots or marks.is_set(folder, marks.MAY_OPEN))
    return Look(VaultState.PRESENT, slots, opens)


class Vault:
    """An unlocked vault. `conversations`, `audit` and `tasks` belong to the thread that unlocked it."""

    def __init__(
        self, place: VaultPlace, lock: IO[bytes], header: Header, data_key: bytes, database: Database
    ) -> None:
        self._place = place
        self._lock = lock
        self._header = header
        self._data_key = data_key
        self._database = database
        self.conversations = VaultConversations(database, place.now)
        self.audit = Audit(database)
        self.tasks = VaultTasks(database)

    @property
    def slots(self) -> frozenset[str]:
        """The ways in which it can be opened."""
        return frozenset(self._header.slots)

    @classmethod
    def create(cls, place: VaultPlace, keychain: Keychain | None, passphrase: str | None) -> Created:
        """Make a vault where there is none: with the keyring, a passphrase, or both, and always a recovery
        key.

        Raises VaultError; ValueError if neither keyring nor passphrase is given.
        """
        if keychain is None and not passphrase:
            raise ValueError("a vault needs a keyring or a passphrase besides its recovery key")
        place.check_absent()
        make_folder(place.folder)
        lock = _claim(place.folder)
        try:
            headers.check_absent(place.folder)      # by now nobody else makes one
            headers.begin_creation(place.folder)
            data_key, secret = keys.new_key(), recovery.new_secret()
            header = _new_header(place, data_key, secret, passphrase)
            with _kept_in(keychain, place.folder, header, data_key) as header:
                database = _create_database(place.folder, keys.raw_database_key(data_key, header.salt))
                try:
                    header = headers.write(place.folder, header, data_key)
                except VaultError:
                    database.close()
                    raise
            headers.end_creation(place.folder)
        except BaseException:
            lock.close()
            raise
        vault = cls(place, lock, header, data_key, database)
        vault.let_keyring_open()
        return Created(vault, recovery.encode(secret))

    # -- unlocking

    @classmethod
    def unlock_with_passphrase(cls, place: VaultPlace, passphrase: str) -> "Vault":
        """Raises WrongPassphraseError, SlotMissingError, VaultError."""
        header = headers.read(place.folder)
        key = _passphrase_wrapping_key(header, place.limits, passphrase)
        return cls._unlock(place, header, PASSPHRASE, key, WrongPassphraseError())

    @classmethod
    def unlock_with_recovery_key(cls, place: VaultPlace, typed: str) -> "Vault":
        """Raises WrongRecoveryKeyError, VaultError."""
        header = headers.read(place.folder)
        key = _recovery_wrapping_key(recovery.decode(typed))
        return cls._unlock(place, header, RECOVERY, key, WrongRecoveryKeyError())

    @classmethod
    def unlock_with_keyring(cls, place: VaultPlace, keychain: Keychain, *, may_ask: bool) -> "Vault":
        """Raises KeychainError, SlotMissingError, VaultError."""
        header = headers.read(place.folder)
        key = keychain.load(header.keyring_entry(), may_ask=may_ask)
        return cls._unlock(place, header, KEYRING, key, KeychainEntryMissingError())

    @classmethod
    def _unlock(cls, place: VaultPlace, header: Header, slot: str, key: bytes, wrong: VaultError) -> "Vault":
        try:
            data_key = keys.unwrap(header.slot(slot), key, header.context(slot))
        except WrongSecretError:
            raise wrong from None
        header.check_mac(data_key)
        lock = _claim(place.folder)
        try:
            database = Database.open(place.folder, keys.raw_database_key(data_key, header.salt))
            _migrate_or_close(database)
        except BaseException:
            lock.close()
            raise
        vault = cls(place, lock, header, data_key, database)
        vault.conversations.close_interrupted()
        return vault

    # -- slots

    def change_passphrase(self, old: str | None, new: str) -> None:
        """Set another passphrase; where there is one, `old` must be it. Raises WrongPassphraseError."""
        if PASSPHRASE in self._header.slots:
            key = _passphrase_wrapping_key(self._header, self._place.limits, old or "")
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
            key = _passphrase_wrapping_key(written, self._place.limits, passphrase)
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

        with _kept_in(keychain, self._place.folder, before, self._data_key) as header:
            self._replace_header(header, check)
        if KEYRING in before.slots:
            with contextlib.suppress(KeychainError):        # what stays behind opens nothing any more
                keychain.delete(before.keyring_entry())

    @property
    def is_recovery_confirmed(self) -> bool:
        """Whether somebody has shown that the recovery key was written down."""
        return marks.is_set(self._place.folder, marks.CONFIRMED)

    def confirm_recovery(self) -> None:
        """It was written down. Raises VaultWriteError."""
        marks.put(self._place.folder, marks.CONFIRMED)

    def renew_recovery_key(self) -> str:
        """Replace the recovery slot; returns the new key, which is shown once and kept nowhere. Raises
        VaultError; then the vault opens as before.
        """
        secret = recovery.new_secret()
        key = _recovery_wrapping_key(secret)
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

    # -- locking

    def let_keyring_open(self) -> None:
        """The keyring may open the vault at the next start; `lock` takes that back."""
        marks.put(self._place.folder, marks.MAY_OPEN)

    def lock(self) -> None:
        """From now on a passphrase is needed, also after a restart. The caller's process ends soon: keys go
        with it.
        """
        try:
            marks.remove(self._place.folder, marks.MAY_OPEN)
        finally:
            self.close()

    def close(self) -> None:
        """Close the database and let others use the vault."""
        self._database.close()
        self._lock.close()


def _claim(folder: Path) -> IO[bytes]:
    """One program at a time has the vault open. Raises VaultInUseError, VaultWriteError."""
    make_private(folder / _LOCK)
    try:
        lock = (folder / _LOCK).open("ab")
    except OSError as error:
        raise write_error(error) from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        raise VaultInUseError from None
    return lock


def _create_database(folder: Path, raw_key: str) -> Database:
    database = Database.create(folder, raw_key)
    _migrate_or_close(database)
    return database


def _migrate_or_close(database: Database) -> None:
    try:
        migrate(database)
    except VaultError:
        database.close()
        raise


def _new_header(place: VaultPlace, data_key: bytes, secret: bytes, passphrase: str | None) -> Header:
    header = Header(profile=secrets.token_hex(8), salt=secrets.token_hex(16))
    slot = keys.wrap(data_key, _recovery_wrapping_key(secret), header.context(RECOVERY))
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


def _passphrase_wrapping_key(header: Header, limits: keys.KdfLimits, passphrase: str) -> bytes:
    slot = header.slot(PASSPHRASE)
    parameters = headers.kdf_parameters(slot, limits)
    return keys.passphrase_key(passphrase, keys.from_text(slot.get("salt")), parameters)


@contextlib.contextmanager
def _kept_in(
    keychain: Keychain | None, folder: Path, header: Header, data_key: bytes
) -> Iterator[Header]:
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


def _recovery_wrapping_key(secret: bytes) -> bytes:
    """160 random bits need no slow derivation."""
    return keys.derive(secret, "recovery")
