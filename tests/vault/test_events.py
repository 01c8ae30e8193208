"""The chain of events: what it refuses to say of itself once somebody has touched it."""

import json
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

import pytest

from desktop.vault.database import Database
from desktop.vault.errors import VaultDamagedError
from desktop.vault.events import ALL, Event, EventKind, Events, Verified, Wanted
from desktop.vault.facts import Facts
from desktop.vault.head import NO_DIGEST, Head
from tests.fakes import ManualClock
from tests.vault.databases import new_database

TEXT = "全固体電池の正極"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with new_database(tmp_path) as made:
        yield made


@pytest.fixture
def events(database: Database) -> Events:
    return Events(database, ManualClock().now)


def fill(events: Events, count: int = 5) -> Sequence[Event]:
    return [events.note(EventKind.GENERATED, conversation=number, model="ab" * 32) for number in range(count)]


def test_what_was_noted_is_read_in_order(events: Events) -> None:
    noted = [
        events.note(EventKind.UNLOCKED, slot="passphrase"),
        events.note(EventKind.EXPORTED, form="markdown", label="secret", bytes=12),
    ]
    assert list(events.all()) == noted
    assert [each.id for each in noted] == [1, 2]
    assert noted[1].at > noted[0].at
    assert events.verify().holds


def test_an_empty_chain_holds(events: Events) -> None:
    assert events.verify().head == events.head() == Head(0, NO_DIGEST)


def test_the_digest_is_what_the_documentation_says(events: Events) -> None:
    """Somebody with the exported lines and no code of ours comes to the same digests."""
    fill(events, 2)
    before = bytes(32)
    for each in events.all():
        shown = [each.id, each.at, each.kind, dict(each.facts)]
        text = json.dumps(shown, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        before = sha256(before + text.encode()).digest()
        assert each.digest == before


@pytest.mark.parametrize(
    ("statement", "first_break"),
    [
        ("UPDATE events SET facts = replace(facts, '2', '7') WHERE id = 3", 3),
        ("UPDATE events SET at = '2020-01-01T00:00:00.000000+00:00' WHERE id = 1", 1),
        ("UPDATE events SET kind = 'locked' WHERE id = 5", 5),
        ("UPDATE events SET digest = zeroblob(32) WHERE id = 2", 2),
        ("UPDATE events SET digest = substr(digest, 1, 31) WHERE id = 2", 2),
        ("DELETE FROM events WHERE id = 2", 2),
        ("DELETE FROM events WHERE id = 1", 1),
        ("UPDATE events SET id = 9 WHERE id = 5", 5),
        ("INSERT INTO events VALUES(6, 'x', 'locked', '{}', zeroblob(32))", 6),
        ("INSERT INTO events VALUES(0, 'x', 'locked', '{}', zeroblob(32))", 1),
    ],
)
def test_a_touched_chain_names_its_first_break(
    database: Database, events: Events, statement: str, first_break: int
) -> None:
    fill(events)
    database.execute(statement)
    verified = events.verify()
    assert not verified.holds
    assert verified.first_break == first_break
    assert verified.head.count == first_break - 1


def in_steps(events: Events, size: int) -> Verified:
    """The chain checked piece by piece."""
    found = Verified(Head())
    while True:
        before, found = found, events.verify_some(found.head, size)
        if not found.holds or found.head == before.head:
            return found


@pytest.mark.parametrize("size", [1, 2, 5, 9])
def test_a_chain_is_checked_in_steps_as_it_is_as_a_whole(
    database: Database, events: Events, size: int
) -> None:
    assert in_steps(events, size).head == Head()
    fill(events)
    assert in_steps(events, size) == events.verify()
    assert [each.id for each in events.after(2, size)] == [3, 4, 5][:size]
    for statement in (
        "UPDATE events SET kind = 'locked' WHERE id = 4",
        "DELETE FROM events WHERE id = 3",
        "INSERT INTO events VALUES(0, 'x', 'locked', '{}', zeroblob(32))",
    ):
        database.execute(statement)
        assert in_steps(events, size) == events.verify()
        assert not events.verify().holds


def test_two_events_that_changed_places_are_seen(database: Database, events: Events) -> None:
    fill(events)
    for old, new in ((2, 99), (3, 2), (99, 3)):
        database.execute("UPDATE events SET id = ? WHERE id = ?", (new, old))
    assert events.verify().first_break == 2


def test_a_chain_written_anew_goes_no_longer_through_its_old_head(database: Database, events: Events) -> None:
    fill(events)
    anchored = events.head()
    database.execute("DELETE FROM events WHERE id >= 4")
    fill(events, 4)
    assert events.verify().holds
    assert not events.holds(anchored)


def test_a_chain_that_grew_goes_through_its_old_head(events: Events) -> None:
    fill(events)
    anchored = events.head()
    fill(events, 3)
    assert events.holds(anchored)
    assert events.holds(Head())
    assert not events.holds(Head(0, b"\x01" * 32))
    assert not events.holds(Head(9, anchored.digest))


def test_an_event_goes_with_the_transaction_it_was_noted_in(database: Database, events: Events) -> None:
    fill(events, 1)

    def fail() -> None:
        events.note(EventKind.IMPORTED)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        database.in_transaction(fail)
    fill(events, 1)
    assert events.verify().holds
    assert [each.kind for each in events.all()] == ["generated", "generated"]


def test_some_are_chosen_by_kind_and_time(events: Events) -> None:
    fill(events, 3)
    unlocked = events.note(EventKind.UNLOCKED)
    last = events.note(EventKind.LOCKED)
    assert events.ids(ALL) == [5, 4, 3, 2, 1]
    assert events.ids(Wanted(kinds=frozenset({"unlocked", "locked"}))) == [5, 4]
    assert events.ids(Wanted(since=unlocked.at)) == [5, 4]
    assert events.ids(Wanted(since=unlocked.at, until=last.at)) == [4]
    assert list(events.some([4, 5])) == [last, unlocked]
    assert list(events.some([])) == []
    assert events.newest(EventKind.UNLOCKED) == unlocked
    assert events.newest(EventKind.RESTORED) is None


@pytest.mark.parametrize("facts", ["", "[]", '{"a":null}', '{"a":[1]}'])
def test_facts_that_are_none_are_damage(database: Database, events: Events, facts: str) -> None:
    fill(events, 1)
    database.execute("UPDATE events SET facts = ?", (facts,))
    with pytest.raises(VaultDamagedError):
        events.all()


def test_a_text_is_known_again_by_its_digest_and_not_by_anybody_else(
    events: Events, tmp_path: Path
) -> None:
    digest = events.digest(TEXT)
    assert events.digest(TEXT) == digest
    assert events.is_of(digest, TEXT)
    assert not events.is_of(digest, TEXT + "活物質")
    assert sha256(TEXT.encode()).hexdigest() not in digest
    (tmp_path / "other").mkdir()
    with new_database(tmp_path / "other") as other:
        assert not Events(other, ManualClock().now).is_of(digest, TEXT)
        assert Events(other, ManualClock().now).digest(TEXT) != digest


def test_a_renewed_key_leaves_old_digests_comparable(database: Database, events: Events) -> None:
    old = events.digest(TEXT)
    events.renew_text_key()
    new = events.digest(TEXT)
    assert old != new
    assert events.is_of(old, TEXT)
    assert events.is_of(new, TEXT)
    Facts(database).drop("events: keys of digests")
    assert not events.is_of(old, TEXT)


def test_a_text_and_a_file_lead_to_their_events(events: Events) -> None:
    old = events.note(EventKind.GENERATED, prompt=events.digest("?"), answer=events.digest(TEXT))
    events.renew_text_key()
    new = events.note(EventKind.GENERATED, recipe=events.digest(""), answer=events.digest(TEXT))
    written = events.note(EventKind.REPORTED, sha256=sha256(b"<html>").hexdigest())
    assert list(events.about(TEXT.encode())) == [old, new]
    assert list(events.about(TEXT.encode() + b"\n")) == [old, new]
    assert list(events.about(b"<html>")) == [written]
    assert list(events.about(b"")) == list(events.about(b"\xff")) == []


@pytest.mark.parametrize("digest", ["", "0:00", "-1:00", "x:00", "2:00", "1:", "1:é"])
def test_a_digest_that_is_none_is_of_no_text(events: Events, digest: str) -> None:
    events.digest(TEXT)
    assert not events.is_of(digest, TEXT)
