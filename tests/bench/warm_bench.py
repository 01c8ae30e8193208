"""What is still warm, and what that saves: a follow-up at 4,000 tokens, an answer again, three talks in turn.

Run by `make bench`, through the process boundary, each against what it is measured by in the same run, on a
model that reads four thousand tokens within seconds.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from desktop.chat.conversation import Role
from desktop.inference import llama
from desktop.inference.protocol import Ask, Delta, Finished, Open, PromptMessage
from desktop.inference.sampling import Sampling
from model_manager.placement import Choice, Learnt
from tests.bench.random_model import SMALL, WORDS, random_model
from tests.bench.rows import Row, row
from tests.gguf_files.architectures import HYBRIDS, write_architecture
from tests.inference.engine_process import EngineProcess, ready_engine

CONTEXT = 5120
LONG = 4000                         # tokens, about
BATCH = 512
ROUNDS = 7
GREEDY = Sampling(temperature=0)


def run() -> list[Row]:
    """The figures: name, value, unit, goal, met, spread."""
    return [*_follow_ups(random_model(SMALL)), *_again(), *_in_turn()]


@dataclass(frozen=True, slots=True)
class _Answered:
    """An answer with a stop-watch: `first_s` from the question to the first piece of it."""

    first_s: float
    finished: Finished
    message: PromptMessage


class _Talker:
    """A client of an engine."""

    def __init__(self, engine: EngineProcess) -> None:
        self._engine = engine
        self._number = 0

    def ask(self, talk: Sequence[PromptMessage], count: int = 2) -> _Answered:
        self._number += 1
        began = time.perf_counter()
        self._engine.ask(Ask(self._number, tuple(talk), GREEDY, count))
        events = self._engine.until(Delta)
        first_s = time.perf_counter() - began
        events += self._engine.until(Finished)
        deltas = [each for each in events if isinstance(each, Delta)]
        text = "".join(each.text for each in deltas)
        ids = tuple(one for each in deltas for one in each.token_ids)
        finished = events[-1]
        assert isinstance(finished, Finished)
        return _Answered(first_s, finished, PromptMessage(Role.ASSISTANT, text, ids))


def _question(number: int, words: int) -> PromptMessage:
    """Begins unlike any other; about so many tokens."""
    drawn = np.random.default_rng(number).integers(0, 10_000, words // 6)
    return PromptMessage(Role.USER, " ".join(f"w{each}" for each in drawn))


def _follow_ups(path: Path) -> list[Row]:
    """The time to the first token of a follow-up against the bare evaluation of as many tokens in the same
    place right after it; with one thread on both sides, so that nothing adapts.
    """
    llama.start()
    model = llama.Model.load(path, lambda _fraction: True)
    assert model is not None
    context = llama.Context.of(model, llama.ContextShape(CONTEXT, BATCH, threads=1), llama.AbortFlag())
    assert context is not None
    ratios, times = [], []
    with ready_engine(path, opening=Open(Choice(context=CONTEXT), Learnt(threads=1))) as engine:
        talker = _Talker(engine)
        talk = [_question(1, LONG)]
        talk.append(talker.ask(talk).message)
        ids = np.random.default_rng(1).integers(300, WORDS, CONTEXT).tolist()
        for at in range(0, LONG, BATCH):
            context.decode(ids[at : at + BATCH])
        for number in range(ROUNDS):
            talk.append(_question(10 + number, 60))
            answered = talker.ask(talk)
            talk.append(answered.message)
            new = answered.finished.prompt_tokens - answered.finished.reused_tokens
            context.keep(answered.finished.reused_tokens)
            began = time.perf_counter()
            context.decode(ids[:new])
            with llama.SamplerChain(llama.drawn(llama.Draw(1.0, 0.0, 0.0, 0))) as chain:
                chain.sample(context)
            ratios.append(answered.first_s / (time.perf_counter() - began))
            times.append(1000 * answered.first_s)
    context.close()
    model.close()
    return [
        row("follow-up at 4k context: first token / its new tokens alone", ratios, "ratio", 1.1),
        row("follow-up at 4k context: first token", times, "ms", None),
    ]


def _again() -> list[Row]:
    """Another answer to the same question, on models that cannot forget single tokens."""
    rows = []
    with TemporaryDirectory() as folder:
        for name in HYBRIDS:
            ratios = []
            with ready_engine(write_architecture(Path(folder) / f"{name}.gguf", name)) as engine:
                talker = _Talker(engine)
                for number in range(ROUNDS):
                    talk = [_question(number, 700)]
                    whole, again = talker.ask(talk).finished, talker.ask(talk).finished
                    assert whole.reused_tokens < 20 < again.reused_tokens
                    ratios.append(again.prefill_s / whole.prefill_s)
            rows.append(row(f"answer again on {name} / all of the prompt", ratios, "ratio", 0.25))
    return rows


def _in_turn() -> list[Row]:
    """Three talks of a thousand tokens: how long it takes to turn to another, of which all but the question
    is known.
    """
    turns, fresh = [], []
    with ready_engine(random_model(SMALL), opening=Open(Choice(context=CONTEXT))) as engine:
        talker = _Talker(engine)
        talks = [[_question(100 + number, 1000)] for number in range(3)]
        for talk in talks:
            answered = talker.ask(talk)
            fresh.append(answered.first_s)
            talk.append(answered.message)
        for number in range(2 * len(talks)):
            talk = talks[number % len(talks)]
            talk.append(_question(200 + number, 30))
            answered = talker.ask(talk)
            talk.append(answered.message)
            turns.append(answered.first_s)
    return [
        row("turn to another of three talks: first token", [1000 * each for each in turns], "ms", None),
        row("turn to another of three talks / anew", [each / min(fresh) for each in turns], "ratio", 0.25),
    ]
