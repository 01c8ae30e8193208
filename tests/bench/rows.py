"""How a figure is taken, and how it is written: its name, the median of what was measured, the goal, and
whether that was met.
"""

import operator
import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any

Row = dict[str, Any]


def row(
    name: str,
    values: Sequence[float],
    unit: str,
    goal: float | None,
    holds: Callable[[float, float], bool] = operator.le,
) -> Row:
    """The figure's row; without a goal there is nothing to meet."""
    value = statistics.median(values)
    return {
        "name": name,
        "value": round(value, 3),
        "unit": unit,
        "goal": goal,
        "met": None if goal is None else holds(value, goal),
        "spread": [round(min(values), 3), round(max(values), 3)],
    }


def times(
    work: Callable[[], object], count: int, clock: Callable[[], float] = time.perf_counter
) -> list[float]:
    """Milliseconds of each time that it is done, by this clock."""
    found = []
    for _ in range(count):
        began = clock()
        work()
        found.append((clock() - began) * 1000)
    return found
