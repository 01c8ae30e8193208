"""The benchmarks hold the engine against something, and their figures can fail."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from installers.source.commands import Done, Workshop
from tests.bench import llama_bench_runs
from tests.bench.engine_bench import Round, Speeds, speeds
from tests.bench.llama_bench_runs import LlamaBench

FAST, SLOW = Speeds(200, 20, 200, 20), Speeds(150, 15, 150, 15)


def told(ours: Speeds, reference: Speeds | None) -> dict[str, bool | None]:
    return {each["name"]: each["met"] for each in speeds([Round(ours, FAST, reference)])}


def test_an_engine_that_is_slower_than_llama_bench_does_not_meet_its_goals() -> None:
    for name in ("decode", "prefill"):
        assert told(FAST, FAST)[f"engine {name} / llama-bench"] is True
        assert told(SLOW, FAST)[f"engine {name} / llama-bench"] is False
        assert told(SLOW, FAST)[f"engine {name} / bare loop"] is False


def test_without_llama_bench_nothing_is_held_against_it() -> None:
    assert not [name for name in told(FAST, None) if "llama-bench" in name]


def test_llama_bench_does_the_same_work_and_its_middle_sample_counts() -> None:
    commands: list[Sequence[str]] = []

    def output_of(command: Sequence[str]) -> str:
        commands.append(command)
        return '[{"n_gen": 32, "avg_ts": 18.0, "samples_ts": [30.0, 11.0, 13.0]}]'

    bench = LlamaBench(Path("/cache/llama-bench"), Path("/m.gguf"), 3, output_of)
    assert (bench.read(512), bench.draw(32, depth=512)) == (13.0, 13.0)
    read, drawn = (" ".join(each) for each in commands)
    assert "-p 512 -n 0" in read
    assert "-p 0 -n 32 -d 512" in drawn
    for each in (read, drawn):
        assert each.startswith("/cache/llama-bench -m /m.gguf")
        assert "-t 3 -b 512 -ub 512 -fa on -lm mmap -ngl 0 -dev none" in each


def test_without_a_compiler_llama_bench_is_left_out_with_a_word(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    environment = {"HISHO_ENGINE_CACHE": str(tmp_path / "cache"), "PATH": str(tmp_path)}
    workshop = Workshop(llama_bench_runs.LOCKS, environment, lambda *_, **__: Done(1, ""))
    assert llama_bench_runs.provided(tmp_path / "m.gguf", 1, workshop) is None
    assert "llama-bench is left out" in capsys.readouterr().out
