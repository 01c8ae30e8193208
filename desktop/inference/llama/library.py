"""Finds llama.cpp's libraries and binds them; what every module of this package begins with.

The package `llama_cpp` is entered by a side door: its `__init__` imports a chat server's worth of modules
(numpy, a disk cache, its own high-level class) that cost 20 MB in every engine and are not used.
"""

import ctypes
import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from desktop.inference.llama.load_log import Buffer, buffer_of


def _enter(name: str) -> Path:
    """Make a package's modules importable without running its own `__init__`; returns its folder."""
    if name not in sys.modules:
        spec = importlib.util.find_spec(name)
        if spec is None or not spec.submodule_search_locations:
            raise ModuleNotFoundError(name=name)
        package = ModuleType(name)
        package.__path__ = list(spec.submodule_search_locations)
        sys.modules[name] = package
    return Path(sys.modules[name].__path__[0])


LIBRARIES = _enter("llama_cpp") / "lib"

from llama_cpp import llama_cpp as api  # noqa: E402 - not before the side door is open

__all__ = ["LIBRARIES", "Log", "api", "ggml", "ggml_base"]
_LOG_LEVEL_ERROR = 4                # ggml_log_level; the package's own table of levels is shifted
_REASON_BYTES = 300
_MOST_COMPLAINTS = 20
ggml = ctypes.CDLL(str(LIBRARIES / "libggml.so"))
ggml_base = ctypes.CDLL(str(LIBRARIES / "libggml-base.so"))


class Log:
    """llama.cpp's log, of which little is kept: what was allocated, and the first complaints. The very first
    says why a load failed, those after it often only that it did.
    """

    def __init__(self) -> None:
        self.complaints: list[str] = []
        self.buffers: list[Buffer] = []
        self._callback = api.llama_log_callback(self._take)     # llama.cpp keeps no reference
        api.llama_log_set(self._callback, None)

    @property
    def error(self) -> str:
        """The first complaint; empty if there was none."""
        return self.complaints[0] if self.complaints else ""

    def clear(self) -> None:
        """Forget what was said, before something is tried."""
        self.complaints = []
        self.buffers = []

    def _take(self, level: int, text: bytes, _data: Any) -> None:
        if level == _LOG_LEVEL_ERROR and len(self.complaints) < _MOST_COMPLAINTS:
            self.complaints.append(text[:_REASON_BYTES].decode("utf-8", "replace").strip())
        elif b" buffer size = " in text and (found := buffer_of(text.decode("utf-8", "replace"))):
            self.buffers.append(found)
