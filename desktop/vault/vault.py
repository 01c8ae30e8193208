"""The vault's life: create, unlock, lock."""

import contextlib
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from desktop.vault import header as headers
from desktop.vault import keys, marks, recovery
from desktop.vault.anchors import Anchors
from desktop.vault.audit import Audit
from desktop.vault.backup import Backup
from desktop.vault.claim import claim
from desktop.vault.conversations import VaultConversations
from desktop.vault.database import Database
from desktop.vault.errors import (
    KeychainEntryMissingError,
    VaultError,
    WrongPassphraseError,
    WrongRecoveryKeyError,
    WrongSecretError,
)
from desktop.vault.events import EventKind, Events
from desktop.vault.facts import Facts
from desktop.vault.files import make_folder
from desktop.vault.header import KEYRING, PASSPHRASE, RECOVERY, Header
from desktop.vault.keychain import Keychain
from desktop.vault.migrations import migrate
from desktop.vault.place import Look, VaultPlace, VaultState, look
from desktop.vault.slots import Slots, kept_in, new_header, passphrase_wrapping_key, recovery_wrapping_key
from desktop.vault.tasks import VaultTasks
from desktop.vault.upkeep import Upkeep, bring_up, note_backup

__all__ = ["Created", "Look", "Vault", "VaultPlace", "VaultState", "look"]

@dataclass(frozen=True, slots=True)
class Created:
    """A new vault, unlocked, and its recovery key, which is shown once and kept nowhere."""

    vault: "Vault"
    recovery_key: str


class Vault:
    """An unlocked vault. All that it holds belongs to the thread that unlocked it."""

    def __init__(
        self, place: VaultPlace, lock: IO[bytes], header: Header, data_key: bytes, database: Database
    ) -> None:
        self._place = place
        self._lock = lock
        self._ways = Slots(place, header, data_key)
        self._database = database
        self.facts = Facts(database)
        self.events = Events(database, place.now)
        self.anchors = Anchors(self.events, self.facts)
        self.conversations = VaultConversations(database, place.now, self.events)
        self.audit = Audit(database)
        self.tasks = VaultTasks(database)
        self.upkeep = Upkeep(place, lambda: self._ways.data_key)

    @property
    def slots(self) -> frozenset[str]:
        """The ways in which it can be opened."""
        return self._ways.names

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
        lock = claim(place.folder)
        try:
            headers.check_absent(place.folder)      # by now nobody else makes one
            headers.begin_creation(place.folder)
            data_key, secret = keys.new_key(), recovery.new_secret()
            header = new_header(place, data_key, secret, passphrase)
            with kept_in(keychain, place.folder, header, data_key) as header:
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
        vault.events.note_or_owe(EventKind.CREATED, slots=" ".join(sorted(header.slots)))
        vault.let_keyring_open()
        return Created(vault, recovery.encode(secret))

    # -- unlocking

    @classmethod
    def unlock_with_passphrase(cls, place: VaultPlace, passphrase: str) -> "Vault":
        """Raises WrongPassphraseError, SlotMissingError, VaultError."""
        header = headers.read(place.folder)
        key = passphrase_wrapping_key(header, place.limits, passphrase)
        return cls._unlock(place, header, PASSPHRASE, key, WrongPassphraseError())

    @classmethod
    def unlock_with_recovery_key(cls, place: VaultPlace, typed: str) -> "Vault":
        """Raises WrongRecoveryKeyError, VaultError."""
        header = headers.read(place.folder)
        key = recovery_wrapping_key(recovery.decode(typed))
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
        lock = claim(place.folder)
        try:
            database = Database.open(place.folder, keys.raw_database_key(data_key, header.salt))
            backup = bring_up(place, data_key, database)
        except BaseException:
            lock.close()
            raise
        vault = cls(place, lock, header, data_key, database)
        if backup is not None:
            note_backup(vault.events, backup)
        vault.anchors.compare_header(header.head)
        vault.events.note_or_owe(EventKind.UNLOCKED, slot=slot)
        vault.conversations.close_interrupted()
        return vault

    # -- slots

    def change_passphrase(self, old: str | None, new: str) -> None:
        """Set another passphrase; where there is one, `old` must be it. Raises WrongPassphraseError."""
        self._ways.change_passphrase(old, new)
        self.events.note_or_owe(EventKind.SLOT_ADDED, slot=PASSPHRASE)

    def set_passphrase(self, passphrase: str) -> None:
        """Add or replace the passphrase. Raises VaultError; then the vault opens as before."""
        self._ways.set_passphrase(passphrase)
        self.events.note_or_owe(EventKind.SLOT_ADDED, slot=PASSPHRASE)

    def add_keyring(self, keychain: Keychain) -> None:
        """Add or replace the keyring slot. Raises VaultError; then the vault opens as before."""
        self._ways.add_keyring(keychain)
        self.events.note_or_owe(EventKind.SLOT_ADDED, slot=KEYRING)

    def renew_recovery_key(self) -> str:
        """Replace the recovery slot; returns the new key, which is shown once and kept nowhere. Raises
        VaultError; then the vault opens as before.
        """
        recovery_key = self._ways.renew_recovery_key()
        self.events.note_or_owe(EventKind.SLOT_ADDED, slot=RECOVERY)
        return recovery_key

    @property
    def is_recovery_confirmed(self) -> bool:
        """Whether somebody has shown that the recovery key was written down."""
        return marks.is_set(self._place.folder, marks.CONFIRMED)

    def confirm_recovery(self) -> None:
        """It was written down. Raises VaultWriteError."""
        marks.put(self._place.folder, marks.CONFIRMED)

    # -- upkeep

    def back_up(self) -> Backup:
        """Make a backup now and note it. Raises VaultError."""
        backup = self.upkeep.back_up()
        note_backup(self.events, backup)
        return backup

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
            self._end(EventKind.LOCKED)

    def close(self) -> None:
        """Close the database and let others use the vault."""
        self._end(EventKind.CLOSED)

    def _end(self, kind: EventKind) -> None:
        self.upkeep.stop()
        try:
            self._anchor(kind)
        finally:
            self._database.close()
            self._lock.close()

    def _anchor(self, kind: EventKind) -> None:
        """Note the end, and remember outside the database how far the chain of events goes. What cannot be
        written must not keep the vault open; the older anchors stay, and they hold.
        """
        with contextlib.suppress(VaultError):
            self.events.note(kind)
        with contextlib.suppress(VaultError):
            head = self.events.head()
            self._ways.anchor(head)
            self.anchors.header_written(head)
        if self._place.safe is not None and KEYRING in self.slots:
            with contextlib.suppress(VaultError):
                self.anchors.keep_in(self._place.safe, self._ways.header.profile)


def _create_database(folder: Path, raw_key: str) -> Database:
    database = Database.create(folder, raw_key)
    try:
        migrate(database)
    except VaultError:
        database.close()
        raise
    return database
