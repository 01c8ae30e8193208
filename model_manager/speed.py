"""Estimates how fast a model reads and writes on a computer, from what models have shown on that very one.

Writing is bound by memory: for each token all weights that it uses and the memory of the tokens before it are
read once, so that the speed goes with the inverse of those bytes; of experts only the share that a token uses
counts. Reading is bound by computing: it goes with the inverse of the multiplications of a token.

The measured model whose size is nearest tells; one that is many times smaller or larger tells nothing, for a
small one lies in the processor's caches. Only measurements of the same place count, the processor alone or
the same graphics processors with the whole model; where a model is on both, nothing is said. Without a
measurement there is no number. Not known here: how well a quantisation is computed on this processor, which
may change the result by half, and what other programs do meanwhile.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from model_manager.needs import Load, needs
from model_manager.placement import Placement
from model_manager.shape import Block, ModelShape

PROCESSOR = "cpu"
_TALK = 1024                        # tokens that are looked back on: a short talk
_MOST_APART = 16                    # times larger or smaller than the measured one


@dataclass(frozen=True, slots=True)
class Measured:
    """What a model has shown: where, and tokens a second; 0 where that was not measured."""

    identity: str
    place: str
    decode: float
    prefill: float


@dataclass(frozen=True, slots=True)
class Expected:
    """What to expect of a model in a place, in tokens a second; 0 where nobody can say. `is_measured`: it
    has shown that itself.
    """

    place: str
    decode: float
    prefill: float
    is_measured: bool


def place_of(placement: Placement) -> str:
    """Where a model is computed; empty where it is divided between processor and devices, so that its speed
    tells of neither.
    """
    if not placement.gpu_layers:
        return PROCESSOR
    return "+".join(placement.devices) if placement.is_whole else ""


def expectations(
    identity: str, shapes: Mapping[str, ModelShape], measured: Sequence[Measured]
) -> tuple[Expected, ...]:
    """What to expect of one of these models in each place where anything was measured, the processor first.
    Models whose shape is not known tell of themselves only.
    """
    places = sorted({each.place for each in measured if each.place}, key=lambda each: each != PROCESSOR)
    found = (_in_place(identity, shapes, [each for each in measured if each.place == at]) for at in places)
    return tuple(each for each in found if each is not None and each.decode)


def _in_place(
    identity: str, shapes: Mapping[str, ModelShape], runs: Sequence[Measured]
) -> Expected | None:
    for each in runs:
        if each.identity == identity and each.decode:
            return Expected(each.place, each.decode, each.prefill, is_measured=True)
    shape = shapes.get(identity)
    if shape is None or not _writes(shape):
        return None
    others = [(shapes[each.identity], each) for each in runs if each.identity in shapes]
    decode = _scaled(shape, bytes_per_token, [(other, run.decode) for other, run in others])
    prefill = _scaled(shape, work_per_token, [(other, run.prefill) for other, run in others])
    return Expected(runs[0].place, decode, prefill, is_measured=False)


def _writes(shape: ModelShape) -> bool:
    """Whether it goes on from what it remembers; what only embeds texts remembers nothing."""
    return any(each.has_kv or each.recurrent for each in shape.blocks)


def _scaled(
    shape: ModelShape, effort: Callable[[ModelShape], int], runs: Sequence[tuple[ModelShape, float]]
) -> float:
    """The speed of the model whose effort is nearest, as much slower as the effort is larger."""
    own = effort(shape)
    known = [(effort(other), speed) for other, speed in runs if speed > 0]
    near = [each for each in known if _apart(each[0], own) <= _MOST_APART]
    if not near:
        return 0.0
    other, speed = min(near, key=lambda each: _apart(each[0], own))
    return speed * other / own


def _apart(one: int, other: int) -> float:
    """How many times one is the other, whichever is larger."""
    return max(one, other) / min(one, other)


def bytes_per_token(shape: ModelShape) -> int:
    """What is read to write a token. Of the embedding that is one row, unless it is the output, too."""
    blocks = sum(each.weights - _unused(shape, each) for each in shape.blocks)
    remembered = needs(shape, Load(_TALK))
    looked_at = remembered.kv + remembered.recurrent
    return max(1, blocks + shape.output_bytes + shape.other_bytes + looked_at)


def _unused(shape: ModelShape, block: Block) -> int:
    """Bytes of the experts that a token passes by."""
    if not shape.experts or not shape.experts_used:
        return 0
    return block.experts - block.experts * min(shape.experts_used, shape.experts) // shape.experts


def work_per_token(shape: ModelShape) -> int:
    """Multiplications to read a token, the output left out: a batch needs it once."""
    return max(1, sum(_work(shape, each) for each in shape.blocks))


def _work(shape: ModelShape, block: Block) -> int:
    width = shape.embedding_length
    attention = block.heads + block.kv_heads if block.has_kv else 0
    inner = attention * (block.key_size + (block.value_size or block.key_size))
    if block.experts:
        inner += 3 * shape.experts_used * shape.expert_feed_forward
    else:
        inner += 3 * block.feed_forward
    if block.recurrent:
        inner += 3 * shape.inner_length
    return width * inner
