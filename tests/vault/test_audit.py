"""The network's part of the vault: every line of the ledger once, whatever becomes of the ledger."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.vault.audit import Audit, Exchange
from desktop.vault.database import Database
from desktop.vault.migrations import MIGRATIONS, migrate

KEY = "ab" * 48
LEDGER = [
    Exchange("2026-11-24T01:02:03+00:00", "mirror.example", 1200, "search"),
    Exchange("2026-11-24T01:02:03+00:00", "mirror.example", 1200, "search"),
    Exchange("2026-11-24T01:09:00+00:00", "mirror.example", 4_900_000_000, "fetch someone/model-gguf"),
]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database.create(tmp_path, KEY)
    yield made
    made.close()


@pytest.fixture
def audit(database: Database) -> Audit:
    migrate(database)
    return Audit(database)


def test_a_ledger_is_taken_once(audit: Audit) -> None:
    assert audit.take(LEDGER[:2]) == 2
    assert audit.take(LEDGER) == 1
    assert audit.take(LEDGER) == 0
    assert list(audit.exchanges()) == LEDGER


def test_a_ledger_that_was_joined_to_another_adds_what_is_new(audit: Audit) -> None:
    audit.take(LEDGER)
    other = Exchange("2026-11-20T00:00:00+00:00", "hub.example", 5, "show a/b")
    assert audit.take([other, *LEDGER]) == 1
    assert list(audit.exchanges()) == [other, *LEDGER]


def test_what_was_taken_stays_when_the_ledger_is_emptied_or_changed(audit: Audit) -> None:
    audit.take(LEDGER)
    assert audit.take([]) == 0
    changed = [replace(LEDGER[0], received=7)]
    assert audit.take(changed) == 1
    assert set(audit.exchanges()) == {*LEDGER, *changed}


def test_a_vault_of_the_first_schema_gets_its_place_for_the_network(database: Database) -> None:
    MIGRATIONS[0](database)
    database.execute("PRAGMA user_version = 1")
    database.execute("INSERT INTO conversations(title, created, updated) VALUES('全固体電池', 'x', 'x')")
    migrate(database)
    assert Audit(database).take(LEDGER) == 3
    assert database.rows("SELECT title FROM conversations") == [("全固体電池",)]
