"""Decides where a model runs on a machine: on its GPUs, partly, on the processor, or not at all.

Pure arithmetic: what the machine has is handed in. Layers are placed as llama.cpp places them (`load_tensors`
in `src/llama-model.cpp`): the output counts as one more layer and is the first to go to a GPU, then the last
block, the one before it and so on; the devices hold neighbouring layers, in their order. The embedding stays
with the processor.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import accumulate

from model_manager.needs import Load, Needs, compute_bytes, mask_bytes, needs
from model_manager.shape import Block, ModelShape

# What is kept free. A GPU: the driver's own memory for a process (CUDA: 300 to 500 MiB) and what a desktop
# takes later. The computer: programs that are opened later, and the engine itself.
DEVICE_MARGIN = 512 << 20
HOST_MARGIN = 1 << 30
MARGIN_SHARE = 16                   # and at least a sixteenth of the whole
_COPIES = 4                         # of each input, where several GPUs work in turns (GGML_SCHED_MAX_COPIES)
_F32 = 4


@dataclass(frozen=True, slots=True)
class Device:
    """A GPU."""

    name: str
    total_bytes: int
    free_bytes: int

    @property
    def usable(self) -> int:
        """What a model may take of it."""
        return max(0, self.free_bytes - max(DEVICE_MARGIN, self.total_bytes // MARGIN_SHARE))


@dataclass(frozen=True, slots=True)
class Machine:
    """A computer; `ram_free` is what programs can still get."""

    ram_total: int
    ram_free: int
    devices: tuple[Device, ...] = ()

    @property
    def usable(self) -> int:
        """What a model may take of its memory."""
        return max(0, self.ram_free - max(HOST_MARGIN, self.ram_total // MARGIN_SHARE))


class FitVerdict(StrEnum):
    """Where the layers are."""

    GPU = "gpu"
    PARTLY = "partly"
    CPU = "cpu"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Fit:
    """Where a model runs. `layers_on_gpu` and `layers` count the output, too, as llama.cpp's `n_gpu_layers`
    does; `layers_per_device` is for its `tensor_split`. `margin_bytes` is what is left in the tightest place,
    what is to be kept free not counted; below 0 it is what is missing.
    """

    verdict: FitVerdict
    layers_on_gpu: int
    layers: int
    needs: Needs
    per_device: tuple[tuple[str, int], ...]
    layers_per_device: tuple[int, ...]
    host_bytes: int
    margin_bytes: int


def fit(shape: ModelShape, load: Load, machine: Machine) -> Fit:
    """Place as many layers on the GPUs as there is room for, and the rest in the computer's memory."""
    job = _Job.of(shape, load, machine)
    for count in range(job.layers if machine.devices else 0, 0, -1):
        placed = _placed(job, count)
        if placed is not None:
            found = _fit(job, count, placed)
            break
    else:
        found = _fit(job, 0, (0,) * len(machine.devices))
    return found if found.margin_bytes >= 0 else replace(found, verdict=FitVerdict.NONE)


@dataclass(frozen=True, slots=True)
class _Job:
    """What is placed. `moving` sums up the bytes that move with each layer: the last is the output."""

    shape: ModelShape
    machine: Machine
    needs: Needs
    moving: tuple[int, ...]
    inputs: int                     # what a batch begins with: its vectors and the masks
    compute: int                    # on a device that has the output
    compute_layers: int             # on one that has not

    @classmethod
    def of(cls, shape: ModelShape, load: Load, machine: Machine) -> "_Job":
        needed = needs(shape, load)
        pairs = zip(needed.weights_per_layer, needed.kv_per_layer, strict=True)
        return cls(
            shape=shape,
            machine=machine,
            needs=needed,
            moving=tuple(accumulate([*map(sum, pairs), shape.output_bytes], initial=0)),
            inputs=shape.embedding_length * load.tokens * _F32 + mask_bytes(shape, load),
            compute=needed.compute,
            compute_layers=compute_bytes(shape, load, with_output=False),
        )

    @property
    def layers(self) -> int:
        return self.shape.layers + 1

    def device(self, index: int, first: int, end: int, count: int) -> int:
        """Bytes on a device with the layers from `first` to before `end`, with `count` on all devices."""
        if first == end:
            return 0
        used = self.moving[end] - self.moving[first]
        used += self.compute if end == self.layers else self.compute_layers
        if count == self.layers and len(self.machine.devices) > 1:
            used += (_COPIES - 1) * self.inputs
        if count < self.layers and index == 0:      # large batches are computed here even for the rest,
            used += max(self.needs.weights_per_layer)   # whose weights are copied layer by layer
        return used

    def host(self, count: int) -> int:
        """Bytes in the computer's memory with `count` layers on devices."""
        if not count:
            return self.needs.total
        rest = self.moving[self.layers - count]
        own = self.shape.embedding_bytes + self.shape.other_bytes + self.needs.output
        if count == self.layers:
            return own + 2 * self.inputs
        return own + rest + max(2 * self.inputs, self.compute_layers)


def _placed(job: _Job, count: int) -> tuple[int, ...] | None:
    """How many of the last `count` layers each device gets; None if there is no room for all. To give each
    device, in their order, as many as it takes leaves the fewest for those after it.
    """
    at = job.layers - count
    found = []
    for index, device in enumerate(job.machine.devices):
        end = at
        while end < job.layers and job.device(index, at, end + 1, count) <= device.usable:
            end += 1
        found.append(end - at)
        at = end
    return tuple(found) if at == job.layers else None


def _fit(job: _Job, count: int, placed: tuple[int, ...]) -> Fit:
    at = job.layers - count
    used = []
    for index, taken in enumerate(placed):
        used.append(job.device(index, at, at + taken, count))
        at += taken
    host = job.host(count)
    left = [job.machine.usable - host]
    left += [
        device.usable - each for device, each in zip(job.machine.devices, used, strict=True) if each
    ]
    verdict = FitVerdict.GPU if count == job.layers else FitVerdict.PARTLY if count else FitVerdict.CPU
    return Fit(
        verdict=verdict,
        layers_on_gpu=count,
        layers=job.layers,
        needs=job.needs,
        per_device=tuple((device.name, each) for device, each in zip(job.machine.devices, used, strict=True)),
        layers_per_device=placed,
        host_bytes=host,
        margin_bytes=min(left),
    )


@dataclass(frozen=True, slots=True)
class RoughShape:
    """What a catalogue knows of a model that is not here yet."""

    file_size: int
    layers: int
    kv_heads: int
    head_size: int
    vocabulary: int
    hidden: int


_FEED_FORWARD = 4                   # times the width: between 2.7 and 4 in most models
_EMBEDDING_SHARE = 4                # of the file at most: the vocabulary of a small model is a quarter of it


def rough_shape(rough: RoughShape) -> ModelShape:
    """The shape of a model of which only a few numbers are known, rather too large than too small."""
    embedding = min(rough.file_size // _EMBEDDING_SHARE, rough.vocabulary * rough.hidden)
    block = Block(
        weights=-(-(rough.file_size - embedding) // rough.layers),
        heads=max(rough.kv_heads, -(-rough.hidden // rough.head_size)),
        kv_heads=rough.kv_heads,
        key_size=rough.head_size,
        value_size=rough.head_size,
        window=0,
        has_kv=True,
        recurrent=0,
        feed_forward=_FEED_FORWARD * rough.hidden,
    )
    return ModelShape(
        architecture="",
        context_length=0,
        embedding_length=rough.hidden,
        vocabulary=rough.vocabulary,
        blocks=(block,) * rough.layers,
        embedding_bytes=embedding,
        output_bytes=embedding,
        other_bytes=0,
        tied=True,
        experts=0,
        experts_used=0,
        expert_feed_forward=0,
        inner_length=0,
    )


def rough_needs(rough: RoughShape, load: Load) -> Needs:
    """What a model needs that is not here yet."""
    return needs(rough_shape(rough), load)
