"""The only package that touches llama.cpp: a thin, typed layer over its ctypes functions.

Measured against llama-cpp-python 0.3.36: its high-level class is not used (streaming is quadratic, user text
may become control tokens, a file descriptor trick breaks pipes). llama.cpp aborts the process for some
damaged models, so this package belongs in an engine process and nowhere else.
"""

from desktop.inference.llama.abort_flag import AbortFlag
from desktop.inference.llama.backends import (
    add_graphics,
    build,
    processor_variant,
    spread_over_memories,
    start,
)
from desktop.inference.llama.context import ABORTED, Context, ContextShape, Snapshot
from desktop.inference.llama.devices import devices
from desktop.inference.llama.embedding import MOST_TEXTS, EmbeddingContext
from desktop.inference.llama.load_log import Buffer, LoadFailure, failure_of, taken
from desktop.inference.llama.model import LoadPlan, MissingDeviceError, Model
from desktop.inference.llama.sampling import (
    RANDOM_SEED,
    Draw,
    Dry,
    GrammarChain,
    GrammarRefusedError,
    Penalties,
    SamplerChain,
    biased,
    drawn,
    dry,
    penalised,
    widest,
)
from desktop.inference.llama.vocabulary import SpecialToken, Vocabulary

__all__ = [
    "ABORTED", "MOST_TEXTS", "RANDOM_SEED", "AbortFlag", "Buffer", "Context", "ContextShape", "Draw", "Dry",
    "EmbeddingContext", "GrammarChain", "GrammarRefusedError", "LoadFailure", "LoadPlan",
    "MissingDeviceError", "Model", "Penalties", "SamplerChain", "Snapshot", "SpecialToken", "Vocabulary",
    "add_graphics", "biased", "build", "devices", "drawn", "dry", "failure_of", "penalised",
    "processor_variant", "spread_over_memories", "start", "taken", "widest",
]  # fmt: skip
