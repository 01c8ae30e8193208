"""What people read: Markdown and plain text, stamped at head and foot."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from desktop.chat.conversation import Ending, ModelMark
from desktop.chat.labels import Label
from desktop.chat.transcript import GUIDE_NAME
from desktop.chat.whole import WholeConversation
from desktop.transfer.forms import Stamp, entries_of, part_of, settled
from desktop.transfer.markdown import markdown
from desktop.transfer.plain import plain
from tests.transfer.samples import ANSWER, MARK, QUESTION, STAMP, whole

Render = Callable[[Sequence[WholeConversation], Stamp], str]
BOTH = pytest.mark.parametrize("render", [markdown, plain], ids=["markdown", "plain"])


@BOTH
def test_the_label_stands_first_and_the_foot_says_label_date_and_model(render: Render) -> None:
    lines = render([whole(Label.SECRET)], STAMP).splitlines()
    assert lines[0].strip("*") == "【秘】"
    foot = "\n".join(lines[-4:]).replace("\\", "")
    assert "Label: 秘" in foot
    assert "Exported: 2026-11-25 20:05 +0900" in foot
    assert "Program: Hisho 0.1.0" in foot
    assert f"Model: {MARK.name}, sha256 {MARK.sha256}" in foot


@BOTH
def test_the_guide_is_called_as_in_the_window(render: Render) -> None:
    made = whole()
    guide = ModelMark(MARK.sha256, GUIDE_NAME, "llama")
    messages = [
        replace(each, message=replace(each.message, model=guide)) if each.message.model else each
        for each in made.messages
    ]
    text = render([replace(made, messages=tuple(messages))], STAMP).replace("\\", "")
    assert "Model: Guide model, sha256" in text
    assert GUIDE_NAME not in text


@BOTH
def test_the_branch_that_is_shown_is_told_word_for_word(render: Render) -> None:
    text = render([whole()], STAMP)
    assert QUESTION.text in text
    assert ANSWER.text in text
    assert "途中" not in text
    assert "（2026-11-25 08:31, llm-jp-4 [8B]*, version 1 of 2）" in text.replace("\\", "")


@BOTH
def test_another_branch_is_told_when_that_is_shown(render: Render) -> None:
    text = render([replace(whole(), leaf=13)], STAMP)
    assert "途中" in text
    assert "broken off" in text
    assert ANSWER.text not in text


@BOTH
def test_what_the_model_thought_is_told_on_wish_only(render: Render) -> None:
    assert "次に" not in render([whole()], STAMP)
    text = render([whole()], replace(STAMP, with_thinking=True))
    assert "Thought before the answer" in text
    assert "次に" in text


@BOTH
def test_instructions_are_told(render: Render) -> None:
    text = render([whole()], STAMP)
    assert "Instructions" in text
    assert "二行目" in text
    bare = replace(whole(), lead=replace(whole().lead, system_text=" \n"))
    assert "Instructions" not in render([bare], STAMP)


@BOTH
def test_the_most_secret_of_several_labels_the_file_and_each_keeps_its_own(render: Render) -> None:
    text = render([whole(Label.GENERAL, "一つ目"), whole(Label.TOP_SECRET, "二つ目")], STAMP)
    assert text.strip("*").startswith("【極秘】")
    assert "【一般】一つ目" in text
    assert "【極秘】二つ目" in text
    assert text.count(MARK.sha256) == 1


@BOTH
def test_a_conversation_without_messages(render: Render) -> None:
    text = render([replace(whole(), messages=(), leaf=None)], STAMP)
    assert "Model:" not in text
    assert "【社外秘】" in text


def test_titles_and_names_of_models_are_no_markdown() -> None:
    tokens = MarkdownIt().parse(markdown([whole(title="a_b_ `c` [d](e) <f> *g*")], STAMP))
    heading = next(token for token in tokens if token.type == "inline" and token.content.startswith("a"))
    assert {child.type for child in heading.children or ()} <= {"text", "text_special"}
    assert "".join(child.content for child in heading.children or ()) == "a_b_ `c` [d](e) <f> *g*"


def test_instructions_cannot_end_their_quotation() -> None:
    lead = replace(whole().lead, system_text="a\n\n# b\n---")
    text = markdown([replace(whole(), lead=lead)], STAMP)
    assert "> a\n>\n> # b\n> ---\n" in text


# -- a part


def test_chosen_messages_hang_on_the_nearest_chosen_one() -> None:
    part = part_of(whole(), {11, 13})
    assert [(each.id, each.parent_id) for each in part.messages] == [(11, None), (13, 11)]
    assert part.leaf == 11
    part = part_of(whole(), {12, 13})
    assert [(each.id, each.parent_id) for each in part.messages] == [(12, None), (13, None)]
    assert part.leaf == 12
    assert part_of(whole(), {13}).leaf == 13
    assert part_of(whole(), ()).messages == ()


def test_an_answer_that_is_being_written_leaves_as_broken_off() -> None:
    growing = replace(whole().messages[1], message=replace(ANSWER, ending=Ending.STREAMING))
    found = settled(replace(whole(), messages=(whole().messages[0], growing)))
    assert [each.stored.message.ending for each in entries_of(found)] == [Ending.COMPLETE, Ending.INTERRUPTED]
