"""The page of the models with 500 findings of the hub, and the look into the header of a 40 GB model.

Times are the processor's: of the GUI thread from the scroll bar's move to the painted list, and of the whole
process for the header.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import gguf

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")     # what that platform cannot do

from PySide6.QtWidgets import QApplication

from desktop.fetching.protocol import HitShown
from desktop.ui.appearance import Appearance
from desktop.ui.models.models_page import Tab
from model_manager.gguf_names import names_of
from tests.model_manager import wide_models
from tests.ui.models.samples import Stage

ROOT = Path(__file__).resolve().parents[2]
HITS = 500
WORDS = "gguf"
RUNS = 5
STEPS = 3                           # of the scroll bar in a notch of the wheel
DRAG = 997                          # pixels: the bar is dragged, every frame shows other rows
LOOKS = 7
# The dimensions of Qwen2.5-72B, in Q4_K (whose blocks its feed-forward width is padded to).
LARGE = wide_models.Wide(
    architecture="qwen2", blocks=80, width=8192, heads=64, kv_heads=8, head_size=128, feed_forward=29_696,
    vocabulary=152_064, merges=151_387, kind=gguf.GGMLQuantizationType.Q4_K,
)  # fmt: skip
LEAST_SIZE = 40_000_000_000

Row = dict[str, Any]


def run() -> list[Row]:
    """The figures: name, value, unit, goal, met, spread."""
    (ROOT / "build").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=ROOT / "build") as folder:
        place = Path(folder)
        listing, wheel, drag = _page(place)
        milliseconds, megabytes = _looks(place)
    return [
        _row(f"models page: {HITS} findings, scrolled by the wheel, p99 of a frame", wheel, "ms", 16),
        _row("models page: the same, the bar dragged, p99 of a frame", drag, "ms", 16),
        _row(f"models page: {HITS} findings listed and painted", listing, "ms", None),
        _row("header of a 40 GB model checked, CPU", milliseconds, "ms", 50),
        _row("the same, memory", megabytes, "MB", 20),
    ]


# -- the page


def _page(place: Path) -> tuple[list[float], list[float], list[float]]:
    """Milliseconds to show the findings, and the 99th percentile of a frame by wheel and by dragging."""
    instance = QApplication.instance()
    app = instance if isinstance(instance, QApplication) else QApplication([])
    stage = Stage(place, "ja")
    page = stage.page
    page.resize(1280, 800)
    page.show()
    page.set_appearance(Appearance())
    stage.go(Tab.ALL)
    page.browser.finder.search.setText(WORDS)
    listing = [_listed(app, stage, number) for number in range(RUNS)]
    notch = STEPS * page.browser.list.verticalScrollBar().singleStep()
    wheel = [_frames(app, stage, notch) for _ in range(RUNS)]
    drag = [_frames(app, stage, DRAG) for _ in range(RUNS)]
    page.close()
    return listing, wheel, drag


def _listed(app: QApplication, stage: Stage, number: int) -> float:
    stage.browsing.show_searching(WORDS)
    _settle(app)
    hits = [_hit(each, number) for each in range(HITS)]
    began = time.thread_time()
    stage.browsing.show_hits(hits)
    _settle(app)
    cost = (time.thread_time() - began) * 1e3
    shown = stage.page.browser.list.cards.rowCount()
    assert shown >= HITS, shown
    return cost


def _hit(number: int, run_number: int) -> HitShown:
    gated = ("", "auto", "manual")[number % 3]
    licence = ("apache-2.0", "llama3.1", "", "gemma", "mit")[number % 5]
    return HitShown(
        f"maker-{number % 37}/Llama-3.1-Swallow-日本語-{run_number}-{number:03}-instruct-{WORDS}",
        1_000_000 - number, gated, licence, "llama", 8_000_000_000, number * 97_000_000, "2026-10-01",
    )  # fmt: skip


def _frames(app: QApplication, stage: Stage, step: int) -> float:
    bar = stage.page.browser.list.verticalScrollBar()
    assert bar.maximum() > 10_000, bar.maximum()        # that much does not fit the window
    bar.setValue(0)
    _settle(app)
    costs = []
    for value in range(step, bar.maximum(), step):
        began = time.thread_time()
        bar.setValue(value)
        app.processEvents()
        costs.append((time.thread_time() - began) * 1e3)
    return sorted(costs)[int(len(costs) * 0.99)]


def _settle(app: QApplication) -> None:
    for _ in range(10):
        app.processEvents()


# -- the header


def _looks(place: Path) -> tuple[list[float], list[float]]:
    """Milliseconds, and megabytes that a process grows by; each look in a process of its own."""
    path = wide_models.write(place / "large.gguf", LARGE)
    assert path.stat().st_size >= LEAST_SIZE, path.stat().st_size
    found: tuple[list[float], list[float]] = ([], [])
    for _ in range(LOOKS):
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.models_bench", "--look", str(path)],
            cwd=ROOT, stdout=subprocess.PIPE, check=True, timeout=120,
        )  # fmt: skip
        for figure, values in zip(json.loads(done.stdout), found, strict=True):
            values.append(figure)
    return found


def _look(path: Path) -> tuple[float, float]:
    before = _memory("VmRSS")
    began = time.process_time()
    _, architecture = names_of([path])
    cost = (time.process_time() - began) * 1e3
    assert architecture == LARGE.architecture
    return cost, _memory("VmHWM") - before


def _memory(field: str) -> float:
    """Megabytes of this process: what is resident now, or was at most."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith(field))) * 1024 / 1e6


# -- rows


def _row(name: str, values: list[float], unit: str, goal: float | None) -> Row:
    value = statistics.median(values)
    return {
        "name": name, "value": round(value, 2), "unit": unit, "goal": "" if goal is None else f"≤ {goal:g}",
        "met": None if goal is None else value <= goal, "spread": f"{min(values):.2f}–{max(values):.2f}",
    }  # fmt: skip


if __name__ == "__main__":
    if "--look" in sys.argv:
        print(json.dumps(_look(Path(sys.argv[-1]))))
    else:
        print(json.dumps(run(), ensure_ascii=False, indent=1))
