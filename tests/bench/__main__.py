"""`make bench`: runs every benchmark, prints a table, writes build/bench.json. It fails on nothing."""

import importlib
import json
import sys
import traceback
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
_COLUMNS = ("name", "value", "unit", "goal", "met", "spread")


def main() -> int:
    """Each `*_bench` module has `run()`, which returns the rows of its figures."""
    rows: list[dict[str, Any]] = []
    wanted = sys.argv[1:] or sorted(path.stem for path in HERE.glob("*_bench.py"))
    for name in wanted:
        print(f"… {name}", flush=True)
        try:
            rows += importlib.import_module(f"tests.bench.{name}").run()
        except Exception:  # noqa: BLE001  # one benchmark that breaks must not take the others' figures along
            traceback.print_exc()
            broken = {"name": name, "value": None, "unit": "", "goal": "", "met": False, "spread": "broken"}
            rows.append(broken)
    print()
    print("| " + " | ".join(_COLUMNS) + " |")
    print("|" + "---|" * len(_COLUMNS))
    for row in rows:
        print("| " + " | ".join(_cell(row[column]) for column in _COLUMNS) + " |")
    (ROOT / "build").mkdir(exist_ok=True)
    text = json.dumps(rows, ensure_ascii=False, indent=1)
    (ROOT / "build" / "bench.json").write_text(text, encoding="utf-8")
    return 0


def _cell(value: object) -> str:
    """A figure without a goal has nothing to meet: null in the file, an empty cell in the table."""
    return "" if value is None else str(value)


if __name__ == "__main__":
    sys.exit(main())
