"""The wheel that is kept holds only what runs, each library once, and the same bytes from the same files."""

import base64
import csv
import hashlib
import io
import json
import os
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from installers.source.commands import Done, SetupError, Workshop
from installers.source.wheel_repair import Linker, repair
from tests.installers.runners import LOCKS, FakeRunner

NAME = "llama_cpp_python-0.3.36-py3-none-linux_x86_64.whl"
INFO = "llama_cpp_python-0.3.36.dist-info"
FILES = {
    "llama_cpp/__init__.py": b"",
    "llama_cpp/include/llama.h": b"header",
    "llama_cpp/lib/cmake/llama/llama-config.cmake": b"cmake",
    "llama_cpp/lib/libggml-base.so": b"base",
    "llama_cpp/lib/libggml-vulkan.so": b"vulkan",
    "llama_cpp/lib/pkgconfig/llama.pc": b"pc",
    f"{INFO}/METADATA": b"Name: llama_cpp_python\n",
    f"{INFO}/RECORD": b"stale",
}
BUILD = {"kind": "full", "version": "0.3.36", "commit": "", "flags": ["-DA=ON"]}


class FakeLinker(Linker):
    """Knows by a table what each library needs; remembers where each was told to look."""

    def __init__(self, needs: Mapping[str, list[str]], runtime: Path | None) -> None:
        self.told: dict[str, str] = {}
        self._needs = needs
        self._runtime = runtime

    def needed(self, library: Path) -> list[str]:
        return self._needs.get(library.name, ["libc.so.6"])

    def look_in(self, library: Path, places: str) -> None:
        self.told[library.name] = places

    def of_the_compiler(self, name: str) -> Path | None:
        return self._runtime


@pytest.fixture
def runtime(tmp_path: Path) -> Path:
    path = tmp_path / "libgomp.so.1.0.0"
    path.write_bytes(b"openmp")
    return path


NEEDS = {
    "libggml-base.so": ["libgomp.so.1", "libstdc++.so.6", "libgcc_s.so.1", "ld-linux-x86-64.so.2"],
    "libggml-vulkan.so": ["libvulkan.so.1", "libggml-base.so", "libgomp.so.1", "libm.so.6"],
}


def raw(folder: Path, files: Mapping[str, bytes], seconds: int = 0) -> Path:
    """A wheel as the build leaves it."""
    folder.mkdir()
    with zipfile.ZipFile(folder / NAME, "w") as wheel:
        for name, data in files.items():
            wheel.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, seconds)), data)
    return folder / NAME


def repaired(folder: Path, wheel: Path, linker: Linker) -> Path:
    folder.mkdir()
    return repair(wheel, folder, BUILD, linker)


def test_it_holds_only_what_runs_and_what_that_needs(tmp_path: Path, runtime: Path) -> None:
    linker = FakeLinker(NEEDS, runtime)
    made = repaired(tmp_path / "out", raw(tmp_path / "raw", FILES), linker)
    with zipfile.ZipFile(made) as wheel:
        assert wheel.namelist() == [
            "llama_cpp/__init__.py", "llama_cpp/lib/build.json", "llama_cpp/lib/libggml-base.so",
            "llama_cpp/lib/libggml-vulkan.so", "llama_cpp/lib/libgomp.so.1", f"{INFO}/METADATA",
            f"{INFO}/RECORD", f"{INFO}/licenses/libgomp.so.1.txt",
        ]  # fmt: skip
        assert wheel.read("llama_cpp/lib/libgomp.so.1") == b"openmp"
        assert b"GCC-exception" in wheel.read(f"{INFO}/licenses/libgomp.so.1.txt")
        assert json.loads(wheel.read("llama_cpp/lib/build.json")) == BUILD
    assert made.name == NAME
    assert linker.told == {"libggml-base.so": "$ORIGIN", "libggml-vulkan.so": "$ORIGIN"}


def test_only_nvidias_backend_may_need_nvidias_packages(tmp_path: Path, runtime: Path) -> None:
    files = {**FILES, "llama_cpp/lib/libggml-cuda.so": b"cuda"}
    needs = {"libggml-cuda.so": ["libcudart.so.13", "libcublas.so.13", "libcuda.so.1", "libggml-base.so"]}
    linker = FakeLinker(needs, runtime)
    made = repaired(tmp_path / "out", raw(tmp_path / "raw", files), linker)
    with zipfile.ZipFile(made) as wheel:
        assert not any("cudart" in name or "cublas" in name for name in wheel.namelist())
    assert linker.told["libggml-cuda.so"] == "$ORIGIN:$ORIGIN/../../nvidia/cu13/lib"
    assert linker.told["libggml-base.so"] == "$ORIGIN"
    other = FakeLinker({"libggml-base.so": ["libcublas.so.13"]}, runtime)
    with pytest.raises(SetupError, match="needs libcublas"):
        repaired(tmp_path / "other", tmp_path / "raw" / NAME, other)


def test_the_record_names_every_file_with_its_hash(tmp_path: Path, runtime: Path) -> None:
    made = repaired(tmp_path / "out", raw(tmp_path / "raw", FILES), FakeLinker(NEEDS, runtime))
    with zipfile.ZipFile(made) as wheel:
        lines = list(csv.reader(io.StringIO(wheel.read(f"{INFO}/RECORD").decode())))
        assert sorted(line[0] for line in lines) == sorted(wheel.namelist())
        for name, digest, size in lines:
            data = wheel.read(name)
            expected = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).decode().rstrip("=")
            own = name == f"{INFO}/RECORD"
            assert (digest, size) == (("", "") if own else (f"sha256={expected}", str(len(data))))


def test_the_same_files_make_the_same_bytes(tmp_path: Path, runtime: Path) -> None:
    backwards = dict(reversed(FILES.items()))
    os.utime(runtime, (1, 1))
    first = repaired(tmp_path / "1", raw(tmp_path / "a", FILES), FakeLinker(NEEDS, runtime))
    os.utime(runtime, (10**9, 10**9))
    second = repaired(tmp_path / "2", raw(tmp_path / "b", backwards, 9), FakeLinker(NEEDS, runtime))
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("stray", ["lib/libllama.so", "bin/convert.py", "include/llama.h"])
def test_nothing_may_fill_the_top_of_site_packages(tmp_path: Path, runtime: Path, stray: str) -> None:
    wheel = raw(tmp_path / "raw", {**FILES, stray: b""})
    with pytest.raises(SetupError, match=stray):
        repaired(tmp_path / "out", wheel, FakeLinker(NEEDS, runtime))


@pytest.mark.parametrize("name", ["libssl.so.3", "libcurl.so.4", "libc.so.6.evil", "libopenblas.so.0"])
def test_a_library_that_no_system_is_sure_to_have_is_refused(
    tmp_path: Path, runtime: Path, name: str
) -> None:
    linker = FakeLinker({"libggml-base.so": [name]}, runtime)
    with pytest.raises(SetupError, match=f"libggml-base.so needs {name}"):
        repaired(tmp_path / "out", raw(tmp_path / "raw", FILES), linker)


def test_a_runtime_that_the_compiler_has_not_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match=r"needs libgomp\.so\.1"):
        repaired(tmp_path / "out", raw(tmp_path / "raw", FILES), FakeLinker(NEEDS, None))
    assert list((tmp_path / "out").iterdir()) == []


def test_the_linker_asks_patchelf_and_the_compiler(tmp_path: Path, runtime: Path) -> None:
    answers = {
        "--print-needed": Done(0, "libgomp.so.1\nlibc.so.6\n"),
        "-print-file-name=libgomp.so.1": Done(0, f"{tmp_path}/../{tmp_path.name}/{runtime.name}\n"),
        "-print-file-name=libomp.so.5": Done(0, "libomp.so.5\n"),
    }
    runner = FakeRunner(answers)
    linker = Linker(Path("/tools"), Workshop(LOCKS, {"CXX": "g++-13"}, runner))
    assert linker.needed(Path("/x/liba.so")) == ["libgomp.so.1", "libc.so.6"]
    assert linker.of_the_compiler("libgomp.so.1") == runtime
    assert linker.of_the_compiler("libomp.so.5") is None
    linker.look_in(Path("/x/liba.so"), "$ORIGIN")
    assert runner.commands[-1] == ["/tools/bin/patchelf", "--set-rpath", "$ORIGIN", "/x/liba.so"]
    assert runner.commands[1][0] == "g++-13"
