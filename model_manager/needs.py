"""Estimates how many bytes a model needs once it is loaded: weights, memory of tokens, computation, output.

Weights, memory and output are what llama.cpp allocates, by its own rules (`src/llama-kv-cache.cpp`,
`llama-kv-cache-iswa.cpp`, `llama-memory-recurrent.cpp`, and `output_reserve` in `llama-context.cpp`). The
buffer for computation is laid out by an allocator over the whole graph; here it is the largest of the few
moments at which it is fullest: attention, feed-forward, experts, recurrence, and the output.

For some types (Q4_0, Q4_K, IQ4_NL) the processor's part of llama.cpp makes a rearranged copy ("CPU_REPACK")
and logs the mapped file beside it, which looks like twice as much. The file's pages are then read no more and
the system drops them, so that the weights are counted once here.
"""

from dataclasses import dataclass

from model_manager.shape import Block, ModelShape

BATCH = 512                         # the engine's own
_CELLS = 256                        # llama.cpp rounds contexts and windows up to it
_F32, _F16 = 4, 2
_KV_TYPES = {                       # name: (numbers, bytes) of one block
    "f32": (1, 4), "f16": (1, 2), "bf16": (1, 2), "q8_0": (32, 34), "q5_1": (32, 24), "q5_0": (32, 22),
    "q4_1": (32, 20), "q4_0": (32, 18), "iq4_nl": (32, 18),
}


@dataclass(frozen=True, slots=True)
class Load:
    """How a model is loaded. What is not given is as the engine does it; flash attention is on where
    llama.cpp may choose. `full_window`: layers with a window keep all tokens, so a talk can be cut back;
    `unified`: all sequences share the room for tokens; `outputs`: the output of so many tokens of a batch is
    asked for, at least one for each sequence, 0 for all of them.
    """

    context: int
    kv_type_k: str = "f16"
    kv_type_v: str = "f16"
    batch: int = BATCH
    ubatch: int = BATCH
    flash_attention: bool = True
    sequences: int = 1
    full_window: bool = True
    unified: bool = False
    outputs: int = 1

    @property
    def streams(self) -> int:
        """How many sequences have room of their own for tokens."""
        return 1 if self.unified else self.sequences

    @property
    def tokens(self) -> int:
        """How many are computed at once."""
        return max(1, min(self.context, self.batch, self.ubatch))

    @property
    def cells(self) -> int:
        """How many tokens one sequence has room for."""
        whole = _padded(max(self.context, 1), _CELLS)
        return _padded(max(whole // self.streams, 1), _CELLS)

    def cells_of(self, block: Block) -> int:
        """How many tokens this layer remembers, of one sequence."""
        if self.full_window or not block.window:
            return self.cells
        windows = block.window * (self.sequences if self.unified else 1)
        return _padded(min(self.cells, windows + self.tokens), _CELLS)


@dataclass(frozen=True, slots=True)
class Needs:
    """Bytes. `kv_per_layer` has each layer's tokens and state; `kv` and `recurrent` are the two apart."""

    weights: int
    weights_per_layer: tuple[int, ...]
    kv: int
    kv_per_layer: tuple[int, ...]
    recurrent: int
    compute: int
    output: int

    @property
    def total(self) -> int:
        """All of it, without a GPU."""
        return self.weights + self.kv + self.recurrent + self.compute + self.output


def needs(shape: ModelShape, load: Load) -> Needs:
    """What a model needs when it is loaded like this, without a GPU."""
    kv = tuple(_kv(shape, load, block) for block in shape.blocks)
    states = tuple(block.recurrent * _F32 * load.sequences for block in shape.blocks)
    return Needs(
        weights=shape.weights,
        weights_per_layer=tuple(block.weights for block in shape.blocks),
        kv=sum(kv),
        kv_per_layer=tuple(map(sum, zip(kv, states, strict=True))),
        recurrent=sum(states),
        compute=compute_bytes(shape, load),
        output=shape.vocabulary * load.sequences * _F32,
    )


def _kv(shape: ModelShape, load: Load, block: Block) -> int:
    if not block.has_kv:
        return 0
    values = block.kv_heads * block.value_size
    if values and not load.flash_attention:     # values lie across, and all layers as wide as the widest
        values = max(each.kv_heads * each.value_size for each in shape.blocks)
    cells = load.cells_of(block) * load.streams
    keys = block.kv_heads * block.key_size
    return cells * (_bytes(load.kv_type_k, keys) + _bytes(load.kv_type_v, values))


def _bytes(kind: str, numbers: int) -> int:
    block, size = _KV_TYPES[kind]
    return -(-numbers // block) * size


def compute_bytes(shape: ModelShape, load: Load, with_output: bool = True) -> int:
    """The buffer in which one batch is computed; without the output for a device that has layers only."""
    in_blocks = max(
        max(_attention(shape, load, block), _feed_forward(shape, block)) for block in set(shape.blocks)
    )
    row = load.tokens * _F32
    found = mask_bytes(shape, load) + in_blocks * row
    if with_output:
        outputs = min(max(load.outputs, load.sequences) if load.outputs else load.tokens, load.tokens)
        found = max(found, shape.vocabulary * outputs * _F32 + 2 * shape.embedding_length * row)
    return found


def mask_bytes(shape: ModelShape, load: Load) -> int:
    """The masks that say which tokens each token sees: one for the whole context, one for the windows."""
    kinds = {(block.window > 0, load.cells_of(block)) for block in shape.blocks if block.has_kv}
    return sum(cells for _, cells in kinds) * load.tokens * (_F16 if load.flash_attention else _F32)


def _attention(shape: ModelShape, load: Load, block: Block) -> int:
    """Numbers for each token while a layer looks back."""
    if not block.has_kv:
        return 0
    queries = block.heads * max(block.key_size, block.value_size)
    keys = block.kv_heads * max(block.key_size, block.value_size)
    wide = 2 * shape.embedding_length + 2 * queries + 2 * keys
    if not load.flash_attention:        # every product of a query and a key, and the result turned around
        wide += queries + block.heads * load.cells_of(block)
    return wide


def _feed_forward(shape: ModelShape, block: Block) -> int:
    """Numbers for each token in the rest of a layer."""
    wide = 3 * block.feed_forward
    if shape.experts_used:
        wide = shape.experts_used * max(3 * shape.expert_feed_forward, 2 * shape.embedding_length)
    if block.recurrent:
        wide = max(wide, 5 * shape.inner_length - shape.embedding_length, 3 * shape.embedding_length)
    return 4 * shape.embedding_length + wide


def _padded(number: int, step: int) -> int:
    return -(-number // step) * step
