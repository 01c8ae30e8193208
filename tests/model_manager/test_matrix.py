"""Twenty-four models on twenty machines: nothing is overfilled, and no GPU idles while the processor works.

Of the 480 cases none makes use of the excuse that a layer is larger than what is left.
"""

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import pytest

from model_manager.layout import taken_by
from model_manager.machine import Machine
from model_manager.needs import Load
from model_manager.placement import Choice
from model_manager.placing import DEFAULT_CONTEXT, SHORTEST_CONTEXT, Placing, place
from model_manager.shape import ModelShape, read_shape
from tests.model_manager.real_models import GIB, MACHINES, MODELS, shape_of
from tests.model_manager.wide_models import write

PATTERN = Load(DEFAULT_CONTEXT)
UNUSED = 0.1                        # of what models may take of the GPUs
Cases = Mapping[tuple[str, str], Placing]


@pytest.fixture(scope="module")
def shapes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, ModelShape]:
    folder = tmp_path_factory.mktemp("real")
    return {name: shape_of(wide, folder) for name, wide in MODELS.items()}


@pytest.fixture(scope="module")
def cases(shapes: dict[str, ModelShape]) -> Cases:
    return {
        (name, label): place(shape, here, Choice())
        for name, shape in shapes.items()
        for label, here in MACHINES.items()
    }


def places_of(here: Machine) -> int:
    """What models may take of a machine in all."""
    return here.usable + sum(each.usable for each in here.devices if not each.is_shared)


def test_the_matrix_is_large(cases: Cases) -> None:
    assert len(MODELS) >= 15
    assert len(cases) == len(MODELS) * len(MACHINES) >= 200
    fitting = [found for found in cases.values() if found.fits]
    assert len(fitting) >= 400
    assert len({found.placement for found in fitting}) >= 150       # they are no copies of each other


@pytest.mark.parametrize("name", ["gpt-oss-swallow-20b", "lfm2.5-1.2b-jp", "llm-jp-3.1-1.8b"])
def test_the_shapes_are_those_of_whole_headers(
    shapes: dict[str, ModelShape], tmp_path: Path, name: str
) -> None:
    assert read_shape([write(tmp_path / "whole.gguf", MODELS[name])]) == shapes[name]


@pytest.mark.parametrize(
    ("name", "size"),
    [("sarashina2.2-1b", 1_498_333_056), ("llm-jp-3-3.7b", 4_022_249_856),
     ("qwen3-swallow-8b", 8_709_519_968), ("tinyswallow-1.5b", 1_646_573_920),
     ("sarashina2.2-0.5b", 845_363_072)],
)  # fmt: skip
def test_the_weights_are_those_of_the_published_files(
    shapes: dict[str, ModelShape], name: str, size: int
) -> None:
    assert shapes[name].weights == pytest.approx(size, rel=0.005)


def test_no_memory_is_overfilled(shapes: dict[str, ModelShape], cases: Cases) -> None:
    for (name, label), found in cases.items():
        here = MACHINES[label]
        taken = taken_by(found.placement, shapes[name], PATTERN)
        assert found.host_bytes == taken.host
        assert tuple(used for _, used in found.per_device) == taken.devices
        devices = {each.name: each for each in here.devices}
        shared = sum(used for at, used in found.per_device if devices[at].is_shared)
        left = [here.usable - taken.host - shared]
        left += [devices[at].usable - used for at, used in found.per_device]
        assert (min(left) >= 0) == found.fits, (name, label)


def test_what_does_not_fit_is_about_as_large_as_all_memory(
    shapes: dict[str, ModelShape], cases: Cases
) -> None:
    for (name, label), found in cases.items():
        if not found.fits:
            assert shapes[name].weights + 2 * GIB > places_of(MACHINES[label]), (name, label)
            assert found.placement.context == SHORTEST_CONTEXT


def test_no_gpu_idles_while_the_processor_works(cases: Cases) -> None:
    partly = 0
    for (name, label), found in cases.items():
        here, placed = MACHINES[label], found.placement
        is_whole = placed.gpu_layers == placed.layers and not placed.expert_layers_on_cpu
        if not here.devices or is_whole or not found.fits:
            continue
        partly += 1
        usable = sum(each.usable for each in here.devices)
        unused = usable - sum(used for _, used in found.per_device)
        assert unused <= UNUSED * usable, (name, label)
    assert partly >= 80


def test_the_same_is_placed_every_time(shapes: dict[str, ModelShape], cases: Cases) -> None:
    for (name, label), found in cases.items():
        if label in ("32+8", "32+6+16", "8"):
            assert place(shapes[name], MACHINES[label], Choice()) == found


@pytest.mark.parametrize(
    "growing",
    [["8", "16", "32", "64"], ["32", "32+4", "32+6", "32+8", "32+12", "32+16"],
     ["128+24", "128+48", "128+80"], ["32+6", "32+6+6", "32+6+16"], ["32+8 and others", "32+8"],
     ["64+24 and others", "64+24+8", "64+24+24"]],
    ids=" ".join,
)  # fmt: skip
def test_more_memory_never_means_less(cases: Cases, growing: list[str]) -> None:
    for name in MODELS:
        found = [cases[name, label] for label in growing]
        for less, more in pairwise(found):
            assert more.fits >= less.fits
            assert more.placement.context >= less.placement.context
            if more.placement.context == less.placement.context:
                assert more.placement.gpu_layers >= less.placement.gpu_layers, (name, growing)
