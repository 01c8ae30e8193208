"""What is too old goes in two steps, and a clock that is wrong deletes nothing."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.chat.conversation import Message, Role
from desktop.vault.conversations import VaultConversations
from desktop.vault.database import Database
from desktop.vault.events import EventKind, Events
from desktop.vault.history import History
from desktop.vault.retention import DAYS_OF_USE, Retained, Retention
from tests.fakes import ManualClock
from tests.vault.databases import new_database

DAYS = 30
DAY = 24 * 3600


@dataclass
class Desk:
    """A vault in use, day by day."""

    database: Database
    clock: ManualClock
    store: VaultConversations
    retention: Retention

    def use_for(self, days: int) -> Retained:
        """So many days, each with its look at what is too old; what the last one did."""
        done = Retained()
        for _ in range(days):
            self.clock.go(DAY)
            done = self.retention.keep(DAYS)
        return done

    def titles(self) -> list[str]:
        return [each.title for each in self.store.conversations()]

    def trash(self) -> list[str]:
        return [each.title for each in self.store.trash()]

    def kinds(self) -> list[str]:
        return [each.kind for each in Events(self.database, self.clock.now).all()]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    clock = ManualClock()
    with new_database(tmp_path) as database:
        database.execute("PRAGMA synchronous = OFF")
        events = Events(database, clock.now)
        store = VaultConversations(database, clock.now, events)
        yield Desk(database, clock, store, Retention(database, History(database, events), clock.now))


def begin(desk: Desk, title: str) -> int:
    talk = desk.store.create_conversation(title)
    desk.store.add_message(talk.id, None, Message(Role.USER, f"{title}の本文"))
    return talk.id


def test_the_old_go_to_the_trash_and_then_for_good(desk: Desk) -> None:
    begin(desk, "旧")
    assert desk.use_for(DAYS - 1) == Retained()
    begin(desk, "新")
    assert desk.use_for(1) == Retained(retired=1)
    assert (desk.titles(), desk.trash()) == (["新"], ["旧"])
    assert desk.use_for(DAYS_OF_USE - 1) == Retained()
    assert desk.trash() == ["旧"]
    assert desk.use_for(1) == Retained(deleted=1)
    assert (desk.titles(), desk.trash()) == (["新"], [])
    assert not desk.store.searching.find("旧の本文")
    assert desk.kinds()[-2:] == [EventKind.CONVERSATION_TRASHED, EventKind.CONVERSATION_DELETED]


def test_asked_again_on_the_same_day_it_does_no_more(desk: Desk) -> None:
    begin(desk, "旧")
    desk.use_for(DAYS)
    for _ in range(3 * DAYS_OF_USE):
        desk.clock.go(600)
        assert desk.retention.keep(DAYS) == Retained()
    assert desk.trash() == ["旧"]


def test_days_without_use_do_not_count(desk: Desk) -> None:
    """Who comes back from a long leave has seven days to look into the trash."""
    talk = begin(desk, "旧")
    desk.use_for(DAYS)
    desk.clock.go(400 * DAY)
    assert desk.retention.keep(DAYS) == Retained()
    assert desk.retention.days_left() == {talk: DAYS_OF_USE - 1}
    assert desk.use_for(DAYS_OF_USE - 1) == Retained(deleted=1)


def test_a_clock_that_jumps_ahead_and_back_deletes_nothing(desk: Desk) -> None:
    begin(desk, "a")
    mine = begin(desk, "b")
    desk.store.move_to_trash(mine)
    desk.retention.keep(DAYS)
    desk.clock.go(3650 * DAY)
    assert desk.retention.keep(DAYS) == Retained(retired=1)
    assert desk.use_for(DAYS_OF_USE - 1) == Retained()
    desk.clock.moment -= timedelta(days=3656)
    assert desk.retention.keep(DAYS) == Retained(taken_back=1)
    assert (desk.titles(), desk.trash()) == (["a"], ["b"])
    assert desk.retention.days_left() == {}
    assert desk.use_for(DAYS - 1) == Retained()
    assert (desk.titles(), desk.trash()) == (["a"], ["b"])


def test_the_users_own_trash_is_under_the_same_rule(desk: Desk) -> None:
    talk = begin(desk, "捨")
    desk.store.move_to_trash(talk)
    assert desk.use_for(DAYS) == Retained()
    assert desk.use_for(DAYS_OF_USE - 1) == Retained()
    assert desk.use_for(1) == Retained(deleted=1)


def test_what_is_taken_out_of_the_trash_has_its_days_again(desk: Desk) -> None:
    talk = begin(desk, "旧")
    desk.use_for(DAYS + DAYS_OF_USE - 1)
    desk.store.restore(talk)
    assert desk.use_for(1) == Retained(retired=1)
    assert desk.retention.days_left() == {talk: DAYS_OF_USE}


def test_what_is_changed_is_young_again(desk: Desk) -> None:
    talk = begin(desk, "旧")
    desk.use_for(DAYS + 1)
    desk.store.restore(talk)
    desk.store.add_message(talk, None, Message(Role.USER, "続き"))
    assert desk.use_for(DAYS_OF_USE + 2) == Retained()
    assert desk.titles() == ["旧"]


@pytest.mark.parametrize("kept", [b"", b"[", b'{"count": "x"}', b'{"count": 9, "day": "yesterday"}'])
def test_a_count_that_cannot_be_read_deletes_later_not_sooner(desk: Desk, kept: bytes) -> None:
    begin(desk, "旧")
    desk.use_for(DAYS + 3)
    assert desk.trash() == ["旧"]
    desk.database.execute("UPDATE facts SET body = ? WHERE name LIKE 'retention%'", (kept,))
    assert desk.use_for(DAYS_OF_USE - 1) == Retained()
    assert desk.trash() == ["旧"]
    assert desk.use_for(DAYS) != Retained(deleted=1)
    assert desk.trash() == []


def test_what_is_counted_is_a_number_and_a_date(desk: Desk) -> None:
    desk.use_for(2)
    ((body,),) = desk.database.rows("SELECT body FROM facts WHERE name LIKE 'retention%'")
    assert json.loads(body) == {"count": 2, "day": "2026-11-25"}
