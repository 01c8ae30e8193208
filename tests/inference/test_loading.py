"""From a wish to a loaded model: where it goes, what llama.cpp is told, and what comes of a failure."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from llama_cpp import llama_cpp as api

from desktop.channel import ChannelClosedError
from desktop.inference import llama
from desktop.inference.errors import (
    BrokenArchitectureError,
    DamagedModelError,
    DeviceLostError,
    InferenceError,
    OutOfMemoryError,
)
from desktop.inference.loading import Loader, decide, drawing_threads, memory_uses, plan_of, refusal_of
from desktop.inference.machine import DeviceKind, DeviceReport, MachineReport, MemoryUse, machine_of
from desktop.inference.processor import Processor, this_processor
from desktop.inference.protocol import Event, Loading, Open, Placed, Progress
from desktop.inference.survey import survey
from model_manager.gguf_parts import part_paths
from model_manager.ladder import lighter
from model_manager.machine import Device, Machine
from model_manager.needs import Load
from model_manager.placement import Choice, Learnt, Mode, Placement
from model_manager.placing import place, room_left
from model_manager.shape import read_shape
from tests import gguf_files
from tests.gguf_files import CONTEXT, Recipe
from tests.inference.conftest import Writes
from tests.model_manager.test_placing import DENSE

GIB = 1 << 30
ROOMY = Machine(16 * GIB, 12 * GIB, (Device("Vulkan0", 8 * GIB, 8 * GIB),))
ON_CPU = Open(Choice(Mode.CPU))
ON_CPU_AFTER_CUDA = Open(
    Choice(Mode.CPU), after=Placement(3, CONTEXT, 3, ("CUDA7",), (3,), batch=1024)
)  # fmt: skip


def loaded(path: Path, wish: Open = ON_CPU) -> list[Event]:
    """What a client is told while the model is loaded here."""
    told: list[Event] = []
    found = Loader(path, this_processor(), told.append).load(wish, llama.AbortFlag())
    assert found.placement == next(each.placement for each in told if isinstance(each, Placed))
    found.engine.close()
    return told


def test_the_client_knows_what_is_tried_before_it_is_tried(written: Writes) -> None:
    first, placed, *fractions = loaded(written(Recipe()))
    assert first == Progress("load")
    assert isinstance(placed, Placed)
    assert placed.placement == Placement(3, CONTEXT)
    assert placed.machine.build == llama.build().kind
    assert [each.device for each in placed.expected] == [""]
    assert fractions
    assert all(isinstance(each, Loading) for each in fractions)


def test_what_is_taken_is_what_was_expected(written: Writes) -> None:
    """Within what `fit` promises: 5 % and 64 MiB."""
    told: list[Event] = []
    loader = Loader(written(Recipe(width=512, blocks=4)), this_processor(), told.append)
    found = loader.load(ON_CPU, llama.AbortFlag())
    found.engine.close()
    placed = next(each for each in told if isinstance(each, Placed))
    (expected,), (taken,) = placed.expected, found.memory
    assert taken.device == expected.device == ""
    assert taken.total_bytes == expected.total_bytes > 0
    assert taken.used_bytes > 10 << 20
    assert abs(taken.used_bytes - expected.used_bytes) <= 0.05 * taken.used_bytes + (64 << 20)


@pytest.mark.parametrize(
    ("learnt", "threads"), [(0, 4), (3, 3), (6, 6), (7, 6), (1 << 40, 6), (-1, 4)]
)
def test_as_many_threads_draw_as_were_fastest_but_no_more_than_there_are_cores(
    learnt: int, threads: int
) -> None:
    assert drawing_threads(learnt, Processor("Made-up CPU", 6, 4, 1)) == threads


def test_what_was_learnt_of_threads_holds_for_drawing_not_for_reading(written: Writes) -> None:
    processor = Processor("Made-up CPU", 2, 2, 1)
    loader = Loader(written(Recipe()), processor, lambda _: None)
    found = loader.load(replace(ON_CPU, learnt=Learnt(threads=1)), llama.AbortFlag())
    handle = found.engine.context.handle
    counts = api.llama_n_threads(handle), api.llama_n_threads_batch(handle)
    found.engine.close()
    assert counts == (1, 2)


def test_after_a_failure_comes_the_next_lighter_placement(written: Writes) -> None:
    shape = read_shape(part_paths(written(Recipe(context_length=8192))))
    first = decide(Open(), shape, ROOMY)
    assert first is not None
    assert first.placement.gpu_layers == shape.layers + 1
    assert set(first.expected) == {"", "Vulkan0"}
    decision, rungs = first, [first.placement]
    while not decision.is_last:
        following = decide(Open(after=decision.placement), shape, ROOMY)
        assert following is not None
        decision = following
        rungs.append(decision.placement)
    assert len(set(rungs)) == len(rungs) > 2
    assert rungs[-1].gpu_layers == 0
    assert decide(Open(after=rungs[-1]), shape, ROOMY) is None


def test_an_engine_with_nothing_lighter_to_try_says_that_there_is_no_memory(written: Writes) -> None:
    path = written(Recipe())
    shape = read_shape(part_paths(path))
    machine = machine_of(survey(this_processor(), graphics=False))
    decision = decide(ON_CPU, shape, machine)
    while decision is not None and not decision.is_last:
        decision = decide(Open(Choice(Mode.CPU), after=decision.placement), shape, machine)
    assert decision is not None
    with pytest.raises(OutOfMemoryError):
        loaded(path, Open(Choice(Mode.CPU), after=decision.placement))


def test_what_llama_cpp_is_told() -> None:
    placement = Placement(49, 8192, 40, ("CUDA0", "CUDA1"), (25, 15), 3, mapped=False)
    assert plan_of(placement) == llama.LoadPlan(
        layers=40, devices=("CUDA0", "CUDA1"), split=(25, 15), expert_blocks=(9, 10, 11), mapped=False
    )
    assert plan_of(Placement(49, 8192)) == llama.LoadPlan()


def test_a_device_that_is_gone_is_no_damaged_file(written: Writes) -> None:
    """It was there when the engine looked around."""
    gone = DeviceReport("CUDA7", "x", DeviceKind.GPU, "CUDA", 8 * GIB, 8 * GIB)

    def look(processor: Processor, *, graphics: bool) -> MachineReport:
        return replace(survey(processor, graphics=graphics), devices=(gone,))

    told: list[Event] = []
    loader = Loader(written(Recipe()), this_processor(), told.append, look)
    with pytest.raises(DeviceLostError):
        loader.load(ON_CPU_AFTER_CUDA, llama.AbortFlag())


def test_nothing_more_is_tried_on_a_device_that_is_gone(written: Writes) -> None:
    """What failed is remembered, and the device was taken out meanwhile."""
    placed = next(
        each for each in loaded(written(Recipe()), ON_CPU_AFTER_CUDA) if isinstance(each, Placed)
    )
    assert placed.placement.devices == ()


@pytest.mark.parametrize(
    ("free", "learnt", "layers"),
    [
        (8 * GIB, Learnt(), (33, 33)),          # there is room: no lighter than it must be
        (4 * GIB, Learnt(), (1, 32)),           # several rungs that cannot hold are passed over
        (8 * GIB, Learnt(extra_device=4 * GIB), (1, 32)),
        (GIB // 2, Learnt(), (0, 0)),
    ],
)
def test_a_rung_without_room_is_not_tried(free: int, learnt: Learnt, layers: tuple[int, int]) -> None:
    """Another program took the device's memory after the model had been placed."""
    failed = place(DENSE, ROOMY, Choice()).placement
    assert failed.gpu_layers == 33
    machine = replace(ROOMY, devices=(Device("Vulkan0", 8 * GIB, free),))
    decision = decide(Open(learnt=learnt, after=failed), DENSE, machine)
    assert decision is not None
    least, most = layers
    assert least <= decision.placement.gpu_layers <= most
    room = partial(room_left, shape=DENSE, load=Load(0), machine=machine, learnt=learnt)
    assert room(decision.placement) >= 0
    rung = lighter(failed, DENSE, machine)
    while rung is not None and rung != decision.placement:      # nothing was passed over that has room
        assert room(rung) < 0
        rung = lighter(rung, DENSE, machine)
    assert rung is not None


def test_where_there_is_room_for_nothing_the_lightest_is_tried() -> None:
    failed = place(DENSE, ROOMY, Choice()).placement
    decision = decide(Open(after=failed), DENSE, Machine(16 * GIB, GIB))
    assert decision is not None
    assert decision.is_last
    assert decide(Open(after=decision.placement), DENSE, Machine(16 * GIB, GIB)) is None


@pytest.mark.parametrize(
    ("complaint", "error"),
    [
        ("unable to allocate Vulkan0 buffer", OutOfMemoryError(name="m.gguf")),
        ("vk::Device::createFence: ErrorDeviceLost", DeviceLostError(name="m.gguf")),
        ("no tensors in /home/a/m.gguf", DamagedModelError(name="m.gguf", reason="no tensors in m.gguf")),
    ],
)
def test_a_failure_has_its_own_error_and_tells_no_path(complaint: str, error: InferenceError) -> None:
    refused = refusal_of([complaint, "failed to load model"], Path("/home/a/m.gguf"))
    assert (refused.code, refused.facts) == (error.code, error.facts)


def test_a_failure_without_a_word_is_the_files() -> None:
    assert isinstance(refusal_of([], Path("/m.gguf")), DamagedModelError)


def test_the_processor_alone_is_the_processor_alone(written: Writes) -> None:
    """Every buffer is the computer's: with a device of llama.cpp's choice there would be one of its own."""
    llama.start().clear()
    loaded(written(Recipe()))
    assert set(llama.taken(llama.start().buffers)) == {""}
    assert llama.start().buffers


@pytest.mark.parametrize("mapped", [True, False])
def test_a_file_is_mapped_or_read(written: Writes, mapped: bool) -> None:
    log = llama.start()
    log.clear()
    model = llama.Model.load(written(Recipe()), lambda _fraction: True, llama.LoadPlan(mapped=mapped))
    assert model is not None
    model.close()
    assert ("CPU_Mapped" in {each.place for each in log.buffers}) is mapped


def test_a_client_that_goes_ends_the_load(written: Writes) -> None:
    def tell(event: Event) -> None:
        if isinstance(event, Loading):
            raise ChannelClosedError

    with pytest.raises(DamagedModelError) as caught:
        Loader(written(Recipe(seed=5)), this_processor(), tell).load(ON_CPU, llama.AbortFlag())
    assert caught.value.facts["reason"] == ""       # nobody hears it: the process ends with the link


def test_an_architecture_that_is_computed_wrongly_is_refused(tmp_path: Path) -> None:
    path = gguf_files.write(tmp_path / "plamo.gguf", Recipe(architecture="plamo2"))
    with pytest.raises(BrokenArchitectureError) as caught:
        loaded(path)
    assert caught.value.facts == {"name": "plamo.gguf", "architecture": "plamo2", "reason": "rope_off"}


def test_devices_that_hold_no_layers_are_none_for_a_model() -> None:
    kinds = (DeviceKind.GPU, DeviceKind.INTEGRATED, DeviceKind.OTHER)
    reports = tuple(DeviceReport(f"D{at}", "x", kind, "Vulkan", 8, 4) for at, kind in enumerate(kinds))
    report = MachineReport("cpu", 4, 4, 1, 100, 50, "zen4", "full", "1", reports)
    assert machine_of(report) == Machine(100, 50, (Device("D0", 8, 4), Device("D1", 8, 4, is_shared=True)))


def test_a_system_that_says_nothing_of_its_memory_has_enough() -> None:
    unknown = machine_of(MachineReport("cpu", 4, 4, 1, 0, 0, "zen4", "full", "1"))
    assert unknown.usable > 1 << 40


def test_memory_is_told_for_each_place_the_computer_first() -> None:
    report = MachineReport(
        "cpu", 4, 4, 1, 100, 50, "zen4", "full", "1",
        (DeviceReport("A", "x", DeviceKind.GPU, "CUDA", 8, 4),),
    )  # fmt: skip
    assert memory_uses({"A": 3, "": 7}, report) == (MemoryUse("", 7, 100), MemoryUse("A", 3, 8))


def test_a_survey_tells_of_this_machine_and_build() -> None:
    processor = Processor("made up", 6, 4, 1)
    found = survey(processor, graphics=False)
    assert (found.processor, found.cores, found.performance_cores) == ("made up", 6, 4)
    assert 0 < found.memory_free_bytes <= found.memory_bytes
    assert found.variant == llama.processor_variant()
    assert found.build == llama.build().kind
    assert found.version.startswith(llama.build().version)
    assert found.version.endswith(llama.build().commit[:9])
    assert found.devices == ()
