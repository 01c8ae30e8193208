"""llama.cpp's own `common_fit_params` comes to the same placements as ours. It tries each in its own graph
allocator; ours is arithmetic.

Software Vulkan says that it has 2 GiB, of which any part can be declared to be taken. A build without Vulkan
is asked how much fits into the computer's memory.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from model_manager.layout import Layout
from model_manager.machine import DEVICE_MARGIN, Device, Machine
from model_manager.needs import Load
from model_manager.placement import Placement
from model_manager.placing import best_of
from model_manager.shape import ModelShape, read_shape
from tests.model_manager.second_opinion import HOST, Asked, fitted, places
from tests.model_manager.test_layout import SHORT
from tests.model_manager.wide_models import write

MIB = 2**20
GIB = 2**30
ROOMS = [each * MIB for each in (300, 500, 800, 1100, 1400, 1700, 2000)]
ASKED = Asked(8192, gpu_layers=-1)
DENSE = {name: SHORT[name] for name in ("llama", "qwen2", "gemma2", "plamo3")}
SPARSE = {
    "qwen3moe": replace(SHORT["qwen3moe"], blocks=5),
    "gpt-oss": replace(SHORT["gpt-oss"], blocks=7),
}


def has_device(path: Path) -> bool:
    """Whether llama.cpp sees one."""
    return set(places(path, [replace(ASKED, gpu_layers=0)])[0]) != {HOST}


def ours(shape: ModelShape, room: int) -> Placement:
    """Our placement on a device that has exactly this room."""
    here = Device("GPU0", 0, room + DEVICE_MARGIN)
    machine = Machine(256 * GIB, 256 * GIB, (here,))
    return best_of(shape, machine, ((here,),), (Load(ASKED.context, outputs=0),)).placement


def on_host(shape: ModelShape, context: int) -> int:
    """Bytes in the computer's memory; the output's buffer is not counted there."""
    found = Layout(shape, Load(context, outputs=0)).needs
    return found.total - found.output


@pytest.mark.parametrize("name", DENSE)
def test_as_many_layers_as_llama_cpp_would_place(tmp_path: Path, name: str) -> None:
    path = write(tmp_path / "model.gguf", DENSE[name])
    shape = read_shape([path])
    is_on_device = has_device(path)
    for room, theirs in zip(ROOMS, fitted(path, ASKED, ROOMS), strict=True):
        if is_on_device:
            layers = theirs.gpu_layers if theirs.gpu_layers >= 0 else shape.layers + 1
            assert theirs.is_success
            assert abs(ours(shape, room).gpu_layers - layers) <= 1, room
        else:
            slack = 0.02 * room
            assert on_host(shape, ASKED.context) <= room + slack or not theirs.is_success
            assert on_host(shape, ASKED.context) >= room - slack or theirs.is_success


@pytest.mark.parametrize("name", SPARSE)
def test_as_many_experts_as_llama_cpp_would_leave_behind(tmp_path: Path, name: str) -> None:
    """It can also divide the experts of one block, hence one more of a difference."""
    path = write(tmp_path / "model.gguf", SPARSE[name])
    shape = read_shape([path])
    rooms = ROOMS[2:]                   # in less it gives up on experts and places a layer or two
    is_on_device = has_device(path)
    for room, theirs in zip(rooms, fitted(path, ASKED, rooms), strict=True):
        if is_on_device:
            placed = ours(shape, room)
            assert placed.gpu_layers == shape.layers + 1
            assert theirs.gpu_layers in (-1, placed.gpu_layers)
            assert abs(placed.expert_layers_on_cpu - theirs.partial) <= 2, room
        else:
            assert theirs.partial == 0


def in_one_place(shape: ModelShape, context: int, *, is_on_device: bool) -> int:
    """Bytes of all layers on a device, or of the whole in the computer's memory."""
    if not is_on_device:
        return on_host(shape, context)
    layout = Layout(shape, Load(context, outputs=0))
    return layout.cut(layout.layers, 0, 1).taken((layout.layers,)).devices[0]


@pytest.mark.parametrize("name", ["llama", "qwen2"])
def test_as_long_a_context_as_llama_cpp_would_make(tmp_path: Path, name: str) -> None:
    path = write(tmp_path / "model.gguf", replace(DENSE[name], context=32_768))
    shape = read_shape([path])
    is_on_device = has_device(path)
    contexts = [4096, 12_288, 20_480]
    rooms = [in_one_place(shape, each, is_on_device=is_on_device) for each in contexts]
    found = fitted(path, replace(ASKED, context=0), rooms, 512)
    for context, theirs in zip(contexts, found, strict=True):
        assert theirs.is_success
        assert theirs.context == pytest.approx(context, rel=0.1, abs=512)
