"""The engine against llama.cpp's own benchmark and the bare loop of llama.cpp, on a random model of 0.4 B
parameters, and how soon it stops.

Run by `make bench`. All sides read a prompt of 512 tokens in one batch and draw 32 tokens after it, with the
same number of threads throughout: replays adapt to nothing. They take turns, so that a busy machine is busy
for all of them; what adapting does is measured apart.
"""

import operator
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from subprocess import SubprocessError

import numpy as np
from llama_cpp import llama_cpp as api

from desktop.chat.conversation import Role
from desktop.inference import llama
from desktop.inference.protocol import (
    Ask,
    Count,
    Counted,
    Delta,
    Finished,
    Open,
    Prefilling,
    PromptMessage,
    Stop,
)
from desktop.inference.sampling import Sampling
from desktop.inference.threads import default_threads
from model_manager.placement import Choice
from tests.bench import llama_bench_runs
from tests.bench.llama_bench_runs import LlamaBench
from tests.bench.random_model import WORDS, random_model
from tests.bench.rows import Row, row
from tests.inference.engine_process import EngineProcess, ready_engine

CONTEXT = 2048
PROMPT = 512                        # tokens, just as many
DRAWN = 32                          # tokens that are evaluated while an answer is drawn
BATCH = 512
ROUNDS = 3
STOPS = 5
GREEDY = Sampling(temperature=0)
THREADS = default_threads().draw


def run(path: Path | None = None) -> list[Row]:
    """The figures: name, value, unit, goal, met, spread. `path`: another model than the usual one."""
    path = path or random_model()
    reference = llama_bench_runs.provided(path, THREADS)
    with ready_engine(path, opening=Open(Choice(context=CONTEXT))) as engine:
        asked = Asker(engine)
        rounds = _in_turn(path, asked, reference)
        adapting = _adapting(asked)
        missing = asked.evaluated_again()
        stops = asked.stop_times()
        stops_of_answers = asked.stop_times_of_answers()
    return [
        *speeds(rounds),
        row("engine decode, threads adapting / fixed", adapting, "ratio", None),
        row("follow-up: known tokens evaluated again", [missing], "tokens", 0),
        row("stop in the middle of a long prompt", stops, "ms", 200),
        row("stop in the middle of an answer", stops_of_answers, "ms", 200),
    ]


@dataclass(frozen=True, slots=True)
class Speeds:
    """Tokens a second of reading and of drawing, by the clock on the wall and by what the processor spent."""

    prefill: float
    decode: float
    prefill_processor: float = 0.0
    decode_processor: float = 0.0

    def of(self, name: str) -> float:
        """By its name."""
        return float(getattr(self, name))


@dataclass(frozen=True, slots=True)
class Round:
    """What each side made of the same work, one soon after the other."""

    ours: Speeds
    bare: Speeds
    reference: Speeds | None


def _in_turn(path: Path, asked: "Asker", reference: LlamaBench | None) -> list[Round]:
    """The engine in every other round first. A round before the first warms up the two that stay loaded;
    llama-bench warms itself up.
    """
    bare = _Bare(path)
    found: list[Round] = []
    for number in range(ROUNDS + 1):
        if number % 2:
            ours = asked.fixed(number)
            theirs = bare.measure(number)
        else:
            theirs = bare.measure(number)
            ours = asked.fixed(number)
        if number:
            measured = _by_llama_bench(reference) if reference else None
            found.append(Round(ours, theirs, measured))
            reference = reference if measured else None
    bare.close()
    return found


def _by_llama_bench(reference: LlamaBench) -> Speeds | None:
    """None, after a word on the screen, where a machine is too busy for it."""
    try:
        return Speeds(reference.read(PROMPT), reference.draw(DRAWN, depth=PROMPT))
    except SubprocessError as error:
        print(f"llama-bench is left out from here on: {error}", flush=True)
        return None


def speeds(rounds: Sequence[Round]) -> list[Row]:
    """The figures of these rounds; without llama-bench nothing is held against it."""
    rows = []
    for name in ("decode", "prefill"):
        ours = [each.ours.of(name) for each in rounds]
        if measured := [(each.ours, each.reference) for each in rounds if each.reference]:
            ratios = [mine.of(name) / other.of(name) for mine, other in measured]
            theirs = [each.of(name) for _, each in measured]
            rows.append(row(f"engine {name} / llama-bench", ratios, "ratio", 0.97, operator.ge))
            rows.append(row(f"llama-bench {name}", theirs, "tokens/s", None))
        ratios = [each.ours.of(name) / each.bare.of(name) for each in rounds]
        rows.append(row(f"engine {name} / bare loop", ratios, "ratio", 0.97, operator.ge))
        spent = f"{name}_processor"
        ratios = [each.ours.of(spent) / each.bare.of(spent) for each in rounds]
        rows.append(row(f"engine {name} / bare loop, by processor time", ratios, "ratio", None))
        rows.append(row(f"engine {name}", ours, "tokens/s", None))
    return rows


def _adapting(asked: "Asker") -> list[float]:
    """How fast tokens are drawn where the number of threads follows the machine, against a fixed number."""
    found = []
    for number in range(ROUNDS):
        fixed = asked.fixed(50 + number).decode
        found.append(asked.adapting(50 + number) / fixed)
    return found


class Asker:
    """A client of the engine process with a stop-watch."""

    def __init__(self, engine: EngineProcess) -> None:
        self._engine = engine
        self._request = 0
        self._around = self._tokens_around()
        # Too short to be a measure of how many threads are to read; its recipe is that of the replays.
        self._ask(_question(0, 6), DRAWN + 1)
        recipe = self._finished().recipe
        assert recipe is not None
        self._recipe = replace(recipe, splits=(), reused=0, threads=THREADS)

    def _tokens_around(self) -> int:
        """How many tokens a template puts around a question."""
        self._request += 1
        self._engine.ask(Count(self._request, _letters(0, PROMPT // 2)))
        counted = self._engine.until(Counted)[-1]
        assert isinstance(counted, Counted)
        return counted.tokens - PROMPT // 2

    def fixed(self, number: int) -> Speeds:
        """Read something new in one batch and answer it, with the same number of threads throughout. The
        prompt is read when we hear so, the answer complete when its end has arrived.
        """
        self._request += 1
        messages = _letters(number, PROMPT - self._around)
        moments = [self._moment()]
        self._engine.ask(Ask(self._request, messages, GREEDY, DRAWN + 1, replay=self._recipe))
        while not (isinstance(event := self._engine.until(Prefilling)[-1], Prefilling) and event.done):
            pass
        assert event.done == event.total == PROMPT
        moments.append(self._moment())
        ended = self._finished()
        moments.append(self._moment())
        assert ended.completion_tokens == DRAWN + 1
        recipe = ended.recipe
        assert recipe is not None
        assert recipe.is_steady
        assert (recipe.reused, recipe.threads, recipe.splits) == (0, THREADS, (PROMPT,))
        return _speeds_of(moments)

    def adapting(self, number: int) -> float:
        """Tokens a second of the answer to what has been read already, as a person gets it."""
        self._ask(_letters(number, PROMPT - self._around), DRAWN + 1)
        read = False
        while not read:
            event = self._engine.until(Prefilling)[-1]
            read = isinstance(event, Prefilling) and event.done == event.total
        began = time.perf_counter()
        assert self._finished().completion_tokens == DRAWN + 1
        return DRAWN / (time.perf_counter() - began)

    def _finished(self) -> Finished:
        ended = self._engine.until(Finished)[-1]
        assert isinstance(ended, Finished)
        return ended

    def _moment(self) -> "_Moment":
        """Now, and the processor seconds of all threads of the engine until now."""
        threads = Path(f"/proc/{self._engine.process.pid}/task").glob("*/schedstat")
        spent = sum(int(each.read_text().split()[0]) for each in threads) / 1e9
        return _Moment(time.perf_counter(), spent)

    def _ask(self, messages: tuple[PromptMessage, ...], max_tokens: int) -> None:
        self._request += 1
        self._engine.ask(Ask(self._request, messages, GREEDY, max_tokens))

    def evaluated_again(self) -> int:
        """Tokens of a first exchange that its follow-up evaluates once more, of those evaluated at all."""
        first = _question(90, 40)
        self._ask(first, 20)
        events = self._engine.until(Finished)
        text = "".join(getattr(each, "text", "") for each in events)
        ids = tuple(one for each in events for one in getattr(each, "token_ids", ()))
        before = events[-1]
        assert isinstance(before, Finished)
        self._ask((*first, PromptMessage(Role.ASSISTANT, text, ids), *_question(91, 5)), 1)
        after = self._engine.until(Finished)[-1]
        assert isinstance(after, Finished)
        return before.prompt_tokens + len(ids) - 1 - after.reused_tokens

    def stop_times(self) -> list[float]:
        """Milliseconds from a Stop to the end of the request, each within a piece of a long prompt."""
        found = []
        for number in range(STOPS):
            self._ask(_question(100 + number, 1400), 0)
            self._engine.until(Prefilling)
            self._engine.until(Prefilling)
            began = time.perf_counter()
            self._engine.ask(Stop(self._request))
            ended = self._engine.until(Finished)[-1]
            found.append(1000 * (time.perf_counter() - began))
            assert isinstance(ended, Finished)
            assert ended.completion_tokens == 0
        return found

    def stop_times_of_answers(self) -> list[float]:
        """The same while tokens are drawn."""
        found = []
        for _ in range(STOPS):
            self._ask(_question(0, PROMPT), 0)
            self._engine.until(Delta)
            began = time.perf_counter()
            self._engine.ask(Stop(self._request))
            self._engine.until(Finished)
            found.append(1000 * (time.perf_counter() - began))
        return found


@dataclass(frozen=True, slots=True)
class _Moment:
    """Seconds on the clock, and of the processor."""

    wall: float
    processor: float


def _speeds_of(moments: Sequence[_Moment]) -> Speeds:
    """Of a beginning, a prompt that was read, and an answer."""
    read, drawn = ((after.wall - before.wall, after.processor - before.processor)
                   for before, after in pairwise(moments))
    return Speeds(PROMPT / read[0], DRAWN / drawn[0], PROMPT / read[1], DRAWN / drawn[1])


def _letters(number: int, length: int) -> tuple[PromptMessage, ...]:
    """A question that begins unlike any other, of so many tokens: each digit is one."""
    digits = np.random.default_rng(number).integers(0, 10, length)
    return (PromptMessage(Role.USER, "".join(map(str, digits))),)


def _question(number: int, words: int) -> tuple[PromptMessage, ...]:
    """A question that begins unlike any other, of about so many tokens."""
    random = np.random.default_rng(number)
    text = " ".join(f"w{word}" for word in random.integers(0, 10_000, words // 6))
    return (PromptMessage(Role.USER, text),)


class _Bare:
    """llama_decode and the greedy sampler, with nothing around them."""

    def __init__(self, path: Path) -> None:
        llama.start()
        model = llama.Model.load(path, lambda _fraction: True)
        assert model is not None
        context = llama.Context.of(
            model, llama.ContextShape(CONTEXT, BATCH, THREADS), llama.AbortFlag()
        )
        assert context is not None
        self._model, self._context = model, context

    def measure(self, number: int) -> Speeds:
        """The same work: a whole batch after nothing, and so many tokens after it."""
        ids = np.random.default_rng(number).integers(300, WORDS, PROMPT).tolist()
        self._context.forget()
        moments = [self._moment()]
        assert self._context.decode(ids) == 0
        moments.append(self._moment())
        self._draw(DRAWN + 1)
        moments.append(self._moment())
        return _speeds_of(moments)

    def _moment(self) -> _Moment:
        return _Moment(time.perf_counter(), time.process_time())

    def _draw(self, count: int) -> None:
        """Draw tokens; the last is not evaluated."""
        handle = self._context.handle
        chain = api.llama_sampler_chain_init(api.llama_sampler_chain_default_params())
        api.llama_sampler_chain_add(chain, api.llama_sampler_init_greedy())
        one = (api.llama_token * 1)()
        batch = api.llama_batch_get_one(one, 1)
        for left in range(count, 0, -1):
            one[0] = api.llama_sampler_sample(chain, handle, -1)
            if left > 1:
                api.llama_decode(handle, batch)
        api.llama_sampler_free(chain)

    def close(self) -> None:
        self._context.close()
        self._model.close()
