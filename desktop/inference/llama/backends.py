"""Loads what computes, and of it only what this machine needs.

A full build has its backends as libraries of their own: one for each kind of processor, of which the best is
loaded, and those for graphics processors, which are loaded where there is a device and somebody wants it. A
plain build has the processor's inside. Nothing is ever searched for in the current folder.
"""

import ctypes
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from desktop.inference.llama.library import LIBRARIES, Log, api, ggml

NATIVE = "native"                   # the variant of a build for the processor it was made on
_DEVICES = Path("/dev")
_CPU = "libggml-cpu-"
_SUFFIX = ".so"
_BUILD = "build.json"
_BUILD_BYTES = 1 << 16
_SHOWN = 60                         # characters of what build.json says
_BY_HAND = "GGML_VK_VISIBLE_DEVICES"    # never set by our programs: a test, or somebody who knows why

ggml.ggml_backend_load.argtypes = (ctypes.c_char_p,)
ggml.ggml_backend_load.restype = ctypes.c_void_p
ggml.ggml_backend_reg_count.restype = ctypes.c_size_t


@dataclass(frozen=True, slots=True)
class Build:
    """Which engine this is: `kind` "full" or "plain", `version` and `commit` of what it was made of."""

    kind: str
    version: str
    commit: str


@cache
def start() -> Log:
    """Make llama.cpp ready to compute on the processor, and give its log: it has one of each in a process,
    hence the cache, which also keeps the log's callback alive.
    """
    log = Log()
    processor_variant()
    api.llama_backend_init()
    return log


@cache
def processor_variant() -> str:
    """Load the library for this processor, and say which that is ("haswell", NATIVE)."""
    if ggml.ggml_backend_reg_count():
        return NATIVE
    best = best_variant(LIBRARIES, score)
    if best is None or not _load(best):
        raise ImportError(name="ggml-cpu", path=str(LIBRARIES))
    return best.name.removeprefix(_CPU).removesuffix(_SUFFIX)


def best_variant(folder: Path, rate: Callable[[Path], int]) -> Path | None:
    """The library that makes the most of this processor; None if none runs on it. As llama.cpp chooses."""
    rated = [(rate(path), path.name, path) for path in folder.glob(f"{_CPU}*{_SUFFIX}")]
    found = max(rated, default=(0, "", None))
    return found[2] if found[0] > 0 else None


def score(path: Path) -> int:
    """How much of this processor a library uses, by its own account; 0 if it does not run here. It is not
    kept loaded.
    """
    try:
        library = ctypes.CDLL(str(path))
    except OSError:
        return 0
    try:
        return int(library.ggml_backend_score())
    except AttributeError:
        return 0
    finally:
        ctypes.CDLL(None).dlclose(ctypes.c_void_p(library._handle))


@cache
def spread_over_memories(nodes: int) -> None:
    """Let the threads of the processor spread where a machine is divided into several memories."""
    if nodes > 1:
        start()
        api.llama_numa_init(api.GGML_NUMA_STRATEGY_DISTRIBUTE)


@cache
def add_graphics() -> None:
    """Load what computes on graphics processors, as far as this machine may have one. CUDA stands first: a
    card that both know is then its own.
    """
    start()
    for name in graphics_libraries(_DEVICES, os.environ):
        path = LIBRARIES / name
        if path.is_file():
            _load(path)             # without the driver it does not load, and the device is not there


def graphics_libraries(devices: Path, environment: Mapping[str, str]) -> tuple[str, ...]:
    """Which libraries are of use here: a driver without a device would only cost time and memory."""
    cuda = any(devices.glob("nvidia[0-9]*"))
    vulkan = cuda or any(devices.glob("dri/renderD*")) or bool(environment.get(_BY_HAND))
    return ("libggml-cuda.so",) * cuda + ("libggml-vulkan.so",) * vulkan


def _load(path: Path) -> bool:
    return bool(ggml.ggml_backend_load(os.fsencode(path)))


@cache
def build() -> Build:
    """What the file beside the libraries says of them; a build that has none is a plain one."""
    return read_build(LIBRARIES / _BUILD)


def read_build(path: Path) -> Build:
    """The build that a file tells of. What it does not say is empty."""
    try:
        with path.open("rb") as stream:
            untrusted = json.loads(stream.read(_BUILD_BYTES))
    except (OSError, ValueError, RecursionError):
        untrusted = {}
    said = untrusted if isinstance(untrusted, dict) else {}

    def text(name: str, otherwise: str) -> str:
        untrusted_text = said.get(name)
        return untrusted_text[:_SHOWN] if isinstance(untrusted_text, str) else otherwise

    kind = text("kind", "plain")
    return Build(kind if kind in ("full", "plain") else "plain", text("version", ""), text("commit", ""))
