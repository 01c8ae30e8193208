"""Measures the transcript: what a batch of deltas costs, how fast conversations open, what they weigh."""

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from desktop.chat.conversation import Ending
from desktop.ui.transcript.canvas import TranscriptView
from tests.bench.memory import resident
from tests.ui.transcript.samples import entry, essay, talk

_BATCH = 7              # characters: 200 tokens a second, 30 batches
_AT = 20_000            # characters that the answer has when it is measured
_RUNS = 5
_ROOT = Path(__file__).parents[2]

Row = dict[str, object]


def _row(name: str, values: list[float], unit: str, goal: float) -> Row:
    value = statistics.median(values)
    spread = (min(values), max(values))
    return {"name": name, "value": round(value, 2), "unit": unit, "goal": goal, "met": value <= goal,
            "spread": [round(each, 2) for each in spread]}


def _view(app: QApplication) -> TranscriptView:
    view = TranscriptView()
    view.resize(1280, 800)
    view.show()
    app.processEvents()
    return view


def _settle(app: QApplication) -> None:
    for _ in range(40):
        app.processEvents()


def stream(app: QApplication, seed: int, at: int = _AT) -> list[float]:
    """Milliseconds of the GUI thread for each batch, paint included, around the 20,000th character."""
    view = _view(app)
    text = essay(at + 3_000, seed)
    view.show_entries(talk(20))
    view.begin_answer(entry(99, "", ending=Ending.STREAMING))
    view.append_delta(text[:at])
    _settle(app)
    costs: list[float] = []
    for place in range(at, len(text), _BATCH):
        start = time.thread_time()
        view.append_delta(text[place : place + _BATCH])
        app.processEvents()
        costs.append((time.thread_time() - start) * 1e3)
    view.close()
    view.deleteLater()
    return costs


def opening(app: QApplication, messages: int) -> float:
    """Milliseconds of the GUI thread from the entries to the first complete paint."""
    view = _view(app)
    entries = talk(messages)
    start = time.thread_time()
    view.show_entries(entries)
    view.repaint()
    cost = (time.thread_time() - start) * 1e3
    view.close()
    view.deleteLater()
    return cost


def weight(messages: int) -> float:
    """MB that a process grows by showing and scrolling through a conversation, its texts included."""
    app = QApplication([])
    view = _view(app)
    view.show_entries(talk(2))
    _settle(app)
    before = resident()
    view.show_entries(talk(messages + 2)[2:])
    for share in (1.0, 0.75, 0.5, 0.25, 0.0):
        bar = view.verticalScrollBar()
        bar.setValue(round(bar.maximum() * share))
        _settle(app)
    return resident() - before


def _weights(messages: int) -> list[float]:
    found: list[float] = []
    for _ in range(3):
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.canvas_bench", "--weight", str(messages)],
            cwd=_ROOT, capture_output=True, text=True, check=True, timeout=120,
        )
        found.append(float(done.stdout))
    return found


def run() -> list[Row]:
    """All figures."""
    application = QApplication.instance()
    app = application if isinstance(application, QApplication) else QApplication([])
    runs = [sorted(stream(app, seed)) for seed in range(_RUNS)]
    tails = [each[int(len(each) * 0.99)] for each in runs]
    medians = [statistics.median(each) for each in runs]
    return [
        _row("30 Hz append at 20,000 characters, median", medians, "ms", 6),
        _row("30 Hz append at 20,000 characters, p99", tails, "ms", 6),
        _row("open 1,000 messages", [opening(app, 1_000) for _ in range(_RUNS)], "ms", 40),
        _row("open 10,000 messages", [opening(app, 10_000) for _ in range(_RUNS)], "ms", 100),
        _row("memory of 1,000 messages", _weights(1_000), "MB", 40),
    ]


if __name__ == "__main__":
    if "--weight" in sys.argv:
        print(weight(int(sys.argv[-1])))
    else:
        print(json.dumps(run(), indent=1, ensure_ascii=False))
