"""A vault of every schema that ever was opens for ever, with all that is in it; and before it is brought up
to today's schema, a backup of it as it was is made.

The fixtures were made with the code of their time (`fixtures/make_fixture.py`).
"""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from desktop.chat.conversation import Ending
from desktop.vault.backup import Cause
from desktop.vault.migrations import MIGRATIONS
from desktop.vault.vault import Vault
from tests.vault.fixtures.make_fixture import ANSWER, BEGUN, DRAFT, LED, PHRASE, SYSTEM, TITLE, TRASHED
from tests.vault.places import PASSPHRASE, new_vault, place

FIXTURES = Path(__file__).resolve().parent / "fixtures"
SCHEMAS = range(1, len(MIGRATIONS) + 1)
_OF_AN_ANSWER, _OF_NETWORK, _OF_TASKS, _OF_FACTS = 3, 2, 5, 6      # since which schema


@dataclass(frozen=True, slots=True)
class Old:
    """A copy of an old vault, and what is known of it."""

    folder: Path
    schema: int
    known: dict[str, Any]

    def unlocked(self) -> Vault:
        return Vault.unlock_with_passphrase(place(self.folder), PASSPHRASE)


@pytest.fixture(params=SCHEMAS)
def old(request: pytest.FixtureRequest, in_memory: Path) -> Old:
    """A copy of the fixture of each schema; that one is missing fails here."""
    folder = in_memory / "vault"
    shutil.copytree(FIXTURES / f"schema_{request.param}", folder)
    known = json.loads((folder / "known.json").read_text(encoding="utf-8"))
    (folder / "known.json").unlink()
    return Old(folder, request.param, known)


def test_every_schema_has_its_fixture() -> None:
    """Whoever adds a migration makes the fixture of the schema before it, and of the new one."""
    assert {each.name for each in FIXTURES.glob("schema_*")} == {f"schema_{number}" for number in SCHEMAS}


def test_all_that_was_said_is_there(old: Old) -> None:
    vault = old.unlocked()
    store = vault.conversations
    assert {each.title for each in store.conversations()} == {TITLE, LED}
    assert [each.title for each in store.trash()] == [TRASHED]
    talk, led = (next(each for each in store.conversations() if each.title == name) for name in (TITLE, LED))
    first, answer, branch, last = store.messages(talk.id)
    assert (first.message.text, answer.message.text) == (PHRASE + "について", ANSWER)
    assert (answer.parent_id, branch.parent_id, last.parent_id) == (first.id, first.id, answer.id)
    assert answer.message.token_ids == (1, 2, 70000)
    assert answer.message.model is not None
    assert answer.message.model.sha256 == "ab" * 32
    assert answer.message.left_out == (2 if old.schema >= _OF_AN_ANSWER else 0)
    begun = store.messages(led.id)[-1].message
    assert (begun.text, begun.ending) == (BEGUN, Ending.INTERRUPTED)
    assert store.draft(talk.id) == DRAFT
    assert store.leads.of(led.id).system_text == SYSTEM
    vault.close()


def test_what_is_beside_the_talks_is_there_too(old: Old) -> None:
    vault = old.unlocked()
    assert len(vault.audit.exchanges()) == (1 if old.schema >= _OF_NETWORK else 0)
    assert [each.task.title for each in vault.tasks.own()] == (
        ["請求項の下書き"] if old.schema >= _OF_TASKS else []
    )
    assert vault.facts.get("fixture") == (b"kept" if old.schema >= _OF_FACTS else None)
    for table, count in old.known["rows"].items():
        rows = vault._database.rows(f"SELECT count(*) FROM {table}")[0][0]
        streamed = 1 if table == "journal" else 0           # the answer that was left open is closed
        assert rows >= count - streamed, table
    vault.close()


@pytest.mark.parametrize(("query", "hits"), [("固体電解質層", 2), ("電池", 1), ("10a", 1), ("途中まで", 1)])
def test_it_is_found(old: Old, query: str, hits: int) -> None:
    vault = old.unlocked()
    assert len([each for each in vault.conversations.searching.find(query) if each.message_id]) == hits
    vault.close()


def test_it_is_whole_in_its_new_schema(old: Old) -> None:
    vault = old.unlocked()
    assert vault.upkeep.check(deep=True).is_whole
    assert vault._database.rows("PRAGMA user_version") == [(len(MIGRATIONS),)]
    vault._database.execute("INSERT INTO words(words, rank) VALUES('integrity-check', 1)")
    vault.close()


def test_its_tables_are_those_of_a_new_vault(old: Old, tmp_path: Path) -> None:
    """Else a migration was changed after it had been made, and some vaults never had the change."""
    vault, new = old.unlocked(), new_vault(tmp_path / "new").vault
    assert tables(vault) == tables(new)
    vault.close()
    new.close()


def tables(vault: Vault) -> dict[str, list[tuple[Any, ...]]]:
    """Columns by table; triggers, indices and views by what makes them."""
    rows = vault._database.rows
    found = {}
    for kind, name, made_by in rows("SELECT type, name, sql FROM sqlite_master"):
        found[name] = rows(f"PRAGMA table_info({name})") if kind == "table" else [(made_by,)]
    return found


def test_the_recovery_key_opens_it(old: Old) -> None:
    Vault.unlock_with_recovery_key(place(old.folder), old.known["recovery_key"]).close()


def test_before_a_migration_comes_a_backup(old: Old, tmp_path: Path) -> None:
    before = (old.folder / "vault.json").read_bytes()
    vault = old.unlocked()
    made = vault.upkeep.backups()
    vault.close()
    if old.schema == len(MIGRATIONS):
        assert made == []
        return
    (backup,) = made
    assert (backup.cause, backup.schema) == (Cause.MIGRATION, old.schema)
    assert (backup.folder / "vault.json").read_bytes() == before
    again = tmp_path / "again" / "vault"
    shutil.copytree(backup.folder, again, ignore=shutil.ignore_patterns("backup.json"))
    vault = Vault.unlock_with_passphrase(place(again), PASSPHRASE)
    assert {each.title for each in vault.conversations.conversations()} == {TITLE, LED}
    vault.close()
