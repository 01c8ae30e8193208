"""llama.cpp's own samplers: which token comes next."""

import ctypes
import math
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from desktop.inference.llama.context import Context
from desktop.inference.llama.library import api
from desktop.inference.llama.vocabulary import Vocabulary

RANDOM_SEED = int(api.LLAMA_DEFAULT_SEED)       # llama.cpp draws one itself instead
_BREAKS_REPETITION = (b"\n", b":", b'"', b"*", "。".encode(), "、".encode())


class GrammarRefusedError(Exception):
    """llama.cpp does not understand a grammar."""


@dataclass(frozen=True, slots=True)
class Penalties:
    """Makes tokens of the last `window` ones less probable."""

    window: int
    repeat: float
    frequency: float
    presence: float


@dataclass(frozen=True, slots=True)
class Dry:
    """Makes it less probable that a sequence of tokens goes on as it did before ("don't repeat yourself")."""

    multiplier: float
    base: float
    allowed_length: int
    window: int


@dataclass(frozen=True, slots=True)
class Draw:
    """How one of the most probable tokens is drawn; `temperature` 0 takes the most probable one."""

    top_p: float
    min_p: float
    temperature: float
    seed: int


def biased(vocabulary: Vocabulary, biases: Sequence[tuple[int, float]]) -> Any:
    """Adds to the logits of tokens by their ids."""
    each = [api.llama_logit_bias(token_id, bias) for token_id, bias in biases]
    return api.llama_sampler_init_logit_bias(
        vocabulary.size, len(each), (api.llama_logit_bias * len(each))(*each)
    )


def widest(top_k: int) -> Any:
    """Leaves the most probable tokens. It stands first: without it the samplers after it go through the whole
    vocabulary, 0.19 ms against 10.8 ms a token.
    """
    return api.llama_sampler_init_top_k(top_k)


def penalised(vocabulary: Vocabulary, penalties: Penalties) -> Any:
    """Penalties for repeated tokens."""
    return api.llama_sampler_init_penalties(
        vocabulary.size, penalties.window, penalties.repeat, penalties.frequency, penalties.presence
    )


def dry(vocabulary: Vocabulary, wish: Dry) -> Any:
    """Penalties for repeated sequences."""
    breaks = (ctypes.c_char_p * len(_BREAKS_REPETITION))(*_BREAKS_REPETITION)
    return api.llama_sampler_init_dry(
        vocabulary.handle, wish.multiplier, wish.base, wish.allowed_length, wish.window, breaks, len(breaks)
    )


def drawn(draw: Draw) -> list[Any]:
    """The samplers that come last and decide."""
    if draw.temperature == 0:
        return [api.llama_sampler_init_greedy()]
    return [
        api.llama_sampler_init_top_p(draw.top_p, 1),
        api.llama_sampler_init_min_p(draw.min_p, 1),
        api.llama_sampler_init_temp(draw.temperature),
        api.llama_sampler_init_dist(draw.seed),
    ]


class SamplerChain:
    """llama.cpp's own samplers, applied one after the other to the newest logits."""

    def __init__(self, samplers: Sequence[Any]) -> None:
        self._handle = api.llama_sampler_chain_init(api.llama_sampler_chain_default_params())
        for each in samplers:
            api.llama_sampler_chain_add(self._handle, each)     # the chain owns it from now on

    def accept(self, token_ids: Sequence[int]) -> None:
        """These stand before what is drawn: penalties look at them."""
        for token_id in token_ids:
            api.llama_sampler_accept(self._handle, token_id)

    def sample(self, context: Context) -> int | None:
        """Draw the next token; None if none can follow."""
        return int(api.llama_sampler_sample(self._handle, context.handle, -1))

    def __enter__(self) -> "SamplerChain":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the memory back."""
        api.llama_sampler_free(self._handle)


class GrammarChain(SamplerChain):
    """Samplers whose tokens keep to a grammar.

    A grammar is slow to look at a whole vocabulary, and a drawn token mostly keeps to it by itself: so that
    one is looked at first, and only if it does not fit, all are, and another is drawn of those that do.
    """

    def __init__(self, samplers: Sequence[Any], vocabulary: Vocabulary, grammar: str) -> None:
        """`grammar` is GBNF with a rule "root". Raises GrammarRefusedError; the samplers are freed."""
        super().__init__(samplers)
        self._grammar = api.llama_sampler_init_grammar(vocabulary.handle, grammar.encode(), b"root")
        if not self._grammar:
            super().close()
            raise GrammarRefusedError
        self._candidates = _Candidates(vocabulary.size)

    def sample(self, context: Context) -> int | None:
        """Draw the next token of those that the grammar allows; None if there is none."""
        found = self._apply(context, keeps_to_grammar=False)
        if not self._allows(found.id):
            found = self._apply(context, keeps_to_grammar=True)
            if found.logit == -math.inf:
                return None             # to accept it would end the process
        api.llama_sampler_accept(self._handle, found.id)
        api.llama_sampler_accept(self._grammar, found.id)
        return int(found.id)

    def _apply(self, context: Context, *, keeps_to_grammar: bool) -> Any:
        """The candidate that the samplers choose."""
        candidates = self._candidates.of(api.llama_get_logits_ith(context.handle, -1))
        if keeps_to_grammar:
            api.llama_sampler_apply(self._grammar, ctypes.byref(candidates))
        api.llama_sampler_apply(self._handle, ctypes.byref(candidates))
        return candidates.data[max(candidates.selected, 0)]

    def _allows(self, token_id: int) -> bool:
        one = (api.llama_token_data * 1)(api.llama_token_data(token_id, 1.0, 0.0))
        alone = api.llama_token_data_array(one, 1, -1, False)
        api.llama_sampler_apply(self._grammar, ctypes.byref(alone))
        return bool(one[0].logit != -math.inf)

    def close(self) -> None:
        """Give the memory back."""
        api.llama_sampler_free(self._grammar)
        super().close()


class _Candidates:
    """Every token with its logit, as samplers take them. Filled with strides: a loop over a vocabulary of
    128,000 would take a hundred times as long.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        buffer = bytearray(size * ctypes.sizeof(api.llama_token_data))
        self._data = (api.llama_token_data * size).from_buffer(buffer)
        self._ids = memoryview(buffer).cast("i")[0::3]
        self._logits = memoryview(buffer).cast("f")[1::3]
        self._every_id = array("i", range(size))
        self._newest = array("f", bytes(4 * size))

    def of(self, logits: Any) -> Any:
        """The array of all tokens with these logits."""
        ctypes.memmove(self._newest.buffer_info()[0], logits, 4 * self._size)
        self._ids[:] = memoryview(self._every_id)
        self._logits[:] = memoryview(self._newest)
        return api.llama_token_data_array(self._data, self._size, -1, False)
