"""A replay from scratch gives the same tokens every time, whatever was asked in between; and the recipe of an
answer says as a fact whether that answer is repeated word for word.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from desktop.chat.conversation import Role
from desktop.inference.engine import Engine, EngineOptions, Evaluation
from desktop.inference.errors import ProtocolError
from desktop.inference.llama import AbortFlag
from desktop.inference.protocol import Ask, Delta, Finished, Prefilling, PromptMessage, Thinking
from desktop.inference.recipe import Recipe, from_json, moment_of, moment_text, to_json
from desktop.inference.sampling import Sampling
from model_manager.placement import Placement
from tests import gguf_files
from tests.gguf_files.architectures import write_architecture
from tests.inference.engine_process import EngineProcess, ready_engine
from tests.inference.logits import logits

WARMLY = Sampling(temperature=1.0, top_k=0, top_p=1.0, min_p=0.0)
KINDS = ("llama", "qwen3moe", "plamo3", "lfm2", "falcon-h1")
QUESTION = (PromptMessage(Role.USER, "特許とは何ですか? " + "the claims of the patent " * 25),)
OTHER = (PromptMessage(Role.USER, "まったく別の話です。" * 8),)
LENGTH = 24


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    folder = tmp_path_factory.mktemp("replayed")
    known: dict[str, Path] = {}

    def write(name: str) -> Path:
        if name not in known:
            known[name] = write_architecture(folder / f"{name}.gguf", name)
        return known[name]

    return write


class Asker:
    """Asks an engine process."""

    def __init__(self, engine: EngineProcess) -> None:
        self._engine = engine
        self._number = 0

    def ask(
        self, messages: tuple[PromptMessage, ...], recipe: Recipe | None = None, **wishes: object
    ) -> tuple[tuple[int, ...], Finished]:
        """The tokens of the answer, and how it was made."""
        self._number += 1
        asked = Ask(self._number, messages, WARMLY, LENGTH, replay=recipe)
        self._engine.ask(replace(asked, **wishes))  # type: ignore[arg-type]
        *events, finished = self._engine.until(Finished)
        assert isinstance(finished, Finished)
        return tuple(one for each in events if isinstance(each, Delta) for one in each.token_ids), finished


@pytest.mark.parametrize("name", KINDS)
def test_three_replays_give_the_same_tokens(models: Callable[[str], Path], name: str) -> None:
    with ready_engine(models(name)) as engine:
        asker = Asker(engine)
        first, made = asker.ask(QUESTION)
        assert made.recipe is not None
        assert made.recipe.is_repeatable
        for _ in range(3):
            asker.ask(OTHER)
            asker.ask((*OTHER, PromptMessage(Role.ASSISTANT, "はい"), *OTHER))
            again, finished = asker.ask(QUESTION, made.recipe)
            assert again == first
            assert (finished.reused_tokens, finished.recipe) == (0, made.recipe)
        assert is_drawn_anew(asker, first, made)


def is_drawn_anew(asker: Asker, first: tuple[int, ...], made: Finished) -> bool:
    """Whether an answer without a recipe has a seed of its own; a few, where two come out alike by chance."""
    for _ in range(20):
        tokens, finished = asker.ask(QUESTION)
        assert finished.recipe != made.recipe
        if tokens != first:
            return True
    return False


@pytest.mark.parametrize("name", ["llama", "lfm2"])
def test_an_answer_from_a_warm_beginning_is_replayed_the_same_every_time(
    models: Callable[[str], Path], name: str
) -> None:
    with ready_engine(models(name)) as engine:
        asker = Asker(engine)
        said, _ = asker.ask(QUESTION)
        talk = (*QUESTION, PromptMessage(Role.ASSISTANT, "", said), *OTHER)
        _, made = asker.ask(talk)
        assert made.recipe is not None
        assert made.recipe.reused == made.reused_tokens > 0
        assert not made.recipe.is_repeatable        # the honest word: its last digits may differ
        assert sum(made.recipe.splits) + made.recipe.reused == made.prompt_tokens
        answers = []
        for _ in range(3):
            tokens, finished = asker.ask(talk, made.recipe)
            asker.ask(OTHER)
            assert finished.recipe is not None
            assert finished.recipe.is_repeatable
            assert sum(finished.recipe.splits) == finished.prompt_tokens
            answers.append(tokens)
        assert answers[0] == answers[1] == answers[2]


def test_the_recipe_tells_what_made_the_answer(models: Callable[[str], Path]) -> None:
    with ready_engine(models("llama")) as engine:
        _, made = Asker(engine).ask(QUESTION, thinking=Thinking.SHORT)
    recipe = made.recipe
    assert recipe is not None
    assert recipe.engine.split()[0] in ("full", "plain")
    assert recipe.variant
    assert recipe.threads >= 1
    assert recipe.placement.layers > 0
    assert recipe.sampling == replace(WARMLY, seed=recipe.sampling.seed)
    assert recipe.sampling.seed is not None
    assert recipe.thinking == Thinking.SHORT
    assert made.context_used == made.prompt_tokens + made.completion_tokens - 1
    assert [each.device for each in made.memory] == [""]
    assert made.memory[0].used_bytes > 0
    assert from_json(to_json(recipe)) == recipe


def test_a_replay_draws_as_the_recipe_says_and_not_as_the_request(models: Callable[[str], Path]) -> None:
    with ready_engine(models("llama")) as engine:
        asker = Asker(engine)
        first, made = asker.ask(QUESTION)
        again, finished = asker.ask(QUESTION, made.recipe, sampling=Sampling(temperature=0))
    assert again == first
    assert finished.recipe == made.recipe


def test_a_template_that_writes_the_time_writes_it_again_as_it_was(tmp_path: Path) -> None:
    timed = "{{ strftime_now('%f %c %Z %z') }}{{ ['一', '二', '三', '四'] | random }}" + gguf_files.CHATML
    with ready_engine(gguf_files.write(tmp_path / "m.gguf", gguf_files.Recipe(template=timed))) as engine:
        asker = Asker(engine)
        first, made = asker.ask(QUESTION)
        assert made.recipe is not None
        assert made.recipe.is_repeatable
        for _ in range(3):
            assert asker.ask(QUESTION, sampling=made.recipe.sampling)[0] != first
            again, finished = asker.ask(QUESTION, made.recipe)
            assert (again, finished.recipe) == (first, made.recipe)


def test_an_answer_is_made_again_as_long_as_it_was(models: Callable[[str], Path]) -> None:
    with ready_engine(models("llama")) as engine:
        asker = Asker(engine)
        first, made = asker.ask(QUESTION, max_tokens=5)
        assert len(first) == 5
        again, finished = asker.ask(QUESTION, made.recipe, max_tokens=0)
        assert (again, finished.recipe) == (first, made.recipe)


def test_a_recipe_of_an_earlier_version_promises_nothing(models: Callable[[str], Path]) -> None:
    with ready_engine(models("llama")) as engine:
        asker = Asker(engine)
        first, made = asker.ask(QUESTION)
        assert made.recipe is not None
        kept = json.loads(to_json(made.recipe))
        for name in ("rendered_at", "max_tokens"):
            del kept[name]
        del kept["sampling"]["dry_base"]
        recipe = from_json(json.dumps(kept))
        assert recipe == replace(made.recipe, rendered_at="", max_tokens=None)
        assert not recipe.is_repeatable
        assert asker.ask(QUESTION, recipe)[0] == first          # as long as this request says


@pytest.mark.parametrize("kept", ["[]", "{}", "7", '{"sampling": []}', "[" * 100_000, "", '{"engine": 1}'])
def test_what_is_no_recipe_is_refused(kept: str) -> None:
    with pytest.raises(ProtocolError):
        from_json(kept)


def test_a_moment_keeps_its_offset_and_the_name_of_its_zone() -> None:
    moment = datetime(2026, 11, 25, 9, 30, 1, 234567, timezone(timedelta(hours=9), "JST"))
    kept = moment_of(moment_text(moment))
    assert kept == moment
    assert kept.strftime("%Z %z %f") == "JST +0900 234567"


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "2026-11-25T09:30:01", "2026-11-25T09:30:01+99:00 JST", "2026-11-25T09+09:00 \udcff"],
)
def test_what_is_no_moment_is_none(text: str) -> None:
    assert moment_of(text) is None
    assert not replace(NONE, splits=(7,), max_tokens=1, rendered_at=text).is_repeatable


NONE = Recipe("plain", "native", Placement(5, 1024), (), 0, 1, WARMLY)


@pytest.mark.parametrize(
    "recipe",
    [
        replace(NONE, splits=(-5, 10**6)),
        replace(NONE, splits=(0,) * 1000),
        replace(NONE, splits=(10**9,), reused=-(10**9)),
        replace(NONE, reused=10**15),
        replace(NONE, splits=(1,) * 10_000, reused=-1),
        replace(NONE, threads=-3),
        replace(NONE, threads=10**9),
        replace(NONE, thinking="for ever"),
    ],
    ids=lambda recipe: f"{recipe.splits[:2]} {recipe.reused} {recipe.threads} {recipe.thinking}",
)
def test_a_recipe_that_fits_nothing_is_still_answered(models: Callable[[str], Path], recipe: Recipe) -> None:
    engine = Engine.open(models("llama"), EngineOptions(threads=1), lambda _: True, AbortFlag())
    ids = engine.prompt(QUESTION).token_ids
    (*_, last) = engine.evaluate(ids, recipe)
    assert last == Evaluation(len(ids), 0, len(ids))
    assert sum(last.splits) == len(ids)
    engine.close()


def test_a_replay_reads_in_the_pieces_of_the_recipe(models: Callable[[str], Path]) -> None:
    engine = Engine.open(models("llama"), EngineOptions(threads=1), lambda _: True, AbortFlag())
    ids = engine.prompt(QUESTION).token_ids
    found = []
    for splits, reused in (((len(ids),), 0), ((len(ids) - 7, 7), 0), ((7,), len(ids) - 7)):
        (*_, last) = engine.evaluate(ids, replace(NONE, splits=splits, reused=reused))
        assert last.splits == ([] if reused == 0 else [reused]) + list(splits)
        found.append(logits(engine).tobytes())
    assert found[1] == found[2]                     # to the last digit
    assert found[0] != found[1]                     # and that is why pieces are told
    engine.close()


def test_a_stop_during_a_replay(models: Callable[[str], Path]) -> None:
    engine = Engine.open(models("llama"), EngineOptions(threads=1), lambda _: True, AbortFlag())
    ids = engine.prompt(QUESTION).token_ids
    steps = engine.evaluate(ids, replace(NONE, splits=(8, len(ids) - 8)))
    next(steps)
    next(steps)
    engine.flag.set()
    assert [each.stopped for each in steps] == [True]
    engine.flag.clear()
    (*_, last) = engine.evaluate(ids)
    assert (last.reused, last.done) == (8, len(ids))
    engine.close()


def test_prefilling_of_a_replay_is_told(models: Callable[[str], Path]) -> None:
    with ready_engine(models("llama")) as engine:
        asker = Asker(engine)
        _, made = asker.ask(QUESTION)
        engine.ask(Ask(99, QUESTION, WARMLY, 1, replay=made.recipe))
        told = [each for each in engine.until(Finished) if isinstance(each, Prefilling)]
    assert (told[0].done, told[0].reused) == (0, 0)
    assert told[-1].done == told[-1].total
