"""Loads a model as its client wishes: decides where it goes, says so before that is tried, and measures what
was taken.

The arithmetic is `model_manager`'s; here it meets the machine. What fails is told apart: a damaged file will
fail again, a lack of memory or a lost device may not with a lighter placement.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from desktop.channel import ChannelClosedError
from desktop.inference import llama
from desktop.inference.engine import Engine
from desktop.inference.errors import (
    ContextAllocationError,
    DamagedModelError,
    DeviceLostError,
    InferenceError,
    OutOfMemoryError,
)
from desktop.inference.header import checked_shape
from desktop.inference.machine import MachineReport, MemoryUse, machine_of
from desktop.inference.processor import Processor
from desktop.inference.protocol import Event, Loading, Open, Placed, Progress
from desktop.inference.survey import survey
from desktop.inference.threads import threads_for
from model_manager.gguf import GgufHeader
from model_manager.ladder import lighter, lighter_with_room
from model_manager.layout import taken_by
from model_manager.machine import Machine
from model_manager.needs import Load
from model_manager.placement import Mode, Placement
from model_manager.placing import place
from model_manager.shape import ModelShape

_LOADING_STEP = 0.01
_DRIVERS_OWN = 1 << 30              # what a driver takes for a process at most; more is another program's


@dataclass(frozen=True, slots=True)
class Loaded:
    """A model that can be asked, and how it came to be."""

    engine: Engine
    header: GgufHeader
    placement: Placement
    machine: MachineReport
    memory: tuple[MemoryUse, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """Where a model goes, what that is expected to take of each place, and whether it is the last resort."""

    placement: Placement
    expected: dict[str, int]
    is_last: bool


class Look(Protocol):
    """Finds out which machine this is, with its graphics processors or without."""

    def __call__(self, processor: Processor, *, graphics: bool) -> MachineReport: ...


class Loader:
    """Loads one model in this process."""

    def __init__(
        self, path: Path, processor: Processor, tell: Callable[[Event], None], look: Look = survey
    ) -> None:
        """`tell` sends an event to the client; where it raises ChannelClosedError, loading ends."""
        self._path = path
        self._look = look
        self._processor = processor
        self._tell = tell

    def load(self, wish: Open, flag: llama.AbortFlag) -> Loaded:
        """Raises ModelLoadError and its kinds, OutOfMemoryError, DeviceLostError, MemoryError."""
        self._tell(Progress("load"))
        header, shape = checked_shape(self._path)
        machine = self._look(self._processor, graphics=wish.choice.mode is not Mode.CPU)
        decision = decide(wish, shape, machine_of(machine))
        if decision is None:
            raise OutOfMemoryError(name=self._path.name)
        expected = memory_uses(decision.expected, machine)
        self._tell(Placed(decision.placement, machine, expected, decision.is_last))
        engine = self._engine(decision.placement, wish.learnt.threads, flag)
        return Loaded(engine, header, decision.placement, machine, self._memory(machine, decision.placement))

    def _engine(self, placement: Placement, threads: int, flag: llama.AbortFlag) -> Engine:
        log = llama.start()
        llama.spread_over_memories(self._processor.numa_nodes)
        log.clear()
        try:
            model = llama.Model.load(self._path, self._tell_fraction(), plan_of(placement))
        except llama.MissingDeviceError as error:
            raise DeviceLostError(name=self._path.name) from error
        if model is None:
            raise refusal_of(log.complaints, self._path)
        length = min(placement.context, model.context_length)
        shape = llama.ContextShape(
            length=length,
            batch=max(1, min(placement.batch, length)),
            threads=drawing_threads(threads, self._processor),
            batch_threads=threads_for(self._processor.performance_cores).read,
            kv_type=placement.kv_type,
            flash_attention=placement.flash_attention,
            on_devices=placement.gpu_layers > 0,
        )
        try:
            return Engine(model, shape, flag, self._path.name)
        except ContextAllocationError as error:
            model.close()
            if isinstance(lost := refusal_of(log.complaints, self._path), DeviceLostError):
                raise lost from error
            raise

    def _tell_fraction(self) -> Callable[[float], bool]:
        """A callback for progress that tells the client; not each of the hundreds of calls."""
        told = -1.0

        def tell(fraction: float) -> bool:
            nonlocal told
            if fraction - told >= _LOADING_STEP or (fraction >= 1 > told):
                told = fraction
                try:
                    self._tell(Loading(min(max(fraction, 0.0), 1.0)))
                except ChannelClosedError:      # nothing may be raised through llama.cpp
                    return False
            return True

        return tell

    def _memory(self, machine: MachineReport, placement: Placement) -> tuple[MemoryUse, ...]:
        """What llama.cpp has allocated; of a device also what its driver took beside that."""
        used = dict(llama.taken(llama.start().buffers))
        now = {each.report.name: each.report.free_bytes for each in llama.devices()}
        before = {each.name: each.free_bytes for each in machine.devices}
        for name in placement.devices:
            allocated = used.get(name, 0)
            gone = before.get(name, 0) - now.get(name, 0)
            used[name] = max(allocated, min(gone, allocated + _DRIVERS_OWN))
        return memory_uses(used, machine)


def drawing_threads(learnt: int, processor: Processor) -> int:
    """How many draw tokens: as many as were fastest when that was measured (0: it was not), else all fast
    cores. No number, wherever it comes from, is beyond the cores.
    """
    usual = threads_for(processor.performance_cores).draw
    return min(learnt, processor.cores) if learnt > 0 else usual


def refusal_of(complaints: Sequence[str], path: Path) -> InferenceError:
    """Why there is no model, by what llama.cpp said; the first complaint says most. No path is told."""
    match llama.failure_of(complaints):
        case llama.LoadFailure.NO_MEMORY:
            return OutOfMemoryError(name=path.name)
        case llama.LoadFailure.DEVICE_LOST:
            return DeviceLostError(name=path.name)
        case llama.LoadFailure.REFUSED:
            reason = complaints[0] if complaints else ""
            return DamagedModelError(name=path.name, reason=reason.replace(str(path), path.name))


def decide(wish: Open, shape: ModelShape, machine: Machine) -> Decision | None:
    """Where the model goes; None if everything lighter than what failed was tried. After a failure it is the
    next rung for which there is room now: what took the memory away is likely to be still there.
    """
    if wish.after is None:
        placement = place(shape, machine, wish.choice, wish.learnt).placement
    else:
        next_lighter = lighter_with_room(wish.after, shape, machine, wish.learnt)
        if next_lighter is None:
            return None
        placement = next_lighter
    taken = taken_by(placement, shape, Load(placement.context))
    expected = {"": taken.host} | dict(zip(placement.devices, taken.devices, strict=True))
    return Decision(placement, expected, lighter(placement, shape, machine) is None)


def plan_of(placement: Placement) -> llama.LoadPlan:
    """The same as llama.cpp is told it. The blocks whose experts stay with the processor are the first of
    those on devices.
    """
    first = placement.layers - placement.gpu_layers
    return llama.LoadPlan(
        layers=placement.gpu_layers,
        devices=placement.devices,
        split=placement.layers_per_device,
        expert_blocks=tuple(range(first, first + placement.expert_layers_on_cpu)),
        mapped=placement.mapped,
    )


def memory_uses(used: dict[str, int], machine: MachineReport) -> tuple[MemoryUse, ...]:
    """The same with what there is in all, the computer's own memory first."""
    totals = {"": machine.memory_bytes} | {each.name: each.total_bytes for each in machine.devices}
    return tuple(MemoryUse(name, used[name], totals.get(name, 0)) for name in sorted(used))
