"""What is done for the safety of an unlocked vault beside everything else: backups and checks.

Each works on a connection of its own that only reads, so it may run in any thread, however long it takes, and
holds up nobody; it ends as soon as the vault is closed.
"""

import contextlib
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from desktop.vault import backup as copies
from desktop.vault import database as databases
from desktop.vault import header as headers
from desktop.vault import keys, marks
from desktop.vault.backup import Backup, Cause, Source
from desktop.vault.checking import Checked, check
from desktop.vault.database import Database
from desktop.vault.errors import VaultError, VaultWriteError, WorkStoppedError
from desktop.vault.events import EventKind, Events
from desktop.vault.exchange import kept_aside
from desktop.vault.migrations import MIGRATIONS, migrate
from desktop.vault.place import VaultPlace

CHECKED = "upkeep: checked"         # the fact: when everything was checked last, ISO 8601
_GLANCE_S, _TIMES = 0.05, 200       # an interrupted statement ends within milliseconds
_DEEP_EVERY = timedelta(days=7)
_MOST_OPENINGS = 20                 # without a backup: a clock that shows one date for ever stops none


class Upkeep:
    """The upkeep of one unlocked vault; every method may be called from any thread."""

    def __init__(self, place: VaultPlace, data_key: Callable[[], bytes]) -> None:
        """`data_key` gives the key as it is now: a vault may get another one."""
        self._place = place
        self._data_key = data_key
        self._guard = threading.Lock()
        self._idle = threading.Condition(self._guard)
        self._busy = threading.Lock()           # one backup at a time
        self._reading: list[Database] = []
        self._stopped = False

    # -- backups

    @property
    def folders(self) -> tuple[Path, ...]:
        """Where backups may lie: in the folder that was chosen, and beside the vault."""
        return backup_folders(self._place)

    def backups(self) -> Sequence[Backup]:
        """Those of this vault, the newest of each folder first. Raises VaultError if there is no header."""
        profile = headers.read(self._place.folder).profile
        return [each for folder in self.folders for each in copies.backups(folder, profile)]

    def back_up(self, cause: Cause = Cause.ASKED) -> Backup:
        """Make a backup now: in the chosen folder, or beside the vault where that cannot be. Raises
        VaultError.
        """
        with self._busy, self._connection() as database:
            source = Source(
                self._place.folder, self._data_key(), database,
                marks.is_set(self._place.folder, marks.CONFIRMED), lambda: self.is_open,
            )  # fmt: skip
            return back_up_somewhere(source, self._place, cause)

    def is_backup_due(self) -> bool:
        """Whether today has no backup, or the vault was opened many times since the last one."""
        found = self.backups()
        if copies.is_due(found, self._place.now()):
            return True
        with self._connection() as database:
            return openings_since_backup(database) >= _MOST_OPENINGS

    def refresh_ways(self) -> int:
        """Let every backup, and every vault that was kept aside, open with what opens the vault now, and with
        nothing else; returns how many were changed. Raises VaultError.
        """
        header, data_key = headers.read(self._place.folder), self._data_key()
        header.check_mac(data_key)
        kept = sum(copies.refresh_copy(each, header, data_key) for each in kept_aside(self._place.folder))
        return kept + sum(copies.refresh_ways(folder, header, data_key) for folder in self.folders)

    # -- checks

    def check(self, *, deep: bool = False) -> Checked:
        """Look whether the vault is whole, and keep in mind for the next start that it is not. Raises
        WorkStoppedError, VaultError.
        """
        with self._connection() as database:
            checked = check(database, lambda: self.is_open, deep=deep)
        if not checked.is_whole:
            with contextlib.suppress(VaultError):   # it is told now in any case
                marks.put(self._place.folder, marks.DAMAGED)
        elif deep:
            marks.remove(self._place.folder, marks.DAMAGED)
        return checked

    def is_deep_check_due(self, fact: bytes | None) -> bool:
        """Whether a week has passed since the fact CHECKED; a date to come was a wrong clock's."""
        try:
            last = datetime.fromisoformat((fact or b"").decode())
        except ValueError:
            return True
        now = self._place.now()
        return last.tzinfo is None or not last <= now < last + _DEEP_EVERY

    def checked_now(self) -> bytes:
        """What the fact CHECKED says after a deep check."""
        return self._place.now().isoformat().encode()

    # -- its end

    @property
    def is_open(self) -> bool:
        """Whether the vault was not closed yet."""
        return not self._stopped

    def stop(self) -> None:
        """End what is being done; that raises WorkStoppedError where it is done."""
        with self._guard:
            self._stopped = True
            for each in self._reading:
                each.interrupt()

    @contextlib.contextmanager
    def paused(self) -> Iterator[None]:
        """End what is being done and let nothing begin meanwhile: nobody reads while the key changes."""
        self.stop()
        with self._guard:
            for _ in range(_TIMES):
                if self._idle.wait_for(lambda: not self._reading, _GLANCE_S):
                    break
                for each in self._reading:      # its next statement had not begun at the last interruption
                    each.interrupt()
        try:
            yield
        finally:
            self._stopped = False

    @contextlib.contextmanager
    def _connection(self) -> Iterator[Database]:
        header = headers.read(self._place.folder)
        raw_key = keys.raw_database_key(self._data_key(), header.salt)
        database = Database.open_to_read(self._place.folder / databases.FILE_NAME, raw_key)
        try:
            with self._guard:
                if self._stopped:
                    raise WorkStoppedError
                self._reading.append(database)
            yield database
        finally:
            with self._guard:
                if database in self._reading:
                    self._reading.remove(database)
                database.close()
                self._idle.notify_all()


def backup_folders(place: VaultPlace) -> tuple[Path, ...]:
    """Where backups may lie: in the folder that was chosen, and beside the vault."""
    usual = copies.beside(place.folder)
    return (usual,) if place.backups is None else (place.backups, usual)


def back_up_somewhere(source: Source, place: VaultPlace, cause: Cause) -> Backup:
    """In the chosen folder, or beside the vault where that cannot be: a stick that is not there must not cost
    the backup. Raises VaultError.
    """
    if place.backups is not None and place.backups.is_dir():
        with contextlib.suppress(VaultWriteError):
            return copies.back_up(source, place.backups, place.now, cause)
    return copies.back_up(source, copies.beside(place.folder), place.now, cause)


def bring_up(place: VaultPlace, data_key: bytes, database: Database) -> Backup | None:
    """Bring the database to the schema of today, after a backup of how it is. Without room for the backup
    nothing is changed. Raises VaultError, and closes the database then.
    """
    made = None
    try:
        ((found,),) = database.rows("PRAGMA user_version")
        if 0 < found < len(MIGRATIONS):
            confirmed = marks.is_set(place.folder, marks.CONFIRMED)
            source = Source(place.folder, data_key, database, confirmed)
            made = back_up_somewhere(source, place, Cause.MIGRATION)
        migrate(database, place.tell)
    except VaultError:
        database.close()
        raise
    return made


def note_backup(events: Events, backup: Backup) -> None:
    """Note a backup in the chain; on the lane that owns it."""
    events.note_or_owe(
        EventKind.BACKED_UP, cause=backup.cause.value, number=backup.number, bytes=backup.size
    )


def openings_since_backup(database: Database) -> int:
    """By the chain of events, which no clock can make wrong."""
    ((count,),) = database.rows(
        "SELECT count(*) FROM events WHERE kind = ?"
        " AND id > (SELECT coalesce(max(id), 0) FROM events WHERE kind = ?)",
        (EventKind.UNLOCKED.value, EventKind.BACKED_UP.value),
    )
    return int(count)
