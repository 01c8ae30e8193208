"""Layers are placed where there is room for them, and nowhere else."""

import json
import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model_manager.fit import (
    Fit,
    FitVerdict,
    RoughShape,
    fit,
    rough_needs,
    rough_shape,
)
from model_manager.machine import DEVICE_MARGIN, HOST_MARGIN, Device, Machine
from model_manager.needs import Load, compute_bytes
from model_manager.shape import ModelShape
from tests.sources import ROOT

GIB = 2**30
EIGHT_BILLION = rough_shape(RoughShape(4_900_000_000, 32, 8, 128, 128_256, 4096))
SMALL = rough_shape(RoughShape(400_000_000, 24, 8, 80, 102_400, 1280))
UNEVEN = replace(
    EIGHT_BILLION,
    blocks=tuple(replace(b, weights=b.weights * (1 + at % 3)) for at, b in enumerate(EIGHT_BILLION.blocks)),
    tied=False,
)
SHAPES = (EIGHT_BILLION, SMALL, UNEVEN)


def device(free: float, total: float = 0, name: str = "GPU0") -> Device:
    return Device(name, int((total or free) * GIB), int(free * GIB))


def machine(ram: float, *devices: Device) -> Machine:
    return Machine(int(ram * GIB), int(ram * GIB), devices)


@pytest.mark.parametrize(
    ("here", "verdict"),
    [
        (machine(32), FitVerdict.CPU),
        (machine(32, device(24)), FitVerdict.GPU),
        (machine(32, device(8)), FitVerdict.GPU),
        (machine(32, device(4)), FitVerdict.PARTLY),
        (machine(32, device(0.75)), FitVerdict.CPU),
        (machine(32, device(0, 8)), FitVerdict.CPU),
        (machine(32, device(4), device(4, name="GPU1")), FitVerdict.GPU),
        (machine(4), FitVerdict.NONE),
        (machine(4, device(8)), FitVerdict.GPU),
        (machine(3, device(4)), FitVerdict.NONE),
        (Machine(0, 0, ()), FitVerdict.NONE),
    ],
)
def test_verdicts_for_a_model_of_eight_billion_numbers(here: Machine, verdict: FitVerdict) -> None:
    assert fit(EIGHT_BILLION, Load(8192), here).verdict is verdict


def test_what_is_missing_is_told() -> None:
    short = fit(EIGHT_BILLION, Load(8192), machine(4))
    assert short.margin_bytes < 0
    enough = Machine(4 * GIB, 4 * GIB - short.margin_bytes)
    assert fit(EIGHT_BILLION, Load(8192), enough).verdict is FitVerdict.CPU
    one_less = Machine(4 * GIB, 4 * GIB - short.margin_bytes - 1)
    assert fit(EIGHT_BILLION, Load(8192), one_less).verdict is FitVerdict.NONE


def test_all_layers_count_the_output_too() -> None:
    found = fit(EIGHT_BILLION, Load(8192), machine(32, device(24)))
    assert (found.layers_on_gpu, found.layers, found.layers_per_device) == (33, 33, (33,))
    needed = found.needs
    blocks = sum(needed.weights_per_layer) + needed.kv
    assert dict(found.per_device)["GPU0"] == blocks + EIGHT_BILLION.output_bytes + needed.compute
    assert found.host_bytes < GIB


def test_a_longer_context_moves_layers_back() -> None:
    here = machine(64, device(6))
    counts = [fit(EIGHT_BILLION, Load(context), here).layers_on_gpu for context in (4096, 16_384, 65_536)]
    assert counts[0] > counts[1] > counts[2] > 0


def test_a_smaller_memory_of_tokens_brings_them_forward() -> None:
    here = machine(64, device(8))
    full, half = (fit(EIGHT_BILLION, Load(32_768, kind, kind), here) for kind in ("f16", "q8_0"))
    assert half.layers_on_gpu > full.layers_on_gpu


def room(found: Fit, here: Machine, index: int) -> int:
    """What could still be placed on a device."""
    kept = max(DEVICE_MARGIN, here.devices[index].total_bytes // 16)
    return here.devices[index].free_bytes - kept - found.per_device[index][1]


sizes = st.floats(0, 16).map(lambda free: round(free, 3))
machines = st.builds(
    lambda ram, free: machine(ram, *(device(each, 16, f"GPU{at}") for at, each in enumerate(free))),
    st.floats(2, 64),
    st.lists(sizes, max_size=3),
)
kinds = st.sampled_from(["f16", "q8_0"])
loads = st.builds(Load, st.sampled_from([512, 4096, 32_768]), kinds, kinds)


@settings(deadline=None, max_examples=300)
@given(shape=st.sampled_from(SHAPES), load=loads, here=machines)
def test_no_place_is_overfilled(shape: ModelShape, load: Load, here: Machine) -> None:
    found = fit(shape, load, here)
    assert all(room(found, here, at) >= 0 for at, (_, used) in enumerate(found.per_device) if used)
    assert sum(found.layers_per_device) == found.layers_on_gpu <= found.layers
    if found.verdict is FitVerdict.NONE:
        assert found.margin_bytes < 0
    else:
        assert found.host_bytes <= here.ram_free - max(HOST_MARGIN, here.ram_total // 16)
        assert (found.verdict is FitVerdict.GPU) == (found.layers_on_gpu == found.layers)
        assert (found.verdict is FitVerdict.CPU) == (found.layers_on_gpu == 0)
    needed = found.needs
    placed = sum(used for _, used in found.per_device) + found.host_bytes
    assert placed >= needed.weights + needed.kv + needed.recurrent      # nothing is forgotten


@settings(deadline=None, max_examples=300)
@given(shape=st.sampled_from([EIGHT_BILLION, SMALL]), load=loads, here=machines)
def test_no_layer_stays_behind_that_a_gpu_could_take(shape: ModelShape, load: Load, here: Machine) -> None:
    found = fit(shape, load, here)
    if found.layers_on_gpu >= found.layers - 1:     # with all of them there, other things are needed
        return
    one = found.needs.weights_per_layer[0] + found.needs.kv_per_layer[0]
    begin = one + shape.output_bytes + compute_bytes(shape, load) + found.needs.weights_per_layer[0]
    for at, taken in enumerate(found.layers_per_device):
        assert room(found, here, at) < (one if taken else begin)


@settings(deadline=None, max_examples=300)
@given(free=sizes, load=loads)
def test_one_gigabyte_more_brings_layers_forward(free: float, load: Load) -> None:
    here = [machine(64, device(each, 16)) for each in (free, free + 1)]
    before, after = (fit(UNEVEN, load, each).layers_on_gpu for each in here)
    assert after >= before
    assert after > before or before in (0, UNEVEN.layers + 1)


def test_two_devices_hold_neighbours_in_their_order() -> None:
    found = fit(UNEVEN, Load(4096), machine(64, device(5), device(5, name="GPU1")))
    assert found.verdict is FitVerdict.PARTLY
    assert all(found.layers_per_device)
    assert [name for name, _ in found.per_device] == ["GPU0", "GPU1"]


def test_a_rough_estimate_grows_with_the_context() -> None:
    rough = RoughShape(4_900_000_000, 32, 8, 128, 128_256, 4096)
    short, long = (rough_needs(rough, Load(context)) for context in (4096, 8192))
    assert short.weights >= 4_900_000_000
    assert long.kv == 2 * short.kv == 131_072 * 8192        # bytes a token of such models


def test_a_giant_is_judged_at_once() -> None:
    """40 GB that are not there: what is read and what memory the verdict takes, in a process of its own."""
    code = """
import json, resource, sys, tempfile
from pathlib import Path
from tests.gguf_files import write
from model_manager.fit import fit
from model_manager.machine import Machine
from model_manager.needs import Load
from model_manager.shape import read_shape
import os
def read():
    return int(Path("/proc/self/io").read_text().split()[1])
with tempfile.TemporaryDirectory() as folder:
    path = write(Path(folder) / "m.gguf")
    os.truncate(path, 40 * 10**9)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    read_before = read()
    verdict = fit(read_shape([path]), Load(4096), Machine(2**34, 2**34)).verdict
    took = read() - read_before
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    sys.stdout.write(json.dumps([verdict, took, grown * 1024]))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT, timeout=60)
    verdict, bytes_read, grown = json.loads(done.stdout)
    assert verdict == "cpu"
    assert 0 < bytes_read < 10**6
    assert grown < 20 * 10**6
