"""Strangers' templates are rendered in a sandbox, and in the ways that templates out there demand."""

from datetime import datetime, timedelta, timezone

import pytest

from desktop.chat.conversation import Role
from desktop.inference.errors import TemplateBrokenError
from desktop.inference.protocol import PromptMessage
from desktop.inference.template import MAX_RENDERED, ChatTemplate, Content, Marks
from tests.gguf_files import CHATML, GEMMA_2, HOSTILE, LLAMA_3

MARKS = Marks("<s>", "</s>")
SYSTEM = PromptMessage(Role.SYSTEM, "簡潔に")
ASK = PromptMessage(Role.USER, " 発明とは? ")
ANSWER = PromptMessage(Role.ASSISTANT, "技術的思想です。")


def rendered(source: str, *messages: PromptMessage) -> str:
    return "".join(each.text for each in ChatTemplate(source, MARKS, "m.gguf").render(messages))


def test_contents_come_back_in_their_places() -> None:
    segments = ChatTemplate(CHATML, MARKS, "m.gguf").render((SYSTEM, ASK))
    assert [each.index for each in segments if isinstance(each, Content)] == [0, 1]
    assert "".join(each.text for each in segments) == (
        "<|im_start|>system\n簡潔に<|im_end|>\n<|im_start|>user\n 発明とは? <|im_end|>\n"
        "<|im_start|>assistant\n"
    )


def test_a_template_that_trims_does_so() -> None:
    assert "\n\n発明とは?<|eot_id|>" in rendered(LLAMA_3, ASK)


def test_a_refused_system_text_goes_into_the_question() -> None:
    assert rendered(GEMMA_2, SYSTEM, ASK) == (
        "<s><start_of_turn>user\n簡潔に\n\n 発明とは?<end_of_turn>\n<start_of_turn>model\n"
    )


def test_an_ignored_system_text_goes_into_the_question() -> None:
    source = "{% for m in messages if m.role != 'system' %}[{{ m.content }}]{% endfor %}"
    assert rendered(source, SYSTEM, ASK) == "[簡潔に\n\n 発明とは? ]"


def test_two_questions_in_a_row_become_one_where_roles_must_alternate() -> None:
    assert rendered(GEMMA_2, ASK, ASK, ANSWER, ASK).count("<start_of_turn>user") == 2


def test_a_template_that_leaves_a_message_out_is_an_error_and_no_silent_cut() -> None:
    with pytest.raises(TemplateBrokenError) as caught:
        rendered("{{ messages[-1].content }}", ASK, ANSWER, ASK)
    assert caught.value.facts == {"name": "m.gguf", "reason": "a message was left out"}


@pytest.mark.parametrize("text", ["", " \n", "\u3000"])
def test_a_content_of_nothing_is_nothing(text: str) -> None:
    assert rendered(CHATML, PromptMessage(Role.USER, text)).startswith(f"<|im_start|>user\n{text}<|im_end|>")


def test_the_helpers_that_templates_expect() -> None:
    source = (
        "{% set found = [] %}{% for m in messages %}{% if loop.index > 1 %}{% break %}{% endif %}"
        "{% do 1 %}{% generation %}{{ m.content }}{% endgeneration %}{% endfor %}"
        "{{ {'a': '特<'} | tojson }}{{ strftime_now('%Y') | length }}"
        "{% if tools is defined %}tools{% endif %}{{ bos_token }}{{ eos_token }}"
    )
    assert rendered(source, PromptMessage(Role.USER, "x")) == 'x{"a": "特<"}4<s></s>'


def test_a_template_is_told_which_time_it_is() -> None:
    source = "{% macro year() %}{{ strftime_now('%Y') }}{% endmacro %}{{ year() }}{{ strftime_now(' %R%Z') }}"
    now = datetime(2001, 2, 3, 4, 5, tzinfo=timezone(timedelta(hours=9), "JST"))
    (segment,) = ChatTemplate(source, MARKS, "m.gguf").render((), now=now)
    assert segment.text == "2001 04:05JST"


@pytest.mark.parametrize(
    "source",
    [
        HOSTILE,
        "{% for",
        "{{ raise_exception('いいえ') }}",
        "{{ 1 / 0 }}",
        "{{ messages[9].content }}",
        "{{ messages[0].content + 1 }}",
        "{{ 'a' * 2 * 10 ** 9 }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ ''.format.__self__.__class__ }}",
        "{{ messages.append(1) }}",
        "{% include '/etc/passwd' %}",
        "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
        "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
        "{% for a in range(9999) %}{% for b in range(9999) %}{{ 'x' * 999 }}{% endfor %}{% endfor %}",
        "{% for a in range(99999) %}{{ messages[0].content }}{% endfor %}",
    ],
)
def test_whatever_a_template_does_ends_in_one_error(source: str) -> None:
    with pytest.raises(TemplateBrokenError) as caught:
        rendered(source, PromptMessage(Role.USER, "発明" * 200))
    assert caught.value.facts["name"] == "m.gguf"
    assert len(str(caught.value.facts["reason"])) <= 200


def test_a_template_does_not_see_what_is_said() -> None:
    source = "{% if '秘密' in messages[0].content %}seen{% endif %}{{ messages[0].content }}"
    assert rendered(source, PromptMessage(Role.USER, "秘密の発明")) == "秘密の発明"


def test_a_prompt_has_a_bound() -> None:
    with pytest.raises(TemplateBrokenError):
        rendered(CHATML, PromptMessage(Role.USER, "x" * (MAX_RENDERED + 1)))
