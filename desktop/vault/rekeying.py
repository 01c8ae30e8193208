"""Another data key, after somebody may have got hold of the old one.

Every slot gets a new secret as well: whoever had the old data key could have opened what it wraps. The header
of the new key is whole on disk, and each of its ways was seen to open, before the database changes its key in
one transaction; then it takes the other's place. A program that ends in between leaves both headers, and the
next unlock keeps the one whose key the database has. Backups that were made before keep the old key: they are
opened with the old secrets, by the thief too.
"""

import contextlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from desktop.vault import header as headers
from desktop.vault import keys, marks, recovery
from desktop.vault.database import Database
from desktop.vault.errors import VaultDamagedError, VaultError, VaultWriteError
from desktop.vault.header import ESCROW, KEYRING, PASSPHRASE, RECOVERY, TOGETHER, Header
from desktop.vault.keychain import Keychain
from desktop.vault.openers import ByBoth, ByPassphrase, ByRecoveryKey, Opener
from desktop.vault.place import VaultPlace
from desktop.vault.slots import Slots
from desktop.vault.wrapping import Wrapping, forget_entries, new_entry

_GLANCE_S = 0.1


@dataclass(frozen=True, slots=True)
class Renewal:
    """The new secrets: a passphrase and the keychain where the vault has such slots. The recovery key is made
    here, so that it can be written down before anything changes.
    """

    passphrase: str = ""
    keychain: Keychain | None = None
    secret: bytes = field(default_factory=recovery.new_secret, repr=False)

    @property
    def recovery_key(self) -> str:
        """The new recovery key; shown once and kept nowhere."""
        return recovery.encode(self.secret)

    def check(self, slots: frozenset[str]) -> None:
        """Raise ValueError if a secret is missing that these slots need."""
        if slots & {PASSPHRASE, TOGETHER} and not self.passphrase:
            raise ValueError("this vault needs a passphrase for its new key")
        if slots & {KEYRING, TOGETHER} and self.keychain is None:
            raise ValueError("this vault needs the keyring for its new key")


def rekey(
    place: VaultPlace, ways: Slots, database: Database, renewal: Renewal, progress: Callable[[float], None]
) -> None:
    """Change the data key; `progress` is told the share that is done, in another thread. Raises VaultError;
    then the vault is as before, and opens with the old secrets.
    """
    renewal.check(ways.names)
    before, data_key = ways.header, keys.new_key()
    with _successor(place, before, renewal, data_key) as successor:
        raw_key = keys.raw_database_key(data_key, before.salt)
        try:
            with _watched(database, progress):
                database.rekey(keys.raw_database_key(ways.data_key, before.salt), raw_key)
        except VaultError:
            headers.discard_successor(place.folder)
            raise
        ways.became(successor, data_key)
        with contextlib.suppress(VaultWriteError):  # the new key holds: the next unlock does it
            headers.succeed(place.folder)
    with contextlib.suppress(VaultWriteError):      # it was made with the old key and permits nothing now
        marks.remove(place.folder, marks.MAY_OPEN)
    if renewal.keychain is not None:
        forget_entries(renewal.keychain, before, successor)
    progress(1.0)


@contextlib.contextmanager
def _successor(place: VaultPlace, before: Header, renewal: Renewal, data_key: bytes) -> Iterator[Header]:
    """The header for the new key, on disk beside the old one and seen to open in each of its ways."""
    names = frozenset(before.slots)
    with contextlib.ExitStack() as stack:
        header = _with_new_slots(stack, place, before, (renewal, data_key))

        def check(written: Header) -> None:
            found = [each.data_key(written, place) for each in _openers(names, renewal)]
            if KEYRING in names and renewal.keychain is not None:
                key = renewal.keychain.load(written.keyring_entry(), may_ask=False)
                found.append(keys.unwrap(written.slot(KEYRING), key, written.context(KEYRING)))
            if any(each != data_key for each in found):
                raise VaultDamagedError("header")

        yield headers.write_successor(place.folder, header, data_key, check)


def _with_new_slots(
    stack: contextlib.ExitStack, place: VaultPlace, before: Header, new: tuple[Renewal, bytes]
) -> Header:
    renewal, data_key = new
    wrapping = Wrapping(place, data_key)
    header = replace(before, slots={}, epoch=before.epoch + 1)
    if RECOVERY in before.slots:
        header = wrapping.with_recovery(header, renewal.secret)
    if ESCROW in before.slots:
        header = wrapping.with_escrow(header, keys.from_text(before.slot(ESCROW).get("public")))
    if PASSPHRASE in before.slots:
        header = wrapping.with_passphrase(header, renewal.passphrase)
    if renewal.keychain is not None and {KEYRING, TOGETHER} & set(before.slots):
        entry = stack.enter_context(new_entry(renewal.keychain, place.folder))
        if KEYRING in before.slots:
            header = wrapping.with_keyring(header, entry)
        if TOGETHER in before.slots:
            header = wrapping.with_both(header, entry, renewal.passphrase)
    return header


def _openers(names: frozenset[str], renewal: Renewal) -> Iterator[Opener]:
    """What a person will type; the escrow key is somebody else's."""
    if RECOVERY in names:
        yield ByRecoveryKey(renewal.recovery_key)
    if PASSPHRASE in names:
        yield ByPassphrase(renewal.passphrase)
    if TOGETHER in names and renewal.keychain is not None:
        yield ByBoth(renewal.passphrase, renewal.keychain, may_ask=False)


@contextlib.contextmanager
def _watched(database: Database, progress: Callable[[float], None]) -> Iterator[None]:
    """Tell how much of the database is written anew, from a thread of its own: SQLite says nothing itself."""
    is_over = threading.Event()

    def watch() -> None:
        while not is_over.wait(_GLANCE_S):
            progress(database.share_logged())

    thread = threading.Thread(target=watch, name="rekey", daemon=True)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()
