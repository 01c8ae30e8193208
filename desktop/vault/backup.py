"""Backups of the vault: encrypted copies that open with the vault's own passphrase or recovery key.

A backup is a folder with three files: the database (one file, without a log), the header that opens it, and
`backup.json`, which says without a key when it was made. It is written under another name, opened with the
header that lies beside it, checked page by page, and only then takes its name; only after that an older one
goes. Nothing here is decided by the clock alone, which may be wrong: backups have numbers, and those of one
date count as one generation.
"""

import json
import re
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from desktop.vault import database as databases
from desktop.vault import header as headers
from desktop.vault import keys
from desktop.vault.checking import bad_pages, check
from desktop.vault.database import Database
from desktop.vault.errors import (
    BackupDamagedError,
    BackupMissingError,
    BackupRoomError,
    VaultDamagedError,
    VaultError,
)
from desktop.vault.files import BESIDE, flush_folder, make_folder, read_regular, write_error, write_whole

GENERATIONS = 3
ABOUT = "backup.json"
_VERSION = 1
_FILES = (ABOUT, headers.FILE_NAME, *databases.FILE_NAMES, databases.FILE_NAME + "-journal")
_NAME = re.compile(r"hisho-([0-9a-f]{8})-(\d{6,})-\d{8}-\d{6}")
_MARGIN = 1 << 20                   # for the small files, and what the file system needs itself
_MOST_ABOUT = 4096
_YEARS = range(1970, 9001)          # what every clock can show, wherever it stands
_LARGEST = 1 << 62


class Cause(StrEnum):
    """Why a backup was made."""

    DAILY = "daily"
    MIGRATION = "migration"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup says of itself. `number` counts from 1; `confirmed`: the recovery key had been written
    down; `key` counts the data keys that the vault had had: one of before the vault's own key opens with the
    secrets of then.
    """

    folder: Path
    profile: str
    number: int
    made: datetime
    schema: int
    size: int
    cause: Cause
    confirmed: bool
    key: int = 1


@dataclass(frozen=True, slots=True)
class Source:
    """What is backed up: the vault's folder with its key, and a connection to its database that nobody else
    uses meanwhile. `go_on` may end it.
    """

    folder: Path
    data_key: bytes
    database: Database
    confirmed: bool
    go_on: Callable[[], bool] = lambda: True


# -- what is there


def beside(folder: Path) -> Path:
    """The usual place for the backups of the vault in this folder."""
    return folder.with_name(folder.name + "-backups")


def backups(folder: Path, profile: str = "") -> Sequence[Backup]:
    """The backups in this folder, of one vault or of all, the newest first. Nothing is opened, and what
    cannot be read is no backup.
    """
    try:
        places = list(folder.iterdir())
    except OSError:
        return ()
    found = [each for place in places if (each := backup_in(place)) is not None]
    mine = (each for each in found if not profile or each.profile == profile)
    return sorted(mine, key=lambda each: (each.number, each.made), reverse=True)


def backup_in(folder: Path) -> Backup | None:
    """The backup that this folder is, if it is one."""
    try:
        untrusted = json.loads(read_regular(folder / ABOUT, _MOST_ABOUT))
        size = (folder / databases.FILE_NAME).stat().st_size
        return replace(_accept(untrusted, folder, size), key=_key_of(folder))
    except (OSError, ValueError, RecursionError):
        return None


def _key_of(folder: Path) -> int:
    try:
        return headers.read(folder).epoch
    except VaultError:
        return 1                        # restoring it will say what is wrong


def of_older_keys(found: Sequence[Backup], vault: Path) -> frozenset[Path]:
    """The folders of those that open with the secrets of before a change of the key, as far as can be told
    from them and from the vault in this folder.
    """
    newest: dict[str, int] = {}
    with suppress(VaultError):
        header = headers.read(vault)
        newest[header.profile] = header.epoch
    for each in found:
        newest[each.profile] = max(each.key, newest.get(each.profile, 1))
    return frozenset(each.folder for each in found if each.key < newest[each.profile])


def found_at(folder: Path) -> Sequence[Backup]:
    """What somebody may mean who points at this folder: a backup, or a folder of backups. Raises
    BackupMissingError.
    """
    one = backup_in(folder)
    found = [one] if one else backups(folder)
    if not found:
        raise BackupMissingError(str(folder))
    return found


def _accept(untrusted: Any, folder: Path, size: int) -> Backup:
    """Raises ValueError for what is not as we write it."""
    if not isinstance(untrusted, dict) or untrusted.get("version") != _VERSION:
        raise ValueError(folder.name)
    profile, made = untrusted.get("profile"), untrusted.get("made")
    numbers = [untrusted.get(name) for name in ("number", "schema")]
    if not isinstance(profile, str) or not re.fullmatch(r"[0-9a-f]{16}", profile):
        raise ValueError(folder.name)
    if not all(type(each) is int and 0 <= each < _LARGEST for each in numbers) or not isinstance(made, str):
        raise ValueError(folder.name)
    moment = datetime.fromisoformat(made)
    if moment.tzinfo is None or moment.year not in _YEARS:
        raise ValueError(folder.name)
    return Backup(
        folder, profile, untrusted["number"], moment, untrusted["schema"], size,
        Cause(str(untrusted.get("cause"))), untrusted.get("confirmed") is True,
    )  # fmt: skip


# -- making one


def back_up(source: Source, folder: Path, now: Callable[[], datetime], cause: Cause) -> Backup:
    """Make a backup in this folder, see that it opens and is whole, and let superseded ones go. Raises
    BackupRoomError, VaultWriteError, BackupDamagedError, WorkStoppedError, VaultDamagedError; then all the
    earlier ones are there.
    """
    header, text = _header(source)
    make_folder(folder)
    _clear(folder, header.profile)
    _require_room(folder, source.database.size)
    if bad_pages(source.database):      # the copy would have zeros there, under a good authentication code
        raise VaultDamagedError("database")
    earlier = backups(folder, header.profile)
    number = max((each.number for each in earlier), default=0) + 1
    part = folder / _part_name(header.profile)
    try:
        part.mkdir(mode=0o700)
        source.database.copy_to(
            part / databases.FILE_NAME, keys.raw_database_key(source.data_key, header.salt), source.go_on
        )
        write_whole(part / headers.FILE_NAME, text)
        schema = _verify(part, source)
        made = now()
        about = {
            "version": _VERSION, "profile": header.profile, "number": number, "made": made.isoformat(),
            "schema": schema, "cause": cause.value, "confirmed": source.confirmed,
        }  # fmt: skip
        write_whole(part / ABOUT, json.dumps(about, indent=1).encode())
        place = folder / f"hisho-{header.profile[:8]}-{number:06}-{made.astimezone():%Y%m%d-%H%M%S}"
        part.rename(place)
        flush_folder(folder)
    except OSError as error:
        _remove(part)
        raise write_error(error) from error
    except BaseException:
        _remove(part)
        raise
    backup = backup_in(place)
    if backup is None:
        raise BackupDamagedError(str(place))
    for each in superseded([backup, *earlier]):
        _remove(each.folder)
    return backup


def superseded(found: Sequence[Backup]) -> Sequence[Backup]:
    """Those, given the newest first, that nobody needs any more: all but the newest of each of the three
    newest dates, and the last one of before a migration.
    """
    kept: dict[str, Backup] = {}
    for each in found:
        kept.setdefault(day(each.made), each)
    generations = list(kept.values())[:GENERATIONS]
    return [each for each in found if each not in generations and each not in _before_migration(found)]


def _before_migration(found: Sequence[Backup]) -> Sequence[Backup]:
    """How the vault was before it was migrated last. A migration that was cut short has several such backups
    of one day; only those of the lowest schema are from before.
    """
    made = [each for each in found if each.cause is Cause.MIGRATION]
    same_day = [each for each in made if day(each.made) == day(made[0].made)]
    return [min(same_day, key=lambda each: (each.schema, -each.number))] if made else []


def is_due(found: Sequence[Backup], now: datetime) -> bool:
    """Whether today has no backup yet; a clock that was set back finds its earlier days done."""
    return day(now) not in {day(each.made) for each in found}


def day(moment: datetime) -> str:
    """The date here."""
    return moment.astimezone().date().isoformat()


def _header(source: Source) -> tuple[headers.Header, bytes]:
    """The header, and as it lies in the folder. Raises VaultDamagedError if it is not this vault's."""
    header = headers.read(source.folder)
    header.check_mac(source.data_key)
    try:
        return header, read_regular(source.folder / headers.FILE_NAME)
    except OSError as error:
        raise write_error(error) from error


def _require_room(folder: Path, needed: int) -> None:
    try:
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise write_error(error) from error
    if free < needed + _MARGIN:
        raise BackupRoomError(str(folder), needed + _MARGIN, free)


def _verify(part: Path, source: Source) -> int:
    """Open what was written with the header beside it, and check every page; returns its schema. Raises
    BackupDamagedError.
    """
    try:
        header = headers.read(part)
        header.check_mac(source.data_key)
        raw_key = keys.raw_database_key(source.data_key, header.salt)
        copy = Database.open_to_read(part / databases.FILE_NAME, raw_key)
    except VaultDamagedError as error:
        raise BackupDamagedError(str(part)) from error
    try:
        if not check(copy, source.go_on).is_whole:
            raise BackupDamagedError(str(part))
        ((schema,),) = copy.rows("PRAGMA user_version")
        return int(schema)
    finally:
        copy.close()


def _part_name(profile: str) -> str:
    return f"hisho-{profile[:8]}-part"


def _clear(folder: Path, profile: str) -> None:
    """Take away what was being written or removed when the program ended."""
    for each in folder.iterdir():
        name = _NAME.fullmatch(each.name)
        unfinished = name is not None and name[1] == profile[:8] and not (each / ABOUT).exists()
        if unfinished or each.name == _part_name(profile):
            _remove(each)


def _remove(folder: Path) -> None:
    """Remove a backup; first what makes it one. Whatever else lies there stays, with its folder."""
    for name in _FILES:
        for each in (folder / name, folder / (name + BESIDE)):
            with suppress(OSError):
                each.unlink(missing_ok=True)
    with suppress(OSError):
        folder.rmdir()


# -- ways in


def refresh_ways(folder: Path, header: headers.Header, data_key: bytes) -> int:
    """Let the backups of this vault open with what opens it now: a passphrase that was replaced must not live
    on in them. Those under another data key are left as they are. Returns how many were changed; raises
    VaultWriteError.
    """
    copies = [each.folder for each in backups(folder, header.profile)]
    return sum(refresh_copy(each, header, data_key) for each in copies)


def refresh_copy(folder: Path, header: headers.Header, data_key: bytes) -> bool:
    """The same for one copy of this vault. Returns whether it was changed; raises VaultWriteError."""
    try:
        old = headers.read(folder)
        old.check_mac(data_key)
    except VaultError:
        return False
    if old.slots == header.slots or old.salt != header.salt:
        return False
    headers.write(folder, replace(old, slots=header.slots), data_key)
    return True
