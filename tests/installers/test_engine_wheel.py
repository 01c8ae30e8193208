"""The engine is compiled once: the plain one for a kind of processor, the full one for all of them."""

import json
import os
import re
import sys
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from installers.source import engine_build, engine_cache, engine_source, engine_wheel
from installers.source.commands import Done, SetupError, Workshop
from installers.source.engine_kinds import FULL, PLAIN, Kind
from tests.installers.runners import LOCKS, FakeRunner, program

CPUINFO = "model name\t: Zen\nflags\t\t: avx avx2\nmodel name\t: Zen\n"
NAME = "llama_cpp_python-0.3.36-py3-none-linux_x86_64.whl"


def build_of(command: Sequence[str]) -> None:
    """What pip and tar leave behind."""
    if "download" in command:
        (Path(command[-1]) / "llama_cpp_python-0.3.36.tar.gz").write_bytes(b"source")
    if "wheel" in command:
        out = Path(command[-1])
        out.mkdir(parents=True)
        with zipfile.ZipFile(out / NAME, "w") as wheel:
            wheel.writestr("llama_cpp/lib/libggml.so", b"library")
            wheel.writestr("llama_cpp_python-0.3.36.dist-info/RECORD", b"")


@pytest.fixture
def place(tmp_path: Path) -> dict[str, str]:
    """A cache of our own, and a path with a compiler and system tools that do nothing."""
    (tmp_path / "bin").mkdir()
    for name in ("c++", "glslc"):
        program(tmp_path / "bin", name)
    return {"HISHO_ENGINE_CACHE": str(tmp_path / "cache"), "PATH": str(tmp_path / "bin")}


def workshop(place: Mapping[str, str], answers: Mapping[str, Done] | None = None) -> Workshop:
    return Workshop(LOCKS, place, FakeRunner(answers or {}, build_of))


def commands(shop: Workshop) -> list[list[str]]:
    assert isinstance(shop.run, FakeRunner)
    return shop.run.commands


# A full engine without shaders: what compiles those has tests of its own.
FULL_WITHOUT_SHADERS = replace(FULL, has_shaders=False)
KINDS = pytest.mark.parametrize("kind", [PLAIN, FULL_WITHOUT_SHADERS], ids=lambda kind: kind.name)


# -- the key


def test_the_key_knows_sources_flags_and_processor() -> None:
    key = engine_cache.cache_key("1.0 hash", ("-DA",), "zen")
    assert re.fullmatch("[0-9a-f]{32}", key)
    assert len({key, engine_cache.cache_key("1.1 hash", ("-DA",), "zen"),
                engine_cache.cache_key("1.0 hash", ("-DB",), "zen"),
                engine_cache.cache_key("1.0 hash", ("-DA",), "skylake")}) == 4  # fmt: skip


def test_the_processor_is_its_name_and_capabilities() -> None:
    assert engine_cache.processor(CPUINFO) == engine_cache.processor(CPUINFO + "cpu MHz : 2\n")
    assert engine_cache.processor(CPUINFO) != engine_cache.processor(CPUINFO.replace("avx2", ""))


def test_only_the_plain_engine_is_for_one_processor(place: dict[str, str]) -> None:
    assert PLAIN.for_one_processor
    assert not FULL.for_one_processor
    shop = workshop(place)
    for_all = replace(PLAIN, for_one_processor=False)
    assert engine_cache.folder(PLAIN, shop) != engine_cache.folder(for_all, shop)
    assert engine_cache.folder(PLAIN, shop).name.split("-")[0] == "plain"


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ({"HISHO_ENGINE_CACHE": "/a"}, "/a"),
        ({"XDG_CACHE_HOME": "/b", "HOME": "/c"}, "/b/hisho/engine"),
        ({"HOME": "/c"}, "/c/.cache/hisho/engine"),
    ],
)
def test_the_cache_is_where_the_environment_says(place: dict[str, str], expected: str) -> None:
    assert engine_cache.cache_folder(place) == Path(expected)


def test_the_compilers_are_known_by_their_versions(place: dict[str, str]) -> None:
    def name_of(kind: Kind, version: str) -> str | None:
        return engine_cache.toolchain(kind, workshop(place, {"--version": Done(0, version)}))

    assert name_of(PLAIN, "g++ 12") == name_of(PLAIN, "g++ 12")
    assert len({name_of(PLAIN, "g++ 12"), name_of(PLAIN, "g++ 13"), name_of(FULL, "g++ 12")}) == 3
    shop = workshop({**place, "PATH": "/nonexistent"})
    assert engine_cache.toolchain(PLAIN, shop) is None


# -- the choice


def keep(kind: Kind, shop: Workshop, compilers: str | None = None, seconds: int = 1) -> Path:
    """A wheel in the cache, as old as that."""
    folder = engine_cache.folder(kind, shop) / (compilers or engine_cache.toolchain(kind, shop) or "")
    folder.mkdir(parents=True)
    (folder / NAME).touch()
    os.utime(folder / NAME, (seconds, seconds))
    return folder / NAME


def test_the_full_engine_is_chosen_where_it_is_there_and_the_plain_one_otherwise(
    place: dict[str, str],
) -> None:
    shop = workshop(place)
    assert engine_wheel.chosen(shop) is PLAIN
    keep(PLAIN, shop)
    assert engine_wheel.chosen(shop) is PLAIN
    keep(FULL, shop)
    assert engine_wheel.chosen(shop) is FULL


def test_another_compiler_builds_anew(place: dict[str, str]) -> None:
    shop = workshop(place)
    keep(FULL, shop, "0" * 16)
    assert not engine_wheel.is_cached(FULL, shop)


def test_without_a_compiler_the_newest_wheel_does(place: dict[str, str]) -> None:
    shop = workshop({**place, "PATH": "/nonexistent"})
    keep(FULL, shop, "0" * 16, seconds=2)
    newest = keep(FULL, shop, "1" * 16, seconds=3)
    keep(FULL, shop, "2" * 16, seconds=1)
    assert engine_wheel.provide(FULL, shop) == newest


def test_without_a_compiler_nothing_is_built(place: dict[str, str]) -> None:
    shop = workshop({**place, "PATH": "/nonexistent"})
    with pytest.raises(SetupError, match=re.escape("no C++ compiler")):
        engine_wheel.provide(PLAIN, shop)
    assert commands(shop) == []


# -- the build


@KINDS
def test_the_engine_is_compiled_once(
    place: dict[str, str], capsys: pytest.CaptureFixture[str], kind: Kind
) -> None:
    shop = workshop(place)
    assert not engine_wheel.is_cached(kind, shop)
    first = engine_wheel.provide(kind, shop)
    assert kind.takes in capsys.readouterr().out
    count = sum("wheel" in command for command in commands(shop))
    assert engine_wheel.provide(kind, shop) == first
    assert count == 1 == sum("wheel" in command for command in commands(shop))
    assert engine_wheel.is_cached(kind, shop)
    assert list(first.parents[1].glob("building-*")) == []
    assert all("--require-hashes" in command for command in commands(shop) if "-r" in command)


@KINDS
def test_the_wheel_says_what_it_is(place: dict[str, str], kind: Kind) -> None:
    with zipfile.ZipFile(engine_wheel.provide(kind, workshop(place))) as wheel:
        build = json.loads(wheel.read("llama_cpp/lib/build.json"))
    assert build == {"kind": kind.name, "version": "0.3.36", "commit": "", "flags": list(kind.flags)}
    assert not any("/" in flag.replace("llama_cpp/", "") for flag in build["flags"])  # no one's folders


def test_whoever_waits_is_told_why(place: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    """How long it takes is said by the build itself."""

    def told(kind: Kind) -> str:
        engine_wheel.provide(kind, workshop(place))
        return capsys.readouterr().out.partition("\n")[0]

    begins = "The engine has to be compiled: "
    assert told(PLAIN) == f"{begins}none is kept on this computer"
    other_flags = replace(PLAIN, flags=("-DX=1",))
    assert told(other_flags) == (
        f"{begins}what is kept was built for another processor, C library, version or set of flags"
    )
    keep(FULL_WITHOUT_SHADERS, workshop(place), "0" * 16)
    assert told(FULL_WITHOUT_SHADERS) == f"{begins}the one that is kept was built by another compiler"
    assert told(FULL_WITHOUT_SHADERS) == ""


def test_a_failed_build_leaves_no_wheel(place: dict[str, str]) -> None:
    shop = workshop(place, {"wheel": Done(1, "error: no such flag")})
    with pytest.raises(SetupError, match="no such flag"):
        engine_wheel.provide(PLAIN, shop)
    assert not engine_wheel.is_cached(PLAIN, shop)


def test_a_build_forgets_its_folder_and_shares_one_compiler_cache(tmp_path: Path) -> None:
    outer = {"PATH": "/bin", "LDFLAGS": "-Wl,-z,now", "CFLAGS": "-O0", "HISHO_ENGINE_CACHE": str(tmp_path)}
    scratch = tmp_path / "a folder"
    given = engine_build.settings(FULL, ("-DX=/a b",), scratch, workshop(outer))
    assert "LDFLAGS" not in given
    assert given["CFLAGS"] == given["CXXFLAGS"] == f"'-ffile-prefix-map={scratch}=.'"
    assert given["PATH"] == f"{scratch}/tools/bin:/bin"
    assert (given["CCACHE_DIR"], given["CCACHE_BASEDIR"]) == (str(tmp_path / "ccache"), str(scratch))
    assert given["CMAKE_ARGS"].endswith("'-DX=/a b'")
    assert "'-DCMAKE_INSTALL_RPATH=$ORIGIN'" in given["CMAKE_ARGS"]


def test_no_compiler_cache_is_asked_about_this_very_processor() -> None:
    assert {"-DGGML_NATIVE=ON", "-DGGML_CCACHE=OFF"} <= set(PLAIN.flags)
    assert "-DGGML_NATIVE=OFF" in FULL.flags


@pytest.mark.parametrize(("processors", "gigabytes", "expected"), [(2, 16, 2), (16, 4, 4), (8, 0.5, 1)])
def test_as_many_compilers_as_processors_and_memory_allow(
    processors: int, gigabytes: float, expected: int
) -> None:
    assert engine_build.jobs(processors, int(gigabytes * 2**30)) == expected


def test_progress_names_the_step(capsys: pytest.CaptureFixture[str]) -> None:
    engine_build.Progress()("  [57/135] /usr/bin/g++ …")
    assert "57 of 135" in capsys.readouterr().out


# -- the source


def test_the_source_is_fetched_once_and_checked_every_time(place: dict[str, str], tmp_path: Path) -> None:
    locks = tmp_path / "locks"
    locks.mkdir()
    digest = "41cf6794ba4200b839c53531555f0f3998df4cbb01a4d5cb0b94e3ca5e23947d"  # of b"source"
    (locks / "engine.txt").write_text(f"llama-cpp-python==0.3.36 \\\n    --hash=sha256:{digest}\n")
    (locks / "engine-build.txt").touch()
    shop = Workshop(locks, place, FakeRunner({}, build_of))

    def fetches() -> int:
        return sum("download" in command for command in commands(shop))

    first = engine_source.archive(tmp_path, shop)
    assert first.read_bytes() == b"source"
    assert engine_source.archive(tmp_path, shop) == first
    assert fetches() == 1
    first.write_bytes(b"something else")
    assert engine_source.archive(tmp_path, shop).read_bytes() == b"source"
    assert fetches() == 2


def test_a_source_that_cannot_be_had_is_an_error(place: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="could not be had:\nno network"):
        engine_source.archive(tmp_path, workshop(place, {"download": Done(1, "no network")}))


def test_the_commit_is_read_from_the_source(tmp_path: Path) -> None:
    assert engine_source.commit(tmp_path) == ""
    head = tmp_path / ".git" / "modules" / "vendor" / "llama.cpp" / "HEAD"
    head.parent.mkdir(parents=True)
    head.write_text("ref: refs/heads/master\n")
    assert engine_source.commit(tmp_path) == ""
    head.write_text("0c1e57098bba43ac29e6e3b677cdceebdd22334f\n")
    assert engine_source.commit(tmp_path).startswith("0c1e57098")


def test_the_python_of_the_set_up_makes_the_tools(place: dict[str, str], tmp_path: Path) -> None:
    shop = workshop(place)
    engine_source.tools(tmp_path, shop)
    assert commands(shop)[0] == [sys.executable, "-m", "venv", "--clear", str(tmp_path / "tools")]
    assert "--require-hashes" in commands(shop)[1]
