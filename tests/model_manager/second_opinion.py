"""Asks llama.cpp itself, in a process of its own, what a model would take and how it would place it.

Nothing is allocated and no weight is read, so that models of any size can be asked about.

`python -m tests.model_manager.second_opinion print|fit PATH QUESTIONS`, where QUESTIONS is JSON.
The functions are those of llama.cpp's `common/fit.h`, under the names that its compiler gave them.
"""

import ctypes
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from model_manager.shape import EXPERTS
from tests.inference.software_vulkan import software_vulkan
from tests.sources import ROOT

_FIT_PRINT = "_Z16common_fit_printPKcP18llama_model_paramsP20llama_context_params"
_FIT_PARAMS = (
    "_Z17common_fit_paramsPKcP18llama_model_paramsP20llama_context_paramsPfP32llama_model_tensor_buft_override"
    "PmjPK22common_fit_extra_model14ggml_log_level"
)
_KINDS = {"f16": 1, "q8_0": 8}
_MIB = 2**20
_MOST = 4096                        # devices and overrides, far more than llama.cpp itself allows
_LOG_LEVEL_ERROR = 4
HOST = "Host"
_NEXT = "--"


@dataclass(frozen=True, slots=True)
class Asked:
    """How a model would be loaded. `gpu_layers` below 0: llama.cpp decides. `devices`: so many it may use, at
    most two, each of them the same software Vulkan.
    """

    context: int
    kv: str = "f16"
    batch: int = 512
    flash_attention: bool = True
    sequences: int = 1
    unified: bool = False
    full_window: bool = True
    outputs: int = 0
    gpu_layers: int = 0
    split: tuple[int, ...] = ()
    experts_on_cpu: tuple[int, ...] = ()        # blocks
    devices: int = 1


@dataclass(frozen=True, slots=True)
class Place:
    """Bytes in one place."""

    model: int
    context: int
    compute: int

    @property
    def total(self) -> int:
        """All of it."""
        return self.model + self.context + self.compute


@dataclass(frozen=True, slots=True)
class Fitted:
    """What llama.cpp would do. `partial`: blocks of which only a part is on the device."""

    is_success: bool
    gpu_layers: int
    context: int
    partial: int
    devices: int


def places(path: Path, questions: Sequence[Asked]) -> list[dict[str, Place]]:
    """What would be taken of each place: HOST, or a device's name."""
    answers: list[dict[str, Place]] = []
    for line in _child("print", path, questions).splitlines():
        if line == _NEXT:
            answers.append({})
            continue
        name, *sizes = line.split()
        answers[-1][name] = Place(*(int(each) * _MIB for each in sizes))
    return answers


def fitted(path: Path, asked: Asked, rooms: Sequence[int], shortest: int = 0) -> list[Fitted]:
    """How llama.cpp would place a model on a device that has so much room, or, where there is none, in so
    much of the computer's memory. A context of 0 is left to it, but for `shortest`.
    """
    lines = _child("fit", path, [asked] * len(rooms), rooms=rooms, shortest=shortest).splitlines()
    return [Fitted(**json.loads(line)) for line in lines if line != _NEXT]


def _child(what: str, path: Path, questions: Sequence[Asked], **more: Any) -> str:
    asked = {"questions": [asdict(each) for each in questions]} | more
    done = subprocess.run(
        [sys.executable, "-m", "tests.model_manager.second_opinion", what, str(path), json.dumps(asked)],
        capture_output=True,
        check=True,
        timeout=300,
        text=True,
        cwd=ROOT,
        env={**os.environ, **software_vulkan(), "GGML_VK_VISIBLE_DEVICES": "0,0"},
    )
    return done.stdout


class _Override(ctypes.Structure):
    """llama_model_tensor_buft_override."""

    _fields_ = (("pattern", ctypes.c_char_p), ("buft", ctypes.c_void_p))


class _Llama:
    """llama.cpp, quiet, with the structures for a question. What those point to is kept here."""

    def __init__(self) -> None:
        import llama_cpp
        from llama_cpp import _ggml
        from llama_cpp import llama_cpp as api

        folder = Path(llama_cpp.__file__).parent / "lib"
        self._ggml, self._base = _ggml.libggml, ctypes.CDLL(str(folder / "libggml-base.so"))
        self._ggml.ggml_backend_dev_get.argtypes = [ctypes.c_size_t]
        self._ggml.ggml_backend_dev_get.restype = ctypes.c_void_p
        if not self._ggml.ggml_backend_reg_count():
            self._ggml.ggml_backend_load_all_from_path(str(folder).encode())
        self._quiet = api.llama_log_callback(lambda _level, _text, _data: None)
        api.llama_log_set(self._quiet, None)
        api.llama_backend_init()
        self.common = ctypes.CDLL(str(folder / "libllama-common.so"))
        self._api = api

    def ask(self, options: dict[str, Any]) -> None:
        """Prepare for a question."""
        api = self._api
        self.model = api.llama_model_default_params()
        self.split = (ctypes.c_float * _MOST)(*options["split"])
        self.overrides = (_Override * _MOST)()
        self._set_model(options)
        self.context = api.llama_context_default_params()
        self._set_context(options)

    def _set_model(self, options: dict[str, Any]) -> None:
        if options["gpu_layers"] >= 0:
            self.model.n_gpu_layers = options["gpu_layers"]
        if options["split"]:
            self.model.tensor_split = self.split
        if known := self._devices()[: options["devices"]]:
            self.devices = (ctypes.c_void_p * (len(known) + 1))(*known)
            self.model.devices = ctypes.cast(self.devices, ctypes.c_void_p)
        host = self._base.ggml_backend_cpu_buffer_type
        host.restype = ctypes.c_void_p
        for at, block in enumerate(options["experts_on_cpu"]):
            self.overrides[at].pattern = rf"blk\.{block}\.{EXPERTS}".encode()
            self.overrides[at].buft = host()
        if options["experts_on_cpu"]:
            self.model.tensor_buft_overrides = ctypes.cast(self.overrides, ctypes.c_void_p)

    def _set_context(self, options: dict[str, Any]) -> None:
        context = self.context
        context.n_ctx = options["context"]
        context.n_batch = context.n_ubatch = options["batch"]
        context.n_seq_max = options["sequences"]
        context.kv_unified = options["unified"]
        context.swa_full = options["full_window"]
        context.n_outputs_max = options["outputs"]
        context.type_k = context.type_v = _KINDS[options["kv"]]
        context.flash_attn_type = -1 if options["flash_attention"] else 0
        context.op_offload = options["gpu_layers"] != 0

    def _devices(self) -> list[int]:
        """All that are no processor."""
        kind = self._base.ggml_backend_dev_type
        kind.argtypes, kind.restype = [ctypes.c_void_p], ctypes.c_int
        every = [self._ggml.ggml_backend_dev_get(at) for at in range(self._ggml.ggml_backend_dev_count())]
        return [each for each in every if kind(each)]

    def _free(self, count: int) -> list[int]:
        """Free bytes of each device, or all of the computer's where there is none, as llama.cpp reckons."""
        memory = self._base.ggml_backend_dev_memory
        memory.argtypes = [ctypes.c_void_p, ctypes.POINTER(ctypes.c_size_t), ctypes.POINTER(ctypes.c_size_t)]
        devices = self._devices()[:count]
        found = []
        for each in devices or [self._ggml.ggml_backend_dev_get(0)]:
            free, total = ctypes.c_size_t(), ctypes.c_size_t()
            memory(each, ctypes.byref(free), ctypes.byref(total))
            found.append(free.value if devices else total.value)
        return found

    def print_places(self, path: str) -> None:
        """Print what would be taken."""
        ask = getattr(self.common, _FIT_PRINT)
        ask(os.fsencode(path), ctypes.byref(self.model), ctypes.byref(self.context))
        ctypes.CDLL(None).fflush(None)

    def fit(self, path: str, devices: int, room: int, shortest: int) -> dict[str, Any]:
        """What it would do."""
        ask = getattr(self.common, _FIT_PARAMS)
        ask.restype = ctypes.c_int
        pointers = [ctypes.c_void_p] * 5
        ask.argtypes = [ctypes.c_char_p, *pointers, ctypes.c_uint32, ctypes.c_void_p, ctypes.c_int]
        margins = (ctypes.c_size_t * _MOST)(*(max(0, each - room) for each in self._free(devices)))
        status = ask(
            os.fsencode(path), ctypes.byref(self.model), ctypes.byref(self.context), self.split,
            self.overrides, margins, shortest, None, _LOG_LEVEL_ERROR,
        )  # fmt: skip
        return {
            "is_success": status == 0,
            "gpu_layers": self.model.n_gpu_layers,
            "context": self.context.n_ctx,
            "partial": next(at for at, each in enumerate(self.overrides) if not each.pattern),
            "devices": sum(each > 0 for each in self.split) or 1,
        }


def _main(what: str, path: str, asked: dict[str, Any]) -> None:
    llama = _Llama()
    for at, options in enumerate(asked["questions"]):
        llama.ask(options)
        sys.stdout.write(f"{_NEXT}\n")
        sys.stdout.flush()
        if what == "print":
            llama.print_places(path)
        else:
            found = llama.fit(path, options["devices"], asked["rooms"][at], asked["shortest"])
            sys.stdout.write(f"{json.dumps(found)}\n")


if __name__ == "__main__":
    _main(sys.argv[1], sys.argv[2], json.loads(sys.argv[3]))
