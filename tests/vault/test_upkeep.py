"""An unlocked vault is backed up and checked beside everything else, and what is being done ends with it."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.chat.conversation import Message, Role
from desktop.vault.backup import Cause
from desktop.vault.database import Database
from desktop.vault.errors import VaultDamagedError, WorkStoppedError, WrongPassphraseError
from desktop.vault.events import EventKind
from desktop.vault.upkeep import CHECKED
from desktop.vault.vault import Vault, VaultPlace
from tests.fakes import ManualClock
from tests.vault.places import PASSPHRASE, place

DAY_S = 24 * 60 * 60
RAW_KEY = "ab" * 48


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def where(tmp_path: Path, clock: ManualClock) -> VaultPlace:
    return replace(place(tmp_path / "vault"), now=clock.now)


@pytest.fixture
def vault(where: VaultPlace) -> Iterator[Vault]:
    created = Vault.create(where, None, PASSPHRASE)
    created.vault.confirm_recovery()
    talk = created.vault.conversations.create_conversation("x")
    created.vault.conversations.add_message(talk.id, None, Message(Role.USER, "あ" * 60_000))
    yield created.vault
    if created.vault.upkeep.is_open:
        created.vault.close()


def test_a_backup_is_due_once_a_day_and_noted(vault: Vault, clock: ManualClock) -> None:
    assert vault.upkeep.is_backup_due()
    backup = vault.back_up()
    assert (backup.cause, backup.confirmed) == (Cause.ASKED, True)
    assert not vault.upkeep.is_backup_due()
    event = vault.events.newest(EventKind.BACKED_UP)
    assert event is not None
    assert event.facts == {"cause": "asked", "number": 1, "bytes": backup.size}
    clock.go(DAY_S)
    assert vault.upkeep.is_backup_due()
    assert vault.upkeep.back_up(Cause.DAILY).number == 2


def test_a_clock_that_stands_still_does_not_keep_backups_from_being_made(
    vault: Vault, where: VaultPlace
) -> None:
    vault.back_up()
    vault.close()
    due = []
    for _ in range(20):
        opened = Vault.unlock_with_passphrase(where, PASSPHRASE)
        due.append(opened.upkeep.is_backup_due())
        opened.close()
    assert due == [*[False] * 19, True]


def test_the_chosen_folder_has_it_and_where_it_is_gone_the_usual_one(
    vault: Vault, where: VaultPlace, tmp_path: Path
) -> None:
    vault.close()
    stick = tmp_path / "stick"
    chosen = replace(where, backups=stick)
    opened = Vault.unlock_with_passphrase(chosen, PASSPHRASE)
    assert opened.back_up().folder.parent == tmp_path / "vault-backups"
    assert not stick.exists()
    stick.mkdir()
    assert opened.back_up().folder.parent == stick
    assert [each.folder.parent.name for each in opened.upkeep.backups()] == ["stick", "vault-backups"]
    opened.close()


def test_backups_follow_the_ways_in(vault: Vault, where: VaultPlace) -> None:
    backup = vault.back_up()
    vault.set_passphrase("neu")
    assert vault.upkeep.refresh_ways() == 1
    with pytest.raises(WrongPassphraseError):
        Vault.unlock_with_passphrase(replace(where, folder=backup.folder), PASSPHRASE)


def test_a_whole_vault_is_found_whole(vault: Vault) -> None:
    for deep in (False, True):
        found = vault.upkeep.check(deep=deep)
        assert found.is_whole
        assert found.pages > 10


def test_a_bad_page_is_found_and_named(vault: Vault, where: VaultPlace) -> None:
    vault.close()
    path = where.folder / "vault.db"
    data = bytearray(path.read_bytes())
    page = len(data) // 4096 - 5         # one of the many of its long text
    data[-5 * 4096 - 1000] ^= 4
    path.write_bytes(data)
    opened = Vault.unlock_with_passphrase(where, PASSPHRASE)
    found = opened.upkeep.check()
    assert found.bad_pages == (page,)
    assert not found.is_whole
    with pytest.raises(VaultDamagedError):
        opened.upkeep.back_up()
    assert opened.upkeep.backups() == []
    opened.close()


def test_a_message_of_no_conversation_is_found_by_the_deep_check(vault: Vault) -> None:
    vault._database.execute("PRAGMA foreign_keys = OFF")
    vault._database.execute("UPDATE messages SET conversation_id = 99 WHERE id = 1")
    assert vault.upkeep.check().is_whole
    assert vault.upkeep.check(deep=True).faults == 1


def test_a_deep_check_is_due_after_a_week_by_any_clock(vault: Vault, clock: ManualClock) -> None:
    assert vault.upkeep.is_deep_check_due(vault.facts.get(CHECKED))
    vault.facts.put(CHECKED, vault.upkeep.checked_now())
    clock.go(6 * DAY_S)
    assert not vault.upkeep.is_deep_check_due(vault.facts.get(CHECKED))
    clock.go(2 * DAY_S)
    assert vault.upkeep.is_deep_check_due(vault.facts.get(CHECKED))
    clock.go(-30 * DAY_S)               # set back: what was checked then lies in the future
    assert vault.upkeep.is_deep_check_due(vault.facts.get(CHECKED))
    assert vault.upkeep.is_deep_check_due(b"\xff")
    assert vault.upkeep.is_deep_check_due(b"2026-11-23T09:00:00")


def test_what_is_being_done_ends_when_the_vault_is_closed(vault: Vault, tmp_path: Path) -> None:
    """A backup that another thread has begun waits at its first page, and the vault is closed meanwhile."""
    begun, closed = threading.Event(), threading.Event()
    outcome: list[BaseException] = []

    def work() -> None:
        with vault.upkeep._connection() as database:
            begun.set()
            closed.wait(10)
            try:
                database.copy_to(tmp_path / "copy.db", RAW_KEY, lambda: vault.upkeep.is_open)
            except WorkStoppedError as error:
                outcome.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    assert begun.wait(10)
    vault.close()
    closed.set()
    thread.join(10)
    assert len(outcome) == 1
    with pytest.raises(WorkStoppedError):
        vault.upkeep.check()


def test_a_check_is_interrupted_in_the_middle_of_a_statement(vault: Vault) -> None:
    with vault.upkeep._connection() as database:
        timer = threading.Timer(0.05, vault.upkeep.stop)
        timer.start()
        with pytest.raises(WorkStoppedError):
            database.rows(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
            )
        timer.join()
    vault.close()


def test_the_lane_goes_on_writing_while_a_backup_is_made(vault: Vault, tmp_path: Path) -> None:
    """The copy is of one moment: what is committed during it is not in it, and is not held up."""
    store = vault.conversations
    talk = store.conversations()[0]
    wrote: list[int] = []

    def write() -> bool:
        wrote.append(store.add_message(talk.id, None, Message(Role.USER, "い" * 2000)).id)
        return True

    with vault.upkeep._connection() as database:
        before = database.rows("SELECT count(*) FROM messages")
        database.copy_to(tmp_path / "copy.db", RAW_KEY, write)
    assert wrote
    copy = Database.open_to_read(tmp_path / "copy.db", RAW_KEY)
    assert copy.rows("SELECT count(*) FROM messages") == before
    copy.close()


def test_nobody_reads_while_it_is_paused_and_afterwards_one_may_again(vault: Vault) -> None:
    begun, told = threading.Event(), list[str]()

    def work() -> None:
        try:
            with vault.upkeep._connection() as database:
                begun.set()
                database.rows(
                    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
                )
        except WorkStoppedError:
            told.append("stopped")

    thread = threading.Thread(target=work)
    thread.start()
    assert begun.wait(10)
    with vault.upkeep.paused():
        assert not vault.upkeep._reading
        with pytest.raises(WorkStoppedError):
            vault.upkeep.check()
    thread.join(10)
    assert told == ["stopped"]
    assert vault.upkeep.check().is_whole
