"""What to try after a placement that failed: the next lighter one, and how it differs.

Every rung takes less of the devices, or less of the computer's memory, than the one before; the last is the
lightest that the processor can do. Each costs little more speed or context than it must.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum

from model_manager.layout import Taken, taken_by
from model_manager.machine import Machine
from model_manager.needs import Load
from model_manager.placement import Choice, Learnt, Mode, Placement
from model_manager.placing import (
    DEFAULT_CONTEXT,
    PROCESSOR_BATCH,
    SHORTEST_CONTEXT,
    allows_q8,
    place,
    room_left,
)
from model_manager.shape import ModelShape

_SMALLEST_BATCH = 128
_QUARTER = 4
_LONGEST_TAIL = 1 << 16             # a context above it comes down to it in one step


class Step(StrEnum):
    """How a placement differs from the one before, by what a user notices most."""

    SAME = "same"
    HEAVIER = "heavier"
    CPU_ONLY = "cpu_only"
    FEWER_LAYERS = "fewer_layers"
    EXPERTS_TO_CPU = "experts_to_cpu"
    SHORTER_CONTEXT = "shorter_context"
    SMALLER_KV = "smaller_kv"           # the memory of tokens in half the room
    SMALLER_BATCH = "smaller_batch"
    MAPPED = "mapped"                   # the file's pages are used where they are


def lighter(
    placement: Placement, shape: ModelShape, machine: Machine, load: Load | None = None
) -> Placement | None:
    """The next rung after a placement that failed; None after the lightest."""
    pattern = load or Load(DEFAULT_CONTEXT)
    before = taken_by(placement, shape, pattern)
    for rung in _rungs(placement, shape, machine, pattern):
        if rung == replace(placement, mapped=True) or _is_lighter(taken_by(rung, shape, pattern), before):
            return rung
    return None


def lighter_with_room(
    placement: Placement, shape: ModelShape, machine: Machine, learnt: Learnt
) -> Placement | None:
    """The first rung after a placement that failed for which there is room now; where there is room for
    none, the lightest: estimates may err. None after the lightest.
    """
    pattern = Load(DEFAULT_CONTEXT)
    found = rung = lighter(placement, shape, machine)
    while rung is not None and room_left(rung, shape, pattern, machine, learnt) < 0:
        rung = lighter(rung, shape, machine)
        found = rung or found
    return found


def _is_lighter(after: Taken, before: Taken) -> bool:
    if sum(after.devices) != sum(before.devices):
        return sum(after.devices) < sum(before.devices)
    return after.host < before.host


def _rungs(placement: Placement, shape: ModelShape, machine: Machine, load: Load) -> Iterator[Placement]:
    """What might come next, the least painful first."""
    if placement.gpu_layers:
        for rung in _on_devices(placement, shape):
            is_mapped = not rung.is_whole
            yield replace(rung, mapped=rung.mapped or (is_mapped and machine.may_map))
        yield _on_processor(placement, shape, machine, load)
        return
    if not placement.mapped and machine.may_map:
        yield replace(placement, mapped=True)
    if placement.batch > _SMALLEST_BATCH:
        yield replace(placement, batch=_SMALLEST_BATCH)
    yield from _with_smaller_kv(placement, shape)
    if placement.context > SHORTEST_CONTEXT:
        half = min(max(placement.context // 2, SHORTEST_CONTEXT), _LONGEST_TAIL)
        yield replace(placement, context=half, batch=min(placement.batch, half))


def _on_devices(placement: Placement, shape: ModelShape) -> Iterator[Placement]:
    if placement.batch > PROCESSOR_BATCH:
        yield replace(placement, batch=PROCESSOR_BATCH)
    yield from _with_smaller_kv(placement, shape)
    blocks = min(placement.gpu_layers, placement.layers - 1)
    kept = placement.expert_layers_on_cpu
    if shape.experts and kept < blocks:
        yield replace(placement, expert_layers_on_cpu=min(blocks, kept + -(-blocks // _QUARTER)))
    fewer = placement.gpu_layers - max(1, placement.gpu_layers // _QUARTER)
    if fewer * _QUARTER >= placement.layers:
        yield _with_layers(placement, fewer)


def _with_smaller_kv(placement: Placement, shape: ModelShape) -> Iterator[Placement]:
    if placement.kv_type == "f16" and placement.flash_attention and allows_q8(shape):
        yield replace(placement, kv_type="q8_0")


def _with_layers(placement: Placement, count: int) -> Placement:
    """With so many layers on devices, each of which gives some up."""
    shares = _shared_out(placement.layers_per_device, count)
    used = [at for at, share in enumerate(shares) if share]
    return replace(
        placement,
        gpu_layers=count,
        devices=tuple(placement.devices[at] for at in used),
        layers_per_device=tuple(shares[at] for at in used),
        expert_layers_on_cpu=min(placement.expert_layers_on_cpu, count - 1),
    )


def _shared_out(shares: Sequence[int], count: int) -> list[int]:
    """The same shares of a smaller number; none is larger than it was."""
    whole = sum(shares)
    found = [share * count // whole for share in shares]
    for at in sorted(range(len(shares)), key=lambda at: -(shares[at] * count % whole)):
        if sum(found) < count:
            found[at] += 1
    return found


def _on_processor(placement: Placement, shape: ModelShape, machine: Machine, load: Load) -> Placement:
    """Without devices, in the best way that fits with this context; with the smaller memory of tokens where
    none does.
    """
    found = place(shape, machine, Choice(Mode.CPU, context=placement.context), load=load).placement
    kind = found.kv_type if found.context == placement.context else placement.kv_type
    return replace(
        found,
        context=placement.context,
        kv_type=kind,
        flash_attention=placement.flash_attention,
        batch=min(PROCESSOR_BATCH, placement.context),
    )


def difference(before: Placement, after: Placement) -> Step:
    """How the second placement differs from the first."""
    checks = (
        (Step.CPU_ONLY, before.gpu_layers > 0 == after.gpu_layers),
        (Step.FEWER_LAYERS, after.gpu_layers < before.gpu_layers),
        (Step.EXPERTS_TO_CPU, after.expert_layers_on_cpu > before.expert_layers_on_cpu),
        (Step.SHORTER_CONTEXT, after.context < before.context),
        (Step.SMALLER_KV, (before.kv_type, after.kv_type) == ("f16", "q8_0")),
        (Step.SMALLER_BATCH, after.batch < before.batch),
        (Step.MAPPED, after.mapped > before.mapped),
        (Step.SAME, after == before),
    )
    return next((step for step, holds in checks if holds), Step.HEAVIER)
