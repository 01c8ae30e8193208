"""The vault's life: create, unlock, lock."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import IO

from desktop.vault import header as headers
from desktop.vault import keys, marks, openers, recovery
from desktop.vault.anchors import Anchors
from desktop.vault.attempts import Attempts
from desktop.vault.audit import Audit
from desktop.vault.backup import Backup
from desktop.vault.claim import claim
from desktop.vault.conversations import VaultConversations
from desktop.vault.database import Database
from desktop.vault.errors import VaultError, VaultWriteError
from desktop.vault.events import EventKind, Events
from desktop.vault.facts import Facts
from desktop.vault.files import make_folder
from desktop.vault.header import KEYRING, RECOVERY, TOGETHER, Header
from desktop.vault.keychain import Keychain
from desktop.vault.migrations import migrate
from desktop.vault.openers import ByKeyring, ByPassphrase, ByRecoveryKey, Opener
from desktop.vault.place import Look, VaultPlace, VaultState, look
from desktop.vault.rekeying import Renewal, rekey
from desktop.vault.slots import Slots
from desktop.vault.surroundings import Surroundings
from desktop.vault.tasks import VaultTasks
from desktop.vault.unlocking import opened, tried
from desktop.vault.upkeep import Upkeep, bring_up, note_backup
from desktop.vault.wrapping import Wrapping, new_entry

__all__ = ["Created", "Look", "Vault", "VaultPlace", "VaultState", "look"]

_PROFILE_BYTES, _SALT_BYTES = 8, 16


@dataclass(frozen=True, slots=True)
class Secrets:
    """What a new vault begins with."""

    data_key: bytes
    recovery: bytes


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
        self._database = database
        self.facts = Facts(database)
        self.events = Events(database, place.now)
        self.ways = Slots(place, header, data_key, self.events)
        self.anchors = Anchors(self.events, self.facts, place.safe)
        self.conversations = VaultConversations(database, place.now, self.events)
        self.audit = Audit(database)
        self.tasks = VaultTasks(database)
        self.surroundings = Surroundings(database, self.events)
        self.upkeep = Upkeep(place, lambda: self.ways.data_key)

    @property
    def slots(self) -> frozenset[str]:
        """The ways in which it can be opened."""
        return self.ways.names

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
            with _first_slots(place, keychain, passphrase, Secrets(data_key, secret)) as header:
                database = _create_database(place.folder, keys.raw_database_key(data_key, header.salt))
                try:
                    header = headers.write(place.folder, header, data_key)
                except VaultError:
                    database.close()
                    raise
            with contextlib.suppress(VaultWriteError):      # the next unlock does it
                headers.end_creation(place.folder)
            Attempts(place.folder, place.now).forget()      # guesses at a backup, while there was no vault
        except BaseException:
            lock.close()
            raise
        vault = cls(place, lock, header, data_key, database)
        vault.events.note_or_owe(EventKind.CREATED, slots=" ".join(sorted(header.slots)))
        vault.let_keyring_open()
        return Created(vault, recovery.encode(secret) if RECOVERY in header.slots else "")

    # -- unlocking

    @classmethod
    def unlock_with_passphrase(cls, place: VaultPlace, passphrase: str) -> "Vault":
        """Raises WrongPassphraseError, SlotMissingError, VaultError."""
        return cls.unlock(place, ByPassphrase(passphrase))

    @classmethod
    def unlock_with_recovery_key(cls, place: VaultPlace, typed: str) -> "Vault":
        """Raises WrongRecoveryKeyError, VaultError."""
        return cls.unlock(place, ByRecoveryKey(typed))

    @classmethod
    def unlock_with_keyring(cls, place: VaultPlace, keychain: Keychain, *, may_ask: bool) -> "Vault":
        """Raises KeychainError, SlotMissingError, VaultError."""
        return cls.unlock(place, ByKeyring(keychain, may_ask))

    @classmethod
    def unlock(cls, place: VaultPlace, opener: Opener) -> "Vault":
        """Open it in one of its ways. Raises TooManyAttemptsError, the opener's refusal, VaultError."""
        attempts = Attempts(place.folder, place.now)
        fitting = tried(place, opener, attempts)
        lock = claim(place.folder)
        try:
            header, data_key, database = opened(place, opener, fitting)
            backup = bring_up(place, data_key, database)
        except BaseException:
            lock.close()
            raise
        vault = cls(place, lock, header, data_key, database)
        try:
            if backup is not None:
                note_backup(vault.events, backup)
            vault.anchors.compare_header(header.head)
            if failed := attempts.forget().count:
                vault.events.note_or_owe(EventKind.UNLOCK_FAILED, times=failed)
            vault.events.note_or_owe(EventKind.UNLOCKED, slot=opener.slot)
            with contextlib.suppress(VaultWriteError):      # a full disk: what was said can be read
                vault.conversations.close_interrupted()
            with contextlib.suppress(VaultError):           # it is tried again at the next start
                vault.ways.follow_rules()
        except BaseException:
            vault.close()
            raise
        return vault

    # -- slots

    def change_passphrase(self, old: str | None, new: str) -> None:
        """Set another passphrase; where there is one, `old` must be it. Raises WrongPassphraseError."""
        self.ways.change_passphrase(old, new)

    def set_passphrase(self, passphrase: str) -> None:
        """Add or replace the passphrase. Raises VaultError; then the vault opens as before."""
        self.ways.set_passphrase(passphrase)

    def add_keyring(self, keychain: Keychain) -> None:
        """Add or replace the keyring slot. Raises VaultError; then the vault opens as before."""
        self.ways.add_keyring(keychain)

    def renew_recovery_key(self, secret: bytes | None = None) -> str:
        """Replace the recovery slot; returns the new key, which is shown once and kept nowhere. `secret`: of
        one that was written down before. Raises VaultError; then the vault opens as before.
        """
        return self.ways.renew_recovery_key(secret)

    def drop_slot(self, name: str, keychain: Keychain | None = None) -> None:
        """Take a slot away. Raises SlotMissingError, SlotNeededError for the last everyday way and the last
        emergency key, VaultError.
        """
        self.ways.drop(name, keychain)

    def rekey(self, renewal: Renewal, progress: Callable[[float], None]) -> None:
        """After a theft: another data key, and every slot with new secrets; see `vault/rekeying.py`. Raises
        VaultError; then the vault is as before.
        """
        may_open = openers.may_open(self._place.folder, self.ways.header, self.ways.data_key)
        with self.upkeep.paused():
            rekey(self._place, self.ways, self._database, renewal, progress)
        with contextlib.suppress(VaultError):       # the old one still works
            self.events.renew_text_key()
        self.events.note_or_owe(EventKind.REKEYED, epoch=self.ways.header.epoch)
        if may_open:
            with contextlib.suppress(VaultWriteError):      # the new key holds; the next start asks
                self.let_keyring_open()

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
        openers.let_open(self._place.folder, self.ways.header, self.ways.data_key)

    def bar_keyring(self) -> None:
        """From this moment the keyring opens nothing unasked. In any thread. Raises VaultWriteError."""
        marks.remove(self._place.folder, marks.MAY_OPEN)

    def lock(self) -> None:
        """From now on a passphrase is needed, also after a restart. The caller's process ends soon: keys go
        with it.
        """
        try:
            self.bar_keyring()
        finally:
            self.close(EventKind.LOCKED)

    def close(self, kind: EventKind = EventKind.CLOSED) -> None:
        """Close the database and let others use the vault."""
        self.upkeep.stop()
        try:
            _anchor(self, kind)
        finally:
            self._database.close()
            self._lock.close()


def _anchor(vault: Vault, kind: EventKind) -> None:
    """Note the end, and remember outside the database how far the chain of events goes. What cannot be
    written must not keep the vault open; the older anchors stay, and they hold.
    """
    with contextlib.suppress(VaultError):
        vault.events.note(kind)
    with contextlib.suppress(VaultError):
        head = vault.events.head()
        vault.ways.anchor(head)
        vault.anchors.header_written(head)
    if {KEYRING, TOGETHER} & vault.slots:
        with contextlib.suppress(VaultError):
            vault.anchors.keep_in_safe(vault.ways.header.profile)


@contextlib.contextmanager
def _first_slots(
    place: VaultPlace, keychain: Keychain | None, passphrase: str | None, secrets: Secrets
) -> Iterator[Header]:
    """The header of a new vault: sealed and with a recovery key as the rules want it, and its everyday
    ways.
    """
    wrapping = Wrapping(place, secrets.data_key)
    header = Header(profile=token_hex(_PROFILE_BYTES), salt=token_hex(_SALT_BYTES))
    if place.rules.has_recovery:
        header = wrapping.with_recovery(header, secrets.recovery)
    if place.rules.escrow is not None:
        header = wrapping.with_escrow(header, place.rules.escrow)
    if keychain is None:
        yield wrapping.with_passphrase(header, passphrase or "")
        return
    with new_entry(keychain, place.folder) as entry:
        if passphrase and place.rules.together:
            header = wrapping.with_both(header, entry, passphrase)
        else:
            header = wrapping.with_keyring(header, entry)
            header = wrapping.with_passphrase(header, passphrase) if passphrase else header
        yield header


def _create_database(folder: Path, raw_key: str) -> Database:
    database = Database.create(folder, raw_key)
    try:
        migrate(database)
    except VaultError:
        database.close()
        raise
    return database
