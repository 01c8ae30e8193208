"""The engine against the bare loop of llama.cpp on a random model of 0.4 B parameters, and how soon it stops.

Run by `make bench`. Both sides are measured in alternation, so that a busy machine is busy for both.
"""

import json
import operator
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from llama_cpp import llama_cpp as api

from desktop.chat.conversation import Role
from desktop.inference import llama
from desktop.inference.llama.library import LIBRARIES
from desktop.inference.protocol import (
    Ask,
    Delta,
    Finished,
    Open,
    Prefilling,
    PromptMessage,
    Stop,
)
from desktop.inference.sampling import Sampling
from desktop.inference.threads import default_threads
from installers.source import llama_bench
from installers.source.commands import SetupError, Workshop
from installers.source.commands import run as run_command
from model_manager.placement import Choice
from tests.bench.random_model import WORDS, random_model
from tests.bench.rows import Row, row
from tests.inference.engine_process import EngineProcess, ready_engine

CONTEXT = 2048
PROMPT = 512                        # about so many tokens
DRAWN = 32
BATCH = 512
READING_ROUNDS = 6
DRAWING_ROUNDS = 30                 # short ones, since what disturbs lasts longer than one
STOPS = 5
GREEDY = Sampling(temperature=0)
LOCKS = Path(__file__).parents[2] / "installers" / "locks"

def run() -> list[Row]:
    """The figures: name, value, unit, goal, met, spread."""
    path = random_model()
    with ready_engine(path, opening=Open(Choice(context=CONTEXT))) as engine:
        asked = _Asker(engine)
        bare = _Bare(path)
        prefill = _in_alternation(
            asked.read, lambda number: bare.read(number, asked.last), READING_ROUNDS
        )
        decode = _in_alternation(asked.draw, bare.draw, DRAWING_ROUNDS)
        bare.close()
        missing = asked.evaluated_again()
        stops = asked.stop_times()
        stops_of_answers = asked.stop_times_of_answers()
    return [
        *_speeds("engine decode", decode),
        *_speeds("engine prefill", prefill),
        *_against_llama_bench(path, decode, prefill),
        row("follow-up: known tokens evaluated again", [missing], "tokens", 0),
        row("stop in the middle of a long prompt", stops, "ms", 200),
        row("stop in the middle of an answer", stops_of_answers, "ms", 200),
    ]


@dataclass(frozen=True, slots=True)
class _Speed:
    """Tokens a second, by the clock on the wall and by what the processor spent."""

    wall: float
    processor: float


Pairs = list[tuple[_Speed, _Speed]]


def _in_alternation(ours: Callable[[int], _Speed], theirs: Callable[[int], _Speed], rounds: int) -> Pairs:
    """Speeds (engine, bare) for the same work, each side first in turn. The first pair warms up."""
    pairs = []
    for number in range(rounds + 1):
        if number % 2:
            first = ours(number)
            pairs.append((first, theirs(number)))
        else:
            first = theirs(number)
            pairs.append((ours(number), first))
    return pairs[1:]


def _speeds(name: str, pairs: Pairs) -> list[Row]:
    ratios = [ours.wall / theirs.wall for ours, theirs in pairs]
    of_processor = [ours.processor / theirs.processor for ours, theirs in pairs]
    return [
        row(f"{name} through the process / bare loop", ratios, "ratio", 0.97, operator.ge),
        row(f"{name} / bare loop, by processor time", of_processor, "ratio", None),
        row(name, [ours.wall for ours, _ in pairs], "tokens/s", None),
    ]


def _against_llama_bench(path: Path, decode: Pairs, prefill: Pairs) -> list[Row]:
    """The same against llama.cpp's own measure, with our number of threads; none where it cannot be built."""
    try:
        program = llama_bench.provide(LIBRARIES, Workshop(LOCKS, os.environ, run_command))
    except (SetupError, OSError) as error:
        print(f"llama-bench is left out: {error}", flush=True)
        return []
    if program is None:
        return []
    command = [str(program), "-m", str(path), "-p", str(PROMPT), "-n", str(DRAWN), "-b", str(BATCH)]
    command += ["-ub", str(BATCH), "-t", str(default_threads().draw), "-ngl", "0", "-r", "5", "-o", "json"]
    done = run_command(command)
    theirs = {bool(each["n_gen"]): float(each["avg_ts"]) for each in json.loads(_json_of(done.output))}
    return [
        row(f"engine {name} / llama-bench", [ours.wall / theirs[draws] for ours, _ in pairs], "ratio", 0.97,
            operator.ge)
        for name, pairs, draws in (("decode", decode, True), ("prefill", prefill, False))
    ]  # fmt: skip


def _json_of(output: str) -> str:
    """Without the words on standard error around it."""
    return output[output.index("[\n") : output.rindex("]") + 1]


class _Asker:
    """A client of the engine process with a stop-watch."""

    def __init__(self, engine: EngineProcess) -> None:
        self._engine = engine
        self._request = 0
        self.last = (0, PROMPT)         # tokens reused and evaluated; those of the next differ by a few

    def read(self, number: int) -> _Speed:
        """Have it read something new."""
        return self._measure(_question(number, PROMPT), 1, _evaluated)

    def draw(self, _number: int) -> _Speed:
        """Have it answer what it has read already."""
        return self._measure(_question(0, PROMPT), DRAWN, lambda ended: ended.completion_tokens)

    def _measure(
        self, messages: tuple[PromptMessage, ...], count: int, done: Callable[[Finished], int]
    ) -> _Speed:
        spent = self._spent()
        began = time.perf_counter()
        self._ask(messages, count)
        ended = self._engine.until(Finished)[-1]
        seconds = time.perf_counter() - began
        assert isinstance(ended, Finished)
        assert ended.completion_tokens == count
        self.last = (ended.reused_tokens, _evaluated(ended))
        return _Speed(done(ended) / seconds, done(ended) / (self._spent() - spent))

    def _spent(self) -> float:
        """Processor seconds of all threads of the engine."""
        threads = Path(f"/proc/{self._engine.process.pid}/task").glob("*/schedstat")
        return sum(int(each.read_text().split()[0]) for each in threads) / 1e9

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


def _evaluated(ended: Finished) -> int:
    return ended.prompt_tokens - ended.reused_tokens


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
            model, llama.ContextShape(CONTEXT, BATCH, default_threads().draw), llama.AbortFlag()
        )
        assert context is not None
        self._model, self._context = model, context

    def read(self, number: int, like: tuple[int, int]) -> _Speed:
        """The same work: as many tokens after as many kept ones (a batch that reaches beyond 512 costs a
        twentieth more), in whole batches; one drawn.
        """
        reused, length = like
        ids = np.random.default_rng(number).integers(300, WORDS, length).tolist()
        self._context.keep(reused)

        def work() -> None:
            for at in range(0, length, BATCH):
                assert self._context.decode(ids[at : at + BATCH]) == 0
            self._draw(1)

        return _timed(length, work)

    def draw(self, _number: int) -> _Speed:
        """The same work: the last token of a prompt evaluated anew, so many drawn."""
        self._context.keep(PROMPT - 1)

        def work() -> None:
            self._context.decode_one(300)
            self._draw(DRAWN)

        return _timed(DRAWN, work)

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


def _timed(tokens: int, work: Callable[[], None]) -> _Speed:
    spent = time.process_time()
    began = time.perf_counter()
    work()
    seconds = time.perf_counter() - began
    return _Speed(tokens / seconds, tokens / (time.process_time() - spent))


