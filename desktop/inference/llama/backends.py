"""Loads what computes: backends that are libraries of their own, where the build has them."""

from functools import cache

from desktop.inference.llama.library import LIBRARIES, Log, api, ggml


@cache
def start() -> Log:
    """Make llama.cpp ready, and give its log: it has one of each in a process, hence the cache, which also
    keeps the log's callback alive. Nothing is ever searched for in the current folder.
    """
    log = Log()
    if not ggml.ggml_backend_reg_count():       # a build whose backends are libraries of their own
        ggml.ggml_backend_load_all_from_path(str(LIBRARIES).encode())
    api.llama_backend_init()
    return log
