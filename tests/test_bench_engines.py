"""Benchmarks of whole engines come to an end with a tiny model, and their figures are of something."""

from pathlib import Path

from tests import gguf_files
from tests.bench import engine_process_bench, model_change_bench


def test_what_surrounds_a_token_is_always_something() -> None:
    lowest, highest = engine_process_bench.around_a_token()["spread"]
    assert 0 < lowest <= highest


def test_changing_models_is_measured_with_real_engines(tmp_path: Path) -> None:
    share, loaded = model_change_bench.run(gguf_files.write(tmp_path / "m.gguf"))
    assert 0 < share["value"] < 1.5         # two at a time would be about 2; the goal is the bench's own
    assert loaded["value"] > 20
