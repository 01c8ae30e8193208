"""The only package that touches llama.cpp: a thin, typed layer over its ctypes functions.

Measured against llama-cpp-python 0.3.36: its high-level class is not used (streaming is quadratic, user text
may become control tokens, a file descriptor trick breaks pipes). llama.cpp aborts the process for some
damaged models, so this package belongs in an engine process and nowhere else.
"""

from desktop.inference.llama.abort_flag import AbortFlag
from desktop.inference.llama.backends import start
from desktop.inference.llama.context import ABORTED, Context, ContextShape, Snapshot
from desktop.inference.llama.model import Model
from desktop.inference.llama.sampling import RANDOM_SEED, Draw, SamplerChain, drawn, greedy
from desktop.inference.llama.vocabulary import SpecialToken, Vocabulary

__all__ = [
    "ABORTED", "RANDOM_SEED", "AbortFlag", "Context", "ContextShape", "Draw", "Model", "SamplerChain",
    "Snapshot", "SpecialToken", "Vocabulary", "drawn", "greedy", "start",
]  # fmt: skip
