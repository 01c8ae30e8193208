"""What made an answer, so that it can be made again: kept with it as JSON text."""

import json
from dataclasses import asdict, dataclass

from desktop.codec import MessageError, accept
from desktop.inference.errors import ProtocolError
from desktop.inference.sampling import Sampling
from model_manager.placement import Placement


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything but the model and the messages. `splits` are the numbers of tokens of the prompt that were
    evaluated together, one after the other, `reused` how many before them were still warm; `threads` as at
    the start of the answer; `sampling` with the seed that was drawn. With another split, another number of
    threads or a warm beginning the last digits of the probabilities differ, so that an answer made from a
    warm beginning is not always repeated word for word; two answers from scratch with one recipe are the
    same. `is_steady`: the number of threads stayed the same to the end.
    """

    engine: str                     # build and version
    variant: str                    # of the processor's library
    placement: Placement
    splits: tuple[int, ...]
    reused: int
    threads: int
    sampling: Sampling
    thinking: str = ""
    is_steady: bool = True

    @property
    def is_repeatable(self) -> bool:
        """Whether a replay gives this very answer, word for word; else its close calls may go otherwise."""
        return self.reused == 0 and self.is_steady


def to_json(recipe: Recipe) -> str:
    """As it is kept."""
    return json.dumps(asdict(recipe), separators=(",", ":"))


def from_json(untrusted: str) -> Recipe:
    """A kept recipe. Raises ProtocolError for what is none."""
    try:
        return accept(Recipe, json.loads(untrusted))
    except (ValueError, RecursionError, MessageError) as error:
        raise ProtocolError(reason="recipe") from error
