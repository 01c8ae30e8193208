"""A machine with a graphics processor, and a model on it, as an engine tells of them, and a memory without a
file.
"""

from dataclasses import replace

from desktop.inference.errors import EngineLostError
from desktop.inference.learning import Seen, fingerprint
from desktop.inference.machine import DeviceKind, DeviceReport, MachineReport, MemoryUse
from desktop.inference.protocol import Placed, Ready
from model_manager.placement import Choice, Placement

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
SHA256 = "ab" * 32
HERE = fingerprint(MACHINE)
NOON, HOUR = 1_800_000_000, 3600


class Kept:
    """Memory without a file."""

    def __init__(self, *, chosen: Choice | None = None, machine: str = "", seen: Seen | None = None) -> None:
        self.chosen = chosen or Choice()
        self.met = machine
        self.known = {machine: seen} if seen else {}

    def machine(self) -> str:
        return self.met

    def choice(self, _sha256: str) -> Choice:
        return self.chosen

    def seen(self, _sha256: str, machine: str) -> Seen:
        return self.known.get(machine) or Seen()

    def keep(self, _sha256: str, machine: str, seen: Seen) -> None:
        self.met = machine
        self.known[machine] = seen


def lost(signal: int = 0, cause: str = "", phase: str = "load") -> EngineLostError:
    return EngineLostError(phase=phase, signal=signal, exit_code=0, cause=cause)
