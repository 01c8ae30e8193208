"""What the user wrote beside the messages is found too, where it is, and not in the trash."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.chat.labels import Label
from desktop.chat.lead import Lead
from desktop.chat.searching import NO_LIMITS, Limits, Part
from desktop.tasks.task import Field, FieldKind, Task
from desktop.vault.vault import Vault
from tests.vault.places import new_vault

TASK = Task(
    "用語の統一", "表記を揃える", "check", (Field("text", "原稿", FieldKind.LONG_TEXT),),
    "次を直す。\n{text}", Lead("電解質という語を使うこと"),
)  # fmt: skip


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    made = new_vault(tmp_path / "vault").vault
    yield made
    made.close()


def found(vault: Vault, query: str, limits: Limits = NO_LIMITS) -> list[tuple[Part, int | None, str, str]]:
    hits = vault.conversations.searching.find(query, limits=limits)
    return [(hit.part, hit.conversation_id, hit.title, hit.key) for hit in hits]


def test_drafts_are_found_with_their_conversation(vault: Vault) -> None:
    store = vault.conversations
    talk = store.create_conversation("題", label=Label.SECRET)
    store.save_draft(talk.id, "ﾃﾞﾝｶｲ質の下書き")
    store.save_draft(None, "電解質 でんかい質")
    assert found(vault, "デンカイ質") == [(Part.DRAFT, talk.id, "題", ""), (Part.DRAFT, None, "", "")]
    assert found(vault, "でんかい質", Limits(label=Label.SECRET)) == [(Part.DRAFT, talk.id, "題", "")]
    assert found(vault, "でんかい質", Limits(label=Label.INTERNAL)) == []
    store.move_to_trash(talk.id)
    assert found(vault, "でんかい質") == [(Part.DRAFT, None, "", "")]
    store.save_draft(None, "")
    assert found(vault, "でんかい質") == []


def test_instructions_that_many_share_are_found_once(vault: Vault) -> None:
    store, lead = vault.conversations, Lead("電解質という語を使うこと")
    store.create_conversation("旧", lead)
    new = store.create_conversation("新", lead)
    other = store.create_conversation("別", Lead("電解質は使わないこと"))
    assert found(vault, "電解質") == [
        (Part.INSTRUCTIONS, other.id, "別", ""), (Part.INSTRUCTIONS, new.id, "新", "")
    ]  # fmt: skip
    store.move_to_trash(new.id)
    assert [each[2] for each in found(vault, "使うこと")] == ["旧"]


def test_tasks_and_forms_are_found_by_their_key(vault: Vault) -> None:
    own = vault.tasks.add(TASK)
    vault.tasks.keep_form(f"own:{own.id}", {"text": "正極の\n電解質"})
    vault.tasks.keep_form("proofread", {"text": "負極"})
    key = f"own:{own.id}"
    assert found(vault, "電解質") == [(Part.FORM, None, "", key), (Part.TASK, None, "用語の統一", key)]
    assert found(vault, "原稿 表記") == [(Part.TASK, None, "用語の統一", key)]
    assert found(vault, "負極") == [(Part.FORM, None, "", "proofread")]
    assert found(vault, "負極", Limits(parts=frozenset({Part.TASK}))) == []
    assert found(vault, "負極", Limits(label=Label.GENERAL)) == []
    vault.tasks.remove(own.id)
    assert found(vault, "電解質") == []


@pytest.mark.parametrize("table", ["forms(task, body)", "tasks(place, body)"])
def test_what_nobody_could_show_stops_no_search(vault: Vault, table: str) -> None:
    for body in ("{", "[]", '"電解質"'):
        vault._database.execute(f"INSERT OR REPLACE INTO {table} VALUES(1, ?)", (body,))
    vault.conversations.save_draft(None, "電解質")
    assert found(vault, "電解質") == [(Part.DRAFT, None, "", "")]
