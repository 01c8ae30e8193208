"""How a conversation is led: what the model is told before everything else, and what is asked of its
sampling.
"""

from dataclasses import dataclass

MAX_SYSTEM_TEXT = 20_000            # characters: more would fill the context of a small model by itself


@dataclass(frozen=True, slots=True)
class SamplingWish:
    """What is asked of the drawing of tokens; None leaves it to the model. Names are llama.cpp's."""

    temperature: float | None = None
    top_k: int | None = None
    top_p: float | None = None
    min_p: float | None = None
    repeat_penalty: float | None = None


NO_WISH = SamplingWish()


@dataclass(frozen=True, slots=True)
class Lead:
    """Belongs to a conversation and holds for the answers that are still to come."""

    system_text: str = ""
    sampling: SamplingWish = NO_WISH


NO_LEAD = Lead()
