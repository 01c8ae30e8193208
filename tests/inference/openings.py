"""A machine with a graphics processor, and a model on it, as an engine tells of them."""

from dataclasses import replace

from desktop.inference.machine import DeviceKind, DeviceReport, MachineReport, MemoryUse
from desktop.inference.protocol import Placed, Ready
from model_manager.placement import Placement

GIB = 1 << 30
DEVICE = DeviceReport("Vulkan0", "Made-up 8", DeviceKind.GPU, "Vulkan", 8 * GIB, 7 * GIB)
MACHINE = MachineReport("Made-up CPU", 4, 4, 1, 16 * GIB, 12 * GIB, "haswell", "full", "0.3.36", (DEVICE,))
WHOLE = Placement(33, 8192, 33, ("Vulkan0",), (33,))
HALF = replace(WHOLE, gpu_layers=17, layers_per_device=(17,))
ON_CPU = Placement(33, 8192)
SHORT = Placement(33, 2048)
EXPECTED = (MemoryUse("Vulkan0", 6 * GIB, 8 * GIB), MemoryUse("", GIB, 16 * GIB))
PLACED = Placed(WHOLE, MACHINE, EXPECTED, is_last=False)
PLACED_HALF = replace(PLACED, placement=HALF)
PLACED_ON_CPU = replace(PLACED, placement=ON_CPU, expected=EXPECTED[1:])
PLACED_LAST = replace(PLACED_ON_CPU, placement=SHORT, is_last=True)
READY = Ready("random", "llama", 1024, 0.1, 1, has_template=True)
