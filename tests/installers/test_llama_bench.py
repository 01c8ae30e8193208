"""llama-bench is compiled once for the libraries that it measures, and left out where nothing compiles."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from installers.source import llama_bench
from installers.source.commands import Done, SetupError, Workshop
from tests.installers.runners import LOCKS, FakeRunner, program


@pytest.fixture
def libraries(tmp_path: Path) -> Path:
    folder = tmp_path / "llama_cpp" / "lib"
    folder.mkdir(parents=True)
    for name in ("libllama.so", "libggml-cpu-zen4.so", "libgomp.so.1"):
        (folder / name).write_text(name)
    (folder / "build.json").write_text("{}")
    return folder


def compile_of(command: Sequence[str]) -> None:
    """What pip and the compiler leave behind."""
    if "download" in command:
        (Path(command[-1]) / "llama_cpp_python-0.3.36.tar.gz").write_bytes(b"source")
    if "-o" in command:
        Path(command[-1]).write_bytes(b"program")


def workshop(tmp_path: Path, runner: FakeRunner, *programs: str) -> Workshop:
    (tmp_path / "bin").mkdir(exist_ok=True)
    for name in programs:
        program(tmp_path / "bin", name)
    place = {"HISHO_ENGINE_CACHE": str(tmp_path / "cache"), "PATH": str(tmp_path / "bin")}
    return Workshop(LOCKS, place, runner)


def test_it_lies_beside_the_libraries_it_measures_and_is_compiled_once(
    tmp_path: Path, libraries: Path
) -> None:
    runner = FakeRunner({}, compile_of)
    shop = workshop(tmp_path, runner, "c++")
    made = llama_bench.provide(libraries, shop)
    assert made is not None
    assert made.read_bytes() == b"program"
    assert sorted(path.name for path in made.parent.iterdir()) == [
        "libggml-cpu-zen4.so", "libgomp.so.1", "libllama.so", "llama-bench",
    ]  # fmt: skip
    linked = runner.commands[-1]
    assert f"-L{made.parent}" in linked
    assert "-Wl,-rpath,$ORIGIN" in linked
    count = len(runner.commands)
    assert llama_bench.provide(libraries, shop) == made
    assert len(runner.commands) == count


def test_other_libraries_have_another_program(tmp_path: Path, libraries: Path) -> None:
    shop = workshop(tmp_path, FakeRunner({}, compile_of), "c++")
    first = llama_bench.provide(libraries, shop)
    (libraries / "libllama.so").write_text("another build")
    second = llama_bench.provide(libraries, shop)
    assert first is not None
    assert second is not None
    assert first.parent != second.parent
    assert (second.parent / "libllama.so").read_text() == "another build"


def test_without_a_compiler_it_is_left_out_with_a_word(
    tmp_path: Path, libraries: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    runner = FakeRunner({})
    assert llama_bench.provide(libraries, workshop(tmp_path, runner)) is None
    assert "no C++ compiler" in capsys.readouterr().out
    assert runner.commands == []


def test_a_failed_compilation_is_an_error_and_leaves_nothing(tmp_path: Path, libraries: Path) -> None:
    runner = FakeRunner({"-pthread": Done(1, "undefined reference")}, compile_of)
    shop = workshop(tmp_path, runner, "c++")
    with pytest.raises(SetupError, match="undefined reference"):
        llama_bench.provide(libraries, shop)
    assert list((tmp_path / "cache" / "bench").rglob("llama-bench")) == []
