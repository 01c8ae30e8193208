"""Placements, devices and figures in words."""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication

from desktop.inference.machine import DeviceKind, MachineReport, MemoryUse
from desktop.ui.engine.gauge import Figures
from model_manager.placement import Placement

_GIB = 1024**3
_MIB = 1024**2
_KIB = 1024


def size_words(count: int) -> str:
    """Bytes as people read them."""
    if count >= _GIB // 10:
        return f"{count / _GIB:.1f} GiB"
    return f"{count / _MIB:.0f} MiB" if count >= _MIB or not count else f"{count / _KIB:.0f} KiB"


def speed_words(per_second: float) -> str:
    """A number with as many digits as tell something."""
    return f"{per_second:,.0f}" if per_second >= 100 else figure_words(per_second)  # noqa: PLR2004 - two digits are enough there


def figure_words(measured: float, digits: int = 1) -> str:
    """What was measured; what is too little for these digits is said to be less, not to be nothing."""
    least = 10**-digits
    return f"{measured:.{digits}f}" if measured >= least else f"<{least:.{digits}f}"


def placement_words(placement: Placement) -> str:
    """Where the layers of the loaded model are, in one sentence or two."""
    translate = QCoreApplication.translate
    count, layers = placement.gpu_layers, placement.layers
    if not count or not placement.devices:
        found = translate("Placement", "All {layers} layers are computed by the CPU.")
    elif count >= layers:
        found = translate("Placement", "All {layers} layers are on the GPU.")
    else:
        found = translate(
            "Placement",
            "{count} of {layers} layers are on the GPU, the rest on the CPU.",
        )
    return _with_more(found.format(count=count, layers=layers), placement)


def plan_words(placement: Placement) -> str:
    """The same of a model that is about to be loaded so."""
    translate = QCoreApplication.translate
    count, layers = placement.gpu_layers, placement.layers
    if not count or not placement.devices:
        found = translate("Placement", "All {layers} layers will be computed by the CPU.")
    elif count >= layers:
        found = translate("Placement", "All {layers} layers will be put on the GPU.")
    else:
        found = translate(
            "Placement",
            "{count} of {layers} layers will be put on the GPU, the rest on the CPU.",
        )
    context = translate("Placement", "Context: {tokens} tokens.").format(tokens=f"{placement.context:,}")
    return _joined(_with_more(found.format(count=count, layers=layers), placement), context)


def _with_more(said: str, placement: Placement) -> str:
    """And how several devices share the layers, and which weights stay behind all the same."""
    translate = QCoreApplication.translate
    found = said
    if len(placement.devices) > 1 and placement.gpu_layers:
        shares = " · ".join(
            f"{name} {count}"
            for name, count in zip(placement.devices, placement.layers_per_device, strict=False)
        )
        found = _joined(found, translate("Placement", "({shares})").format(shares=shares))
    if placement.expert_layers_on_cpu:
        found = _joined(
            found,
            translate("Placement", "The experts of {count} layers stay in the computer's memory.").format(
                count=placement.expert_layers_on_cpu
            ),
        )
    return found


def _joined(first: str, second: str) -> str:
    """Two sentences, with the room between them that the language wants."""
    return QCoreApplication.translate("Placement", "{first} {second}").format(first=first, second=second)


def short_placement_words(placement: Placement) -> str:
    """For a line that has no room."""
    translate = QCoreApplication.translate
    if not placement.gpu_layers or not placement.devices:
        return translate("Placement", "Runs on the CPU")
    if placement.gpu_layers >= placement.layers:
        return translate("Placement", "Runs on the GPU")
    return translate("Placement", "{count}/{layers} layers on the GPU").format(
        count=placement.gpu_layers, layers=placement.layers
    )


def kind_words(kind: DeviceKind) -> str:
    """What a device is."""
    translate = QCoreApplication.translate
    match kind:
        case DeviceKind.GPU:
            return translate("Placement", "GPU with memory of its own")
        case DeviceKind.INTEGRATED:
            return translate("Placement", "GPU that shares the computer's memory")
        case DeviceKind.OTHER:
            return translate("Placement", "accelerator")


def place_words(device: str, machine: MachineReport | None) -> str:
    """The name of a place that holds memory."""
    if not device:
        return QCoreApplication.translate("Placement", "Computer's memory")
    found = next((each for each in machine.devices if each.name == device), None) if machine else None
    return f"{found.description} ({device})" if found and found.description != device else device


def build_words(machine: MachineReport) -> str:
    """Which engine runs."""
    translate = QCoreApplication.translate
    full = translate("Placement", "for every machine (full)")
    plain = translate("Placement", "for this processor (plain)")
    kind = {"full": full, "plain": plain}.get(machine.build, machine.build)
    return translate("Placement", "{version} · {kind}").format(version=machine.version, kind=kind)


def figure_parts(figures: Figures) -> tuple[str, ...]:
    """What is measured, the most wanted first; what is not measured has no words."""
    translate = QCoreApplication.translate
    found = []
    if figures.tokens_per_s is not None:
        words = translate("Figures", "{speed} tokens/s")
        found.append(words.format(speed=speed_words(figures.tokens_per_s)))
    if figures.first_token_s is not None:
        words = translate("Figures", "first word after {seconds} s")
        found.append(words.format(seconds=figure_words(figures.first_token_s)))
    if figures.context_used is not None and figures.context_length:
        words = translate("Figures", "context {used} / {total}")
        found.append(
            words.format(used=f"{figures.context_used:,}", total=f"{figures.context_length:,}")
        )
    if figures.load_s is not None and not found:
        words = translate("Figures", "loaded in {seconds} s")
        found.append(words.format(seconds=figure_words(figures.load_s)))
    return (*found, *_memory_parts(figures.memory))


def _memory_parts(memory: tuple[MemoryUse, ...]) -> Iterator[str]:
    """The devices before the computer; a device that is the only one needs no name."""
    translate = QCoreApplication.translate
    devices = [each for each in memory if each.device]
    words = translate("Figures", "{device} {used} / {total}")
    for use in devices:
        name = use.device if len(devices) > 1 else translate("Figures", "GPU memory")
        yield words.format(device=name, used=size_words(use.used_bytes), total=size_words(use.total_bytes))
    for use in memory:
        if not use.device:
            yield translate("Figures", "memory {used}").format(used=size_words(use.used_bytes))
