"""How a figure is written: its name, the median of what was measured, the goal, and whether that was met."""

import operator
import statistics
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
