"""Says what of a model decides how much memory it takes: read from its header, no weight is touched.

Follows `load_hparams` of llama.cpp's `src/llama-model.cpp` and `load_arch_hparams` of `src/models/`. An
architecture that does something special is data in `model_manager/attention.py`; any other is read as plain
attention over the whole context, which never says too little.
"""

import contextlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from model_manager.attention import Numbers, recurrent_numbers, recurrent_pattern, window_pattern
from model_manager.errors import GgufError, ModelFileError
from model_manager.gguf import MAX_EXPERTS, Contents
from model_manager.gguf_parts import joined_header, read_all_contents

MAX_WIDTH = 1 << 20                 # of anything that is multiplied: the widest models have some 10**5
MAX_BYTES = 1 << 50                 # of all weights: a petabyte
_BLOCK = re.compile(r"blk\.([0-9]{1,4})\.", re.ASCII)
_INPUT = ("token_embd.", "token_embd_norm.", "token_types.", "position_embd.", "per_layer_token_embd.")
_OUTPUT = ("output.", "output_norm.")
# Tensors of a block that only some tokens use, as llama.cpp itself tells them (`common/fit.cpp`).
EXPERTS = r"ffn_(up|down|gate_up|gate)_(ch|)exps"
_EXPERTS = re.compile(EXPERTS, re.ASCII)


@dataclass(frozen=True, slots=True)
class Block:
    """One layer. `window` is how far it looks back, 0 for all; without `has_kv` it remembers no tokens."""

    weights: int                    # bytes
    heads: int
    kv_heads: int
    key_size: int                   # of one head
    value_size: int                 # 0: values are computed from the keys
    window: int
    has_kv: bool
    recurrent: int                  # F32 numbers of state for each sequence
    feed_forward: int
    experts: int = 0                # bytes of the weights that are for experts
    largest: int = 0                # bytes of its largest tensor
    largest_expert: int = 0         # and of the largest that is for experts


@dataclass(frozen=True, slots=True)
class ModelShape:
    """Sizes of a model. Bytes are those of the file, hence of memory."""

    architecture: str
    context_length: int
    embedding_length: int
    vocabulary: int
    blocks: tuple[Block, ...]
    embedding_bytes: int            # of what turns tokens into vectors; stays with the processor
    output_bytes: int               # of what turns vectors into tokens
    other_bytes: int
    tied: bool                      # the output is the embedding: on a GPU it is there a second time
    experts: int
    experts_used: int
    expert_feed_forward: int
    inner_length: int               # width within a recurrent layer

    @property
    def layers(self) -> int:
        """How many there are."""
        return len(self.blocks)

    @property
    def weights(self) -> int:
        """Bytes of all weights."""
        own = self.embedding_bytes + self.other_bytes + sum(each.weights for each in self.blocks)
        return own + (0 if self.tied else self.output_bytes)


def read_shape(paths: Sequence[Path]) -> ModelShape:
    """Read the shape of a model from its file, or from all its parts. Raises as `read_header` does."""
    return shape_of(read_all_contents(paths))


def read_shapes(models: Mapping[str, Sequence[Path]]) -> dict[str, ModelShape]:
    """The shapes of those of these models that can be read, by what they are called."""
    found = {}
    for name, paths in models.items():
        with contextlib.suppress(GgufError, ModelFileError):
            found[name] = read_shape(paths)
    return found


def shape_of(parts: Sequence[Contents]) -> ModelShape:
    """The shape of a model whose files have been read. Raises GgufArchitectureError, GgufDamagedError."""
    header = joined_header(parts)
    first = parts[0]
    numbers = Numbers(first, header.block_count)
    weights = _weights(parts, header.block_count)
    width = numbers.one("embedding_length", MAX_WIDTH)
    if not width:
        raise first.damaged("*.embedding_length")
    blocks = _blocks(numbers, weights.blocks, width)
    feed_forward = max(numbers.each("expert_feed_forward_length", MAX_WIDTH))
    return ModelShape(
        architecture=header.architecture,
        context_length=header.context_length,
        embedding_length=width,
        vocabulary=header.vocabulary_size,
        blocks=blocks,
        embedding_bytes=weights.embedding,
        output_bytes=weights.output,
        other_bytes=weights.other,
        tied=weights.tied,
        experts=numbers.one("expert_count", MAX_EXPERTS),
        experts_used=max(numbers.each("expert_used_count", MAX_EXPERTS)),
        expert_feed_forward=feed_forward or max(each.feed_forward for each in blocks),
        inner_length=numbers.one("ssm.inner_size", MAX_WIDTH),
    )


def _blocks(numbers: Numbers, weights: "Sequence[_BlockWeights]", width: int) -> tuple[Block, ...]:
    heads = numbers.each("attention.head_count", MAX_WIDTH)
    kv_heads = numbers.each("attention.head_count_kv", MAX_WIDTH, heads)
    feed_forward = numbers.each("feed_forward_length", MAX_WIDTH)
    windows = window_pattern(numbers)
    recurrent, has_kv = recurrent_pattern(numbers, kv_heads, feed_forward)
    state = recurrent_numbers(numbers, width, heads[0])
    usual = width // heads[0] if heads[0] else 0
    latent = numbers.one("attention.key_length_mla", MAX_WIDTH) > 0
    sizes = {}
    for part in ("key", "value"):
        full = numbers.one(f"attention.{part}_length", MAX_WIDTH) or usual
        sizes[part] = (full, numbers.one(f"attention.{part}_length_swa", MAX_WIDTH) or full)
    return tuple(
        Block(
            weights=weights[at].all,
            heads=heads[at],
            kv_heads=kv_heads[at],
            key_size=sizes["key"][windows[at] > 0],
            value_size=0 if latent else sizes["value"][windows[at] > 0],
            window=windows[at],
            has_kv=has_kv[at],
            recurrent=state if recurrent[at] else 0,
            feed_forward=feed_forward[at],
            experts=weights[at].experts,
            largest=weights[at].largest,
            largest_expert=weights[at].largest_expert,
        )
        for at in range(numbers.blocks)
    )


@dataclass(slots=True)
class _BlockWeights:
    """Bytes of a block's tensors."""

    all: int = 0
    experts: int = 0
    largest: int = 0
    largest_expert: int = 0

    def add(self, name: str, length: int) -> None:
        """One more tensor."""
        self.all += length
        self.largest = max(self.largest, length)
        if _EXPERTS.search(name):
            self.experts += length
            self.largest_expert = max(self.largest_expert, length)


@dataclass(frozen=True, slots=True)
class _Weights:
    """Bytes of weights by what they are for."""

    blocks: tuple[_BlockWeights, ...]
    embedding: int
    output: int
    other: int
    tied: bool


def _weights(parts: Sequence[Contents], blocks: int) -> _Weights:
    of_blocks = tuple(_BlockWeights() for _ in range(blocks))
    embedding = output = other = tokens = 0
    has_output = False
    for tensor in (tensor for each in parts for tensor in each.tensors):
        block = _BLOCK.match(tensor.name)
        if block and int(block[1]) < blocks:
            of_blocks[int(block[1])].add(tensor.name, tensor.length)
        elif tensor.name.startswith(_INPUT):
            embedding += tensor.length
            tokens += tensor.length if tensor.name == "token_embd.weight" else 0
        elif tensor.name.startswith(_OUTPUT):
            output += tensor.length
            has_output = has_output or tensor.name == "output.weight"
        else:
            other += tensor.length
    if sum(each.all for each in of_blocks) + embedding + output + other > MAX_BYTES:
        raise parts[0].damaged("size of the weights")
    if has_output:
        return _Weights(of_blocks, embedding, output, other, tied=False)
    return _Weights(of_blocks, embedding, tokens, other + output, tied=True)
