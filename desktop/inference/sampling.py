"""How the tokens of an answer are drawn, as it is asked for. Values only."""

from dataclasses import dataclass, replace

from desktop.chat.lead import SamplingWish, kept_form


@dataclass(frozen=True, slots=True)
class TokenBias:
    """Is added to the logit of a token; minus infinity is not JSON, so -1000 or less forbids it."""

    token_id: int
    bias: float


@dataclass(frozen=True, slots=True)
class Sampling:
    """Names and meanings are llama.cpp's. `temperature` 0 means greedy; `seed` None means random. Penalties
    look back `penalty_window` tokens, -1 for all; `repeat_penalty` 1 and the others 0 mean none. `stop`:
    texts that end the answer and are no part of it. `grammar` is GBNF, `json_schema` JSON text; at most one
    of them.
    """

    temperature: float = 0.7
    top_k: int = 40
    top_p: float = 0.95
    min_p: float = 0.05
    seed: int | None = None
    repeat_penalty: float = 1.0
    presence_penalty: float = 0.0
    frequency_penalty: float = 0.0
    penalty_window: int = 64
    dry_multiplier: float = 0.0
    dry_base: float = 1.75
    dry_allowed_length: int = 2
    stop: tuple[str, ...] = ()
    grammar: str = ""
    json_schema: str = ""
    logit_bias: tuple[TokenBias, ...] = ()


def wished(sampling: Sampling, wish: SamplingWish) -> Sampling:
    """The sampling with what a conversation asks of it."""
    return replace(sampling, **kept_form(wish))
