"""What a computer has for a model: its memory and its GPUs, and how much of each a model may take."""

from dataclasses import dataclass

# What is kept free. A GPU: the driver's own memory for a process (CUDA: 300 to 500 MiB) and what a desktop
# takes later. The computer: programs that are opened later, and the engine itself.
DEVICE_MARGIN = 512 << 20
HOST_MARGIN = 1 << 30
MARGIN_SHARE = 16                   # and at least a sixteenth of the whole


@dataclass(frozen=True, slots=True)
class Device:
    """A GPU. `is_shared`: it has no memory of its own but takes the computer's."""

    name: str
    total_bytes: int
    free_bytes: int
    is_shared: bool = False

    @property
    def usable(self) -> int:
        """What a model may take of it."""
        return max(0, self.free_bytes - max(DEVICE_MARGIN, self.total_bytes // MARGIN_SHARE))


@dataclass(frozen=True, slots=True)
class Machine:
    """A computer; `ram_free` is what programs can still get. `may_map` is false where the file's pages had
    better not be used where they are.
    """

    ram_total: int
    ram_free: int
    devices: tuple[Device, ...] = ()
    may_map: bool = True

    @property
    def usable(self) -> int:
        """What a model may take of its memory."""
        return max(0, self.ram_free - max(HOST_MARGIN, self.ram_total // MARGIN_SHARE))
