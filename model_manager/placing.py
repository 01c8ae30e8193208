"""Decides how a model is put on a machine: the best placement that leaves everybody enough memory.

Better is, in this order: more layers on GPUs; a memory of tokens in full precision; fewer experts left with
the processor; fewer devices; larger batches. A context is shortened only where nothing fits otherwise.
Pure arithmetic: what the machine has is handed in.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from model_manager.layout import Cut, Layout, Taken, taken_by
from model_manager.machine import Device, Machine
from model_manager.needs import Load, Needs
from model_manager.placement import Choice, Learnt, Mode, Placement
from model_manager.shape import ModelShape

DEFAULT_CONTEXT = 8192
SHORTEST_CONTEXT = 2048             # nothing is shortened below it to make it fit
LEAST_CONTEXT = 256                 # below it there is no room for a question and its answer
PROCESSOR_BATCH = 512
DEVICE_BATCHES = (2048, 1024, PROCESSOR_BATCH)
_SHARES = 16                        # steps in which several devices are filled evenly
_Q8_BLOCK = 32                      # numbers: llama.cpp wants heads that are a multiple of it
_WITHOUT_FLASH_ATTENTION = frozenset({"grok"})
_NOTHING_LEARNT = Learnt()
_MOST_LESS = 256 << 20              # so much less than estimated is believed at most


@dataclass(frozen=True, slots=True)
class Placing:
    """A placement and what it is expected to take. `per_device` names the devices of the placement;
    `margin_bytes` is what is left in the tightest place, what is to be kept free not counted; below 0 it is
    what is missing, and then nothing better was found.
    """

    placement: Placement
    needs: Needs
    per_device: tuple[tuple[str, int], ...]
    host_bytes: int
    margin_bytes: int

    @property
    def fits(self) -> bool:
        """Whether there is room for it."""
        return self.margin_bytes >= 0


def place(
    shape: ModelShape,
    machine: Machine,
    choice: Choice,
    learnt: Learnt = _NOTHING_LEARNT,
    load: Load | None = None,
) -> Placing:
    """The best placement for what the user chose. `load` says what placements say nothing of."""
    pattern = load or Load(DEFAULT_CONTEXT)
    found: list[Placing] = []
    sets = device_sets(machine, choice)
    for context in contexts(shape, choice.context):
        best = best_of(shape, machine, sets, ways(shape, replace(pattern, context=context)), learnt)
        if best.fits:
            return best
        found.append(best)
    return max(found, key=lambda each: each.margin_bytes)


def contexts(shape: ModelShape, chosen: int = 0) -> Iterator[int]:
    """The context that is wanted, and can be used, then ever shorter ones."""
    context = max(chosen, LEAST_CONTEXT) if chosen else DEFAULT_CONTEXT
    if shape.context_length:
        context = min(context, shape.context_length)
    yield context
    while context > SHORTEST_CONTEXT:
        context = max(context // 2, SHORTEST_CONTEXT)
        yield context


def allows_q8(shape: ModelShape) -> bool:
    """Whether llama.cpp can keep the memory of tokens in eight bits."""
    sizes = [size for each in shape.blocks if each.has_kv for size in (each.key_size, each.value_size)]
    return allows_flash_attention(shape) and bool(sizes) and not any(
        size % _Q8_BLOCK or not size for size in sizes
    )  # fmt: skip


def allows_flash_attention(shape: ModelShape) -> bool:
    """Whether llama.cpp has it for such models."""
    return shape.architecture not in _WITHOUT_FLASH_ATTENTION


def ways(shape: ModelShape, load: Load) -> tuple[Load, ...]:
    """How the model might be loaded with this context, the best first."""
    load = replace(load, flash_attention=load.flash_attention and allows_flash_attention(shape))
    kinds = ("f16", "q8_0") if load.flash_attention and allows_q8(shape) else ("f16",)
    batches = dict.fromkeys(min(each, load.context) for each in DEVICE_BATCHES)
    return tuple(
        replace(load, kv_type_k=kind, kv_type_v=kind, batch=batch, ubatch=batch)
        for kind in kinds
        for batch in batches
    )


def device_sets(machine: Machine, choice: Choice) -> tuple[tuple[Device, ...], ...]:
    """Which devices might be used together, fewest first. Automatically: the roomiest ones; those that take
    the computer's memory only where there are no others.
    """
    if choice.mode is Mode.CPU:
        return ()
    if choice.mode is Mode.DEVICES:
        known = {each.name: each for each in machine.devices}
        chosen = tuple(known[name] for name in dict.fromkeys(choice.devices) if name in known)
        return (chosen,) if chosen else ()
    own = [each for each in machine.devices if not each.is_shared]
    usable = sorted(own or machine.devices, key=lambda each: -each.usable)
    return tuple(
        tuple(each for each in machine.devices if each in usable[:count])
        for count in range(1, len(usable) + 1)
    )


@dataclass(frozen=True, slots=True)
class _Room:
    """What a model may take of some devices and of the computer; what was learnt is taken off."""

    devices: tuple[Device, ...]
    budgets: tuple[int, ...]
    extras: tuple[int, ...]
    host: int
    host_extra: int

    @classmethod
    def of(cls, devices: Sequence[Device], machine: Machine, learnt: Learnt) -> "_Room":
        usable = [min(each.usable, machine.usable) if each.is_shared else each.usable for each in devices]
        extras = [_believed(learnt.extra_device, each) for each in usable]
        host_extra = _believed(learnt.extra_host, machine.usable)
        return cls(
            tuple(devices),
            tuple(room - extra for room, extra in zip(usable, extras, strict=True)),
            tuple(extras),
            machine.usable - host_extra,
            host_extra,
        )

    def only(self, which: Sequence[int]) -> "_Room":
        """Some of the devices."""
        return replace(
            self,
            devices=tuple(self.devices[at] for at in which),
            budgets=tuple(self.budgets[at] for at in which),
            extras=tuple(self.extras[at] for at in which),
        )

    def left(self, taken: Taken) -> int:
        """What is left in the tightest place."""
        shared = sum(
            used for device, used in zip(self.devices, taken.devices, strict=True) if device.is_shared
        )
        left = (budget - used for budget, used in zip(self.budgets, taken.devices, strict=True))
        return min([*left, self.host - taken.host - shared])


def _believed(extra: int, usable: int) -> int:
    """What was learnt, within reason: one odd figure shall not banish a model from a device for ever."""
    return max(-_MOST_LESS, min(extra, usable // 2))


def room_left(
    placement: Placement, shape: ModelShape, load: Load, machine: Machine, learnt: Learnt = _NOTHING_LEARNT
) -> int:
    """What a placement would leave in the tightest place, as `Placing.margin_bytes`; a device that the
    machine has not (any more) has no room.
    """
    known = {each.name: each for each in machine.devices}
    devices = [known.get(name, Device(name, 0, 0)) for name in placement.devices]
    return _Room.of(devices, machine, learnt).left(taken_by(placement, shape, load))


@dataclass(frozen=True, slots=True)
class _Found:
    """A way to divide a model. `room` are the devices that take part, `among` those that might."""

    cut: Cut
    room: _Room
    among: _Room
    per_device: tuple[int, ...]
    margin: int

    @property
    def rank(self) -> tuple[bool, int, int, bool, int, int, int]:
        """The higher the better. Where nothing fits, as many layers are on devices as they have room for, so
        that the least of the file has to be read again and again.
        """
        load = self.cut.layout.load
        return (
            self.margin >= 0,
            self.cut.count,
            min(self.margin, 0),
            load.kv_type_k == "f16",
            -self.cut.kept,
            -len(self.per_device),
            load.tokens if self.cut.count else -load.tokens,
        )


def best_of(
    shape: ModelShape,
    machine: Machine,
    sets: Sequence[Sequence[Device]],
    loads: Sequence[Load],
    learnt: Learnt = _NOTHING_LEARNT,
) -> Placing:
    """The best placement on one of these sets of devices, or on the processor alone, in one of these ways."""
    layouts = [Layout(shape, load) for load in loads]
    nowhere = _Room.of((), machine, learnt)
    best = max((_without(layout, nowhere) for layout in layouts), key=lambda each: each.rank)
    rooms = [_Room.of(devices, machine, learnt) for devices in sets]
    for layout, room in sorted(product(layouts, rooms), key=_order):
        for found in _divided(layout, room):
            best = max(best, found, key=lambda each: each.rank)
        if best.margin >= 0 and best.cut.count == layout.layers and not best.cut.kept:
            break                           # nothing that comes later is better
    return _placing(_evened(best), machine)


def _order(pair: tuple[Layout, _Room]) -> tuple[bool, int, int]:
    """As in `_Found.rank`, as far as it is known before."""
    load = pair[0].load
    return load.kv_type_k != "f16", len(pair[1].devices), -load.tokens


def _without(layout: Layout, room: _Room) -> _Found:
    cut = layout.cut(0, 0, 0)
    return _Found(cut, room, room, (), room.left(cut.taken(())))


def _divided(layout: Layout, room: _Room) -> Iterator[_Found]:
    """The most layers that there is room for; before it those that need more of the computer's memory."""
    for count in range(layout.layers, 0, -1):
        cut = _with_fewest_kept(layout, count, room)
        if cut is None:
            continue
        found = _filled(cut, room)
        yield found
        if found.margin >= 0:
            return


def _filled(cut: Cut, room: _Room) -> _Found:
    """The layers on the devices that take some."""
    per_device = cut.fill(room.budgets) or ()
    used = [at for at, layers in enumerate(per_device) if layers]
    part = room.only(used)
    cut = replace(cut, devices=len(used))
    per_device = tuple(per_device[at] for at in used)
    return _Found(cut, part, room, per_device, part.left(cut.taken(per_device)))


def _with_fewest_kept(layout: Layout, count: int, room: _Room) -> Cut | None:
    """So many layers on the devices, with as many of their experts as there is room for."""
    devices = len(room.devices)
    cut = layout.cut(count, 0, devices)
    if cut.fill(room.budgets) is not None:
        return cut
    if not layout.shape.experts or layout.cut(count, count, devices).fill(room.budgets) is None:
        return None
    low, high = 0, count                # with `low` kept there is no room, with `high` there is
    while high - low > 1:
        middle = (low + high) // 2
        if layout.cut(count, middle, devices).fill(room.budgets) is None:
            low = middle
        else:
            high = middle
    return layout.cut(count, high, devices)


def _evened(found: _Found) -> _Found:
    """The same with all devices filled to about the same share, where several hold the whole model."""
    room = found.among
    if found.margin < 0 or found.cut.count < found.cut.layout.layers or len(room.devices) == 1:
        return found
    cut = replace(found.cut, devices=len(room.devices))
    for share in range(1, _SHARES):
        per_device = cut.fill([budget * share // _SHARES for budget in room.budgets])
        if per_device is not None and all(per_device):
            margin = room.left(cut.taken(per_device))
            return replace(found, cut=cut, room=room, per_device=per_device, margin=margin)
    return found


def _placing(found: _Found, machine: Machine) -> Placing:
    cut, room = found.cut, found.room
    load = cut.layout.load
    taken = cut.taken(found.per_device)
    names = tuple(each.name for each in room.devices)
    is_whole = bool(names) and not cut.at and not cut.kept
    is_apart = is_whole and not any(each.is_shared for each in room.devices)
    placement = Placement(
        layers=cut.layout.layers,
        context=load.context,
        gpu_layers=cut.count,
        devices=names,
        layers_per_device=found.per_device,
        expert_layers_on_cpu=cut.kept,
        batch=load.batch,
        kv_type=load.kv_type_k,
        flash_attention=load.flash_attention,
        mapped=machine.may_map and not is_apart,
    )
    expected = (used + extra for used, extra in zip(taken.devices, room.extras, strict=True))
    return Placing(
        placement=placement,
        needs=cut.layout.needs,
        per_device=tuple(zip(names, expected, strict=True)),
        host_bytes=taken.host + room.host_extra,
        margin_bytes=found.margin,
    )
