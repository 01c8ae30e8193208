"""The engine as a program: tied to its supervisor, shut in for its model, then the worker."""

import json
from pathlib import Path

from desktop.confinement import account
from desktop.confinement.choice import die_with_parent
from desktop.confinement.profiles import engine
from desktop.confinement.program import shut_in
from desktop.inference import worker
from desktop.logs import install_last_resort
from model_manager.gguf_parts import part_paths


def run(control_descriptor: int, parent: int) -> int:
    """Be an engine until the client or the supervisor goes; returns the exit code."""
    die_with_parent(parent)
    install_last_resort()
    return worker.run(control_descriptor, _confine)


def _confine(model: Path | None) -> str:
    home = account.home()
    readable = tuple(part_paths(model)) if model else ()
    # Without a model the probes try to write to something else that may be read and not be written.
    return json.dumps(shut_in(engine(readable), vault=home, model=model or Path(__file__)))
