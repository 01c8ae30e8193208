"""From the wishes of a request to llama.cpp's chain of samplers: greedy, or drawn within sane bounds."""

import math
from typing import Any

from desktop.inference.llama import RANDOM_SEED, Draw, drawn, greedy
from desktop.inference.sampling import Sampling

WIDEST_TOP_K = 1000                 # stands for "no limit": beyond it sorting costs more than it can matter
_HOTTEST = 10.0


def samplers_for(sampling: Sampling) -> list[Any]:
    """The samplers for these wishes. Values that make no sense are brought to the nearest that does."""
    if not sampling.temperature > 0 or not math.isfinite(sampling.temperature):
        return greedy()
    return drawn(
        Draw(
            top_k=min(sampling.top_k, WIDEST_TOP_K) if sampling.top_k > 0 else WIDEST_TOP_K,
            top_p=_share(sampling.top_p, 1.0),
            min_p=_share(sampling.min_p, 0.0),
            temperature=min(sampling.temperature, _HOTTEST),
            seed=RANDOM_SEED if sampling.seed is None else sampling.seed % RANDOM_SEED,
        )
    )


def _share(wish: float, otherwise: float) -> float:
    return min(max(wish, 0.0), 1.0) if math.isfinite(wish) else otherwise
