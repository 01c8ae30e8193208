"""What an engine costs around its work: loading, memory when idle, what is left of it, Python's part."""

import time
from pathlib import Path
from tempfile import TemporaryDirectory

from desktop.inference import llama
from desktop.inference.engine import Engine, EngineOptions
from desktop.inference.protocol import Open, Ready, Survey, Surveyed
from desktop.inference.sampling import Sampling
from desktop.inference.threads import default_threads
from model_manager.placement import Choice
from tests import gguf_files
from tests.bench.memory import resident
from tests.bench.random_model import random_model
from tests.bench.rows import Row, row
from tests.inference.engine_process import PATIENCE_S, EngineProcess

CONTEXT = 2048
ROUNDS = 5
DRAWN = 500


def run() -> list[Row]:
    """The figures: name, value, unit, goal, met, spread."""
    path = random_model()
    return [*_loads(path), _idle(), *_memory(path), _around_a_token()]


def _loads(path: Path) -> list[Row]:
    """From the wish to Ready, against llama.cpp's own functions in this process."""
    ratios, times = [], []
    shape = llama.ContextShape(CONTEXT, 512, default_threads().draw)
    llama.start()
    for _ in range(ROUNDS):
        began = time.perf_counter()
        model = llama.Model.load(path, lambda _fraction: True)
        assert model is not None
        context = llama.Context.of(model, shape, llama.AbortFlag())
        assert context is not None
        theirs = time.perf_counter() - began
        context.close()
        model.close()
        with EngineProcess(path, opening=Open(Choice(context=CONTEXT))) as engine:
            ready = engine.until(Ready)[-1]
            assert isinstance(ready, Ready)
        ratios.append(ready.load_s / theirs)
        times.append(1000 * ready.load_s)
    return [
        row("engine: load / llama.cpp's own", ratios, "ratio", 1.2),
        row("engine: load", times, "ms", None),
    ]


def _idle() -> Row:
    found = []
    for _ in range(3):
        with EngineProcess(None, opening=Survey()) as engine:
            engine.until(Surveyed)
            found.append(resident(engine.process.pid))
    return row("engine without a model: resident memory", found, "MiB", 60)


def _memory(path: Path) -> list[Row]:
    """Another model is another process: what the first one had goes with it."""
    held, left = [], []
    for _ in range(3):
        with EngineProcess(path, opening=Open(Choice(context=CONTEXT))) as engine:
            engine.until(Ready)
            pid = engine.process.pid
            held.append(resident(pid))
            engine.link.close()
            engine.process.wait(PATIENCE_S)
        left.append(resident(pid) if Path(f"/proc/{pid}").exists() else 0)
    return [
        row("engine with a 0.4 B model: resident memory", held, "MiB", None),
        row("engine after its client left: resident memory", left, "MiB", 0),
    ]


def _around_a_token() -> Row:
    """Our loop around a token against llama.cpp's functions alone, by this thread's processor time; the model
    is so small that Python's part is felt.
    """
    with TemporaryDirectory() as folder:
        path = gguf_files.write(Path(folder) / "tiny.gguf")
        engine = Engine.open(path, EngineOptions(threads=1), lambda _: True, llama.AbortFlag())
    ids = list(range(300, 380))
    found = []
    for _ in range(ROUNDS):
        spent = {}
        for ours in (True, False):
            list(engine.evaluate(ids))
            began = time.thread_time()
            if ours:
                list(engine.generate(Sampling(temperature=0), DRAWN))
            else:
                _bare(engine)
            spent[ours] = time.thread_time() - began
        found.append(max(0.0, 1000 * (spent[True] - spent[False]) / DRAWN))
    engine.close()
    return row("engine: Python around a token", found, "ms", 0.05)


def _bare(engine: Engine) -> None:
    with llama.SamplerChain(llama.drawn(llama.Draw(1.0, 0.0, 0.0, 0))) as chain:
        for _ in range(DRAWN - 1):
            engine.context.decode_one(chain.sample(engine.context) or 0)
        chain.sample(engine.context)
    engine.sequences.after_failure()
