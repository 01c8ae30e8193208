"""What is taken in whole is noted with its label, in the transaction that takes it in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.chat.conversation import Message, Role
from desktop.chat.errors import ConversationMissingError
from desktop.chat.labels import Label
from desktop.vault.events import EventKind
from desktop.vault.vault import Vault
from tests.vault.places import new_vault


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    made = new_vault(tmp_path / "vault").vault
    talk = made.conversations.create_conversation("a", label=Label.SECRET)
    made.conversations.add_message(talk.id, None, Message(Role.USER, "電解質"))
    yield made
    made.close()


def test_each_one_is_noted_with_its_new_id_before_what_the_witness_notes(vault: Vault) -> None:
    store = vault.conversations
    whole = store.wholes.of(store.conversations()[0].id)
    before = len(vault.events.all())
    made = store.wholes.add([whole, whole], lambda: vault.events.note(EventKind.IMPORTED, conversations=2))
    first, second, last = vault.events.all()[before:]
    assert [each.kind for each in (first, second, last)] == [
        EventKind.CONVERSATION_CREATED, EventKind.CONVERSATION_CREATED, EventKind.IMPORTED
    ]  # fmt: skip
    assert [each.facts for each in (first, second)] == [
        {"conversation": each.id, "label": "secret"} for each in made
    ]
    assert vault.events.verify().holds


def test_what_came_to_nothing_is_not_noted_and_not_found(vault: Vault) -> None:
    store = vault.conversations
    whole = store.wholes.of(store.conversations()[0].id)
    before = len(vault.events.all())

    def refuse() -> None:
        raise ConversationMissingError(1)

    with pytest.raises(ConversationMissingError):
        store.wholes.add([whole], refuse)
    assert len(vault.events.all()) == before
    assert len(store.searching.find("電解質")) == 1
    assert vault.events.verify().holds


def test_a_changed_label_is_noted_with_both(vault: Vault) -> None:
    store = vault.conversations
    talk_id = store.conversations()[0].id
    store.labels.put(talk_id, Label.GENERAL)
    event = vault.events.all()[-1]
    assert (event.kind, event.facts) == (
        EventKind.CONVERSATION_LABELLED, {"conversation": talk_id, "before": "secret", "after": "general"}
    )  # fmt: skip
