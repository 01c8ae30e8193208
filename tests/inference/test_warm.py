"""Warm conversations on real models of every kind of memory: what is evaluated, and that it is the same."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from desktop.chat.conversation import Role
from desktop.inference.engine import Engine, EngineOptions, Evaluation, Piece
from desktop.inference.llama import AbortFlag
from desktop.inference.protocol import PromptMessage, StopReason
from desktop.inference.sampling import Sampling
from desktop.inference.sequences import CHECKPOINT_TAIL
from tests.gguf_files.architectures import HYBRIDS, write_architecture
from tests.inference.logits import logits, normalised_error

KINDS = ("llama", "gemma2", "plamo3", *HYBRIDS)
GREEDY = Sampling(temperature=0)
AGREED = 1e-3
Opens = Callable[[str], Engine]


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    folder = tmp_path_factory.mktemp("kinds")
    known: dict[str, Path] = {}

    def write(name: str) -> Path:
        if name not in known:
            known[name] = write_architecture(folder / f"{name}.gguf", name)
        return known[name]

    return write


@pytest.fixture
def opens(models: Callable[[str], Path]) -> Iterator[Opens]:
    engines: list[Engine] = []

    def open_engine(name: str) -> Engine:
        engines.append(Engine.open(models(name), EngineOptions(threads=1), lambda _: True, AbortFlag()))
        return engines[-1]

    yield open_engine
    for each in engines:
        each.close()


def read(engine: Engine, ids: Sequence[int]) -> Evaluation:
    (*_, last) = engine.evaluate(ids)
    return last


def drawn(engine: Engine, count: int = 12) -> tuple[int, ...]:
    *pieces, _ = engine.generate(GREEDY, count)
    return tuple(one for each in pieces if isinstance(each, Piece) for one in each.token_ids)


def question(text: str) -> PromptMessage:
    return PromptMessage(Role.USER, text)


def turn(engine: Engine, talk: list[PromptMessage]) -> Evaluation:
    """Ask, and add the answer to the talk."""
    found = read(engine, engine.prompt(talk).token_ids)
    talk.append(PromptMessage(Role.ASSISTANT, "", drawn(engine)))
    return found


def assert_agrees(engine: Engine, fresh: Engine, ids: Sequence[int]) -> None:
    """What the engine holds probable now is what an engine does that knew nothing."""
    fresh.sequences.waiting.allow(0)
    fresh.sequences.start_over()
    assert read(fresh, ids).reused == 0
    assert normalised_error(logits(engine), logits(fresh)) <= AGREED


@pytest.mark.parametrize("name", KINDS)
def test_an_answer_again_evaluates_the_end_of_the_prompt(opens: Opens, name: str) -> None:
    engine, fresh = opens(name), opens(name)
    ids = engine.prompt([question("the inventor " * 30)]).token_ids
    read(engine, ids)
    drawn(engine)
    again = read(engine, ids)
    assert again.total - again.reused == (CHECKPOINT_TAIL if name in HYBRIDS else 1)
    assert_agrees(engine, fresh, ids)


@pytest.mark.parametrize("name", KINDS)
def test_three_conversations_evaluate_only_their_new_turns(opens: Opens, name: str) -> None:
    engine, fresh = opens(name), opens(name)
    talks = [[question(f"{word} " * 40)] for word in ("claim", "patent", "office")]
    known = []
    for each in talks:
        turn(engine, each)
        known.append(len(engine.sequences.token_ids))
    for _ in range(2):
        for number, each in enumerate(talks):
            each.append(question("もう一度"))
            ids = engine.prompt(each).token_ids
            assert read(engine, ids).reused == known[number]
            assert_agrees(engine, fresh, ids)
            each.append(PromptMessage(Role.ASSISTANT, "", drawn(engine)))
            known[number] = len(engine.sequences.token_ids)
    assert len(engine.sequences.waiting) == 2


@pytest.mark.parametrize("name", KINDS)
def test_a_branch_evaluates_what_changed(opens: Opens, name: str) -> None:
    engine, fresh = opens(name), opens(name)
    stem = [question("the claims of the patent " * 20)]
    turn(engine, stem)
    one, two = [*stem, question("in the first place")], [*stem, question("the other way round")]
    first = engine.prompt(one).token_ids
    read(engine, first)
    drawn(engine)
    ids = engine.prompt(two).token_ids
    found = read(engine, ids)
    assert_agrees(engine, fresh, ids)
    # A hybrid goes back to the end of the first prompt: the answer and both ends of turns are read again.
    assert found.total - found.reused <= (90 if name in HYBRIDS else 50)
    drawn(engine)
    assert read(engine, first).reused > len(first) - 10
    assert_agrees(engine, fresh, first)


@pytest.mark.parametrize("name", KINDS)
def test_after_an_abort_the_state_is_sound(opens: Opens, name: str) -> None:
    engine, fresh = opens(name), opens(name)
    talk = [question("発明 " * 60)]
    turn(engine, talk)
    talk.append(question("the inventor and the claims " * 30))
    ids = engine.prompt(talk).token_ids
    steps = engine.evaluate(ids)
    next(steps)
    next(steps)
    # As if the flag had been set within an evaluation: the decode says so, and part of it may be done.
    engine.flag.set()
    piece = ids[len(engine.sequences.token_ids) :][:16]
    assert engine._decoded(engine.context.decode(piece), piece) is False
    assert [each.stopped for each in steps] == [True]
    engine.flag.clear()
    found = read(engine, ids)
    assert found.reused >= 64
    assert_agrees(engine, fresh, ids)


@pytest.mark.parametrize("name", KINDS)
def test_a_stop_while_drawing_leaves_a_sound_state(opens: Opens, name: str) -> None:
    engine, fresh = opens(name), opens(name)
    talk = [question("特許 " * 40)]
    read(engine, engine.prompt(talk).token_ids)
    answer = engine.generate(GREEDY, 0)
    said = [next(answer) for _ in range(5)]
    engine.flag.set()
    *_, reason = answer
    assert reason is StopReason.STOPPED
    engine.flag.clear()
    ids = tuple(one for each in said if isinstance(each, Piece) for one in each.token_ids)
    talk += [PromptMessage(Role.ASSISTANT, "", ids), question("go on")]
    following = engine.prompt(talk).token_ids
    assert read(engine, following).reused >= 40
    assert_agrees(engine, fresh, following)
