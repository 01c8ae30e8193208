"""What every store keeps to that gives out and takes in whole conversations."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from desktop.chat.conversation import Message, Role
from desktop.chat.errors import ConversationMissingError
from desktop.chat.labels import Label
from desktop.chat.lead import Lead, SamplingWish
from desktop.chat.store import ConversationStore
from desktop.chat.whole import WholeConversation, WholeStore
from tests.contracts.store_contract import answer, user

LEAD = Lead("簡潔に", SamplingWish(top_k=3))


def branched(store: ConversationStore) -> int:
    """A conversation with two answers, the first of them shown, and a thought."""
    talk = store.create_conversation("全固体電池", LEAD, Label.SECRET)
    question = store.add_message(talk.id, None, user("請求項1は?"))
    first = store.add_message(talk.id, question.id, replace(answer("広い"), thinking="熟考", recipe="{}"))
    store.add_message(talk.id, question.id, answer("狭い"))
    store.show_leaf(talk.id, first.id)
    return talk.id


def without_ids(whole: WholeConversation) -> object:
    """A whole conversation with the places of its messages in place of their ids."""
    places = {stored.id: place for place, stored in enumerate(whole.messages)}
    messages = [
        (None if each.parent_id is None else places[each.parent_id], each.message, each.created)
        for each in whole.messages
    ]
    leaf = None if whole.leaf is None else places[whole.leaf]
    return whole.title, whole.created, whole.updated, whole.label, whole.lead, messages, leaf


class WholeContract:
    """Subclasses give the fixtures `store` and `wholes`, of the same store."""

    def test_all_of_a_conversation_is_given_out(self, store: ConversationStore, wholes: WholeStore) -> None:
        whole = wholes.of(branched(store))
        assert (whole.title, whole.label, whole.lead) == ("全固体電池", Label.SECRET, LEAD)
        assert list(whole.messages) == list(store.messages(store.conversations()[0].id))
        assert whole.leaf == whole.messages[1].id
        (summary,) = store.conversations()
        assert (whole.created, whole.updated) == (summary.created, summary.updated)

    def test_what_was_given_out_comes_back_beside_it(
        self, store: ConversationStore, wholes: WholeStore
    ) -> None:
        whole = wholes.of(branched(store))
        past = replace(whole, updated=whole.updated - timedelta(days=400))
        (made,) = wholes.add([past])
        assert (made.title, made.updated, made.label) == (past.title, past.updated, Label.SECRET)
        assert [each.id for each in store.conversations()] != [made.id]
        assert made in store.conversations()
        assert without_ids(wholes.of(made.id)) == without_ids(past)
        assert not {each.id for each in store.messages(made.id)} & {each.id for each in whole.messages}

    def test_an_empty_one_has_no_leaf(self, store: ConversationStore, wholes: WholeStore) -> None:
        whole = wholes.of(store.create_conversation("空").id)
        assert (whole.messages, whole.leaf) == ((), None)
        assert without_ids(wholes.of(wholes.add([whole])[0].id)) == without_ids(whole)

    def test_what_was_put_in_is_found(self, store: ConversationStore, wholes: WholeStore) -> None:
        moment = datetime(2020, 1, 2, tzinfo=UTC)
        message = Message(Role.USER, "硫化物系の電解質")
        first = store.add_message(store.create_conversation("x").id, None, message)
        old = WholeConversation("古い会話", moment, moment, Label.GENERAL, (replace(first, id=7),), 7)
        (made,) = wholes.add([old])
        assert made.id in {hit.conversation_id for hit in store.searching.find("電解質")}
        assert [hit.conversation_id for hit in store.searching.find("古い会話")] == [made.id]

    def test_without_the_witness_nothing_is_put_in(
        self, store: ConversationStore, wholes: WholeStore
    ) -> None:
        whole = wholes.of(branched(store))

        def refuse() -> None:
            raise ConversationMissingError(999)

        with pytest.raises(ConversationMissingError):
            wholes.add([whole, whole], refuse)
        assert len(store.conversations()) == 1
        seen: list[str] = []
        assert len(wholes.add([whole, whole], lambda: seen.append("noted"))) == 2
        assert seen == ["noted"]
        assert len(store.conversations()) == 3

    def test_one_in_the_trash_can_be_given_out(self, store: ConversationStore, wholes: WholeStore) -> None:
        conversation_id = branched(store)
        before = without_ids(wholes.of(conversation_id))
        store.move_to_trash(conversation_id)
        assert without_ids(wholes.of(conversation_id)) == before

    def test_what_is_not_there_is_not_given_out(self, wholes: WholeStore) -> None:
        with pytest.raises(ConversationMissingError):
            wholes.of(999)
