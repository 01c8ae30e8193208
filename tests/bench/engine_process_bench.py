"""What an engine costs around its work: loading, memory with a model and without, our part of a token."""

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
from tests.inference.engine_process import EngineProcess

CONTEXT = 2048
ROUNDS = 5
DRAWN = 500


def run() -> list[Row]:
    """The figures: name, value, unit, goal, met, spread."""
    path = random_model()
    return [*_loads(path), _idle(), _loaded(path), around_a_token()]


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


def _loaded(path: Path) -> Row:
    with EngineProcess(path, opening=Open(Choice(context=CONTEXT))) as engine:
        engine.until(Ready)
        return row("engine with a 0.4 B model: resident memory", [resident(engine.process.pid)], "MiB", None)


def around_a_token() -> Row:
    """Our loop around a token, without llama.cpp's evaluation of it, by this thread's processor time. The
    drawing itself is in it; the model's vocabulary is so small that it hardly counts.
    """
    with TemporaryDirectory() as folder:
        path = gguf_files.write(Path(folder) / "tiny.gguf")
        engine = Engine.open(path, EngineOptions(threads=1), lambda _: True, llama.AbortFlag())
    context = engine.context = _Watched(engine.context, engine.flag)
    found = []
    for number in range(ROUNDS):
        list(engine.evaluate([300 + number, *range(300, 380)]))
        context.seconds, context.tokens = 0.0, 0
        began = time.thread_time()
        drawn = list(engine.generate(Sampling(temperature=0), DRAWN))
        spent = time.thread_time() - began
        assert len(drawn) > context.tokens > 0
        found.append(1000 * (spent - context.seconds) / context.tokens)
    engine.close()
    return row("engine: around a token, beside its evaluation", found, "ms", 0.05)


class _Watched(llama.Context):
    """A context that knows how long it has evaluated single tokens."""

    def __init__(self, context: llama.Context, flag: llama.AbortFlag) -> None:
        super().__init__(context.handle, flag)
        self.seconds = 0.0
        self.tokens = 0

    def decode_one(self, token_id: int) -> int:
        """The same, and its time is taken."""
        began = time.thread_time()
        code = super().decode_one(token_id)
        self.seconds += time.thread_time() - began
        self.tokens += 1
        return code
