"""How long locking takes: from the moment the computer says that it goes to sleep until no process is left
that held keys or text, and what the new window costs until its unlock page rests.
"""

import os
import select
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.rows import Row, row
from tests.buses import Broadcaster, is_awaited, running_bus, speaking
from tests.end_to_end.display import Display, display
from tests.end_to_end.programs import Home, child, wait_for
from tests.end_to_end.test_window import make_vault, unlock
from tests.processor_time import used

ROUNDS = 5
_PATIENCE_S = 30.0
_LOOK_S = 0.2
_REST = 3                           # looks without a tick in between: the page is painted and nothing moves


def run(rounds: int = ROUNDS) -> list[Row]:
    """The figures: name, value, unit, goal, met, spread."""
    gone, cost = [], []
    with (
        TemporaryDirectory() as folder,
        running_bus(Path(folder)) as bus,
        speaking(bus) as logind,
        display() as screen,
    ):
        home = Home(Path(folder) / "home", extra={"DISPLAY": screen.name, "DBUS_SYSTEM_BUS_ADDRESS": bus})
        home.folder.mkdir()
        make_vault(home)
        with home.started(stderr=subprocess.DEVNULL) as process:
            wait_for(lambda: "Hisho" in screen.title())
            for _ in range(rounds):
                unlock(screen, home)
                wait_for(lambda: is_awaited(bus, "PrepareForSleep"))
                gone.append(_lock(process.pid, logind))
                cost.append(_cost_of_new_window(process.pid, screen))
    return [
        row("lock: from sleep to nothing left of keys and text", gone, "s", 1.0),
        row("lock: the new window until its page rests, CPU", cost, "ms", 700.0),
    ]


def _lock(supervisor: int, logind: Broadcaster) -> float:
    """Seconds until window and engine are gone."""
    held = [wait_for(_finder(supervisor, each)) for each in ("window", "engine")]
    ends = [os.pidfd_open(pid) for pid in held]
    try:
        begin = time.perf_counter()
        logind.sleep()
        for end in ends:
            assert select.select([end], [], [], _PATIENCE_S)[0], "it was not locked"
        return time.perf_counter() - begin
    finally:
        for end in ends:
            os.close(end)


def _finder(supervisor: int, program: str) -> Callable[[], int | None]:
    return lambda: child(supervisor, program)


def _cost_of_new_window(supervisor: int, screen: Display) -> float:
    """Milliseconds of the processor from its start until it has shown its page and rests."""
    window = wait_for(_finder(supervisor, "window"))
    wait_for(lambda: "Hisho" in screen.title())
    looks = [used(window)]
    pause = threading.Event()
    while len(looks) < _REST or len(set(looks[-_REST:])) > 1:
        pause.wait(_LOOK_S)
        looks.append(used(window))
    return looks[-1] * 1000
