"""What made an answer, so that it can be made again: kept with it as JSON text."""

import json
from dataclasses import MISSING, asdict, dataclass, fields
from datetime import datetime, timezone
from typing import Any

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
    same. `is_steady`: the number of threads stayed the same to the end. `max_tokens` as in Ask, and
    `rendered_at` as in `moment_text`: templates may put the time into a prompt. Recipes that earlier versions
    kept know neither.
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
    rendered_at: str = ""
    max_tokens: int | None = None

    @property
    def is_repeatable(self) -> bool:
        """Whether a replay gives this very answer, word for word; else its close calls may go otherwise."""
        return self.reused == 0 and self.is_steady and self.is_whole

    @property
    def is_whole(self) -> bool:
        """Whether it tells all that a replay needs."""
        return self.max_tokens is not None and moment_of(self.rendered_at) is not None


def to_json(recipe: Recipe) -> str:
    """As it is kept."""
    return json.dumps(asdict(recipe), separators=(",", ":"))


def from_json(untrusted: str) -> Recipe:
    """A kept recipe, perhaps by an earlier version. Raises ProtocolError for what is none."""
    try:
        return accept(Recipe, _with_later_fields(json.loads(untrusted)))
    except (ValueError, RecursionError, MessageError) as error:
        raise ProtocolError(reason="recipe") from error


def _with_later_fields(untrusted: Any) -> Any:
    """A kept recipe with what earlier versions did not know yet, as if nobody had asked for it."""
    if not isinstance(untrusted, dict):
        return untrusted
    whole = _defaults(Recipe) | untrusted
    untrusted_sampling = whole.get("sampling")
    if isinstance(untrusted_sampling, dict):
        whole["sampling"] = _defaults(Sampling) | untrusted_sampling
    return whole


def _defaults(kind: type[Recipe] | type[Sampling]) -> dict[str, Any]:
    return {each.name: each.default for each in fields(kind) if each.default is not MISSING}


def moment_text(moment: datetime) -> str:
    """A moment with its offset and the name of its time zone: a template may write either."""
    return f"{moment.isoformat()} {moment.tzname()}"


def moment_of(untrusted: str) -> datetime | None:
    """The moment that such a text tells; None for another text."""
    untrusted_iso, _, untrusted_zone = untrusted.partition(" ")
    try:
        moment = datetime.fromisoformat(untrusted_iso)
        untrusted_zone.encode()         # half a surrogate could not be told again
    except ValueError:
        return None
    offset = moment.utcoffset()
    return None if offset is None else moment.replace(tzinfo=timezone(offset, untrusted_zone))
