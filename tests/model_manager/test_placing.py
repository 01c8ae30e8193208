"""The best placement is found: as much as possible on the devices that were chosen, and nowhere too much."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model_manager.fit import RoughShape, rough_shape
from model_manager.layout import Layout, load_of, taken_by
from model_manager.machine import Device, Machine
from model_manager.needs import Load
from model_manager.placement import Choice, Learnt, Mode
from model_manager.placing import DEFAULT_CONTEXT, Placing, allows_q8, contexts, place
from model_manager.shape import ModelShape

GIB = 2**30
MIB = 2**20
DENSE = rough_shape(RoughShape(4_900_000_000, 32, 8, 128, 128_256, 4096))
_PLAIN = rough_shape(RoughShape(18_600_000_000, 48, 4, 128, 151_936, 2048))
SPARSE = replace(
    _PLAIN,
    experts=128,
    experts_used=8,
    expert_feed_forward=768,
    blocks=tuple(
        replace(
            each, experts=each.weights * 9 // 10, largest_expert=each.weights * 3 // 10, feed_forward=0
        )
        for each in _PLAIN.blocks
    ),
)
SHAPES = (DENSE, SPARSE)
AUTO = Choice()


def gpu(free: float, name: str = "GPU0", *, shared: bool = False) -> Device:
    return Device(name, int(free * GIB), int(free * GIB), shared)


def machine(ram: float, *devices: Device) -> Machine:
    return Machine(int(ram * GIB), int(ram * GIB), devices)


def test_all_of_it_goes_to_one_gpu_that_has_room() -> None:
    found = place(DENSE, machine(32, gpu(8, "A"), gpu(24, "B")), AUTO)
    placed = found.placement
    assert (placed.devices, placed.layers_per_device) == (("B",), (33,))
    assert (placed.gpu_layers, placed.layers, placed.context) == (33, 33, DEFAULT_CONTEXT)
    assert (placed.batch, placed.kv_type, placed.mapped) == (2048, "f16", False)


def test_two_gpus_share_what_one_cannot_hold() -> None:
    found = place(DENSE, machine(32, gpu(5, "A"), gpu(5, "B")), AUTO)
    placed = found.placement
    assert (placed.devices, placed.gpu_layers) == (("A", "B"), 33)
    one, other = (used for _, used in found.per_device)
    assert abs(one - other) < GIB // 2              # evenly: neither is filled to the brim


def test_a_larger_batch_never_costs_a_layer() -> None:
    small = place(DENSE, machine(32, gpu(6.3)), AUTO).placement
    large = place(DENSE, machine(32, gpu(12)), AUTO).placement
    assert (small.gpu_layers, large.gpu_layers) == (33, 33)
    assert small.batch < large.batch == 2048


def test_the_memory_of_tokens_is_halved_only_for_more_layers() -> None:
    tight = machine(32, gpu(5))
    halved = place(DENSE, tight, AUTO).placement
    assert halved.kv_type == "q8_0"
    odd = replace(DENSE, blocks=tuple(replace(each, key_size=80, value_size=80) for each in DENSE.blocks))
    assert not allows_q8(odd)                       # llama.cpp would refuse to load it
    assert place(odd, tight, AUTO).placement.kv_type == "f16"
    assert not allows_q8(replace(DENSE, architecture="grok"))
    assert not place(replace(DENSE, architecture="grok"), tight, AUTO).placement.flash_attention


def test_experts_stay_behind_so_that_every_layer_comes_along() -> None:
    found = place(SPARSE, machine(32, gpu(8)), AUTO)
    placed = found.placement
    assert placed.gpu_layers == placed.layers == 49
    assert 0 < placed.expert_layers_on_cpu < 48     # as many experts came along as there was room for
    assert placed.mapped                            # they are used from the file
    one = SPARSE.blocks[0].experts
    assert found.host_bytes > one * placed.expert_layers_on_cpu
    assert found.margin_bytes < one


def test_shared_memory_is_counted_as_the_computers_own() -> None:
    alone = place(DENSE, machine(16, gpu(8, shared=True)), AUTO)
    assert alone.placement.gpu_layers == 33
    assert alone.placement.mapped                   # the weights lie in the computer's memory anyhow
    small = machine(6, gpu(8, shared=True))
    crowded = place(DENSE, small, AUTO)
    assert sum(used for _, used in crowded.per_device) + crowded.host_bytes <= small.usable
    beside = place(DENSE, machine(16, gpu(15, "I", shared=True), gpu(4, "D")), AUTO)
    assert beside.placement.devices == ("D",)       # not automatically where there is a better one
    told = Choice(Mode.DEVICES, ("I",))
    assert place(DENSE, machine(16, gpu(15, "I", shared=True), gpu(4, "D")), told).placement.devices == ("I",)


def test_what_was_chosen_is_done() -> None:
    here = machine(32, gpu(24, "A"), gpu(24, "B"), gpu(24, "C"))
    assert place(DENSE, here, Choice(Mode.CPU)).placement.gpu_layers == 0
    spread = place(DENSE, here, Choice(Mode.DEVICES, ("C", "A"))).placement
    assert spread.devices == ("C", "A")
    assert sum(spread.layers_per_device) == 33
    assert min(spread.layers_per_device) > 10       # over both, although one would do
    assert place(DENSE, here, Choice(Mode.DEVICES, ("gone",))).placement.gpu_layers == 0
    assert place(DENSE, here, Choice(context=16_384)).placement.context == 16_384


def test_the_context_is_shortened_only_if_nothing_fits() -> None:
    assert place(DENSE, machine(7), AUTO).placement.context == 8192
    short = place(DENSE, machine(7), Choice(context=131_072))
    assert short.fits
    assert 2048 <= short.placement.context < 131_072
    nowhere = place(DENSE, machine(4), AUTO)
    assert not nowhere.fits
    assert nowhere.placement.context == 2048        # what lacks least
    trained = replace(DENSE, context_length=4096)
    assert place(trained, machine(32), AUTO).placement.context == 4096
    assert list(contexts(trained, 100_000)) == [4096, 2048]
    assert list(contexts(replace(DENSE, context_length=512))) == [512]


@pytest.mark.parametrize("chosen", [5, 255, -1])
def test_a_context_has_room_for_a_question_and_its_answer(chosen: int) -> None:
    assert place(DENSE, machine(32), Choice(context=chosen)).placement.context == 256
    tiny = replace(DENSE, context_length=128)           # what the model was not trained for is not had
    assert list(contexts(tiny, chosen)) == [128]


def test_batches_are_no_longer_than_the_context() -> None:
    assert place(DENSE, machine(32, gpu(24)), Choice(context=1024)).placement.batch == 1024
    assert place(DENSE, machine(32), Choice(context=256)).placement.batch == 256
    assert place(DENSE, machine(32), AUTO).placement.batch == 512


def test_what_was_learnt_is_kept_free() -> None:
    here = machine(32, gpu(5))
    before = place(DENSE, here, AUTO)
    after = place(DENSE, here, AUTO, Learnt(extra_device=GIB, extra_host=GIB))
    assert after.placement.gpu_layers < before.placement.gpu_layers
    assert after.host_bytes > before.host_bytes + GIB
    less = place(DENSE, here, AUTO, Learnt(extra_device=-64 * GIB))
    assert before.placement.gpu_layers <= less.placement.gpu_layers < 33    # believed within reason
    assert place(DENSE, here, AUTO, Learnt(extra_device=64 * GIB)).placement.gpu_layers > 0


def test_the_pattern_of_the_load_is_kept() -> None:
    pattern = Load(0, sequences=4, unified=True, outputs=4)
    found = place(DENSE, machine(32), AUTO, load=pattern)
    assert found.needs == Layout(DENSE, load_of(found.placement, pattern)).needs
    assert found.needs.output == 4 * DENSE.vocabulary * 4


sizes = st.floats(0, 26).map(lambda free: round(free, 3))
machines = st.builds(
    lambda ram, free, shared, maps: replace(
        machine(ram, *(gpu(each, f"GPU{at}", shared=shared and at == 0) for at, each in enumerate(free))),
        may_map=maps,
    ),
    st.floats(2, 64),
    st.lists(sizes, max_size=3),
    st.booleans(),
    st.booleans(),
)


def check(shape: ModelShape, here: Machine, found: Placing) -> None:
    """What holds for every placement."""
    placed = found.placement
    assert len(placed.devices) == len(placed.layers_per_device) == len(found.per_device)
    assert sum(placed.layers_per_device) == placed.gpu_layers <= placed.layers == shape.layers + 1
    assert all(placed.layers_per_device)
    taken = taken_by(placed, shape, Load(DEFAULT_CONTEXT))
    assert tuple(used for _, used in found.per_device) == taken.devices
    assert found.host_bytes == taken.host
    if found.fits:
        known = {each.name: each for each in here.devices}
        shared = sum(used for name, used in found.per_device if known[name].is_shared)
        assert all(used <= known[name].usable for name, used in found.per_device)
        assert found.host_bytes + shared <= here.usable


@settings(deadline=None, max_examples=150)
@given(
    shape=st.sampled_from(SHAPES),
    here=machines,
    context=st.sampled_from([0, 2048, 32_768]),
    mode=st.sampled_from(Mode),
)
def test_nothing_is_overfilled(shape: ModelShape, here: Machine, context: int, mode: Mode) -> None:
    choice = Choice(mode, tuple(each.name for each in here.devices), context)
    found = place(shape, here, choice)
    check(shape, here, found)
    assert place(shape, here, choice) == found
    if not here.may_map:
        assert not found.placement.mapped


@settings(deadline=None, max_examples=100)
@given(shape=st.sampled_from(SHAPES), free=sizes, more=st.floats(0, 8), mode=st.sampled_from(["own", "two"]))
def test_more_memory_never_means_fewer_layers(
    shape: ModelShape, free: float, more: float, mode: str
) -> None:
    beside = (gpu(4, "GPU1"),) if mode == "two" else ()
    before, after = (
        place(shape, machine(64, gpu(each), *beside), AUTO).placement for each in (free, free + more)
    )
    assert after.gpu_layers >= before.gpu_layers


@pytest.mark.parametrize("shape", SHAPES)
def test_a_layer_more_on_a_device_is_a_layer_less_for_the_computer(shape: ModelShape) -> None:
    layout = Layout(shape, Load(8192))
    taken = [layout.cut(count, 0, 1).taken((count,)) for count in range(1, layout.layers)]
    for fewer, more in itertools.pairwise(taken):
        grown = more.devices[0] - fewer.devices[0]
        assert grown == fewer.host - more.host
        assert grown > 20 * MIB
