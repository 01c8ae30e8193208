"""Looks around: which machine and which engine is this? Nothing of a model is loaded."""

from desktop.inference import llama
from desktop.inference.machine import MachineReport
from desktop.inference.processor import Processor
from model_manager.host_memory import host_memory

_COMMIT = 9                         # digits, as llama.cpp's own releases have them


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
        version=" ".join(filter(None, (build.version, build.commit[:_COMMIT]))),
        devices=tuple(each.report for each in llama.devices()) if graphics else (),
    )
