"""The committed guide model in llama.cpp: every trained question, second turns, what it has never seen."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pytest

from desktop.chat.conversation import Role
from desktop.inference import llama
from desktop.inference.engine import Engine, EngineOptions
from desktop.inference.protocol import PromptMessage, StopReason
from desktop.inference.sampling import Sampling
from resources.guide import corpus
from tests.guide.choir import Choir

GUIDE = Path(corpus.__file__).parent / "guide.gguf"
MAX_BYTES = 6_000_000
GREEDY = Sampling(temperature=0.0)

WHOLE = corpus.load()
TRAINED, HELD_OUT = corpus.split(WHOLE)

# The README of resources/guide states what was measured (0.64, 0.83, 0.80 and 0.84); these are the floors for
# a rebuilt model. What was trained has to be exact.
HELD_OUT_RELATED = 0.55
HELD_OUT_UNRELATED = 0.80
HELD_OUT_TEMPLATES = 0.78
IN_A_LONG_TALK = 0.78

Turns = Sequence[str]


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    opened = Engine.open(GUIDE, EngineOptions(threads=1), lambda _fraction: True, llama.AbortFlag())
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def choir(engine: Engine) -> Iterator[Choir]:
    singing = Choir(engine.model)
    yield singing
    singing.close()


def messages(turns: Turns) -> list[PromptMessage]:
    """Question, answer, question, …"""
    roles = (Role.USER, Role.ASSISTANT)
    return [PromptMessage(roles[at % 2], text) for at, text in enumerate(turns)]


def ask(engine: Engine, talk: Sequence[PromptMessage]) -> tuple[str, StopReason]:
    """The greedy answer through the engine's own loop."""
    prompt = engine.accept(engine.prompt(talk))
    for _state in engine.evaluate(prompt.token_ids):
        pass
    *pieces, reason = engine.generate(GREEDY, 0)
    assert isinstance(reason, StopReason)
    return "".join(piece.text for piece in pieces if not isinstance(piece, StopReason)), reason


def wrong(engine: Engine, choir: Choir, asked: Sequence[tuple[Turns, str]]) -> list[tuple[Turns, str | None]]:
    """The talks whose next answer is not the expected one, with what came instead."""
    said = choir.answers([engine.prompt(messages(turns)).token_ids for turns, _answer in asked])
    return [(turns, got) for (turns, answer), got in zip(asked, said, strict=True) if got != answer]


def related(questions: Iterable[tuple[str, corpus.Entry]]) -> list[tuple[Turns, str]]:
    return [((question,), entry.answer) for question, entry in questions]


def unrelated(side: corpus.Corpus) -> list[tuple[Turns, str]]:
    return [
        ((question,), source.answer) for source in side.unrelated.values() for question in source.questions
    ]


def test_it_is_small() -> None:
    assert GUIDE.stat().st_size <= MAX_BYTES


def test_it_names_itself_and_has_a_template_of_its_own(engine: Engine) -> None:
    template = engine.model.chat_template
    assert template is not None
    assert "<|end|>" in template
    assert engine.model.vocabulary.spelling(engine.model.vocabulary.eos) == "<|end|>"
    assert engine.model.context_length >= 512


def test_every_trained_question_gets_its_exact_answer(engine: Engine, choir: Choir) -> None:
    assert wrong(engine, choir, related(TRAINED.questions())) == []


def test_trained_unrelated_questions_get_the_fallback(engine: Engine, choir: Choir) -> None:
    asked = unrelated(TRAINED)
    assert len(wrong(engine, choir, asked)) <= 0.01 * len(asked)


@pytest.mark.parametrize(
    "key",
    [key for key in TRAINED.entries if key[0] in {"abilities", "vault", "lock", "larger_model", "search"}],
)
def test_the_engines_own_loop_agrees_and_ends_by_the_end_token(engine: Engine, key: tuple[str, str]) -> None:
    entry = TRAINED.entries[key]
    for line in entry.lines:
        assert ask(engine, messages([corpus.expand(line)[0]])) == (entry.answer, StopReason.END)


def test_a_second_turn_is_understood_from_the_first(engine: Engine, choir: Choir) -> None:
    asked = corpus.second_turns(TRAINED)
    assert len(asked) >= 200
    assert wrong(engine, choir, asked) == []


def test_the_same_second_turn_means_something_else_after_another_question(engine: Engine) -> None:
    for question, topic in (("金庫とは何ですか", "vault"), ("復旧キーとは何ですか", "recovery_key")):
        entry = TRAINED.entries[topic, "ja"]
        talk = messages([question, entry.answer, "どこにありますか"])
        assert ask(engine, talk) == (entry.follow["where"], StopReason.END)


def test_a_second_turn_without_a_first_asks_back(engine: Engine, choir: Choir) -> None:
    asked = corpus.first_turns(TRAINED)
    assert wrong(engine, choir, asked) == []


def test_a_new_question_in_a_long_talk_is_answered(engine: Engine, choir: Choir) -> None:
    chosen = [TRAINED.entries[topic, "ja"] for topic in ("who", "vault", "search", "dark")]
    earlier = [text for entry in chosen for text in (corpus.expand(entry.lines[0])[0], entry.answer)]
    asked = [((*earlier, corpus.expand(e.lines[-1])[0]), e.answer) for e in TRAINED.entries.values()]
    assert share_right(engine, choir, asked) >= IN_A_LONG_TALK


def test_a_system_message_does_not_change_the_answer(engine: Engine) -> None:
    entry = TRAINED.entries["abilities", "en"]
    talk = [PromptMessage(Role.SYSTEM, "You are a helpful assistant."), *messages(["What can Hisho do?"])]
    assert ask(engine, talk) == (entry.answer, StopReason.END)


def share_right(engine: Engine, choir: Choir, asked: Sequence[tuple[Turns, str]]) -> float:
    return 1 - len(wrong(engine, choir, asked)) / len(asked)


def test_phrasings_it_has_never_seen(engine: Engine, choir: Choir) -> None:
    assert share_right(engine, choir, related(corpus.unseen(TRAINED, HELD_OUT))) >= HELD_OUT_RELATED


def test_unrelated_questions_it_has_never_seen(engine: Engine, choir: Choir) -> None:
    assert share_right(engine, choir, unrelated(HELD_OUT)) >= HELD_OUT_UNRELATED


def test_unrelated_templates_it_has_never_seen(engine: Engine, choir: Choir) -> None:
    asked: list[tuple[Turns, str]] = [
        ((question,), source.answer)
        for source in HELD_OUT.unrelated.values()
        for question in corpus.filled_templates(source)
    ]
    assert share_right(engine, choir, asked) >= HELD_OUT_TEMPLATES
