"""A vault whose texts were folded without kana is folded anew: whole, or not at all."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.vault.conversations import VaultConversations
from desktop.vault.database import Database
from desktop.vault.migrations import MIGRATIONS, migrate
from tests.fakes import ManualClock
from tests.vault.databases import KEY

BEFORE = 6
TEXTS = ("バインダーの量", "ﾊﾞｲﾝﾀﾞｰ１０－ａ", "plain", "STRASSE ή")


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Database]:
    """A database of the schema before, with more texts than are folded at once."""
    database = Database.create(tmp_path, KEY)
    for step in MIGRATIONS[:BEFORE]:
        step(database)
    database.execute(f"PRAGMA user_version = {BEFORE}")
    database.execute("INSERT INTO conversations(title, created, updated) VALUES('t', '2026', '2026')")

    def fill() -> None:
        for text in (*TEXTS, *(f"段落{number}" for number in range(1200))):
            new_id = database.execute(
                "INSERT INTO messages(conversation_id, role, ending, created, protection)"
                " VALUES(1, 'user', 'complete', '2026-01-01T00:00:00+00:00', '')"
            )
            database.execute(
                "INSERT INTO texts(conversation_id, message_id, body) VALUES(1, ?, ?)", (new_id, text)
            )

    database.in_transaction(fill)
    yield database
    database.close()


def found(database: Database, query: str) -> set[int | None]:
    store = VaultConversations(database, ManualClock().now)
    return {hit.message_id for hit in store.searching.find(query, 2000)}


def test_old_texts_are_found_in_the_new_way(old: Database) -> None:
    migrate(old)
    assert found(old, "ばいんだー") == {1, 2}
    assert found(old, "10-A") == {2}
    assert found(old, "Straße") == {4}
    assert len(found(old, "段落")) == 1200
    old.execute("INSERT INTO words(words, rank) VALUES('integrity-check', 1)")


def test_it_is_told_how_far_it_is(old: Database) -> None:
    told: list[tuple[int, int]] = []
    migrate(old, lambda done, count: told.append((done, count)))
    count = len(TEXTS) + 1200
    assert told[0] == (0, count)
    assert told[-1] == (count, count)
    assert len(told) > 2
    assert told == sorted(told)


class PowerCutError(Exception):
    """In the middle of it."""


def test_who_is_interrupted_has_the_schema_before(old: Database) -> None:
    def fail(done: int, _count: int) -> None:
        if done:
            raise PowerCutError

    with pytest.raises(PowerCutError):
        migrate(old, fail)
    assert old.rows("PRAGMA user_version") == [(BEFORE,)]
    assert old.rows("SELECT rowid FROM words WHERE words MATCH '\"バインダー\"'") == [(1,)]
    old.execute("UPDATE texts SET body = 'その後' WHERE id = 3")
    migrate(old)
    assert found(old, "その後") == {3}
    assert found(old, "ばいんだー") == {1, 2}


def test_what_is_written_afterwards_is_kept_by_the_same_triggers(old: Database) -> None:
    migrate(old)
    store = VaultConversations(old, ManualClock().now)
    store.rename(store.create_conversation("Ａ案").id, "カナ")
    assert [hit.title for hit in store.searching.find("かな")] == ["カナ"]
    assert not store.searching.find("a案")
    old.execute("DELETE FROM texts")
    old.execute("INSERT INTO words(words, rank) VALUES('integrity-check', 1)")
    assert old.rows("SELECT * FROM vocabulary") == []
