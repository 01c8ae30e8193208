"""How a model is put on a machine: what was chosen, and what came of it. Values only; `fit` does the sums."""

from dataclasses import dataclass
from enum import StrEnum


class Mode(StrEnum):
    """Where a model shall run."""

    AUTO = "auto"                   # the graphics processors as far as they have room, else the processor
    DEVICES = "devices"             # these graphics processors and no others
    CPU = "cpu"


@dataclass(frozen=True, slots=True)
class Choice:
    """What the user wants for a model. `devices` are names as the engine reports them, in their order; the
    model is spread over all of them. `context` in tokens, 0 for what suits the model and the machine.
    """

    mode: Mode = Mode.AUTO
    devices: tuple[str, ...] = ()
    context: int = 0


@dataclass(frozen=True, slots=True)
class Learnt:
    """What earlier loads of a model on this machine have shown. `extra_device` and `extra_host` are bytes
    that were really taken beyond the estimate (below 0: less); 0 where nothing is known. `threads` 0:
    unknown.
    """

    extra_device: int = 0
    extra_host: int = 0
    threads: int = 0


@dataclass(frozen=True, slots=True)
class Placement:
    """How a model is loaded. `layers` and `gpu_layers` count the output as one more, as llama.cpp does; the
    last ones are on the devices, `layers_per_device` says how many on each. `expert_layers_on_cpu`: so many
    of the blocks on devices keep their experts in the computer's memory. `batch` is how many tokens are
    computed at once; `mapped`: the file's pages are used where they are.
    """

    layers: int
    context: int
    gpu_layers: int = 0
    devices: tuple[str, ...] = ()
    layers_per_device: tuple[int, ...] = ()
    expert_layers_on_cpu: int = 0
    batch: int = 512
    kv_type: str = "f16"            # of keys and values; "q8_0" takes half the room
    flash_attention: bool = True
    mapped: bool = True

    @property
    def is_whole(self) -> bool:
        """Whether every layer is on devices, with all of its weights."""
        return self.gpu_layers == self.layers and not self.expert_layers_on_cpu
