"""What a placement is said to take is what llama.cpp would allocate, on each device and in the computer's
memory: asked of llama.cpp itself, with software Vulkan as a device where its build knows of Vulkan.

A GPU's drivers allow larger tensors than software Vulkan, which leaves those above 128 MiB to the processor;
the models here have none.
"""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import gguf
import pytest

from model_manager.layout import Layout
from model_manager.needs import Load
from model_manager.shape import ModelShape, read_shape
from tests.model_manager.real_models import MODELS
from tests.model_manager.second_opinion import HOST, Asked, Place, places
from tests.model_manager.wide_models import Wide, write

MIB = 2**20
_Q8 = gguf.GGMLQuantizationType.Q8_0


def _short(name: str, blocks: int, **more: Any) -> Wide:
    """A real model with fewer blocks, fewer words and no large tensor."""
    return replace(MODELS[name], vocabulary=8000, blocks=blocks, kind=_Q8, **more)


SHORT = {
    "llama": _short("llama-3.1-swallow-8b", 6),
    "qwen2": _short("tinyswallow-1.5b", 14),
    "qwen3moe": _short("qwen3-swallow-30b-a3b", 8, experts=64),
    "gpt-oss": _short("gpt-oss-swallow-20b", 8, experts=8),
    "gemma2": _short("gemma-2-llama-swallow-9b", 6),
    "plamo3": _short("plamo-3-8b", 9, feed_forward=8192),
    "lfm2": _short("lfm2.5-1.2b-jp", 16),
}


@dataclass(frozen=True, slots=True)
class Way:
    """How a model is divided: `on` are the layers on each device, counted from the output as llama.cpp does;
    0 stands for all that are left. `kept` blocks keep their experts with the processor.
    """

    on: tuple[int, ...]
    kept: int = 0
    context: int = 8192
    batch: int = 512
    kv: str = "f16"
    flash_attention: bool = True
    full_window: bool = True
    outputs: int = 1


WAYS = (
    Way(()),
    Way((0,), batch=2048),
    Way((0,), outputs=0),
    Way((0,), context=16_384, kv="q8_0"),
    Way((0,), full_window=False),
    Way((0,), context=2048, batch=128, flash_attention=False),
    Way((4,)),
    Way((4,), context=16_384, batch=1024, kv="q8_0"),
    Way((3, 0), batch=1024),
    Way((3, 3)),
)
EXPERT_WAYS = (
    Way((0,), kept=4, batch=2048),
    Way((4,), kept=2),
    Way((4, 0), kept=1),
)


def asked_of(way: Way, layers: int) -> Asked:
    """The question to llama.cpp."""
    split = _split(way, layers)
    first = layers - sum(split)
    return Asked(
        context=way.context, kv=way.kv, batch=way.batch, flash_attention=way.flash_attention,
        full_window=way.full_window, outputs=way.outputs, gpu_layers=sum(split), split=split,
        experts_on_cpu=tuple(range(first, first + way.kept)), devices=max(1, len(split)),
    )  # fmt: skip


def _split(way: Way, layers: int) -> tuple[int, ...]:
    return tuple(each or layers - sum(way.on) for each in way.on)


def compare(shape: ModelShape, way: Way, theirs: dict[str, Place]) -> None:
    """Estimate and llama.cpp's own figures, place by place. Without a device all is the processor's."""
    load = Load(
        way.context, way.kv, way.kv, way.batch, way.batch, way.flash_attention,
        full_window=way.full_window, outputs=way.outputs,
    )  # fmt: skip
    layout = Layout(shape, load)
    devices = [place.total for name, place in theirs.items() if name != HOST]
    split = _split(way, layout.layers) if devices else ()
    ours = layout.cut(sum(split), way.kept, len(split)).taken(split)
    figures = [
        *zip(ours.devices, devices, strict=False),
        (ours.host - layout.needs.output, theirs[HOST].total),      # which they leave out
    ]
    for estimate, real in figures:
        assert abs(estimate - real) <= 0.05 * real + 64 * MIB, way
    assert sum(each for each, _ in figures) >= 0.97 * sum(each for _, each in figures)


def usual(name: str) -> tuple[Way, ...]:
    """The ways for a model. With part of its layers on a device llama.cpp takes lfm2's attention for
    unsupported and goes without the fast one, unless it has no choice; then it takes hundreds of megabytes
    more, which the margins learnt from a load know of.
    """
    if name != "lfm2":
        return WAYS
    return tuple(replace(way, kv="q8_0") if way.on and 0 not in way.on else way for way in WAYS)


@pytest.mark.parametrize("name", SHORT)
def test_each_place_takes_what_is_said(tmp_path: Path, name: str) -> None:
    path = write(tmp_path / "model.gguf", SHORT[name])
    shape = read_shape([path])
    ways = [*usual(name), *(EXPERT_WAYS if shape.experts else ())]
    found = places(path, [asked_of(way, shape.layers + 1) for way in ways])
    assert len(found) == len(ways)
    for way, theirs in zip(ways, found, strict=True):
        compare(shape, way, theirs)


@pytest.mark.parametrize("name", ["qwen3-swallow-8b", "llm-jp-3.1-1.8b", "sarashina2.2-0.5b"])
def test_real_models_take_what_is_said(tmp_path: Path, name: str) -> None:
    """In full size, as nothing is allocated for it."""
    path = write(tmp_path / "model.gguf", replace(MODELS[name], kind=_Q8))
    shape = read_shape([path])
    ways = [Way(()), Way((), context=4096, batch=2048)]
    for way, theirs in zip(ways, places(path, [asked_of(way, 0) for way in ways]), strict=True):
        compare(shape, way, theirs)
