"""Texts to vectors: many short sequences are evaluated at once, and each is pooled into one vector."""

from collections.abc import Sequence
from typing import Any

from desktop.inference.llama.abort_flag import AbortFlag
from desktop.inference.llama.context import ContextShape
from desktop.inference.llama.library import api
from desktop.inference.llama.model import Model

MOST_TEXTS = 32                     # evaluated at once


class EmbeddingContext:
    """A context that pools; it remembers nothing between two evaluations."""

    def __init__(self, handle: Any, model: Model, flag: AbortFlag) -> None:
        self._handle = handle
        self._flag = flag               # llama.cpp holds its address
        self._memory = api.llama_get_memory(handle)     # None for an encoder
        self._room = int(api.llama_n_ubatch(handle))
        self._batch = api.llama_batch_init(self._room, 0, 1)
        self.width = int(api.llama_model_n_embd_out(model.handle))

    @classmethod
    def of(cls, model: Model, shape: ContextShape, flag: AbortFlag) -> "EmbeddingContext | None":
        """A context of the model for `shape.length` tokens at once, None if there is no memory for it."""
        parameters = api.llama_context_default_params()
        parameters.n_ctx = parameters.n_batch = parameters.n_ubatch = shape.length
        parameters.n_seq_max = MOST_TEXTS
        parameters.kv_unified = True
        parameters.n_threads = parameters.n_threads_batch = shape.batch_threads or shape.threads
        parameters.embeddings = True
        parameters.op_offload = shape.on_devices
        parameters.no_perf = True
        if not model.pools:
            parameters.pooling_type = api.LLAMA_POOLING_TYPE_MEAN
        flag.watch_in(parameters)
        handle = api.llama_init_from_model(model.handle, parameters)
        return cls(handle, model, flag) if handle else None

    @property
    def room(self) -> int:
        """How many tokens of all texts together are evaluated at once."""
        return self._room

    def evaluate(self, texts: Sequence[Sequence[int]]) -> int:
        """Evaluate the tokens of a few texts. 0, or llama.cpp's code of an error."""
        at = 0
        for number, token_ids in enumerate(texts):
            for position, token_id in enumerate(token_ids):
                self._batch.token[at] = token_id
                self._batch.pos[at] = position
                self._batch.n_seq_id[at] = 1
                self._batch.seq_id[at][0] = number
                self._batch.logits[at] = 1
                at += 1
        self._batch.n_tokens = at
        if not self._memory:
            return int(api.llama_encode(self._handle, self._batch))
        api.llama_memory_clear(self._memory, True)
        return int(api.llama_decode(self._handle, self._batch))

    def vector(self, number: int) -> list[float]:
        """Of a text that was evaluated just now; empty if there is none."""
        found = api.llama_get_embeddings_seq(self._handle, number)
        return found[: self.width] if found else []

    def close(self) -> None:
        """Give the memory back."""
        api.llama_batch_free(self._batch)
        api.llama_free(self._handle)
