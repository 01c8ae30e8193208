"""What an engine says of the machine it met and of its own build. Values only."""

from dataclasses import dataclass
from enum import StrEnum

from model_manager.machine import Device, Machine

_PLENTY = 1 << 50


class DeviceKind(StrEnum):
    """What computes."""

    GPU = "gpu"                     # with memory of its own
    INTEGRATED = "integrated"       # shares the computer's memory
    OTHER = "other"                 # an accelerator


@dataclass(frozen=True, slots=True)
class DeviceReport:
    """A device beside the processor: `name` as llama.cpp knows it ("Vulkan0"), `description` as its maker
    calls it, `backend` "Vulkan" or "CUDA"; bytes.
    """

    name: str
    description: str
    kind: DeviceKind
    backend: str
    total_bytes: int
    free_bytes: int


@dataclass(frozen=True, slots=True)
class MachineReport:
    """The machine and the engine's build. `cores` that may be used, physical ones; `performance_cores` those
    of them that are fast (all, where they are alike); `variant` of the processor's library ("haswell", or
    "native" in a build for one processor); `build` "full" or "plain"; `version` of llama.cpp.
    """

    processor: str
    cores: int
    performance_cores: int
    numa_nodes: int
    memory_bytes: int
    memory_free_bytes: int
    variant: str
    build: str
    version: str
    devices: tuple[DeviceReport, ...] = ()


@dataclass(frozen=True, slots=True)
class MemoryUse:
    """What a model has taken of one place: a device's name, or "" for the computer's memory; bytes."""

    device: str
    used_bytes: int
    total_bytes: int


def machine_of(report: MachineReport) -> Machine:
    """What of the machine a model may be placed on. Where the system does not say how much memory there is,
    it is not for us to say that it is too little.
    """
    is_known = report.memory_bytes > 0
    return Machine(
        ram_total=report.memory_bytes if is_known else _PLENTY,
        ram_free=report.memory_free_bytes if is_known else _PLENTY,
        devices=tuple(
            Device(each.name, each.total_bytes, each.free_bytes, each.kind is DeviceKind.INTEGRATED)
            for each in report.devices
            if each.kind is not DeviceKind.OTHER
        ),
    )
