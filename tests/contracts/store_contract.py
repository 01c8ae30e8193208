"""What every store of conversations keeps to; run against the fake and against the vault."""

import pytest

from desktop.chat.conversation import Ending, Message, ModelMark, Role
from desktop.chat.errors import ConversationMissingError
from desktop.chat.labels import USUAL, Label
from desktop.chat.lead import NO_LEAD, Lead, SamplingWish
from desktop.chat.store import ConversationStore

MARK = ModelMark("a" * 64, "案内モデル", "llama")


def user(text: str) -> Message:
    return Message(Role.USER, text)


def answer(text: str) -> Message:
    return Message(
        Role.ASSISTANT, text, model=MARK, token_ids=(1, 2, 300000), protection="middle", left_out=2,
        system_text="簡潔に",
    )  # fmt: skip


STREAMING = Message(Role.ASSISTANT, "", Ending.STREAMING, MARK)


class StoreContract:
    """Subclasses give a fixture `store`."""

    def test_messages_come_back_as_they_were(self, store: ConversationStore) -> None:
        talk = store.create_conversation("請求項")
        first = store.add_message(talk.id, None, user("請求項1は?\n\0二行目 👍"))
        second = store.add_message(talk.id, first.id, answer("広いです。"))
        assert list(store.messages(talk.id)) == [first, second]
        assert store.shown_leaf(talk.id) == second.id
        assert second.message.token_ids == (1, 2, 300000)

    def test_the_most_recently_changed_conversation_comes_first(self, store: ConversationStore) -> None:
        old, new = store.create_conversation("旧"), store.create_conversation("新")
        assert [each.id for each in store.conversations()] == [new.id, old.id]
        store.add_message(old.id, None, user("続き"))
        assert [each.id for each in store.conversations()] == [old.id, new.id]

    def test_a_conversation_is_led_as_it_began_until_it_is_led_otherwise(
        self, store: ConversationStore
    ) -> None:
        lead = Lead("簡潔に。\n二行目", SamplingWish(temperature=0.0, top_k=20))
        talk, other = store.create_conversation("a", lead), store.create_conversation("b")
        assert (store.leads.of(talk.id), store.leads.of(other.id)) == (lead, NO_LEAD)
        store.leads.keep(talk.id, Lead("詳しく"))
        assert (store.leads.of(talk.id), store.leads.of(other.id)) == (Lead("詳しく"), NO_LEAD)

    def test_all_that_is_wished_of_the_sampling_is_kept(self, store: ConversationStore) -> None:
        wish = SamplingWish(
            temperature=0.0, top_k=20, top_p=0.9, min_p=0.1, repeat_penalty=1.1, presence_penalty=-0.5,
            frequency_penalty=0.5, dry_multiplier=0.8, seed=7, stop=("終", "\n\n"), json_schema='{"a": "あ"}',
        )  # fmt: skip
        for lead in (Lead("", wish), Lead("", SamplingWish(grammar='root ::= "はい"'))):
            assert store.leads.of(store.create_conversation("a", lead).id) == lead

    def test_what_is_not_there_is_not_led(self, store: ConversationStore) -> None:
        with pytest.raises(ConversationMissingError):
            store.leads.of(999)
        with pytest.raises(ConversationMissingError):
            store.leads.keep(999, NO_LEAD)

    def test_a_conversation_has_the_usual_label_until_it_is_given_another(
        self, store: ConversationStore
    ) -> None:
        usual, secret = store.create_conversation("a"), store.create_conversation("b", label=Label.SECRET)
        assert (usual.label, secret.label) == (USUAL, Label.SECRET)
        before = store.conversations()
        store.labels.put(usual.id, Label.TOP_SECRET)
        assert (store.labels.of(usual.id), store.labels.of(secret.id)) == (Label.TOP_SECRET, Label.SECRET)
        after = store.conversations()
        assert [each.label for each in after] == [Label.SECRET, Label.TOP_SECRET]
        assert [(each.id, each.updated) for each in after] == [(each.id, each.updated) for each in before]
        store.move_to_trash(usual.id)
        assert [each.label for each in store.trash()] == [Label.TOP_SECRET]

    def test_what_is_usual_can_be_said(self, store: ConversationStore) -> None:
        store.labels.usual = Label.SECRET
        assert store.create_conversation("a").label is Label.SECRET
        assert store.conversations()[0].label is Label.SECRET
        assert store.create_conversation("b", label=Label.GENERAL).label is Label.GENERAL

    def test_what_is_not_there_has_no_label(self, store: ConversationStore) -> None:
        with pytest.raises(ConversationMissingError):
            store.labels.of(999)
        with pytest.raises(ConversationMissingError):
            store.labels.put(999, Label.SECRET)

    def test_siblings_are_kept_side_by_side(self, store: ConversationStore) -> None:
        talk = store.create_conversation("a")
        question = store.add_message(talk.id, None, user("q"))
        ids = [store.add_message(talk.id, question.id, answer(text)).id for text in ("一", "二", "三")]
        assert [each.id for each in store.messages(talk.id) if each.parent_id == question.id] == ids
        store.show_leaf(talk.id, ids[0])
        assert store.shown_leaf(talk.id) == ids[0]

    def test_a_streaming_answer_shows_what_was_journaled(self, store: ConversationStore) -> None:
        talk = store.create_conversation("a")
        growing = store.add_message(talk.id, None, STREAMING)
        store.journal_answer(growing.id, "特", (7,), "熟")
        store.journal_answer(growing.id, "許", (8, 9), "考")
        (found,) = store.messages(talk.id)
        assert (found.message.text, found.message.token_ids) == ("特許", (7, 8, 9))
        assert found.message.thinking == "熟考"
        assert found.message.ending is Ending.STREAMING
        done = store.finish_answer(growing.id, Ending.STOPPED, "{}")
        assert (done.message.text, done.message.token_ids) == ("特許", (7, 8, 9))
        assert (done.message.thinking, done.message.recipe) == ("熟考", "{}")
        assert done.message.ending is Ending.STOPPED
        assert list(store.messages(talk.id)) == [done]

    def test_finishing_twice_changes_nothing(self, store: ConversationStore) -> None:
        talk = store.create_conversation("a")
        growing = store.add_message(talk.id, None, STREAMING)
        store.finish_answer(growing.id, Ending.COMPLETE)
        assert store.finish_answer(growing.id, Ending.STOPPED).message.ending is Ending.COMPLETE

    def test_answers_left_open_are_marked_as_interrupted(self, store: ConversationStore) -> None:
        talk = store.create_conversation("a")
        growing = store.add_message(talk.id, None, STREAMING)
        store.journal_answer(growing.id, "途中", (1,))
        assert store.close_interrupted() == 1
        assert store.close_interrupted() == 0
        (found,) = store.messages(talk.id)
        assert (found.message.text, found.message.ending) == ("途中", Ending.INTERRUPTED)

    def test_trash_hides_and_restores(self, store: ConversationStore) -> None:
        talk = store.create_conversation("秘密の発明")
        store.add_message(talk.id, None, user("電解質"))
        store.move_to_trash(talk.id)
        assert not store.conversations()
        assert [each.id for each in store.trash()] == [talk.id]
        assert not store.searching.find("電解質")
        store.restore(talk.id)
        assert [each.id for each in store.conversations()] == [talk.id]
        assert store.searching.find("電解質")

    def test_emptying_the_trash_deletes_what_is_in_it_alone(self, store: ConversationStore) -> None:
        gone, kept = store.create_conversation("gone"), store.create_conversation("kept")
        store.add_message(gone.id, None, user("電解質"))
        store.add_message(kept.id, None, user("電解質"))
        store.save_draft(gone.id, "下書き")
        store.move_to_trash(gone.id)
        assert store.empty_trash() == 1
        assert not store.trash()
        assert [hit.conversation_id for hit in store.searching.find("電解質")] == [kept.id]
        assert store.draft(gone.id) == ""
        with pytest.raises(ConversationMissingError):
            store.messages(gone.id)

    def test_drafts_belong_to_their_conversation(self, store: ConversationStore) -> None:
        talk = store.create_conversation("a")
        store.save_draft(None, "新規")
        store.save_draft(talk.id, "続き")
        assert (store.draft(None), store.draft(talk.id)) == ("新規", "続き")
        store.save_draft(talk.id, "")
        assert store.draft(talk.id) == ""

    def test_titles_are_renamed_and_found(self, store: ConversationStore) -> None:
        talk = store.create_conversation("旧題名")
        store.rename(talk.id, "全固体電池")
        assert [each.title for each in store.conversations()] == ["全固体電池"]
        (hit,) = store.searching.find("固体")
        assert (hit.conversation_id, hit.message_id, hit.title) == (talk.id, None, "全固体電池")
        assert not store.searching.find("旧題名")

    def test_an_answer_that_was_deleted_for_good_cannot_be_written(self, store: ConversationStore) -> None:
        talk = store.create_conversation("x")
        growing = store.add_message(talk.id, None, STREAMING)
        store.move_to_trash(talk.id)
        store.journal_answer(growing.id, "特", (7,))
        store.empty_trash()
        with pytest.raises(ConversationMissingError):
            store.journal_answer(growing.id, "許", (8,))
        with pytest.raises(ConversationMissingError):
            store.finish_answer(growing.id, Ending.STOPPED)

    def test_it_is_known_which_models_the_conversations_were_led_with(self, store: ConversationStore) -> None:
        assert store.model_uses() == {}
        talks = [store.create_conversation(title) for title in ("一つ目", "二つ目")]
        for talk in talks:
            question = store.add_message(talk.id, None, user("q"))
            store.add_message(talk.id, question.id, answer("一"))
            store.add_message(talk.id, question.id, answer("二"))
        store.move_to_trash(talks[0].id)
        assert {key: list(found) for key, found in store.model_uses().items()} == {
            MARK.sha256: ["二つ目", "一つ目"]
        }

    @pytest.mark.parametrize(
        "name", ["rename", "move_to_trash", "restore", "messages", "add_message", "show_leaf"]
    )
    def test_an_unknown_conversation_is_an_error(self, store: ConversationStore, name: str) -> None:
        arguments = {"rename": ("t",), "add_message": (None, user("q")), "show_leaf": (1,)}.get(name, ())
        with pytest.raises(ConversationMissingError):
            getattr(store, name)(999, *arguments)
