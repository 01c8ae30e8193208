"""Answers in each format, drawn token by token in a real engine by models that follow a script."""

from itertools import pairwise
from pathlib import Path

import pytest

from desktop.chat.conversation import Role
from desktop.inference.protocol import Ask, PromptMessage, StopReason, Thinking
from desktop.inference.sampling import Sampling
from tests.inference import family_templates as templates
from tests.inference import scripted
from tests.inference.engine_process import answer, ready_engine
from tests.inference.vocabularies import EOS, Made, characters_of

KINDS = ("sentencepiece", "unigram", "plamo 2")     # in which each of these characters is a token
GREEDY = Sampling(temperature=0.0)
QUESTION = (PromptMessage(Role.USER, "は"),)
AGAIN = PromptMessage(Role.USER, "い")
TEXT = characters_of("考える。はい\n", templates.HARMONY, templates.CHATML_THINKING, "user LLM-jp-4 medium")
WORDS = ("assistant", "analysis", "final")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("as_control", [True, False], ids=["control tokens", "tokens of their own"])
def test_thoughts_between_tags(tmp_path: Path, kind: str, as_control: bool) -> None:
    control, own = (templates.THINK_MARKS, ()) if as_control else ((), templates.THINK_MARKS)
    made = Made(kind, (*templates.CHATML_MARKS, *control), own, TEXT, words=WORDS)
    script = dict(pairwise(("<think>", "考", "え", "る", "</think>", "は", "い", EOS)))
    path = scripted.write(tmp_path / "m.gguf", made, templates.CHATML_THINKING, script, "<think>")
    with ready_engine(path) as engine:
        text, thinking, ids, finished = answer(engine, Ask(1, QUESTION, GREEDY))
        assert (text, thinking, finished.stop_reason) == ("はい", "考える", StopReason.END)
        assert len(ids) == finished.completion_tokens == 7
        # Tokens that hold thoughts give way to the text, whoever sends them back.
        talk = (*QUESTION, PromptMessage(Role.ASSISTANT, text, ids), AGAIN)
        by_text = (*QUESTION, PromptMessage(Role.ASSISTANT, text), AGAIN)
        *_, with_ids = answer(engine, Ask(2, talk, GREEDY))
        *_, without = answer(engine, Ask(3, by_text, GREEDY))
        assert with_ids.prompt_tokens == without.prompt_tokens == without.reused_tokens + 1


@pytest.mark.parametrize("kind", KINDS)
def test_channels(tmp_path: Path, kind: str) -> None:
    made = Made(kind, templates.HARMONY_MARKS, (), TEXT, words=WORDS)
    script = dict(
        pairwise(("<|channel|>", "analysis", "<|message|>", "考", "え", "る", "<|end|>", "<|return|>"))
    )
    path = scripted.write(tmp_path / "m.gguf", made, templates.HARMONY, script, "<|channel|>")
    with ready_engine(path) as engine:
        text, thinking, ids, finished = answer(engine, Ask(1, QUESTION, GREEDY))
        assert (text, thinking, finished.stop_reason) == ("", "考える", StopReason.END)
        assert len(ids) == 7, "the end of a message is not the end of the answer"
        # Without thinking the template opens the answer itself, and the end of the message is the end.
        text, thinking, ids, finished = answer(engine, Ask(2, QUESTION, GREEDY, thinking=Thinking.OFF))
        assert (text, thinking, finished.stop_reason) == ("考える", "", StopReason.END)
        assert len(ids) == finished.completion_tokens == 3
        talk = (*QUESTION, PromptMessage(Role.ASSISTANT, text, ids), AGAIN)
        *_, follow_up = answer(engine, Ask(3, talk, GREEDY, thinking=Thinking.OFF))
        assert follow_up.reused_tokens >= finished.prompt_tokens + len(ids) - 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_model_that_begins_the_next_turn_itself(tmp_path: Path, kind: str) -> None:
    made = Made(kind, (), templates.ROLE_MARKS, TEXT, words=WORDS)
    script = dict(pairwise(("<|assistant|>", "は", "い", "<|user|>", "考")))
    path = scripted.write(tmp_path / "m.gguf", made, templates.SARASHINA, script, "え")
    with ready_engine(path) as engine:
        text, thinking, ids, finished = answer(engine, Ask(1, (PromptMessage(Role.USER, "x"),), GREEDY))
        assert (text, thinking, finished.stop_reason) == ("はい", "", StopReason.END)
        assert len(ids) == 2
