"""What the bars show: how a model's layers are shared out, and how full each place of memory is."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from desktop.inference.machine import MachineReport, MemoryUse
from desktop.ui.engine.bars import Part
from desktop.ui.engine.words import place_words, size_words
from model_manager.placement import Placement

_DEVICE_INKS = ("primary", "success", "warning", "danger_fill")
_HOST_INK = "border_strong"
_OTHER_INK = "border_grid"
_FREE_INK = "border"


def layer_parts(placement: Placement) -> tuple[Part, ...]:
    """The processor's layers come first in a model, then those of the devices in their order."""
    translate = QCoreApplication.translate
    rest = placement.layers - placement.gpu_layers
    words = translate("Placement", "CPU: {count} layers").format(count=rest)
    found = [Part(words, rest, _HOST_INK)]
    shares = placement.layers_per_device or (placement.gpu_layers,)
    for index, (name, count) in enumerate(zip(placement.devices, shares, strict=False)):
        words = translate("Placement", "{device}: {count} layers").format(device=name, count=count)
        found.append(Part(words, count, _DEVICE_INKS[index % len(_DEVICE_INKS)]))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class MemoryShare:
    """One place and what fills it."""

    heading: str
    parts: tuple[Part, ...]
    whole: int


def memory_shares(machine: MachineReport | None, memory: tuple[MemoryUse, ...]) -> Iterator[MemoryShare]:
    """The computer's memory and each device's. `machine` is as it was before the model was loaded."""
    taken = {each.device: each for each in memory}
    places = [("", machine.memory_bytes, machine.memory_free_bytes)] if machine else []
    if machine:
        places += [(each.name, each.total_bytes, each.free_bytes) for each in machine.devices]
    known = {name for name, _, _ in places}
    places += [(name, use.total_bytes, use.total_bytes) for name, use in taken.items() if name not in known]
    for name, total, free in places:
        use = taken.get(name)
        yield _share(place_words(name, machine), use.used_bytes if use else 0, total, free)


def _share(name: str, used: int, total: int, free: int) -> MemoryShare:
    translate = QCoreApplication.translate
    others = max(0, total - free)
    left = max(0, free - used)
    words = (
        (translate("Placement", "This model: {size}"), used, _DEVICE_INKS[0]),
        (translate("Placement", "Others: {size}"), others, _OTHER_INK),
        (translate("Placement", "Free: {size}"), left, _FREE_INK),
    )
    parts = tuple(Part(text.format(size=size_words(count)), count, ink) for text, count, ink in words)
    heading = translate("Placement", "{place} · {size}").format(place=name, size=size_words(total))
    return MemoryShare(heading, parts, max(total, used + others))
