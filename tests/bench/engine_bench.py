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
    Prefilling,
    PromptMessage,
    Sampling,
    Stop,
)
from tests.gguf_files import CHATML
from tests.inference.engine_process import EngineProcess, ready_engine

MODEL = Path(__file__).parents[2] / "build" / "bench" / "random-0.4b-q4_0.gguf"
WIDTH, BLOCKS, FEED, HEADS, WORDS = 1024, 24, 2816, 16, 32_768
CONTEXT = 2048
READING = (600, 1, 9)               # tokens of a prompt, tokens of an answer, rounds
DRAWING = (40, 48, 19)
STOPS = 5
GREEDY = Sampling(temperature=0)

Row = dict[str, Any]


def run() -> list[Row]:
    """The figures: name, value, unit, goal, met, spread."""
    path = MODEL if MODEL.exists() else _make_model(MODEL)
    with ready_engine(path, context_length=CONTEXT) as engine:
        asked = _Asker(engine)
        bare = _Bare(path)
        prefill = [(one.prefill, other.prefill) for one, other in _in_alternation(asked, bare, READING)]
        decode = [(one.decode, other.decode) for one, other in _in_alternation(asked, bare, DRAWING)]
        bare.close()
        missing = asked.evaluated_again()
        stops = asked.stop_times()
    return [
        _ratio("engine decode, tokens/s through the process / bare loop", decode),
        _ratio("engine prefill, tokens/s through the process / bare loop", prefill),
        _row("engine decode", [one for one, _ in decode], "tokens/s", None),
        _row("engine prefill", [one for one, _ in prefill], "tokens/s", None),
        _row("follow-up: known tokens evaluated again", [missing], "tokens", 0),
        _row("stop in the middle of a long prompt", stops, "ms", 200),
    ]


@dataclass(frozen=True, slots=True)
class _Speed:
    """Tokens a second."""

    prefill: float
    decode: float


def _in_alternation(
    asked: "_Asker", bare: "_Bare", work: tuple[int, int, int]
) -> list[tuple[_Speed, _Speed]]:
    """Pairs (engine, bare) for the same work, each side first in turn. The first pair warms up."""
    words, count, rounds = work
    pairs = []
    for number in range(rounds + 1):
        if number % 2:
            ours = asked.measure(words, count)
            theirs = bare.measure(asked.prompt_tokens, count)
        else:
            theirs = bare.measure(asked.prompt_tokens or words, count)
            ours = asked.measure(words, count)
        pairs.append((ours, theirs))
    return pairs[1:]


class _Asker:
    """A client of the engine process with a stop-watch."""

    def __init__(self, engine: EngineProcess) -> None:
        self._engine = engine
        self._request = 0
        self.prompt_tokens = 0          # of the last question measured; the next differ by a few

    def measure(self, words: int, count: int) -> _Speed:
        """Ask something new and draw so many tokens."""
        began = read = time.perf_counter()
        self._ask(_question(self._request, words), count)
        while not isinstance(event := self._engine.until(Prefilling, Finished)[-1], Finished):
            if isinstance(event, Prefilling) and event.done == event.total:
                read = time.perf_counter()
        ended = time.perf_counter()
        assert event.completion_tokens == count, event
        self.prompt_tokens = event.prompt_tokens
        return _Speed((event.prompt_tokens - event.reused_tokens) / (read - began), count / (ended - read))

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
            model, llama.ContextShape(CONTEXT, 512, default_threads()), llama.AbortFlag()
        )
        assert context is not None
        self._model, self._context = model, context

    def measure(self, length: int, drawn: int) -> _Speed:
        """The same work: a prompt of so many tokens, then so many drawn (the last is not evaluated)."""
        handle = self._context.handle
        ids = (api.llama_token * length)(*np.random.default_rng(length).integers(300, WORDS, length).tolist())
        self._context.forget()
        began = time.perf_counter()
        for at in range(0, length, 512):
            count = min(512, length - at)
            piece = (api.llama_token * count).from_buffer(ids, at * 4)
            assert api.llama_decode(handle, api.llama_batch_get_one(piece, count)) == 0
        read = time.perf_counter()
        chain = api.llama_sampler_chain_init(api.llama_sampler_chain_default_params())
        api.llama_sampler_chain_add(chain, api.llama_sampler_init_greedy())
        one = (api.llama_token * 1)()
        batch = api.llama_batch_get_one(one, 1)
        for number in range(drawn):
            one[0] = api.llama_sampler_sample(chain, handle, -1)
            if number + 1 < drawn:
                api.llama_decode(handle, batch)
        ended = time.perf_counter()
        api.llama_sampler_free(chain)
        return _Speed(length / (read - began), drawn / (ended - read))

    def close(self) -> None:
        self._context.close()
        self._model.close()


def _ratio(name: str, pairs: Sequence[tuple[float, float]]) -> Row:
    ratios = [one / other for one, other in pairs]
    return _row(name, ratios, "ratio", 0.97, operator.ge)


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
        "met": goal is None or holds(value, goal),
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
