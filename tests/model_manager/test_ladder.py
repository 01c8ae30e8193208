"""After a failure comes something lighter, until nothing lighter is left."""

import itertools
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from model_manager.ladder import Step, difference, lighter
from model_manager.layout import taken_by
from model_manager.machine import Machine
from model_manager.needs import Load
from model_manager.placement import Choice, Mode, Placement
from model_manager.placing import DEFAULT_CONTEXT, place
from model_manager.shape import ModelShape
from tests.model_manager.test_placing import DENSE, SHAPES, SPARSE, gpu, machine, machines

LOAD = Load(DEFAULT_CONTEXT)
HERE = machine(64, gpu(8, "A"), gpu(12, "B"))


def rungs(first: Placement, shape: ModelShape, here: Machine) -> list[Placement]:
    """The placement, and all that come after it."""
    found = [first]
    while (after := lighter(found[-1], shape, here)) is not None:
        found.append(after)
        assert len(found) <= 25
    return found


def steps(found: list[Placement]) -> list[Step]:
    return [difference(before, after) for before, after in itertools.pairwise(found)]


def test_a_model_on_two_gpus_comes_down_step_by_step() -> None:
    found = rungs(place(DENSE, HERE, Choice(Mode.DEVICES, ("A", "B"))).placement, DENSE, HERE)
    assert steps(found) == [
        Step.SMALLER_BATCH,
        Step.SMALLER_KV,
        *[Step.FEWER_LAYERS] * 5,
        Step.CPU_ONLY,
        Step.SMALLER_BATCH,
        Step.SMALLER_KV,
        Step.SHORTER_CONTEXT,
        Step.SHORTER_CONTEXT,
    ]
    assert [each.gpu_layers for each in found[:9]] == [33, 33, 33, 25, 19, 15, 12, 9, 0]
    last = found[-1]
    assert (last.context, last.batch, last.kv_type, last.devices) == (2048, 128, "q8_0", ())


def test_experts_leave_before_whole_layers() -> None:
    found = rungs(place(SPARSE, HERE, Choice()).placement, SPARSE, HERE)
    taken = steps(found)
    assert taken.index(Step.EXPERTS_TO_CPU) < taken.index(Step.FEWER_LAYERS) < taken.index(Step.CPU_ONLY)
    kept = [each.expert_layers_on_cpu for each in found if each.gpu_layers == 49]
    assert kept == sorted(kept)
    assert kept[-1] == 48


def test_the_processor_keeps_full_precision_where_it_fits() -> None:
    halved = replace(place(DENSE, HERE, Choice()).placement, kv_type="q8_0", batch=512, gpu_layers=8,
                     layers_per_device=(8,), devices=("B",))  # fmt: skip
    roomy, tight = (lighter(halved, DENSE, here) for here in (HERE, machine(6.6, gpu(12, "B"))))
    assert roomy is not None
    assert tight is not None
    assert (roomy.gpu_layers, roomy.kv_type, roomy.context) == (0, "f16", 8192)
    assert (tight.gpu_layers, tight.kv_type, tight.context) == (0, "q8_0", 8192)


def test_a_placement_that_is_not_mapped_is_mapped_first() -> None:
    copied = replace(place(DENSE, machine(32), Choice()).placement, mapped=False)
    after = lighter(copied, DENSE, machine(32))
    assert after == replace(copied, mapped=True)
    assert difference(copied, replace(copied, mapped=True)) is Step.MAPPED
    unmappable = replace(machine(32), may_map=False)
    assert not any(each.mapped for each in rungs(copied, DENSE, unmappable))


def test_differences_are_named() -> None:
    one = place(DENSE, HERE, Choice()).placement
    assert difference(one, one) is Step.SAME
    assert difference(replace(one, batch=512), one) is Step.HEAVIER
    assert difference(one, replace(one, context=4096, batch=512)) is Step.SHORTER_CONTEXT


@settings(deadline=None, max_examples=200)
@given(
    shape=st.sampled_from(SHAPES),
    here=machines,
    context=st.sampled_from([0, 512, 3000, 131_072, 10_485_760]),
    mode=st.sampled_from(Mode),
)
def test_every_rung_is_lighter_and_the_last_is_the_lightest(
    shape: ModelShape, here: Machine, context: int, mode: Mode
) -> None:
    choice = Choice(mode, tuple(each.name for each in here.devices), context)
    found = rungs(place(shape, here, choice).placement, shape, here)
    assert len(found) <= 24
    assert len(set(found)) == len(found)
    for before, after in itertools.pairwise(found):
        first, then = taken_by(before, shape, LOAD), taken_by(after, shape, LOAD)
        if difference(before, after) is Step.MAPPED:
            assert then == first
            continue
        devices = sum(first.devices) - sum(then.devices)
        assert devices > 0 or (devices == 0 and then.host < first.host)
        assert difference(before, after) not in (Step.SAME, Step.HEAVIER)
        assert set(after.devices) <= set(before.devices)
        assert sum(after.layers_per_device) == after.gpu_layers
        assert all(after.layers_per_device)
    last = found[-1]
    assert last.gpu_layers == 0
    assert last.context <= 2048
    assert last.kv_type == "q8_0"
