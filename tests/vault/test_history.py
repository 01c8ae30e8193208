"""What the chain of events says of conversations and answers, and that it says no word of theirs."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from desktop.chat.conversation import Ending, Message, ModelMark, Role
from desktop.chat.errors import ConversationMissingError
from desktop.chat.labels import Label
from desktop.chat.lead import Lead
from desktop.vault.events import Event, EventKind
from desktop.vault.history import parameters_of, prompt_text
from desktop.vault.vault import Vault
from tests.fakes import FakeKeychain
from tests.vault.places import PASSPHRASE, new_vault, place

SECRET = "硫化物系固体電解質"
ANSWER = "リチウムイオン伝導率が高い"
MODEL = ModelMark("ab" * 32, "some-model", "llama")
RECIPE = json.dumps(
    {"sampling": {"temperature": 0.7, "top_k": 40, "seed": 7, "stop": [SECRET], "grammar": SECRET}}
)


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    made = new_vault(tmp_path / "vault").vault
    yield made
    made.close()


def noted(vault: Vault, kind: EventKind) -> Sequence[Event]:
    return [each for each in vault.events.all() if each.kind == kind]


def answer(vault: Vault, conversation_id: int) -> Event:
    store = vault.conversations
    question = store.add_message(conversation_id, None, Message(Role.USER, SECRET))
    streaming = Message(
        Role.ASSISTANT, "", Ending.STREAMING, MODEL, protection="middle", system_text="Be brief."
    )
    stored = store.add_message(conversation_id, question.id, streaming)
    store.journal_answer(stored.id, ANSWER, [1, 2])
    store.finish_answer(stored.id, Ending.COMPLETE, RECIPE)
    return noted(vault, EventKind.GENERATED)[-1]


def test_an_answer_is_noted_with_what_proves_it(vault: Vault) -> None:
    conversation = vault.conversations.create_conversation("案件", Lead("Be brief."))
    event = answer(vault, conversation.id)
    assert event.facts["model"] == MODEL.sha256
    assert event.facts["parameters"] == "temperature=0.7 top_k=40 seed=7"
    assert event.facts["ending"] == "complete"
    assert event.facts["protection"] == "middle"
    prompt = f'[["system","Be brief."],["user","{SECRET}"]]'
    assert vault.events.is_of(str(event.facts["prompt"]), prompt)
    assert vault.events.is_of(str(event.facts["answer"]), ANSWER)
    assert vault.events.is_of(str(event.facts["recipe"]), RECIPE)
    assert vault.events.verify().holds


def test_no_word_of_a_talk_stands_in_the_chain(vault: Vault) -> None:
    conversation = vault.conversations.create_conversation(SECRET, Lead(SECRET))
    answer(vault, conversation.id)
    vault.conversations.move_to_trash(conversation.id)
    vault.conversations.empty_trash()
    told = json.dumps([[each.kind, dict(each.facts)] for each in vault.events.all()], ensure_ascii=False)
    assert SECRET not in told
    assert ANSWER not in told


def test_an_answer_that_was_cut_off_is_noted_when_the_vault_opens(tmp_path: Path) -> None:
    vault = new_vault(tmp_path / "cut").vault
    store = vault.conversations
    conversation = store.create_conversation("案件")
    stored = store.add_message(conversation.id, None, Message(Role.ASSISTANT, "", Ending.STREAMING, MODEL))
    store.journal_answer(stored.id, ANSWER, [])
    vault.close()
    again = Vault.unlock_with_passphrase(place(tmp_path / "cut"), PASSPHRASE)
    (event,) = noted(again, EventKind.GENERATED)
    assert event.facts["ending"] == "interrupted"
    assert again.events.is_of(str(event.facts["answer"]), ANSWER)
    again.close()


def test_a_conversations_way_is_noted(vault: Vault) -> None:
    store = vault.conversations
    made = store.create_conversation("案件", label=Label.SECRET)
    store.labels.put(made.id, Label.TOP_SECRET)
    store.labels.put(made.id, Label.TOP_SECRET)         # it was so already
    store.move_to_trash(made.id)
    store.restore(made.id)
    store.move_to_trash(made.id)
    store.empty_trash()
    told = [(each.kind, dict(each.facts)) for each in vault.events.all()[1:]]
    number = {"conversation": made.id}
    assert told == [
        ("conversation_created", number | {"label": "secret"}),
        ("conversation_labelled", number | {"before": "secret", "after": "top_secret"}),
        ("conversation_trashed", number),
        ("conversation_taken_back", number),
        ("conversation_trashed", number),
        ("conversation_deleted", number),
    ]


def test_what_did_not_happen_is_not_noted(vault: Vault) -> None:
    for change in (vault.conversations.move_to_trash, vault.conversations.restore):
        with pytest.raises(ConversationMissingError):
            change(7)
    with pytest.raises(ConversationMissingError):
        vault.conversations.labels.put(7, Label.SECRET)
    assert [each.kind for each in vault.events.all()] == ["created"]


def test_ways_in_and_out_are_noted(tmp_path: Path) -> None:
    keychain = FakeKeychain()
    vault = new_vault(tmp_path / "ways").vault
    vault.add_keyring(keychain)
    vault.set_passphrase("another")
    vault.renew_recovery_key()
    vault.lock()
    again = Vault.unlock_with_passphrase(place(tmp_path / "ways"), "another")
    told = [(each.kind, dict(each.facts)) for each in again.events.all()]
    assert told == [
        ("created", {"slots": "passphrase recovery"}),
        ("slot_added", {"slot": "keyring"}),
        ("slot_added", {"slot": "passphrase"}),
        ("slot_added", {"slot": "recovery"}),
        ("locked", {}),
        ("unlocked", {"slot": "passphrase"}),
    ]
    again.close()


def test_the_prompt_is_what_the_model_was_given() -> None:
    path = [("system", "s"), ("user", "1"), ("assistant", "2"), ("user", "3")]
    assert json.loads(prompt_text("", path, 2)) == [["system", "s"], ["user", "3"]]
    assert json.loads(prompt_text("lead", path[1:], 0)) == [["system", "lead"], *map(list, path[1:])]


@pytest.mark.parametrize("recipe", ["", "{", "[]", "7", '{"sampling": 7}', '{"sampling": {"seed": "x"}}'])
def test_a_recipe_that_is_none_has_no_parameters(recipe: str) -> None:
    assert parameters_of(recipe) == ""
