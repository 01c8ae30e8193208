"""The benchmarks need nothing that the set-up does not bring; what they measure is not tested here."""

import subprocess
import sys

import pytest

from tests.sources import ROOT

BENCHES = sorted(path.stem for path in (ROOT / "tests" / "bench").glob("*_bench.py"))


@pytest.mark.parametrize("name", BENCHES)
def test_a_benchmark_can_begin(name: str) -> None:
    code = f"from tests.bench import {name}; assert callable({name}.run)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr


def test_there_are_benchmarks() -> None:
    assert len(BENCHES) >= 6
