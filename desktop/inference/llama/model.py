"""A model as llama.cpp has loaded it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop.inference.llama.library import api
from desktop.inference.llama.vocabulary import Vocabulary


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
