"""From the wishes of a request to llama.cpp's chain of samplers, in an order that is sound and quick.

Biases come first, since they may bring back a token that would be cut off; then the most probable tokens are
kept, so that all that follows looks at few; then penalties, and last the draw.
"""

import math
import secrets
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from desktop.inference import llama
from desktop.inference.errors import GrammarError
from desktop.inference.sampling import Sampling
from desktop.inference.schema_grammar import grammar_of

WIDEST_TOP_K = 1000                 # stands for "no limit": beyond it sorting costs more than it can matter
_COLDEST, _HOTTEST = 0.01, 10.0     # beside 0, which draws nothing
_LONGEST_LOOK = 8192                # tokens that penalties look back for "all"
_STRONGEST = 100.0                  # penalty or bias either way: e to this is beyond all logits
_FORBIDS = -1000.0
_MOST_BIASES = 4096
_LONGEST_GRAMMAR = 1 << 18          # characters


def settled(sampling: Sampling) -> Sampling:
    """The same with a seed, drawn now if none was wished for, so that it can be told and used again."""
    seed = secrets.randbelow(llama.RANDOM_SEED) if sampling.seed is None else sampling.seed
    return replace(sampling, seed=seed % llama.RANDOM_SEED)


def chain_for(
    sampling: Sampling, vocabulary: llama.Vocabulary, before: Sequence[int] = ()
) -> llama.SamplerChain:
    """The samplers for these wishes; `before` are the tokens that stand already. Values that make no sense
    are brought to the nearest that does. Raises GrammarError.
    """
    samplers = samplers_for(sampling, vocabulary)
    grammar = _grammar(sampling)
    if not grammar:
        chain = llama.SamplerChain(samplers)
    else:
        try:
            chain = llama.GrammarChain(samplers, vocabulary, grammar)
        except llama.GrammarRefusedError as error:
            raise GrammarError(reason="grammar") from error
    if window := max(_penalties(sampling).window, _dry(sampling).window):
        chain.accept(before[-window:])
    return chain


def samplers_for(sampling: Sampling, vocabulary: llama.Vocabulary) -> list[Any]:
    """All but the grammar, in their order."""
    settled_seed = settled(sampling).seed or 0
    samplers = []
    if biases := _biases(sampling, vocabulary.size):
        samplers.append(llama.biased(vocabulary, biases))
    samplers.append(
        llama.widest(min(sampling.top_k, WIDEST_TOP_K) if sampling.top_k > 0 else WIDEST_TOP_K)
    )
    if _penalties(sampling).window:
        samplers.append(llama.penalised(vocabulary, _penalties(sampling)))
    if _dry(sampling).window:
        samplers.append(llama.dry(vocabulary, _dry(sampling)))
    return samplers + llama.drawn(
        llama.Draw(
            top_p=_within(sampling.top_p, 0.0, 1.0, otherwise=1.0),
            min_p=_within(sampling.min_p, 0.0, 1.0, otherwise=0.0),
            temperature=_temperature(sampling.temperature),
            seed=settled_seed,
        )
    )


def _temperature(wish: float) -> float:
    return _within(wish, _COLDEST, _HOTTEST, otherwise=0.0) if wish > 0 else 0.0


def _penalties(sampling: Sampling) -> llama.Penalties:
    """A window of 0 where nothing is penalised."""
    repeat = _within(sampling.repeat_penalty, 0.01, _STRONGEST, otherwise=1.0)
    frequency = _within(sampling.frequency_penalty, -_STRONGEST, _STRONGEST, otherwise=0.0)
    presence = _within(sampling.presence_penalty, -_STRONGEST, _STRONGEST, otherwise=0.0)
    is_wished = (repeat, frequency, presence) != (1.0, 0.0, 0.0)
    return llama.Penalties(_window(sampling) if is_wished else 0, repeat, frequency, presence)


def _dry(sampling: Sampling) -> llama.Dry:
    """The same."""
    multiplier = _within(sampling.dry_multiplier, 0.0, _STRONGEST, otherwise=0.0)
    base = _within(sampling.dry_base, 1.0, _STRONGEST, otherwise=1.75)
    allowed = min(max(sampling.dry_allowed_length, 1), _LONGEST_LOOK)
    return llama.Dry(multiplier, base, allowed, _LONGEST_LOOK if multiplier else 0)


def _window(sampling: Sampling) -> int:
    wish = sampling.penalty_window
    return _LONGEST_LOOK if wish < 0 else min(wish, _LONGEST_LOOK)


def _biases(sampling: Sampling, size: int) -> list[tuple[int, float]]:
    """Those for tokens that there are."""
    found = []
    for each in sampling.logit_bias[:_MOST_BIASES]:
        if 0 <= each.token_id < size and not math.isnan(each.bias):
            forbids = each.bias <= _FORBIDS
            found.append(
                (each.token_id, -math.inf if forbids else min(max(each.bias, -_STRONGEST), _STRONGEST))
            )
    return found


def _grammar(sampling: Sampling) -> str:
    if sampling.grammar and sampling.json_schema:
        raise GrammarError(reason="both")
    grammar = sampling.grammar
    if sampling.json_schema:
        grammar = grammar_of(sampling.json_schema)
    if len(grammar) > _LONGEST_GRAMMAR:
        raise GrammarError(reason="size")
    return grammar


def _within(wish: float, least: float, most: float, *, otherwise: float) -> float:
    return min(max(wish, least), most) if math.isfinite(wish) else otherwise
