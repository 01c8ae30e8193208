"""Adds up what a model takes of each GPU and of the computer's memory, for one way of loading and of dividing
its layers.

Layers are placed as llama.cpp places them (`load_tensors` in `src/llama-model.cpp`): the output counts as one
more layer and is the first to go to a GPU, then the last block, the one before it and so on; the devices hold
neighbouring layers, in their order. The embedding stays with the processor. Experts may stay there, too,
while the rest of their block is on a GPU.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate

from model_manager.needs import Load, Needs, compute_bytes, mask_bytes, needs
from model_manager.placement import Placement
from model_manager.shape import ModelShape

_COPIES = 4                         # of each input, where several GPUs work in turns (GGML_SCHED_MAX_COPIES)
_F32 = 4


@dataclass(frozen=True, slots=True)
class Taken:
    """Bytes on each device of a placement, and in the computer's memory."""

    devices: tuple[int, ...]
    host: int


@dataclass(frozen=True)
class Layout:
    """A model and how it is loaded. Sums of bytes begin with nothing and end with the output."""

    shape: ModelShape
    load: Load

    @property
    def layers(self) -> int:
        """How many layers can be on devices: the output is one."""
        return self.shape.layers + 1

    @cached_property
    def needs(self) -> Needs:
        """What the model needs without a GPU."""
        return needs(self.shape, self.load)

    @cached_property
    def whole(self) -> tuple[int, ...]:
        """Bytes of the first layers, with what they remember."""
        pairs = zip(self.needs.weights_per_layer, self.needs.kv_per_layer, strict=True)
        return tuple(accumulate([*map(sum, pairs), self.shape.output_bytes], initial=0))

    @cached_property
    def experts(self) -> tuple[int, ...]:
        """Bytes of the experts of the first layers."""
        return tuple(accumulate([*(block.experts for block in self.shape.blocks), 0], initial=0))

    @cached_property
    def vectors(self) -> int:
        """The vectors of a batch."""
        return self.shape.embedding_length * self.load.tokens * _F32

    @cached_property
    def inputs(self) -> int:
        """What a batch begins with: its vectors and the masks."""
        return self.vectors + mask_bytes(self.shape, self.load)

    @cached_property
    def compute_layers(self) -> int:
        """The buffer for computing on a device that has not the output."""
        return compute_bytes(self.shape, self.load, with_output=False)

    def cut(self, count: int, experts_kept: int, devices: int) -> "Cut":
        """With the last `count` layers on so many devices; the first `experts_kept` of them are blocks whose
        experts stay with the processor.
        """
        at = self.layers - count
        whole, experts = self.whole, self.experts
        kept = at + min(experts_kept, count - 1) if count else at
        moving = [whole[end] - whole[at] - experts[min(end, kept)] + experts[at]
                  for end in range(at, self.layers + 1)]  # fmt: skip
        return Cut(self, at, kept - at, devices, tuple(moving))


@dataclass(frozen=True, slots=True)
class Cut:
    """A model whose layers from `at` on are on devices; `moving` are the bytes of the first of those."""

    layout: Layout
    at: int
    kept: int
    devices: int
    moving: tuple[int, ...]

    @property
    def count(self) -> int:
        """How many layers are on devices."""
        return len(self.moving) - 1

    @property
    def copies(self) -> int:
        """How many there are of a batch's inputs: several where the devices work in turns."""
        return _COPIES if self.devices > 1 and not self.at and not self.kept else 1

    def beside(self, *, is_first: bool, is_last: bool) -> int:
        """Bytes on a device beside its layers."""
        layout = self.layout
        used = layout.needs.compute if is_last else layout.compute_layers
        used += (self.copies - 1) * layout.inputs
        return used + (self._copied() if is_first else 0)

    def _copied(self) -> int:
        """Large batches are computed on the first device even where the weights are not: they are copied
        there, one after the other.
        """
        blocks = self.layout.shape.blocks
        found = max((block.largest for block in blocks[: self.at]), default=0)
        kept = blocks[self.at : self.at + self.kept]
        return max(found, max((block.largest_expert for block in kept), default=0))

    def fill(self, budgets: Sequence[int]) -> tuple[int, ...] | None:
        """How many of the layers each device gets; None if there is no room for all. To give each device, in
        their order, as many as it takes leaves the fewest for those after it.
        """
        done, found = 0, []
        for budget in budgets:
            end = done
            if done < self.count:
                room = budget + self.moving[done]
                if self.moving[-1] + self.beside(is_first=not done, is_last=True) <= room:
                    end = self.count
                else:
                    room -= self.beside(is_first=not done, is_last=False)
                    end = max(done, min(bisect_right(self.moving, room) - 1, self.count - 1))
            found.append(end - done)
            done = end
        return tuple(found) if done == self.count else None

    def taken(self, per_device: Sequence[int]) -> Taken:
        """What it takes with so many layers on each device."""
        done, found = 0, []
        for layers in per_device:
            end = done + layers
            beside = self.beside(is_first=not done, is_last=end == self.count) if layers else 0
            found.append(self.moving[end] - self.moving[done] + beside)
            done = end
        return Taken(tuple(found), self.host())

    def host(self) -> int:
        """Bytes in the computer's memory."""
        layout = self.layout
        if not self.count:
            return layout.needs.total
        shape = layout.shape
        kept = layout.experts[self.at + self.kept] - layout.experts[self.at]
        own = shape.embedding_bytes + shape.other_bytes + layout.needs.output + layout.whole[self.at] + kept
        return own + self.copies * layout.inputs + layout.vectors      # large batches go to the first device


def load_of(placement: Placement, load: Load) -> Load:
    """How the model is loaded with this placement; the rest as `load` says."""
    return replace(
        load,
        context=placement.context,
        kv_type_k=placement.kv_type,
        kv_type_v=placement.kv_type,
        batch=placement.batch,
        ubatch=placement.batch,
        flash_attention=placement.flash_attention,
    )


def taken_by(placement: Placement, shape: ModelShape, load: Load) -> Taken:
    """What a placement takes."""
    layout = Layout(shape, load_of(placement, load))
    cut = layout.cut(placement.gpu_layers, placement.expert_layers_on_cpu, len(placement.devices))
    return cut.taken(placement.layers_per_device)
