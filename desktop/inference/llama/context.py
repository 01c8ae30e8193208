"""What a model remembers while it reads and writes: tokens go in, logits come of them."""

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from desktop.inference.llama.abort_flag import AbortFlag
from desktop.inference.llama.library import api
from desktop.inference.llama.model import Model

_SEQUENCE = 0
_WHOLE = int(api.LLAMA_STATE_SEQ_FLAGS_NONE)
_PARTIAL = int(api.LLAMA_STATE_SEQ_FLAGS_PARTIAL_ONLY)
_KV_TYPES = {
    "f32": api.GGML_TYPE_F32, "f16": api.GGML_TYPE_F16, "q8_0": api.GGML_TYPE_Q8_0,
    "q5_1": api.GGML_TYPE_Q5_1, "q5_0": api.GGML_TYPE_Q5_0,
    "q4_1": api.GGML_TYPE_Q4_1, "q4_0": api.GGML_TYPE_Q4_0,
}  # fmt: skip
ABORTED = 2                         # llama_decode: the abort callback said so


@dataclass(frozen=True, slots=True)
class ContextShape:
    """How a context is made. `threads` draw, `batch_threads` read a prompt; 0: as many as draw. `kv_type` is
    that of keys and values; `flash_attention`: where the devices have it. `on_devices`: layers of the model
    are on graphics processors.
    """

    length: int
    batch: int
    threads: int
    batch_threads: int = 0
    kv_type: str = "f16"
    flash_attention: bool = True
    on_devices: bool = False


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a context remembered at a moment. `is_partial`: only what cannot be cut back to a prefix."""

    data: Any                       # an array of bytes that llama.cpp wrote
    is_partial: bool

    @property
    def size(self) -> int:
        """In bytes."""
        return len(self.data)


class Context:
    """One sequence of evaluated tokens. One that is not `interruptible` does not look at the flag within a
    decode: only the processor does.
    """

    def __init__(self, handle: Any, flag: AbortFlag, *, interruptible: bool = True) -> None:
        self.handle = handle
        self.interruptible = interruptible
        self._flag = flag               # llama.cpp holds its address
        self._memory = api.llama_get_memory(handle)
        self._one = (api.llama_token * 1)()
        self._one_batch = api.llama_batch_get_one(self._one, 1)

    @classmethod
    def of(cls, model: Model, shape: ContextShape, flag: AbortFlag) -> "Context | None":
        """A context of the model, None if there is no memory for it."""
        parameters = api.llama_context_default_params()
        parameters.n_ctx = shape.length
        parameters.n_batch = parameters.n_ubatch = shape.batch
        parameters.n_threads = shape.threads
        parameters.n_threads_batch = shape.batch_threads or shape.threads
        parameters.type_k = parameters.type_v = _KV_TYPES[shape.kv_type]
        parameters.flash_attn_type = (
            api.LLAMA_FLASH_ATTN_TYPE_AUTO if shape.flash_attention else api.LLAMA_FLASH_ATTN_TYPE_DISABLED
        )
        parameters.op_offload = shape.on_devices
        parameters.swa_full = True          # else a talk could not be cut back to where it began to differ
        # The next token is all that is asked for: room for each of a batch would be hundreds of megabytes.
        parameters.n_outputs_max = parameters.n_seq_max
        parameters.no_perf = True
        flag.watch_in(parameters)
        handle = api.llama_init_from_model(model.handle, parameters)
        return cls(handle, flag, interruptible=not shape.on_devices) if handle else None

    def decode(self, token_ids: Sequence[int]) -> int:
        """Evaluate these tokens after those evaluated before. 0, ABORTED, or llama.cpp's code of an error."""
        array = (api.llama_token * len(token_ids))(*token_ids)
        found = int(api.llama_decode(self.handle, api.llama_batch_get_one(array, len(token_ids))))
        if not self.interruptible:
            api.llama_synchronize(self.handle)      # a device goes on after llama_decode has returned
        return found

    def decode_one(self, token_id: int) -> int:
        """Evaluate one token; the same codes."""
        self._one[0] = token_id
        return int(api.llama_decode(self.handle, self._one_batch))

    def evaluated(self) -> int:
        """How many tokens it remembers."""
        return int(api.llama_memory_seq_pos_max(self._memory, _SEQUENCE)) + 1

    def first(self) -> int:
        """The earliest token that it remembers; beyond 0 where a window has moved on. -1 if none."""
        return int(api.llama_memory_seq_pos_min(self._memory, _SEQUENCE))

    def keep(self, count: int) -> bool:
        """Forget all but the first `count` tokens. False if it cannot; then nothing changed."""
        return bool(api.llama_memory_seq_rm(self._memory, _SEQUENCE, count, -1))

    def forget(self) -> None:
        """Forget everything."""
        api.llama_memory_clear(self._memory, False)

    def snapshot_size(self) -> int:
        """How many bytes a whole copy of what it remembers would have."""
        return int(api.llama_state_seq_get_size_ext(self.handle, _SEQUENCE, _WHOLE))

    def snapshot(self, *, is_partial: bool = False) -> Snapshot:
        """A copy of what it remembers. Raises MemoryError."""
        flags = _PARTIAL if is_partial else _WHOLE
        data = (ctypes.c_uint8 * api.llama_state_seq_get_size_ext(self.handle, _SEQUENCE, flags))()
        if api.llama_state_seq_get_data_ext(self.handle, data, len(data), _SEQUENCE, flags) != len(data):
            raise MemoryError
        return Snapshot(data, is_partial)

    def restore(self, snapshot: Snapshot) -> bool:
        """Remember what a snapshot of this very context holds, all of it or the part. False if it cannot;
        then `forget` everything.
        """
        flags = _PARTIAL if snapshot.is_partial else _WHOLE
        read = api.llama_state_seq_set_data_ext(
            self.handle, snapshot.data, snapshot.size, _SEQUENCE, flags
        )
        return int(read) == snapshot.size

    def use_threads(self, threads: int, batch_threads: int) -> None:
        """From the next evaluation on."""
        api.llama_set_n_threads(self.handle, threads, batch_threads)

    def close(self) -> None:
        """Give the memory back."""
        api.llama_free(self.handle)
