"""How another thread ends a decode that is running."""

import ctypes
from typing import Any

from desktop.inference.llama.library import api


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

    def watch_in(self, parameters: Any) -> None:
        """Have the context that is made of these parameters look at it; the flag must outlive that."""
        strlen = ctypes.CDLL(None).strlen
        parameters.abort_callback = ctypes.cast(strlen, api.ggml_abort_callback)
        parameters.abort_callback_data = ctypes.cast(self.byte, ctypes.c_void_p)
