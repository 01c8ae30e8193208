"""The tree of messages: nothing is overwritten, and the path shown follows the choice."""

from dataclasses import replace
from datetime import UTC, datetime

from desktop.chat.conversation import (
    ConversationTree,
    Ending,
    Message,
    ModelMark,
    Role,
    StoredMessage,
    title_from,
)
from desktop.chat.exchange import AnswerJournal, Unwritten
from desktop.chat.transcript import entries
from desktop.inference.prompt_messages import prompt_messages

NOW = datetime(2026, 11, 23, tzinfo=UTC)
MODEL = ModelMark("a" * 64, "案内モデル", "llama")


def stored(
    number: int, parent: int | None, role: Role, text: str, ending: Ending = Ending.COMPLETE
) -> StoredMessage:
    model = MODEL if role is Role.ASSISTANT else None
    ids = (number, number + 1) if role is Role.ASSISTANT else ()
    return StoredMessage(number, 1, parent, Message(role, text, ending, model, ids), NOW)


def two_branches() -> ConversationTree:
    return ConversationTree.of(
        [
            stored(1, None, Role.USER, "請求項1"),
            stored(2, 1, Role.ASSISTANT, "答え1"),
            stored(3, 2, Role.USER, "続き"),
            stored(4, 3, Role.ASSISTANT, "答え2"),
            stored(5, 1, Role.ASSISTANT, "別の答え"),
        ],
        leaf=4,
    )


def test_path_follows_the_leaf() -> None:
    assert [each.id for each in two_branches().path()] == [1, 2, 3, 4]


def test_without_a_known_leaf_the_newest_message_is_shown() -> None:
    tree = ConversationTree.of([stored(1, None, Role.USER, "a"), stored(2, 1, Role.ASSISTANT, "b")], leaf=99)
    assert tree.leaf == 2


def test_showing_an_alternative_goes_down_to_its_newest_leaf() -> None:
    tree = two_branches()
    assert tree.show(5) == 5
    assert [each.id for each in tree.path()] == [1, 5]
    assert tree.show(2) == 4


def test_siblings_are_counted_in_order_of_creation() -> None:
    siblings = two_branches().siblings(5)
    assert (siblings.ids, siblings.index) == ((2, 5), 1)


def test_an_empty_tree_has_an_empty_path() -> None:
    assert ConversationTree.of([]).path() == ()


def test_a_streaming_answer_is_replaced_by_its_newer_text() -> None:
    tree = two_branches()
    tree.replace(stored(4, 3, Role.ASSISTANT, "答え2 続き"))
    assert tree.path()[-1].message.text == "答え2 続き"
    assert len(tree.siblings(4).ids) == 1


def test_entries_show_alternatives_and_what_the_model_does_not_see() -> None:
    shown = entries(two_branches(), first_seen=3)
    assert [(each.alternative, each.alternatives) for each in shown] == [(1, 1), (1, 2), (1, 1), (1, 1)]
    assert [each.unseen_above for each in shown] == [False, False, True, False]
    assert not any(each.unseen_above for each in entries(two_branches()))


def test_system_messages_are_not_shown() -> None:
    tree = ConversationTree.of([stored(1, None, Role.SYSTEM, "簡潔に"), stored(2, 1, Role.USER, "質問")])
    assert [each.text for each in entries(tree)] == ["質問"]


def test_title_is_the_first_line_shortened() -> None:
    assert title_from("\n  請求項の確認 \n本文") == "請求項の確認"
    assert title_from("") == ""
    assert len(title_from("あ" * 100)) == 40
    assert title_from("あ" * 100).endswith("…")


def test_tokens_of_an_answer_are_used_for_the_model_that_sampled_them_only() -> None:
    path = two_branches().path()
    assert prompt_messages(path, MODEL.sha256)[1].token_ids == (2, 3)
    assert prompt_messages(path, "b" * 64)[1].token_ids == ()


def test_what_was_thought_is_not_given_back_nor_the_tokens_that_hold_it() -> None:
    question, answer = two_branches().path()[:2]
    thought = replace(answer, message=replace(answer.message, thinking="考える"))
    given = prompt_messages((question, thought), MODEL.sha256)[1]
    assert (given.text, given.token_ids) == (answer.message.text, ())


def test_an_answer_that_never_began_is_left_out_with_its_question() -> None:
    path = [
        stored(1, None, Role.USER, "一"),
        stored(2, 1, Role.ASSISTANT, "", Ending.INTERRUPTED),
        stored(3, 2, Role.USER, "二"),
    ]
    assert [each.text for each in prompt_messages(path, MODEL.sha256)] == ["二"]


def test_an_interrupted_answer_with_text_stays() -> None:
    path = [stored(1, None, Role.USER, "一"), stored(2, 1, Role.ASSISTANT, "途中", Ending.INTERRUPTED)]
    assert [each.text for each in prompt_messages(path, MODEL.sha256)] == ["一", "途中"]


def test_the_journal_is_due_after_sixteen_tokens_or_half_a_second() -> None:
    journal = AnswerJournal(started=0.0)
    assert not journal.is_due(9.0)
    journal.add("特", (1,), now=10.0)
    assert not journal.is_due(10.4)
    assert journal.is_due(10.5)
    assert journal.take() == Unwritten("特", (1,))
    assert not journal.has_unwritten
    journal.add("許", tuple(range(16)), now=11.0)
    assert journal.is_due(11.0)
    assert journal.text == "特許"


def test_what_could_not_be_written_comes_again_in_its_place() -> None:
    journal = AnswerJournal(started=0.0)
    journal.add("特", (1,), now=1.0, thinking="熟")
    taken = journal.take()
    journal.add("許", (2,), now=1.1, thinking="考")
    journal.give_back(taken, now=1.2)
    assert journal.take() == Unwritten("特許", (1, 2), "熟考")
    assert not journal.has_unwritten
