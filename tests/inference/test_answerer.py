"""What a client hears of an engine process that is asked too much, too fast, or in a form that cannot be."""

import pytest

from desktop.chat.conversation import Role
from desktop.inference.protocol import (
    Ask,
    Count,
    Counted,
    Delta,
    Event,
    Failed,
    Finished,
    PromptMessage,
    StopReason,
)
from desktop.inference.sampling import Sampling
from tests.gguf_files import Recipe
from tests.inference.conftest import Writes
from tests.inference.engine_process import EngineProcess, ready_engine

GREEDY = Sampling(temperature=0)


def question(text: str) -> tuple[PromptMessage, ...]:
    return (PromptMessage(Role.USER, text),)


def said(events: list[Event]) -> tuple[str, tuple[int, ...]]:
    deltas = [each for each in events if isinstance(each, Delta)]
    return "".join(each.text for each in deltas), tuple(one for each in deltas for one in each.token_ids)


def finished(engine: EngineProcess) -> Finished:
    last = engine.until(Finished)[-1]
    assert isinstance(last, Finished)
    return last


@pytest.mark.parametrize("text", ["the claim " * 200_000, "👍" * 1_000_000], ids=["words", "emoji"])
def test_a_prompt_of_hundreds_of_thousands_of_tokens(written: Writes, text: str) -> None:
    with ready_engine(written(Recipe())) as engine:
        engine.ask(Count(1, question(text)))
        counted = engine.until(Counted)[-1]
        assert isinstance(counted, Counted)
        assert counted.too_long
        assert counted.tokens > 200_000
        engine.ask(Ask(2, question(text), GREEDY))
        failed = engine.until(Failed)[-1]
        assert isinstance(failed, Failed)
        assert (failed.request_id, failed.code) == (2, "prompt_too_long")
        engine.ask(Ask(3, question("short"), GREEDY, 2))
        assert finished(engine).completion_tokens == 2


def test_two_questions_at_once_are_answered_one_after_the_other(written: Writes) -> None:
    with ready_engine(written(Recipe())) as engine:
        for number in (1, 2):
            engine.ask(Ask(number, question(f"question {number}"), GREEDY, 20))
        heard = [*engine.until(Finished), *engine.until(Finished)]
    order = [each.request_id for each in heard if isinstance(each, Delta | Finished)]
    assert order == sorted(order)
    assert set(order) == {1, 2}


def test_other_conversations_stay_warm_in_the_process(written: Writes) -> None:
    with ready_engine(written(Recipe())) as engine:
        talks = {number: question(f"{number} the claims of the patent " * 4) for number in (1, 2, 3)}
        for number in (1, 2, 3, 1, 2, 3, 1, 2, 3):
            engine.ask(Ask(number, talks[number], GREEDY, 10))
            *events, last = engine.until(Finished)
            assert isinstance(last, Finished)
            if len(talks[number]) > 1:
                # All is warm but the new turn and the last token of the answer, after which nothing came.
                assert last.prompt_tokens - last.reused_tokens < 45
            text, ids = said(events)
            talks[number] = (*talks[number], PromptMessage(Role.ASSISTANT, text, ids), *question("go on"))


def test_a_stop_text_ends_an_answer_and_is_no_part_of_it(written: Writes) -> None:
    with ready_engine(written(Recipe())) as engine:
        engine.ask(Ask(1, question("特許とは"), GREEDY, 60))
        whole, _ = said(engine.until(Finished))
        stop = whole[20:23]
        engine.ask(Ask(2, question("特許とは"), Sampling(temperature=0, stop=(stop,)), 60))
        *events, last = engine.until(Finished)
        assert isinstance(last, Finished)
        text, ids = said(events)
        assert text == whole[: whole.index(stop)]
        assert last.stop_reason is StopReason.END
        # What is kept says exactly that: the next turn begins after it.
        talk = (*question("特許とは"), PromptMessage(Role.ASSISTANT, text, ids), *question("go on"))
        engine.ask(Ask(3, talk, GREEDY, 1))
        assert finished(engine).reused_tokens >= last.prompt_tokens + len(ids) - 3


@pytest.mark.parametrize(
    ("sampling", "facts"),
    [
        (Sampling(grammar="root ::= other"), {"reason": "grammar"}),
        (Sampling(json_schema='{"allOf": []}'), {"reason": "schema", "keyword": "allOf"}),
        (Sampling(json_schema="nonsense"), {"reason": "schema", "keyword": ""}),
        (Sampling(grammar='root ::= "a"', json_schema="{}"), {"reason": "both"}),
    ],
    ids=["grammar", "keyword", "nonsense", "both"],
)
def test_a_form_that_cannot_be_used_is_told(
    written: Writes, sampling: Sampling, facts: dict[str, str]
) -> None:
    with ready_engine(written(Recipe())) as engine:
        engine.ask(Ask(1, question("x"), sampling, 5))
        failed = engine.until(Failed)[-1]
        assert failed == Failed(1, "grammar", facts)
        engine.ask(Ask(2, question("x"), GREEDY, 5))
        assert finished(engine).completion_tokens == 5
