"""Sample machines, placements and figures."""

from desktop.inference.machine import DeviceKind, DeviceReport, MachineReport, MemoryUse
from desktop.inference.protocol import Ready
from desktop.ui.engine.gauge import Figures, Measured
from model_manager.placement import Placement

GIB = 1 << 30
FIRST = DeviceReport("Vulkan0", "NVIDIA RTX A4000", DeviceKind.GPU, "Vulkan", 16 * GIB, 15 * GIB)
SECOND = DeviceReport("Vulkan1", "Intel Iris Xe", DeviceKind.INTEGRATED, "Vulkan", 8 * GIB, 6 * GIB)


def machine(*devices: DeviceReport) -> MachineReport:
    return MachineReport(
        processor="12th Gen Intel(R) Core(TM) i7-12700",
        cores=12,
        performance_cores=8,
        numa_nodes=1,
        memory_bytes=32 * GIB,
        memory_free_bytes=20 * GIB,
        variant="alderlake",
        build="full" if devices else "plain",
        version="b9999",
        devices=devices,
    )


ON_CPU = Placement(layers=33, context=8192)
PARTLY = Placement(48, 8192, 40, ("Vulkan0",), (40,))
WHOLE = Placement(33, 8192, 33, ("Vulkan0",), (33,))
SPREAD = Placement(65, 16384, 60, ("Vulkan0", "Vulkan1"), (40, 20), expert_layers_on_cpu=12)
MEMORY = (MemoryUse("", 3 * GIB, 32 * GIB), MemoryUse("Vulkan0", 10 * GIB, 16 * GIB))
READY = Ready(
    "gpt-oss-20b", "gpt-oss", 8192, 4.2, 7, has_template=True, placement=PARTLY, memory=MEMORY
)  # fmt: skip
FIGURES = Figures(18.24, 0.83, 2048, 8192, MEMORY, 4.2, is_answering=True)
SPEEDS = (14.2, 18.9, 18.1, 17.5, 9.3, 18.4, 18.8, 18.0, 17.9, 18.2, 12.4, 18.6)
ANSWERS = tuple(Measured(speed, 0.8, 210.0, 1900, 1700, 148) for speed in SPEEDS)
