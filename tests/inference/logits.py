"""What an engine holds probable, as numbers to compare."""

import numpy as np
from llama_cpp import llama_cpp as api

from desktop.inference.engine import Engine


def logits(engine: Engine) -> np.ndarray:
    """Of the token that would come next."""
    found = api.llama_get_logits_ith(engine.context.handle, -1)
    return np.array(found[: engine.model.vocabulary.size])


def normalised_error(one: np.ndarray, other: np.ndarray) -> float:
    """The squared difference as a share of the other's squares: 0 is the same, 1 has nothing in common."""
    return float(np.sum((one - other) ** 2) / np.sum(other**2))
