"""Loads a model in a process of its own, as the engine does, and prints what llama.cpp says of its memory.

`python -m tests.model_manager.load_log PATH WAYS`, where WAYS is a JSON list of options; so is the answer.
"""

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_BUFFER = re.compile(r"(\w+)\s+(model|KV|RS|compute|output) buffer size =\s+([0-9.]+) MiB")
_KINDS = {"f16": 1, "q8_0": 8, "q4_0": 2}


@dataclass(frozen=True, slots=True)
class Logged:
    """Sums of what was logged, in bytes."""

    model: float
    kv: float
    recurrent: float
    compute: float
    output: float

    @property
    def total(self) -> float:
        """All of it."""
        return self.model + self.kv + self.recurrent + self.compute + self.output


def logged(path: Path, **options: Any) -> Logged:
    """Load a model in a child process; `options` as in `_load`."""
    return logged_each(path, [options])[0]


def logged_each(path: Path, ways: Sequence[dict[str, Any]]) -> list[Logged]:
    """Load a model in each of these ways, one after the other, in one child process."""
    command = [sys.executable, "-m", "tests.model_manager.load_log", str(path), json.dumps(ways)]
    done = subprocess.run(command, capture_output=True, check=True, timeout=300)
    return [Logged(**each) for each in json.loads(done.stdout)]


def _start(lines: list[str]) -> Any:
    """llama.cpp with its processor alone; what it logs goes to `lines`, as long as the result lives."""
    import llama_cpp
    from llama_cpp import _ggml
    from llama_cpp import llama_cpp as api

    callback = api.llama_log_callback(lambda _l, text, _d: lines.append(text.decode("utf-8", "replace")))
    api.llama_log_set(callback, None)
    if not _ggml.libggml.ggml_backend_reg_count():
        _ggml.libggml.ggml_backend_load_all_from_path(str(Path(llama_cpp.__file__).parent / "lib").encode())
    api.llama_backend_init()
    return callback


def _load(path: str, options: dict[str, Any], lines: list[str]) -> dict[str, float]:
    from llama_cpp import llama_cpp as api

    lines.clear()
    parameters = api.llama_model_default_params()
    parameters.n_gpu_layers = 0
    model = api.llama_model_load_from_file(path.encode(), parameters)
    if not model:
        raise SystemExit("".join(lines[-8:]))
    wanted = api.llama_context_default_params()
    wanted.n_ctx = options["context"]
    wanted.n_batch = wanted.n_ubatch = min(options.get("batch", 512), options["context"])
    wanted.n_seq_max = options.get("sequences", 1)
    wanted.kv_unified = options.get("unified", False)
    wanted.n_outputs_max = options.get("outputs", 1)
    wanted.swa_full = options.get("full_window", True)
    wanted.type_k = wanted.type_v = _KINDS[options.get("kv", "f16")]
    wanted.flash_attn_type = -1 if options.get("flash_attention", True) else 0    # -1: as it likes
    context = api.llama_init_from_model(model, wanted)
    if not context:
        raise SystemExit("".join(lines[-8:]))
    api.llama_free(context)
    api.llama_model_free(model)
    sums = {"model": 0.0, "KV": 0.0, "RS": 0.0, "compute": 0.0, "output": 0.0}
    for _device, what, size in _BUFFER.findall("".join(lines)):
        sums[what] += float(size) * 2**20
    return {{"KV": "kv", "RS": "recurrent"}.get(what, what): size for what, size in sums.items()}


if __name__ == "__main__":
    log: list[str] = []
    _kept = _start(log)
    sys.stdout.write(json.dumps([_load(sys.argv[1], way, log) for way in json.loads(sys.argv[2])]))
