"""A model as llama.cpp has loaded it."""

import ctypes
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.inference.llama.devices import devices
from desktop.inference.llama.library import api, ggml_base
from desktop.inference.llama.vocabulary import Vocabulary

# The weights of a block's experts, as llama.cpp itself names them (LLM_FFN_EXPS_REGEX in common/common.h).
_EXPERTS = r"\bblk\.{block}\.ffn_(up|down|gate|gate_up)_(ch|)exps"
_HEADER_TEXT = 256                  # bytes of a name; a longer one is cut
ggml_base.ggml_backend_cpu_buffer_type.restype = ctypes.c_void_p


class _Override(ctypes.Structure):
    """llama_model_tensor_buft_override."""

    _fields_ = (("pattern", ctypes.c_char_p), ("buffer_type", ctypes.c_void_p))


@dataclass(frozen=True, slots=True)
class LoadPlan:
    """Where the weights go. `layers` on `devices` (by name) are the last ones, the output counted as one, and
    `split` says how many on each; the experts of `expert_blocks` stay with the processor. `mapped`: the
    file's pages are used where they are.
    """

    layers: int = 0
    devices: tuple[str, ...] = ()
    split: tuple[int, ...] = ()
    expert_blocks: tuple[int, ...] = ()
    mapped: bool = True


class MissingDeviceError(Exception):
    """A plan names a device that is not there (any more)."""


class Model:
    """A loaded model and its vocabulary."""

    def __init__(self, handle: Any) -> None:
        self.handle = handle
        self.vocabulary = Vocabulary(api.llama_model_get_vocab(handle))

    @classmethod
    def load(
        cls, path: Path, progress: Callable[[float], bool], plan: LoadPlan | None = None
    ) -> "Model | None":
        """Load a GGUF, by default on the processor alone. `progress` gets the fraction done and ends the load
        by returning False; then, and where llama.cpp refuses the file, the result is None. Raises
        MissingDeviceError.
        """
        plan = plan or LoadPlan()
        parameters = api.llama_model_default_params()
        parameters.n_gpu_layers = plan.layers
        parameters.load_mode = api.LLAMA_LOAD_MODE_MMAP if plan.mapped else api.LLAMA_LOAD_MODE_NONE
        # Without this llama.cpp would take devices of its own choice, and compute large batches there even
        # for a model that is to be on the processor.
        handles = _handles(plan.devices) if plan.layers else []
        chosen = (ctypes.c_void_p * (len(handles) + 1))(*handles, None)
        parameters.devices = ctypes.cast(chosen, ctypes.c_void_p)
        parameters.split_mode = api.LLAMA_SPLIT_MODE_LAYER if handles else api.LLAMA_SPLIT_MODE_NONE
        parameters.main_gpu = 0 if handles else -1
        shares = (ctypes.c_float * api.llama_max_devices())(*plan.split[: len(handles)])
        parameters.tensor_split = shares
        overrides = _overrides(plan.expert_blocks)
        parameters.tensor_buft_overrides = ctypes.cast(overrides, ctypes.c_void_p)
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
    def window(self) -> int:
        """How many tokens its layers with a sliding window look back; 0 where none has one."""
        return int(api.llama_model_n_swa(self.handle))

    @property
    def pools(self) -> bool:
        """Whether its header says how the vectors of a text's tokens become one."""
        return self.says(f"{self.says('general.architecture')}.pooling_type") not in ("", "0")

    @property
    def embeds(self) -> bool:
        """Whether it makes vectors of texts, and no answers."""
        architecture = self.says("general.architecture")
        return self.pools or self.says(f"{architecture}.attention.causal") == "false"

    def says(self, key: str) -> str:
        """A text of the GGUF's header; empty where it has none under this key."""
        text = ctypes.create_string_buffer(_HEADER_TEXT)
        length = api.llama_model_meta_val_str(self.handle, key.encode(), text, len(text))
        return text.value.decode("utf-8", "replace") if length >= 0 else ""

    @property
    def chat_template(self) -> str | None:
        """The chat template of the GGUF as it stands there."""
        found = api.llama_model_chat_template(self.handle, None)
        return found.decode("utf-8", "replace") if found else None

    def close(self) -> None:
        """Give the memory back."""
        api.llama_model_free(self.handle)


def _handles(names: Sequence[str]) -> list[int]:
    known = {each.report.name: each.handle for each in devices()}
    if any(name not in known for name in names):
        raise MissingDeviceError
    return [known[name] for name in names]


def _overrides(blocks: Sequence[int]) -> Any:
    """An array that ends with an empty line. It, and what it points to, must live until the load is over."""
    processor = ggml_base.ggml_backend_cpu_buffer_type()
    lines = [_Override(_EXPERTS.format(block=block).encode(), processor) for block in blocks]
    return (_Override * (len(lines) + 1))(*lines)
