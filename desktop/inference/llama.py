"""The only module that touches llama.cpp: a thin, typed layer over its ctypes functions.

Measured against llama-cpp-python 0.3.36: its high-level class is not used (streaming is quadratic, user text
may become control tokens, a file descriptor trick breaks pipes). llama.cpp aborts the process for some
damaged models, so this module belongs in an engine process and nowhere else.
"""

import ctypes
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any

import llama_cpp
from llama_cpp import _ggml
from llama_cpp import llama_cpp as api

_LIBRARIES = Path(llama_cpp.__file__).parent / "lib"
_PIECE_BYTES = 512                  # grows on demand: some vocabularies have longer tokens
_LOG_LEVEL_ERROR = 4                # ggml_log_level; the package's own table of levels is shifted
_REASON_BYTES = 300
_SEQUENCE = 0
ABORTED = 2                         # llama_decode: the abort callback said so


@dataclass(frozen=True, slots=True)
class SpecialToken:
    """A token that a tokeniser finds by its spelling before it looks at anything else."""

    token_id: int
    spelling: bytes
    is_control: bool                # and not merely user defined or the token for the unknown
    strips_left: bool
    strips_right: bool


class AbortFlag:
    """A byte that a running decode looks at between two nodes of its graph; set it from any thread.

    The callback is libc's strlen on that byte: no interpreter lock is needed, so a busy Python thread cannot
    slow the computation down (a Python callback cost up to 99 % of the speed).
    """

    def __init__(self) -> None:
        self.byte = ctypes.create_string_buffer(2)

    def set(self) -> None:
        """Abort the decode that runs now, and any later one until `clear`."""
        self.byte[0] = b"\1"

    def clear(self) -> None:
        """Let decodes run again."""
        self.byte[0] = b"\0"

    def is_set(self) -> bool:
        """Whether decodes are to be aborted."""
        return self.byte[0] != b"\0"


class Log:
    """llama.cpp's log, dropped but for the first line about an error: it says why a load failed, those after
    it only that it did.
    """

    def __init__(self) -> None:
        self.error = ""
        self._callback = api.llama_log_callback(self._take)     # llama.cpp keeps no reference
        api.llama_log_set(self._callback, None)

    def _take(self, level: int, text: bytes, _data: Any) -> None:
        if level == _LOG_LEVEL_ERROR and not self.error:
            self.error = text[:_REASON_BYTES].decode("utf-8", "replace").strip()


@cache
def start() -> Log:
    """Make llama.cpp ready, and give its log: it has one of each in a process, hence the cache, which also
    keeps the log's callback alive. Nothing is ever searched for in the current folder.
    """
    log = Log()
    if not _ggml.libggml.ggml_backend_reg_count():      # a build whose backends are libraries of their own
        _ggml.libggml.ggml_backend_load_all_from_path(str(_LIBRARIES).encode())
    api.llama_backend_init()
    return log


class Model:
    """A loaded model and its vocabulary."""

    def __init__(self, handle: Any) -> None:
        self.handle = handle
        self.vocabulary = Vocabulary(api.llama_model_get_vocab(handle))

    @classmethod
    def load(cls, path: Path, progress: Callable[[float], bool]) -> "Model | None":
        """Map a GGUF. `progress` gets the fraction done and ends the load by returning False; then, and where
        llama.cpp refuses the file, the result is None.
        """
        parameters = api.llama_model_default_params()
        parameters.n_gpu_layers = 0
        callback = api.llama_progress_callback(lambda fraction, _data: progress(fraction))
        parameters.progress_callback = callback
        handle = api.llama_model_load_from_file(bytes(path), parameters)
        return cls(handle) if handle else None

    @property
    def context_length(self) -> int:
        """How many tokens the model was trained for."""
        return int(api.llama_model_n_ctx_train(self.handle))

    @property
    def forgets_only_all(self) -> bool:
        """Whether its memory cannot be cut back to a prefix (recurrent and hybrid models)."""
        return bool(api.llama_model_is_recurrent(self.handle) or api.llama_model_is_hybrid(self.handle))

    @property
    def chat_template(self) -> str | None:
        """The chat template of the GGUF as it stands there."""
        found = api.llama_model_chat_template(self.handle, None)
        return found.decode("utf-8", "replace") if found else None

    def close(self) -> None:
        """Give the memory back."""
        api.llama_model_free(self.handle)


class Vocabulary:
    """Text to token ids and back."""

    def __init__(self, handle: Any) -> None:
        self._handle = handle
        self._piece = ctypes.create_string_buffer(_PIECE_BYTES)
        self.size = int(api.llama_vocab_n_tokens(handle))
        self.bos = int(api.llama_vocab_bos(handle))
        self.eos = int(api.llama_vocab_eos(handle))
        self.wants_bos = bool(api.llama_vocab_get_add_bos(handle))
        self.is_sentencepiece = api.llama_vocab_type(handle) == api.LLAMA_VOCAB_TYPE_SPM

    def tokenise(self, text: bytes) -> list[int]:
        """The ids of plain text: no control token comes of it, nothing is added around it."""
        room = len(text) + 8
        ids = (api.llama_token * room)()
        count = api.llama_tokenize(self._handle, text, len(text), ids, room, False, False)
        if count < 0:
            ids = (api.llama_token * -count)()
            count = api.llama_tokenize(self._handle, text, len(text), ids, -count, False, False)
        return list(ids[:count])

    def piece(self, token_id: int, strip_left: int = 0) -> bytes:
        """The bytes of a token; control tokens have none. `strip_left` leading spaces are left out."""
        count = api.llama_token_to_piece(
            self._handle, token_id, self._piece, len(self._piece), strip_left, False
        )
        if count < 0:
            self._piece = ctypes.create_string_buffer(-count)
            count = api.llama_token_to_piece(self._handle, token_id, self._piece, -count, strip_left, False)
        return self._piece.raw[:count]

    def spelling(self, token_id: int) -> str:
        """How a token is written in the vocabulary; empty for an id that it does not have."""
        if not 0 <= token_id < self.size:
            return ""
        return bytes(api.llama_vocab_get_text(self._handle, token_id)).decode("utf-8", "replace")

    def ends_answer(self, token_id: int) -> bool:
        """Whether the model ends its turn with this token."""
        return bool(api.llama_vocab_is_eog(self._handle, token_id))

    def special_tokens(self) -> list[SpecialToken]:
        """All tokens found by their spelling, longest first, as llama.cpp looks for them."""
        control = api.LLAMA_TOKEN_ATTR_CONTROL
        special = control | api.LLAMA_TOKEN_ATTR_UNKNOWN | api.LLAMA_TOKEN_ATTR_USER_DEFINED
        found = []
        for token_id in range(self.size):
            attributes = api.llama_vocab_get_attr(self._handle, token_id)
            if attributes & special:
                found.append(
                    SpecialToken(
                        token_id,
                        bytes(api.llama_vocab_get_text(self._handle, token_id)),
                        bool(attributes & control),
                        bool(attributes & api.LLAMA_TOKEN_ATTR_LSTRIP),
                        bool(attributes & api.LLAMA_TOKEN_ATTR_RSTRIP),
                    )
                )
        return sorted((each for each in found if each.spelling), key=lambda each: -len(each.spelling))


@dataclass(frozen=True, slots=True)
class ContextShape:
    """How a context is made."""

    length: int
    batch: int
    threads: int


class Context:
    """One sequence of evaluated tokens."""

    def __init__(self, handle: Any, flag: AbortFlag) -> None:
        self.handle = handle
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
        parameters.n_threads = parameters.n_threads_batch = shape.threads
        parameters.no_perf = True
        strlen = ctypes.CDLL(None).strlen
        parameters.abort_callback = ctypes.cast(strlen, api.ggml_abort_callback)
        parameters.abort_callback_data = ctypes.cast(flag.byte, ctypes.c_void_p)
        handle = api.llama_init_from_model(model.handle, parameters)
        return cls(handle, flag) if handle else None

    def decode(self, token_ids: Sequence[int]) -> int:
        """Evaluate these tokens after those evaluated before. 0, ABORTED, or llama.cpp's code of an error."""
        array = (api.llama_token * len(token_ids))(*token_ids)
        return int(api.llama_decode(self.handle, api.llama_batch_get_one(array, len(token_ids))))

    def decode_one(self, token_id: int) -> int:
        """Evaluate one token; the same codes."""
        self._one[0] = token_id
        return int(api.llama_decode(self.handle, self._one_batch))

    def evaluated(self) -> int:
        """How many tokens it remembers."""
        return int(api.llama_memory_seq_pos_max(self._memory, _SEQUENCE)) + 1

    def keep(self, count: int) -> bool:
        """Forget all but the first `count` tokens. False if it cannot; then nothing changed."""
        return bool(api.llama_memory_seq_rm(self._memory, _SEQUENCE, count, -1))

    def forget(self) -> None:
        """Forget everything."""
        api.llama_memory_clear(self._memory, False)

    def close(self) -> None:
        """Give the memory back."""
        api.llama_free(self.handle)


class SamplerChain:
    """llama.cpp's own samplers, applied one after the other to the newest logits."""

    def __init__(self, samplers: Sequence[Any]) -> None:
        self._handle = api.llama_sampler_chain_init(api.llama_sampler_chain_default_params())
        for each in samplers:
            api.llama_sampler_chain_add(self._handle, each)     # the chain owns it from now on

    def sample(self, context: Context) -> int:
        """Draw the next token."""
        return int(api.llama_sampler_sample(self._handle, context.handle, -1))

    def __enter__(self) -> "SamplerChain":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        api.llama_sampler_free(self._handle)


def greedy() -> list[Any]:
    """The sampler that always takes the most probable token."""
    return [api.llama_sampler_init_greedy()]


@dataclass(frozen=True, slots=True)
class Draw:
    """Values for `drawn`, already within their ranges."""

    top_k: int
    top_p: float
    min_p: float
    temperature: float
    seed: int


RANDOM_SEED = int(api.LLAMA_DEFAULT_SEED)


def drawn(draw: Draw) -> list[Any]:
    """The samplers that draw at random. top-k stands first: without it the others sort the whole vocabulary,
    0.19 ms against 10.8 ms a token.
    """
    return [
        api.llama_sampler_init_top_k(draw.top_k),
        api.llama_sampler_init_top_p(draw.top_p, 1),
        api.llama_sampler_init_min_p(draw.min_p, 1),
        api.llama_sampler_init_temp(draw.temperature),
        api.llama_sampler_init_dist(draw.seed),
    ]
