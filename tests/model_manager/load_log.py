"""Loads a model in a process of its own, as the engine does, and prints what llama.cpp says of its memory.

`python -m tests.model_manager.load_log PATH OPTIONS`, where OPTIONS is JSON; the answer is JSON, too.
"""

import json
import re
import subprocess
import sys
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
    command = [sys.executable, "-m", "tests.model_manager.load_log", str(path), json.dumps(options)]
    done = subprocess.run(command, capture_output=True, check=True, timeout=120)
    return Logged(**json.loads(done.stdout))


def _load(path: str, options: dict[str, Any]) -> dict[str, float]:
    from llama_cpp import llama_cpp as api

    lines: list[str] = []
    callback = api.llama_log_callback(lambda _l, text, _d: lines.append(text.decode("utf-8", "replace")))
    api.llama_log_set(callback, None)
    api.llama_backend_init()
    parameters = api.llama_model_default_params()
    parameters.n_gpu_layers = 0
    model = api.llama_model_load_from_file(path.encode(), parameters)
    if not model:
        raise SystemExit("".join(lines[-8:]))
    wanted = api.llama_context_default_params()
    wanted.n_ctx = options["context"]
    wanted.n_batch = wanted.n_ubatch = min(options.get("batch", 512), options["context"])
    wanted.n_seq_max = options.get("sequences", 1)
    wanted.swa_full = options.get("full_window", True)
    wanted.type_k = wanted.type_v = _KINDS[options.get("kv", "f16")]
    wanted.flash_attn_type = -1 if options.get("flash_attention", True) else 0    # -1: as it likes
    context = api.llama_init_from_model(model, wanted)
    if not context:
        raise SystemExit("".join(lines[-8:]))
    sums = {"model": 0.0, "KV": 0.0, "RS": 0.0, "compute": 0.0, "output": 0.0}
    for _device, what, size in _BUFFER.findall("".join(lines)):
        sums[what] += float(size) * 2**20
    return {{"KV": "kv", "RS": "recurrent"}.get(what, what): size for what, size in sums.items()}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_load(sys.argv[1], json.loads(sys.argv[2]))))
