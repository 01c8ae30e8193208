"""What shutting a program in costs at its start: our own two layers, and the third around them, with the
proxy of the buses where the program has one. A start is the time from the supervisor's wish until the program
that reports its confinement has answered, all probes included.
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from desktop import paths
from desktop.confinement.layers import Reason
from desktop.third_layer import Starter, ThirdLayer, Wanted
from tests.bench.rows import Row, row
from tests.confinement.buses import a_bus

ROUNDS = 9
PROGRAMS = ("window", "client", "engine", "fetcher_local")
_GOAL_MS = 10.0                         # for our own two layers
_MS = 1000


def run() -> list[Row]:
    """Rounds of two and of three layers take turns, so that a busy moment hits both."""
    tried = [_trial() for _ in range(ROUNDS)]
    here = ThirdLayer.find()
    levels = {"two layers": replace(here, reason=Reason.NOT_TRIED)}
    if here.reason is Reason.IN_FORCE:
        levels["three layers"] = here
    own: dict[str, list[float]] = {program: [] for program in PROGRAMS}
    starts: dict[tuple[str, str], list[float]] = {}
    with tempfile.TemporaryDirectory() as folder, a_bus(Path(folder), os.getuid()) as bus:
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": folder,
            "HISHO_HOME": f"{folder}/hisho",
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={bus}",
        }
        for _ in range(ROUNDS):
            for level, layer in levels.items():
                for program in PROGRAMS:
                    took, cost = _start(environment, layer, program)
                    own[program].append(cost)
                    starts.setdefault((program, level), []).append(took)
    return [
        *(row(f"confinement, own two layers, {name}", costs, "ms", _GOAL_MS) for name, costs in own.items()),
        row("third layer, looked for and tried", tried, "ms", None),
        *(row(f"start of {program}, {level}", took, "ms", None) for (program, level), took in starts.items()),
    ]


def _trial() -> float:
    began = time.perf_counter()
    ThirdLayer.find()
    return (time.perf_counter() - began) * _MS


def _start(environment: Mapping[str, str], layer: ThirdLayer, program: str) -> tuple[float, float]:
    """How long a start took, and what of that our own layers did."""
    places = paths.of(environment)
    places.make()
    starter = Starter(places, environment, layer)
    began = time.perf_counter()
    child = starter.start(Wanted("probe", program, {"program": program}))
    report = json.loads(child.channel.receive().untrusted["report_json"])
    took = (time.perf_counter() - began) * _MS
    child.end()
    child.release()
    return took, report["cost_ms"]


if __name__ == "__main__":
    sys.stdout.write(json.dumps(run(), ensure_ascii=False, indent=1))
