"""How soon the window is there and what it holds, against a bare PySide6 window; and what the supervisor
holds.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

from desktop.channel import Channel
from desktop.vault.vault import Vault, VaultPlace
from tests.bench.memory import resident
from tests.end_to_end.display import display
from tests.end_to_end.programs import Home, child, wait_for
from tests.end_to_end.test_window import make_vault, unlock
from tests.fakes import ManualClock
from tests.processor_time import used

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 7
_STILL_MB = 0.2
GOAL_RATIO, GOAL_WINDOW_MB, GOAL_SUPERVISOR_MB = 3.0, 130.0, 25.0
_BARE = """
import os, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
application = QApplication(["bare"])
window = QMainWindow()
window.setCentralWidget(QLabel("秘書"))
window.resize(1180, 800)
window.show()
QTimer.singleShot(0, lambda: (window.grab(), application.quit()))
application.exec()
os._exit(0)
"""


def run() -> list[dict[str, Any]]:
    """The figures; processor time is that of the whole process."""
    with tempfile.TemporaryDirectory() as folder:
        environment = _environment(Path(folder))
        places = Path(folder) / "data" / "vault"
        places.parent.mkdir()
        Vault.create(VaultPlace(places, ManualClock().now), None, "a passphrase of the bench").vault.close()
        bare, own, memory = [], [], []
        for _ in range(ROUNDS):
            bare.append(_bare_cpu(environment))
            cpu, resident = _window(environment)
            own.append(cpu)
            memory.append(resident)
        supervisor = [_supervisor_memory(environment) for _ in range(3)]
    room = [_room_memory() for _ in range(3)]
    ratios = [mine / theirs for mine, theirs in zip(own, bare, strict=True)]
    return [
        _figure("window: start to unlock page, CPU against a bare window", ratios, "×", GOAL_RATIO),
        _figure("window: the same, CPU", [each * 1000 for each in own], "ms", None),
        _figure("bare PySide6 window, CPU", [each * 1000 for each in bare], "ms", None),
        _figure("window: resident memory on the unlock page, offscreen", memory, "MB", None),
        _figure("window: resident memory in the open room, on X11", room, "MB", GOAL_WINDOW_MB),
        _figure("supervisor: resident memory", supervisor, "MB", GOAL_SUPERVISOR_MB),
    ]


def _figure(name: str, values: list[float], unit: str, goal: float | None) -> dict[str, Any]:
    value = statistics.median(values)
    return {
        "name": name,
        "value": round(value, 2),
        "unit": unit,
        "goal": "" if goal is None else f"≤ {goal:g}",
        "met": None if goal is None else value <= goal,
        "spread": f"{min(values):.2f}–{max(values):.2f}",
    }


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {**kept, "HISHO_HOME": str(folder), "QT_QPA_PLATFORM": "offscreen"}


def _bare_cpu(environment: dict[str, str]) -> float:
    before = os.times()
    subprocess.run([sys.executable, "-I", "-c", _BARE], env=environment, check=True)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def _window(environment: dict[str, str]) -> tuple[float, float]:
    """Seconds of processor time until the window says that it is shown, and megabytes a moment later."""
    channel, theirs = Channel.pair()
    command = [sys.executable, "-I", "-X", "utf8", str(ROOT / "main.py"), "window"]
    with theirs, channel:
        process = subprocess.Popen(
            [*command, str(theirs.fileno()), str(os.getpid())],
            env=environment,
            pass_fds=[theirs.fileno()],
            stderr=subprocess.DEVNULL,
        )
        theirs.close()
        channel.send({"verb": "start", "locked": True, "crashed": False, "model_path": ""})
        while channel.receive().untrusted.get("verb") != "shown":
            pass
        cpu = used(process.pid)
        memory = resident(process.pid)
        process.kill()
        process.wait()
    return cpu, memory


def _supervisor_memory(environment: dict[str, str]) -> float:
    """With a command-line client that waits for its question."""
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "main.py"), "ask", "-"],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    with process.stdin, process.stdout:
        process.stdin.write(b"What can Hisho do?")
        process.stdin.close()
        process.stdout.read(1)              # it answers: everything has been started
        memory = resident(process.pid)
        process.stdout.read()
    process.wait()
    return memory


def _room_memory() -> float:
    """Of the window that a person has before them all day: unlocked, the guide loaded, nothing asked yet."""
    with tempfile.TemporaryDirectory() as folder, display() as screen:
        home = Home(Path(folder), extra={"DISPLAY": screen.name})
        make_vault(home)
        with home.started(stderr=subprocess.DEVNULL) as process:
            wait_for(lambda: screen.title().strip())
            unlock(screen, home)
            window = wait_for(lambda: child(process.pid, "window"))
            return wait_for(lambda: _settled(window))


def _settled(pid: int) -> float | None:
    """The memory once it has stood still for a second."""
    before = resident(pid)
    threading.Event().wait(1.0)
    return before if abs(resident(pid) - before) < _STILL_MB else None


if __name__ == "__main__":
    sys.stdout.write(json.dumps(run(), ensure_ascii=False, indent=1))
