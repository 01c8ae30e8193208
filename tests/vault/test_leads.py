"""A vault of the fourth schema, in which a system message said how a conversation is led, is brought up to
date; what is damaged in the new tables is damage.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.chat.lead import NO_LEAD, Lead, SamplingWish
from desktop.inference.prompt_messages import prompt_messages
from desktop.vault.conversations import VaultConversations
from desktop.vault.database import Database
from desktop.vault.errors import VaultDamagedError
from desktop.vault.migrations import MIGRATIONS, migrate
from desktop.vault.tasks import VaultTasks
from tests.fakes import ManualClock

WITHOUT_TASKS = 4


def insert(database: Database, conversation_id: int, parent_id: int | None, role: str, text: str) -> None:
    """A message as the fourth schema had it."""
    message_id = database.execute(
        "INSERT INTO messages(conversation_id, parent_id, role, ending, created, protection)"
        " VALUES(?, ?, ?, 'complete', '2026-11-25T00:00:00+00:00', '')",
        (conversation_id, parent_id, role),
    )
    database.execute(
        "INSERT INTO texts(conversation_id, message_id, body) VALUES(?, ?, ?)",
        (conversation_id, message_id, text),
    )


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Database]:
    """Of the fourth schema, with one conversation that was led and one that was not."""
    database = Database.create(tmp_path, "ab" * 48)
    for step in MIGRATIONS[:WITHOUT_TASKS]:
        step(database)
    database.execute(f"PRAGMA user_version = {WITHOUT_TASKS}")
    for title in ("led", "plain"):
        database.execute("INSERT INTO conversations(title, created, updated) VALUES(?, '', '')", (title,))
    for message in (
        (1, None, "system", "簡潔に答えること"), (1, 1, "user", "q"), (1, 2, "assistant", "a"),
        (2, None, "user", "q"),
    ):  # fmt: skip
        insert(database, *message)
    yield database
    database.close()


def test_a_system_message_becomes_the_conversations_own(old: Database) -> None:
    migrate(old)
    store = VaultConversations(old, ManualClock().now)
    assert store.leads.of(1) == Lead("簡潔に答えること")
    assert store.leads.of(2) == NO_LEAD
    lead = store.leads.of(1)
    given = prompt_messages(store.messages(1), "", lead.system_text)
    assert [each.text for each in given] == ["簡潔に答えること", "q", "a"]
    assert store.messages(1)[-1].message.system_text == "簡潔に答えること"
    store.leads.keep(1, NO_LEAD)
    assert [each.text for each in prompt_messages(store.messages(1), "", "")] == ["q", "a"]


def test_a_wish_of_a_version_that_knew_fewer_holds(old: Database) -> None:
    migrate(old)
    kept = '{"temperature":0.2,"top_k":null,"top_p":null,"min_p":null,"repeat_penalty":1.1}'
    old.execute("UPDATE conversations SET sampling = ? WHERE id = 1", (kept,))
    lead = VaultConversations(old, ManualClock().now).leads.of(1)
    assert lead.sampling == SamplingWish(temperature=0.2, repeat_penalty=1.1)


@pytest.mark.parametrize("kept", ['{"temperature": "hot"}', '{"heat": 1}', '{"stop": "x"}', "[]", "{"])
def test_a_wish_that_is_none_is_damage(old: Database, kept: str) -> None:
    migrate(old)
    old.execute("UPDATE conversations SET sampling = ? WHERE id = 1", (kept,))
    with pytest.raises(VaultDamagedError):
        VaultConversations(old, ManualClock().now).leads.of(1)


@pytest.mark.parametrize("body", ["{}", "[", '{"title": 1}'])
def test_a_task_that_is_none_is_damage(old: Database, body: str) -> None:
    migrate(old)
    old.execute("INSERT INTO tasks(place, body) VALUES(0, ?)", (body,))
    with pytest.raises(VaultDamagedError):
        VaultTasks(old).own()


@pytest.mark.parametrize("body", ["[", "[]", '{"text": 1}'])
def test_a_form_that_is_none_is_damage(old: Database, body: str) -> None:
    migrate(old)
    old.execute("INSERT INTO forms(task, body) VALUES('own:1', ?)", (body,))
    with pytest.raises(VaultDamagedError):
        VaultTasks(old).form("own:1")
