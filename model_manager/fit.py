"""Says whether a model fits a machine when it is loaded in a given way: on its GPUs, partly, on the
processor, or not at all. The sums are those of `layout`, the search is that of `placing`.
"""

from dataclasses import dataclass
from enum import StrEnum

from model_manager.machine import Machine
from model_manager.needs import Load, Needs, needs
from model_manager.placement import Choice, Placement
from model_manager.placing import Placing, best_of, device_sets
from model_manager.shape import Block, ModelShape


class FitVerdict(StrEnum):
    """Where the layers are."""

    GPU = "gpu"
    PARTLY = "partly"
    CPU = "cpu"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Fit:
    """Where a model runs. `layers_on_gpu` and `layers` count the output, too, as llama.cpp's `n_gpu_layers`
    does; `per_device` and `layers_per_device` have all devices of the machine. `margin_bytes` is what is left
    in the tightest place, what is to be kept free not counted; below 0 it is what is missing.
    """

    verdict: FitVerdict
    layers_on_gpu: int
    layers: int
    needs: Needs
    per_device: tuple[tuple[str, int], ...]
    layers_per_device: tuple[int, ...]
    host_bytes: int
    margin_bytes: int
    placement: Placement


def fit(shape: ModelShape, load: Load, machine: Machine) -> Fit:
    """Place as many layers on the GPUs as there is room for, and the rest in the computer's memory."""
    return fit_of(best_of(shape, machine, device_sets(machine, Choice()), (load,)), machine)


def fit_of(placing: Placing, machine: Machine) -> Fit:
    """The same as a verdict."""
    placed = placing.placement
    used = dict(placing.per_device)
    layers = dict(zip(placed.devices, placed.layers_per_device, strict=True))
    verdict = FitVerdict.PARTLY if placed.gpu_layers else FitVerdict.CPU
    if not placing.fits:
        verdict = FitVerdict.NONE
    elif placed.is_whole:
        verdict = FitVerdict.GPU
    return Fit(
        verdict=verdict,
        layers_on_gpu=placed.gpu_layers,
        layers=placed.layers,
        needs=placing.needs,
        per_device=tuple((each.name, used.get(each.name, 0)) for each in machine.devices),
        layers_per_device=tuple(layers.get(each.name, 0) for each in machine.devices),
        host_bytes=placing.host_bytes,
        margin_bytes=placing.margin_bytes,
        placement=placed,
    )


@dataclass(frozen=True, slots=True)
class RoughShape:
    """What a catalogue knows of a model that is not here yet."""

    file_size: int
    layers: int
    kv_heads: int
    head_size: int
    vocabulary: int
    hidden: int


_FEED_FORWARD = 4                   # times the width: between 2.7 and 4 in most models
_TENSORS = 3                        # of a layer that might be as large as its largest
_EMBEDDING_SHARE = 4                # of the file at most: the vocabulary of a small model is a quarter of it


def rough_shape(rough: RoughShape) -> ModelShape:
    """The shape of a model of which only a few numbers are known, rather too large than too small."""
    embedding = min(rough.file_size // _EMBEDDING_SHARE, rough.vocabulary * rough.hidden)
    weights = -(-(rough.file_size - embedding) // rough.layers)
    block = Block(
        weights=weights,
        heads=max(rough.kv_heads, -(-rough.hidden // rough.head_size)),
        kv_heads=rough.kv_heads,
        key_size=rough.head_size,
        value_size=rough.head_size,
        window=0,
        has_kv=True,
        recurrent=0,
        feed_forward=_FEED_FORWARD * rough.hidden,
        largest=weights // _TENSORS,
    )
    return ModelShape(
        architecture="",
        context_length=0,
        embedding_length=rough.hidden,
        vocabulary=rough.vocabulary,
        blocks=(block,) * rough.layers,
        embedding_bytes=embedding,
        output_bytes=embedding,
        other_bytes=0,
        tied=True,
        experts=0,
        experts_used=0,
        expert_feed_forward=0,
        inner_length=0,
    )


def rough_needs(rough: RoughShape, load: Load) -> Needs:
    """What a model needs that is not here yet."""
    return needs(rough_shape(rough), load)
