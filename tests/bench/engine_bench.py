"""The engine against the bare loop of llama.cpp on a random model of 0.4 B parameters, and how soon it stops.

Run by `make bench`. Both sides are measured in alternation, so that a busy machine is busy for both.
"""

import operator
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gguf
import numpy as np
from llama_cpp import llama_cpp as api

from desktop.chat.conversation import Role
from desktop.inference import llama
from desktop.inference.engine import default_threads
from desktop.inference.protocol import (
    Ask,
    Finished,
    Open,
    Prefilling,
    PromptMessage,
    Stop,
)
from desktop.inference.sampling import Sampling
from model_manager.placement import Choice
from tests.gguf_files import CHATML
from tests.inference.engine_process import EngineProcess, ready_engine

MODEL = Path(__file__).parents[2] / "build" / "bench" / "random-0.4b-q4_0.gguf"
WIDTH, BLOCKS, FEED, HEADS, WORDS = 1024, 24, 2816, 16, 32_768
CONTEXT = 2048
PROMPT = 512                        # about so many tokens
DRAWN = 32
BATCH = 512
READING_ROUNDS = 6
DRAWING_ROUNDS = 30                 # short ones, since what disturbs lasts longer than one
STOPS = 5
GREEDY = Sampling(temperature=0)

Row = dict[str, Any]


def run() -> list[Row]:
    """The figures: name, value, unit, goal, met, spread."""
    path = MODEL if MODEL.exists() else _make_model(MODEL)
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
    return [
        *_speeds("engine decode", decode),
        *_speeds("engine prefill", prefill),
        _row("follow-up: known tokens evaluated again", [missing], "tokens", 0),
        _row("stop in the middle of a long prompt", stops, "ms", 200),
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
        _row(f"{name} through the process / bare loop", ratios, "ratio", 0.97, operator.ge),
        _row(f"{name} / bare loop, by processor time", of_processor, "ratio", None),
        _row(name, [ours.wall for ours, _ in pairs], "tokens/s", None),
    ]


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
            model, llama.ContextShape(CONTEXT, BATCH, default_threads()), llama.AbortFlag()
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


def _row(
    name: str,
    values: Sequence[float],
    unit: str,
    goal: float | None,
    holds: Callable[[float, float], bool] = operator.le,
) -> Row:
    value = statistics.median(values)
    return {
        "name": name,
        "value": round(value, 3),
        "unit": unit,
        "goal": goal,
        "met": None if goal is None else holds(value, goal),
        "spread": [round(min(values), 3), round(max(values), 3)],
    }


def _make_model(path: Path) -> Path:
    """Random blocks of Q4_0, written as bytes: nothing has to be quantised."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    writer = gguf.GGUFWriter(beside, "llama")
    texts = ["<unk>", "<s>", "</s>", "<|im_start|>", "<|im_end|>"]
    types = [2, 3, 3, 3, 3]
    texts += [f"<0x{byte:02X}>" for byte in range(256)]
    types += [6] * 256
    texts += ["▁", "w", *"0123456789"]
    texts += [f"x{number}" for number in range(WORDS - len(texts))]
    types += [1] * (WORDS - len(types))
    writer.add_tokenizer_model("llama")
    writer.add_token_list(texts)
    writer.add_token_scores([-1.0] * WORDS)
    writer.add_token_types(types)
    writer.add_add_space_prefix(False)
    writer.add_add_bos_token(False)
    writer.add_eos_token_id(2)
    writer.add_chat_template(CHATML)
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(BLOCKS)
    writer.add_feed_forward_length(FEED)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    _add_weights(writer)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return beside.replace(path)


def _add_weights(writer: gguf.GGUFWriter) -> None:
    random = np.random.default_rng(1)

    def blocks(rows: int, columns: int) -> np.ndarray:
        found = random.integers(0, 256, (rows, columns // 32, 18), dtype=np.uint8)
        found[:, :, :2] = np.frombuffer(np.float16(0.01).tobytes(), np.uint8)       # the scale of a block
        return found.reshape(rows, -1)

    def add(name: str, rows: int, columns: int) -> None:
        writer.add_tensor(name, blocks(rows, columns), raw_dtype=gguf.GGMLQuantizationType.Q4_0)

    add("token_embd.weight", WORDS, WIDTH)
    output = blocks(WORDS, WIDTH)
    output[[2, 4]] = 0                      # the tokens that end an answer are never drawn
    writer.add_tensor("output.weight", output, raw_dtype=gguf.GGMLQuantizationType.Q4_0)
    writer.add_tensor("output_norm.weight", np.ones(WIDTH, np.float32))
    for block in range(BLOCKS):
        for each in ("attn_norm", "ffn_norm"):
            writer.add_tensor(f"blk.{block}.{each}.weight", np.ones(WIDTH, np.float32))
        for each in ("q", "k", "v", "output"):
            add(f"blk.{block}.attn_{each}.weight", WIDTH, WIDTH)
        add(f"blk.{block}.ffn_gate.weight", FEED, WIDTH)
        add(f"blk.{block}.ffn_up.weight", FEED, WIDTH)
        add(f"blk.{block}.ffn_down.weight", WIDTH, FEED)
