"""Thinking in a real engine: offered, switched, streamed apart, and never part of the next prompt."""

import json

import pytest

from desktop.chat.conversation import Role
from desktop.inference.protocol import (
    Ask,
    Count,
    Counted,
    LoadFailed,
    PromptMessage,
    Ready,
    Thinking,
)
from desktop.inference.sampling import Sampling
from tests.gguf_files import Recipe
from tests.inference import family_templates as templates
from tests.inference.conftest import Writes
from tests.inference.engine_process import EngineProcess, answer, ready_engine

QUESTION = (PromptMessage(Role.USER, "特許とは何ですか?"),)
GREEDY = Sampling(temperature=0.0)
THINKS = Recipe(template=templates.CHATML_OPENED)


def test_a_model_says_how_long_it_can_think_and_what_suits_it(written: Writes) -> None:
    with EngineProcess(written(THINKS)) as engine:
        ready = engine.until(Ready, LoadFailed)[-1]
        assert isinstance(ready, Ready)
        assert (ready.family, ready.thinking) == ("chatml", (Thinking.OFF, Thinking.LONG))
        assert ready.sampling == Sampling()
    with EngineProcess(written(Recipe())) as engine:
        ready = engine.until(Ready, LoadFailed)[-1]
        assert isinstance(ready, Ready)
        assert ready.thinking == ()


def test_thoughts_stream_apart_from_what_is_said(written: Writes) -> None:
    with ready_engine(written(THINKS)) as engine:
        text, thinking, ids, finished = answer(engine, Ask(1, QUESTION, GREEDY, 30))
        assert text == ""
        assert thinking.strip()
        assert len(ids) == finished.completion_tokens == 30
        text, thinking, ids, _ = answer(engine, Ask(2, QUESTION, GREEDY, 30, Thinking.OFF))
        assert text.strip()
        assert thinking == ""
        assert len(ids) == 30


def test_a_count_knows_how_long_is_to_be_thought(written: Writes) -> None:
    with ready_engine(written(THINKS)) as engine:
        lengths = {}
        for number, length in enumerate((Thinking.FAMILY, Thinking.OFF, Thinking.LONG)):
            engine.ask(Count(number, QUESTION, thinking=length))
            counted = engine.until(Counted)[-1]
            assert isinstance(counted, Counted)
            lengths[length] = counted.tokens
        assert lengths[Thinking.FAMILY] == lengths[Thinking.LONG] < lengths[Thinking.OFF]
        _, _, _, finished = answer(engine, Ask(9, QUESTION, GREEDY, 1, Thinking.OFF))
        assert finished.prompt_tokens == lengths[Thinking.OFF]


def test_what_keeps_a_form_does_not_think(written: Writes) -> None:
    schema = json.dumps({"enum": ["the", "user"]})
    with ready_engine(written(THINKS)) as engine:
        wish = Sampling(temperature=0.0, json_schema=schema)
        text, thinking, _, finished = answer(engine, Ask(1, QUESTION, wish, 40))
        assert json.loads(text) in {"the", "user"}
        assert thinking == ""
        assert finished.recipe is not None
        assert finished.recipe.thinking == "off"


@pytest.mark.parametrize("byte_pairs", [False, True], ids=["sentencepiece", "byte pairs"])
def test_reading_begins_anew_at_a_thoughtful_answer_and_only_there(written: Writes, byte_pairs: bool) -> None:
    recipe = Recipe(template=templates.CHATML_OPENED, byte_pairs=byte_pairs)
    again = PromptMessage(Role.USER, "もう一度")
    with ready_engine(written(recipe)) as engine:
        _, thinking, _, first = answer(engine, Ask(1, QUESTION, GREEDY, 20))
        assert thinking
        # What the client gives back of it: the text alone.
        second_talk = (*QUESTION, PromptMessage(Role.ASSISTANT, "はい。"), again)
        _, _, _, second = answer(engine, Ask(2, second_talk, GREEDY, 20))
        assert 0 < second.reused_tokens < first.prompt_tokens
        third_talk = (*second_talk, PromptMessage(Role.ASSISTANT, "いいえ"), again)
        _, _, _, third = answer(engine, Ask(3, third_talk, GREEDY, 20))
        opening = first.prompt_tokens - second.reused_tokens
        assert third.reused_tokens >= second.prompt_tokens - opening
