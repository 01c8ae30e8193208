"""A backup becomes the vault again: here, where the vault is damaged, or on a machine that has none.

The copy is opened, checked and brought up to today's schema before it takes the vault's place; the vault that
was there is kept aside, whole. The chain of events of what was restored says so: without that the anchors
outside (`vault/anchors.py`) would take it for an old copy that somebody slipped in.
"""

import os
import shutil
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC
from pathlib import Path

from desktop.vault import database as databases
from desktop.vault import header as headers
from desktop.vault import keys, marks
from desktop.vault.anchors import excuse
from desktop.vault.attempts import Attempts
from desktop.vault.backup import Backup
from desktop.vault.checking import check
from desktop.vault.claim import claim
from desktop.vault.database import Database
from desktop.vault.errors import (
    BackupDamagedError,
    BackupRoomError,
    VaultDamagedError,
    VaultFolderForeignError,
    VaultMissingError,
)
from desktop.vault.events import EventKind, Events
from desktop.vault.exchange import preparing, take_place
from desktop.vault.facts import Facts
from desktop.vault.files import make_private, open_regular, write_error
from desktop.vault.migrations import migrate
from desktop.vault.openers import Opener
from desktop.vault.place import VaultPlace, VaultState
from desktop.vault.unlocking import tried

_MARGIN = 1 << 20
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Restored:
    """`kept` is where the vault lies that was there before, if there was one."""

    kept: Path | None


def restore(
    place: VaultPlace, backup: Backup, way: Opener, go_on: Callable[[], bool] = lambda: True
) -> Restored:
    """Put the backup in the vault's place; it is opened afterwards as any other. Raises WrongSecretError,
    TooManyAttemptsError, BackupDamagedError, BackupRoomError, VaultInUseError, VaultError; then everything is
    as before.
    """
    check_free(place)
    raw_key = _raw_key(place, backup, way)
    with ExitStack() as stack:
        if place.folder.is_dir():
            stack.enter_context(claim(place.folder))
        require_room(place.folder.parent, backup.size)
        prepared = stack.enter_context(preparing(place.folder))
        for name in (headers.FILE_NAME, databases.FILE_NAME):
            copy_file(backup.folder / name, prepared / name)
        _bring_up(prepared, raw_key, place, backup, go_on)
        if backup.confirmed:
            marks.put(prepared, marks.CONFIRMED)
        return Restored(take_place(place.folder))


def check_free(place: VaultPlace) -> None:
    """Raise VaultError where something that is not ours would be moved."""
    if place.foreign is not None:
        raise VaultFolderForeignError(str(place.foreign))
    seen = place.look()
    if seen.state in (VaultState.FOREIGN, VaultState.UNREADABLE) and seen.error is not None:
        raise seen.error


def require_room(folder: Path, needed: int) -> None:
    """Raise BackupRoomError where a copy of this size has no room."""
    around = next(each for each in (folder, *folder.parents) if each.is_dir())
    try:
        free = shutil.disk_usage(around).free
    except OSError as error:
        raise write_error(error) from error
    if free < needed + _MARGIN:
        raise BackupRoomError(str(folder), needed + _MARGIN, free)


def _raw_key(place: VaultPlace, backup: Backup, way: Opener) -> str:
    """Wrong guesses count as those at the vault itself do."""
    try:
        attempts = Attempts(place.folder, place.now)
        fit = tried(replace(place, folder=backup.folder), way, attempts)[0]
        return keys.raw_database_key(fit.data_key, fit.header.salt)
    except (VaultDamagedError, VaultMissingError, VaultFolderForeignError) as error:
        raise BackupDamagedError(str(backup.folder)) from error


def copy_file(source: Path, target: Path) -> None:
    """A copy for its owner alone, on disk when this returns. Raises VaultWriteError."""
    make_private(target)
    try:
        with os.fdopen(open_regular(source), "rb") as untrusted, target.open("wb") as file:
            shutil.copyfileobj(untrusted, file, _BLOCK)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise write_error(error) from error


def _bring_up(
    prepared: Path, raw_key: str, place: VaultPlace, backup: Backup, go_on: Callable[[], bool]
) -> None:
    """Open the copy, look whether it is whole, bring it to today's schema and let its chain say that it was
    restored.
    """
    try:
        database = Database.open(prepared, raw_key)
    except VaultDamagedError as error:
        raise BackupDamagedError(str(backup.folder)) from error
    try:
        if not check(database, go_on).is_whole:
            raise BackupDamagedError(str(backup.folder))
        migrate(database)
        made = backup.made.astimezone(UTC).isoformat(timespec="seconds")
        Events(database, place.now).note(EventKind.RESTORED, number=backup.number, made=made)
        header = headers.read(prepared)
        excuse(Facts(database), header.head, place.safe, header.anchored_as)
    finally:
        database.close()
