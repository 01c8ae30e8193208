"""Looks around: which machine and which engine is this? Nothing of a model is loaded."""

from desktop.inference import llama
from desktop.inference.machine import DeviceKind, MachineReport
from desktop.inference.processor import Processor
from model_manager.host_memory import host_memory
from model_manager.machine import Device, Machine

_PLENTY = 1 << 50


def survey(processor: Processor, *, graphics: bool) -> MachineReport:
    """The machine as it is now; with `graphics` what computes on graphics processors is loaded, and they are
    asked, too.
    """
    llama.start()
    if graphics:
        llama.add_graphics()
    total, free = host_memory()
    build = llama.build()
    return MachineReport(
        processor=processor.name,
        cores=processor.cores,
        performance_cores=processor.performance_cores,
        numa_nodes=processor.numa_nodes,
        memory_bytes=total,
        memory_free_bytes=free,
        variant=llama.processor_variant(),
        build=build.kind,
        version=build.version,
        devices=tuple(each.report for each in llama.devices()) if graphics else (),
    )


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
