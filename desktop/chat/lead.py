"""How a conversation is led: what the model is told before everything else, and what is asked of its
sampling.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

MAX_SYSTEM_TEXT = 20_000            # characters: more would fill the context of a small model by itself
WISH_BOUNDS: dict[str, tuple[float, float]] = {
    "temperature": (0.0, 2.0), "top_k": (0, 1000), "top_p": (0.0, 1.0), "min_p": (0.0, 1.0),
    "repeat_penalty": (0.5, 2.0), "presence_penalty": (-2.0, 2.0), "frequency_penalty": (-2.0, 2.0),
    "dry_multiplier": (0.0, 10.0), "seed": (0, 2**32 - 2),
}  # fmt: skip
"""What makes sense of the wishes that are numbers: the least and the most."""
WHOLE_WISHES = frozenset({"top_k", "seed"})
MAX_STOPS, MAX_STOP_TEXT = 16, 200  # texts that end an answer, and characters of each


@dataclass(frozen=True, slots=True)
class SamplingWish:
    """What is asked of the drawing of tokens; None leaves it to the model. Names are llama.cpp's; at most one
    of `grammar` and `json_schema` is given.
    """

    temperature: float | None = None
    top_k: int | None = None
    top_p: float | None = None
    min_p: float | None = None
    repeat_penalty: float | None = None
    presence_penalty: float | None = None
    frequency_penalty: float | None = None
    dry_multiplier: float | None = None
    seed: int | None = None
    stop: tuple[str, ...] | None = None
    grammar: str | None = None
    json_schema: str | None = None


NO_WISH = SamplingWish()


def kept_form(wish: SamplingWish) -> dict[str, Any]:
    """What is wished, by its names: what is left to the model is left out."""
    return {name: value for name, value in asdict(wish).items() if value is not None}


def whole_form(untrusted_kept: Mapping[str, Any]) -> dict[str, Any]:
    """All fields of a wish that was kept, perhaps by a version that knew fewer: the others are not wished."""
    return {**asdict(NO_WISH), **untrusted_kept}


@dataclass(frozen=True, slots=True)
class Lead:
    """Belongs to a conversation and holds for the answers that are still to come."""

    system_text: str = ""
    sampling: SamplingWish = NO_WISH


NO_LEAD = Lead()
