"""A backup opens with nothing but what its owner has in mind or on paper; an older one goes only after a
newer one was seen to be whole; and no clock can make the generations wrong.
"""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desktop.chat.conversation import Message, Role
from desktop.vault import header as headers
from desktop.vault import keys
from desktop.vault.backup import (
    Backup,
    Cause,
    Source,
    back_up,
    backup_in,
    backups,
    found_at,
    is_due,
    refresh_ways,
    superseded,
)
from desktop.vault.database import Database
from desktop.vault.errors import (
    BackupDamagedError,
    BackupMissingError,
    VaultDamagedError,
    WorkStoppedError,
    WrongPassphraseError,
)
from desktop.vault.vault import Vault
from tests.fakes import FakeKeychain, ManualClock
from tests.vault.places import PASSPHRASE, new_vault, place

DAY_S = 24 * 60 * 60
PHRASE = "全固体電池の請求項"


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    vault = new_vault(tmp_path / "home" / "vault", FakeKeychain()).vault
    talk = vault.conversations.create_conversation("出願A")
    vault.conversations.add_message(talk.id, None, Message(Role.USER, PHRASE * 4000))
    yield vault
    if vault.upkeep.is_open:
        vault.close()


@contextmanager
def source(folder: Path, passphrase: str = PASSPHRASE) -> Iterator[Source]:
    """What an unlocked vault would hand to its backup."""
    header = headers.read(folder)
    slot = header.slot("passphrase")
    key = keys.passphrase_key(passphrase, keys.from_text(slot["salt"]), keys.CHEAPEST)
    data_key = keys.unwrap(slot, key, header.context("passphrase"))
    raw_key = keys.raw_database_key(data_key, header.salt)
    database = Database.open_to_read(folder / "vault.db", raw_key)
    try:
        yield Source(folder, data_key, database, confirmed=True)
    finally:
        database.close()


def made(home: Path, clock: ManualClock, cause: Cause = Cause.DAILY) -> Backup:
    with source(home / "vault") as found:
        return back_up(found, home / "backups", clock.now, cause)


def new_machine(backup: Backup, folder: Path) -> Path:
    """A folder on a machine that has seen nothing of Hisho."""
    folder.mkdir(parents=True)
    for name in ("vault.json", "vault.db"):
        shutil.copy(backup.folder / name, folder / name)
    return folder


def titles(vault: Vault) -> list[str]:
    try:
        assert [each.excerpt for each in vault.conversations.searching.find(PHRASE[:4])]
        return [each.title for each in vault.conversations.conversations()]
    finally:
        vault.close()


def test_a_backup_opens_by_passphrase_and_recovery_key_on_another_machine(tmp_path: Path) -> None:
    created = new_vault(tmp_path / "home" / "vault", FakeKeychain())
    talk = created.vault.conversations.create_conversation("出願A")
    created.vault.conversations.add_message(talk.id, None, Message(Role.USER, PHRASE))
    backup = made(tmp_path / "home", ManualClock())
    created.vault.close()
    shutil.rmtree(tmp_path / "home" / "vault")
    by_passphrase, by_key = (new_machine(backup, tmp_path / name) for name in ("one", "two"))
    assert titles(Vault.unlock_with_passphrase(place(by_passphrase), PASSPHRASE)) == ["出願A"]
    assert titles(Vault.unlock_with_recovery_key(place(by_key), created.recovery_key)) == ["出願A"]


def test_a_backup_has_what_is_committed_and_still_in_the_log(vault: Vault, tmp_path: Path) -> None:
    assert (tmp_path / "home" / "vault" / "vault.db-wal").stat().st_size > 0
    backup = made(tmp_path / "home", ManualClock())
    assert {each.name for each in backup.folder.iterdir()} == {"vault.db", "vault.json", "backup.json"}
    assert titles(Vault.unlock_with_passphrase(place(new_machine(backup, tmp_path / "new")), PASSPHRASE))


@pytest.mark.usefixtures("vault")
def test_a_backup_says_without_a_key_what_it_is_and_nothing_of_what_is_in_it(tmp_path: Path) -> None:
    clock = ManualClock()
    backup = made(tmp_path / "home", clock)
    (found,) = backups(tmp_path / "home" / "backups")
    assert found == backup
    assert (found.number, found.made, found.cause, found.confirmed) == (1, clock.moment, Cause.DAILY, True)
    assert found.size == (found.folder / "vault.db").stat().st_size > 0
    for each in found.folder.iterdir():
        assert PHRASE.encode() not in each.read_bytes()
        assert each.stat().st_mode & 0o777 == 0o600
    assert found.folder.stat().st_mode & 0o777 == 0o700
    text = (found.folder / "backup.json").read_text()
    assert set(json.loads(text)) == {"version", "profile", "number", "made", "schema", "cause", "confirmed"}


@pytest.mark.usefixtures("vault")
def test_three_generations_are_kept_and_the_last_one_of_before_a_migration(tmp_path: Path) -> None:
    clock = ManualClock()
    for cause in (Cause.MIGRATION, Cause.DAILY, Cause.DAILY, Cause.DAILY, Cause.DAILY):
        made(tmp_path / "home", clock, cause)
        clock.go(DAY_S)
    assert [each.number for each in backups(tmp_path / "home" / "backups")] == [5, 4, 3, 1]


@pytest.mark.usefixtures("vault")
def test_a_second_one_of_a_day_takes_the_place_of_the_first(tmp_path: Path) -> None:
    clock = ManualClock()
    for hours in (24, 1, 1, 22):
        made(tmp_path / "home", clock, Cause.ASKED)
        clock.go(hours * 3600)
    assert [each.number for each in backups(tmp_path / "home" / "backups")] == [4, 1]


# -- what goes wrong


@pytest.mark.usefixtures("vault")
def test_one_that_was_not_written_well_takes_nobody_s_place(tmp_path: Path) -> None:
    clock = ManualClock()
    made(tmp_path / "home", clock)
    folder = tmp_path / "home" / "backups"

    def spoil() -> bool:
        """A bit falls over on the disk between writing and reading back."""
        for part in folder.glob("*-part/vault.json"):
            path = part.with_name("vault.db")
            data = path.read_bytes()
            path.write_bytes(data[:-100] + bytes([data[-100] ^ 1]) + data[-99:])
        return True

    with source(tmp_path / "home" / "vault") as found, pytest.raises(BackupDamagedError):
        back_up(replace(found, go_on=spoil), folder, clock.now, Cause.DAILY)
    assert [each.number for each in backups(folder)] == [1]
    assert [each.name for each in folder.iterdir()] == [backups(folder)[0].folder.name]


@pytest.mark.usefixtures("vault")
def test_one_that_is_stopped_leaves_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "home" / "backups"
    with source(tmp_path / "home" / "vault") as found, pytest.raises(WorkStoppedError):
        back_up(replace(found, go_on=lambda: False), folder, ManualClock().now, Cause.DAILY)
    assert list(folder.iterdir()) == []


def test_a_damaged_vault_makes_no_backup_and_costs_none(vault: Vault, tmp_path: Path) -> None:
    clock = ManualClock()
    home = tmp_path / "home"
    made(home, clock)
    vault.close()                       # of the many pages of a long text one is spoilt
    data = bytearray((home / "vault" / "vault.db").read_bytes())
    for number in range(len(data) - 5 * 4096 - 1000, len(data) - 5 * 4096, 4096):
        data[number] ^= 1
    (home / "vault" / "vault.db").write_bytes(data)
    with source(home / "vault") as found, pytest.raises(VaultDamagedError):
        back_up(found, home / "backups", clock.now, Cause.DAILY)
    assert [each.number for each in backups(home / "backups")] == [1]


@pytest.mark.usefixtures("vault")
def test_what_a_killed_program_left_goes_with_the_next_one(tmp_path: Path) -> None:
    folder = tmp_path / "home" / "backups"
    backup = made(tmp_path / "home", ManualClock())
    half = folder / f"hisho-{backup.profile[:8]}-000007-20261101-000000"        # its removal had begun
    part = folder / f"hisho-{backup.profile[:8]}-part"
    strange = folder / "hisho-notours1-part"
    for each in (half, part, strange):
        each.mkdir()
        for name in ("vault.db", "vault.db-journal", "vault.json.new", "backup.json.new"):
            (each / name).write_bytes(b"x")
    made(tmp_path / "home", ManualClock())
    assert (half.exists(), part.exists(), strange.exists()) == (False, False, True)


@pytest.mark.usefixtures("vault")
def test_what_somebody_put_into_a_backup_is_not_removed_with_it(tmp_path: Path) -> None:
    clock = ManualClock()
    first = made(tmp_path / "home", clock)
    (first.folder / "note.txt").write_text("mine")
    made(tmp_path / "home", clock)
    assert [each.name for each in first.folder.iterdir()] == ["note.txt"]


@pytest.mark.usefixtures("vault")
@pytest.mark.parametrize(
    "change",
    [
        {"version": 2}, {"number": -1}, {"number": "1"}, {"number": True}, {"made": "today"},
        {"made": "9999-12-31T23:59:59+00:00"},
        {"made": "2026-11-23T09:00:00"}, {"cause": "x"}, {"profile": "../../etc"}, {"schema": None},
    ],
)  # fmt: skip
def test_what_does_not_describe_itself_as_we_do_is_no_backup(
    tmp_path: Path, change: dict[str, object]
) -> None:
    backup = made(tmp_path / "home", ManualClock())
    about = backup.folder / "backup.json"
    about.write_text(json.dumps(json.loads(about.read_text()) | change))
    assert backup_in(backup.folder) is None
    assert backups(tmp_path / "home" / "backups") == []
    with pytest.raises(BackupMissingError):
        found_at(backup.folder)


@pytest.mark.usefixtures("vault")
def test_one_may_point_at_a_backup_or_at_the_folder_of_all(tmp_path: Path) -> None:
    backup = made(tmp_path / "home", ManualClock())
    assert found_at(backup.folder) == [backup] == found_at(backup.folder.parent)
    with pytest.raises(BackupMissingError):
        found_at(tmp_path / "nowhere")


# -- clocks


def described(number: int, made: datetime, cause: Cause = Cause.DAILY) -> Backup:
    return Backup(Path(str(number)), "ab" * 8, number, made, 6, 1, cause, confirmed=True)


def days(found: list[datetime], now: Callable[[datetime], datetime]) -> list[int]:
    """Let backups be made whenever one is due; returns the numbers that are kept in the end."""
    kept: list[Backup] = []
    number = 0
    for true_time in found:
        if is_due(kept, now(true_time)):
            number += 1
            kept.insert(0, described(number, now(true_time)))
            gone = superseded(kept)
            kept = [each for each in kept if each not in gone]
    return [each.number for each in kept]


HOURS = [datetime(2026, 11, 1).astimezone() + timedelta(hours=8 * n) for n in range(30)]     # ten days


def test_a_right_clock_makes_one_a_day() -> None:
    assert days(HOURS, lambda moment: moment) == [10, 9, 8]


@pytest.mark.parametrize("years", [-30, -1, 10])
def test_a_clock_that_is_wrong_for_good_makes_one_a_day_too(years: int) -> None:
    assert days(HOURS, lambda moment: moment + timedelta(days=365 * years)) == [10, 9, 8]


def test_a_clock_that_falls_back_at_every_start_wears_out_no_generation() -> None:
    """1970 is one date, however often it comes: the other two generations are the last true days."""
    epoch = datetime(1970, 1, 2).astimezone()
    kept: list[Backup] = []
    for number, true_time in enumerate(HOURS):
        now = epoch if number % 3 == 0 else true_time
        if is_due(kept, now):
            kept.insert(0, described(number, now))
            gone = superseded(kept)
            kept = [each for each in kept if each not in gone]
    assert {each.made.day for each in kept if each.made.year == 2026} >= {9, 10}
    assert len(kept) == 3


def test_a_clock_that_was_ahead_and_is_set_right_goes_on_daily() -> None:
    def ahead_at_first(moment: datetime) -> datetime:
        return moment + timedelta(days=3650) if moment < HOURS[6] else moment

    assert days(HOURS, ahead_at_first) == [10, 9, 8]


def test_of_a_migration_that_was_cut_short_the_first_backup_is_kept() -> None:
    today = HOURS[0]
    found = [
        described(3, today, Cause.DAILY),
        replace(described(2, today, Cause.MIGRATION), schema=6),
        replace(described(1, today, Cause.MIGRATION), schema=3),
    ]
    assert [each.number for each in superseded(found)] == [2]


# -- ways in


def test_a_passphrase_that_was_replaced_does_not_live_on_in_backups(vault: Vault, tmp_path: Path) -> None:
    home = tmp_path / "home"
    backup = made(home, ManualClock())
    vault.set_passphrase("新しいパスフレーズ")
    with source(home / "vault", "新しいパスフレーズ") as found:
        assert refresh_ways(home / "backups", headers.read(home / "vault"), found.data_key) == 1
        assert refresh_ways(home / "backups", headers.read(home / "vault"), found.data_key) == 0
    folder = new_machine(backup, tmp_path / "new")
    with pytest.raises(WrongPassphraseError):
        Vault.unlock_with_passphrase(place(folder), PASSPHRASE)
    assert titles(Vault.unlock_with_passphrase(place(folder), "新しいパスフレーズ")) == ["出願A"]


def test_backups_of_another_vault_are_left_as_they_are(vault: Vault, tmp_path: Path) -> None:
    other = new_vault(tmp_path / "other" / "vault").vault
    with source(tmp_path / "other" / "vault") as found:
        strange = back_up(found, tmp_path / "home" / "backups", ManualClock().now, Cause.ASKED)
        before = (strange.folder / "vault.json").read_bytes()
        vault.set_passphrase("x")
        refresh_ways(
            tmp_path / "home" / "backups", headers.read(tmp_path / "home" / "vault"), found.data_key
        )
    other.close()
    assert (strange.folder / "vault.json").read_bytes() == before
