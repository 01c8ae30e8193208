"""The set-up installs what is missing and only that, and compiles the engine once for a kind of processor."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from installers.source import engine_wheel, environment, system_packages
from installers.source.commands import Done, SetupError, alone, run
from installers.source.system_packages import Wanted
from tests.sources import ROOT

LOCKS = Path(__file__).resolve().parents[2] / "installers" / "locks"
CPUINFO = "model name\t: Zen\nflags\t\t: avx avx2\nmodel name\t: Zen\n"


class FakeRunner:
    """Answers commands by what they contain; remembers them."""

    def __init__(
        self, answers: Mapping[str, Done], build: Callable[[Sequence[str]], None] | None = None
    ) -> None:
        self.commands: list[list[str]] = []
        self._answers = answers
        self._build = build

    def __call__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str] | None = None,
        on_line: Callable[[str], None] | None = None,
    ) -> Done:
        self.commands.append(list(command))
        if self._build:
            self._build(command)
        if on_line:
            on_line("[57/135] Building CXX object")
        return next((done for part, done in self._answers.items() if part in command), Done(0, ""))


def installed(*names: str) -> Done:
    return Done(0, "".join(f"{name} ii \n" for name in names))


DEBIAN = {"PATH": "/usr/bin:/bin"}


def test_nothing_is_installed_that_is_there() -> None:
    runner = FakeRunner({"dpkg-query": installed("xvfb", "dbus")})
    system_packages.ensure(Wanted(("xvfb", "dbus")), runner, DEBIAN, is_root=True)
    assert [command[0] for command in runner.commands] == ["dpkg-query"]


def test_root_installs_what_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    runner = FakeRunner({"dpkg-query": installed("xvfb")})
    system_packages.ensure(Wanted(("xvfb", "dbus")), runner, DEBIAN, is_root=True)
    assert runner.commands[-1] == ["apt-get", "install", "-y", "--no-install-recommends", "dbus"]
    assert "dbus" in capsys.readouterr().out


def test_others_are_told_the_exact_command_in_one_line() -> None:
    runner = FakeRunner({"dpkg-query": installed("xvfb")})
    with pytest.raises(SetupError) as caught:
        system_packages.ensure(Wanted(("xvfb", "dbus", "strace")), runner, DEBIAN, is_root=False)
    expected = "sudo apt-get install -y --no-install-recommends dbus strace"
    assert str(caught.value).endswith(expected)
    assert "\n" not in str(caught.value)
    assert len(runner.commands) == 1


def test_what_is_only_recommended_stops_nobody(capsys: pytest.CaptureFixture[str]) -> None:
    runner = FakeRunner({"dpkg-query": installed("libegl1")})
    system_packages.ensure(Wanted(("libegl1",), ("fonts-noto-cjk",)), runner, DEBIAN, is_root=False)
    told = capsys.readouterr().out
    assert told.count("\n") == 1
    assert "sudo apt-get install -y --no-install-recommends fonts-noto-cjk" in told


def test_root_installs_what_is_recommended_too() -> None:
    runner = FakeRunner({"dpkg-query": installed("libegl1")})
    system_packages.ensure(Wanted(("libegl1",), ("fonts-noto-cjk",)), runner, DEBIAN, is_root=True)
    assert runner.commands[-1][-1] == "fonts-noto-cjk"


@pytest.fixture
def programs(tmp_path: Path) -> Callable[..., dict[str, str]]:
    """An environment whose path has these programs and no others."""

    def having(*names: str) -> dict[str, str]:
        for name in names:
            (tmp_path / name).write_text("#!/bin/sh\n")
            (tmp_path / name).chmod(0o755)
        return {"PATH": str(tmp_path)}

    return having


def test_a_compiler_is_wanted_only_to_compile_and_where_there_is_none(
    programs: Callable[..., dict[str, str]],
) -> None:
    runner, bare = FakeRunner({}), programs()
    assert "build-essential" in system_packages.wanted("run", runner, bare, compiles=True).needed
    assert "build-essential" not in system_packages.wanted("run", runner, bare, compiles=False).needed
    having = programs("c++")
    assert "build-essential" not in system_packages.wanted("run", runner, having, compiles=True).needed


def test_the_tools_of_the_tests_are_wanted_by_the_tests(programs: Callable[..., dict[str, str]]) -> None:
    runner, bare = FakeRunner({}), programs()
    assert "xvfb" not in system_packages.wanted("run", runner, bare, compiles=False).needed
    assert "xvfb" in system_packages.wanted("test", runner, bare, compiles=False).needed


@pytest.mark.parametrize(
    ("found", "asked"), [("IPAGothic\n", False), ("\n", True)], ids=["a Japanese font", "none"]
)
def test_a_japanese_font_of_any_name_will_do(
    programs: Callable[..., dict[str, str]], found: str, asked: bool
) -> None:
    runner = FakeRunner({"fc-list": Done(0, found)})
    wanted = system_packages.wanted("run", runner, programs("fc-list"), compiles=False)
    assert ("fonts-noto-cjk" in wanted.recommended) == asked
    assert "fonts-noto-cjk" not in wanted.needed


def test_a_removed_package_counts_as_missing() -> None:
    runner = FakeRunner({"dpkg-query": Done(0, "xvfb rc \ndbus ii \n")})
    assert system_packages.missing(["xvfb", "dbus"], runner) == ("xvfb",)


def test_a_renamed_package_counts() -> None:
    runner = FakeRunner({"dpkg-query": installed("libglib2.0-0t64")})
    assert system_packages.missing(["libglib2.0-0"], runner) == ()


def test_a_failed_installation_is_an_error() -> None:
    runner = FakeRunner({"dpkg-query": installed(), "update": Done(100, "no network")})
    with pytest.raises(SetupError, match="no network"):
        system_packages.ensure(Wanted(("xvfb",)), runner, DEBIAN, is_root=True)


def test_another_system_is_told_what_is_needed(capsys: pytest.CaptureFixture[str]) -> None:
    runner = FakeRunner({})
    system_packages.ensure(Wanted(("xvfb",)), runner, {"PATH": "/nonexistent"}, is_root=True)
    assert "xvfb" in capsys.readouterr().out
    assert not runner.commands


# -- the engine's wheel


def test_the_key_knows_source_flags_and_processor() -> None:
    key = engine_wheel.cache_key("1.0 hash", ("-DA",), "zen")
    assert re.fullmatch("[0-9a-f]{32}", key)
    assert len({key, engine_wheel.cache_key("1.1 hash", ("-DA",), "zen"),
                engine_wheel.cache_key("1.0 hash", ("-DB",), "zen"),
                engine_wheel.cache_key("1.0 hash", ("-DA",), "skylake")}) == 4  # fmt: skip


def test_the_processor_is_its_name_and_capabilities() -> None:
    assert engine_wheel.processor(CPUINFO) == engine_wheel.processor(CPUINFO + "cpu MHz : 2\n")
    assert engine_wheel.processor(CPUINFO) != engine_wheel.processor(CPUINFO.replace("avx2", ""))


def build_of(command: Sequence[str]) -> None:
    """What pip leaves behind."""
    if "download" in command:
        folder = Path(command[-1])
        folder.mkdir(parents=True)
        (folder / "llama_cpp_python-0.3.36.tar.gz").touch()
    if "wheel" in command:
        folder = Path(command[-1])
        folder.mkdir(parents=True)
        (folder / "llama_cpp_python-0.3.36-py3-none-any.whl").write_bytes(b"wheel")


def test_the_engine_is_compiled_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    runner = FakeRunner({}, build_of)
    place = {"HISHO_ENGINE_CACHE": str(tmp_path), "PATH": "/usr/bin:/bin"}
    assert not engine_wheel.is_cached(LOCKS, place)
    first = engine_wheel.provide(LOCKS, place, runner)
    assert "4 to 10 minutes" in capsys.readouterr().out
    count = len(runner.commands)
    assert engine_wheel.provide(LOCKS, place, runner) == first
    assert len(runner.commands) == count
    assert engine_wheel.is_cached(LOCKS, place)
    assert [path.name for path in first.parent.iterdir() if path.name.startswith("building")] == []
    assert all("--require-hashes" in command for command in runner.commands if "-r" in command)


def test_a_failed_build_leaves_no_wheel(tmp_path: Path) -> None:
    runner = FakeRunner({"wheel": Done(1, "error: no compiler")}, build_of)
    place = {"HISHO_ENGINE_CACHE": str(tmp_path), "PATH": "/usr/bin:/bin"}
    with pytest.raises(SetupError, match="no compiler"):
        engine_wheel.provide(LOCKS, place, runner)
    assert not engine_wheel.is_cached(LOCKS, place)


@pytest.mark.parametrize(("processors", "gigabytes", "expected"), [(2, 16, 2), (16, 4, 4), (8, 0.5, 1)])
def test_as_many_compilers_as_processors_and_memory_allow(
    processors: int, gigabytes: float, expected: int
) -> None:
    assert engine_wheel.jobs(processors, int(gigabytes * 2**30)) == expected


def test_a_second_set_up_waits_for_the_first(tmp_path: Path) -> None:
    lock = "fcntl.flock(os.open(sys.argv[1], os.O_RDONLY), fcntl.LOCK_EX | fcntl.LOCK_NB)"
    other = [sys.executable, "-S", "-c", f"import fcntl, os, sys; {lock}", str(tmp_path)]
    with alone(tmp_path):
        assert b"BlockingIOError" in subprocess.run(other, capture_output=True, check=False).stderr
    assert subprocess.run(other, check=False).returncode == 0


def test_progress_names_the_step(capsys: pytest.CaptureFixture[str]) -> None:
    engine_wheel.Progress()("  [57/135] /usr/bin/g++ …")
    assert "57 of 135" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ({"HISHO_ENGINE_CACHE": "/a"}, "/a"),
        ({"XDG_CACHE_HOME": "/b", "HOME": "/c"}, "/b/hisho/engine"),
        ({"HOME": "/c"}, "/c/.cache/hisho/engine"),
    ],
)
def test_the_cache_is_where_the_environment_says(place: dict[str, str], expected: str) -> None:
    assert engine_wheel.cache_folder(place) == Path(expected)


# -- the environment


def test_the_command_starts_the_source_tree_wherever_it_lies(tmp_path: Path) -> None:
    root = tmp_path / "山田 の hisho"
    folder = root / ".venv"
    site = folder / "lib" / "python3.11" / "site-packages"
    site.mkdir(parents=True)
    (folder / "bin").mkdir()
    (folder / "bin" / "python").symlink_to(sys.executable)
    (root / "main.py").write_text("import sys; print(sys.argv[1:])")
    environment.install_command(folder, root)
    assert (site / "hisho.pth").read_text(encoding="utf-8") == f"{root}\n"
    (tmp_path / "link").symlink_to(folder / "bin" / "hisho")
    for launcher in (folder / "bin" / "hisho", tmp_path / "link"):
        assert run([str(launcher), "ask", "a b"]) == Done(0, "['ask', 'a b']\n")


def test_an_environment_is_made_once_for_a_python(tmp_path: Path) -> None:
    runner = FakeRunner({})
    environment.make(tmp_path, runner)
    assert runner.commands == [[sys.executable, "-m", "venv", "--clear", str(tmp_path)]]
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").touch()
    version = ".".join(map(str, sys.version_info[:3]))
    (tmp_path / "pyvenv.cfg").write_text(f"home = /usr/bin\nversion = {version}\n")
    environment.make(tmp_path, runner)
    assert len(runner.commands) == 1
    (tmp_path / "pyvenv.cfg").write_text("version = 3.10.1\n")
    environment.make(tmp_path, runner)
    assert len(runner.commands) == 2


def test_a_python_without_pip_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="ensurepip is not"):
        environment.create(tmp_path, FakeRunner({"venv": Done(1, "ensurepip is not available")}))


def test_locked_packages_are_installed_by_hash() -> None:
    runner = FakeRunner({})
    environment.install_locked(Path("/venv/bin/python"), LOCKS / "run.txt", runner)
    assert {"--require-hashes", "--no-deps"} <= set(runner.commands[0])


def test_a_failed_installation_of_packages_is_an_error() -> None:
    runner = FakeRunner({"install": Done(1, "hash mismatch")})
    with pytest.raises(SetupError, match="hash mismatch"):
        environment.install_locked(Path("/venv/bin/python"), LOCKS / "run.txt", runner)


def test_a_program_with_packages_of_its_own_is_installed_once_for_a_lock(tmp_path: Path) -> None:
    folder, lock = tmp_path / ".venv-peer", tmp_path / "peer.txt"
    lock.write_text("peer==1.0")
    version = ".".join(map(str, sys.version_info[:3]))

    def build(command: Sequence[str]) -> None:
        if "venv" in command:
            shutil.rmtree(folder, ignore_errors=True)
            (folder / "bin").mkdir(parents=True)
            (folder / "bin" / "python").touch()
            (folder / "pyvenv.cfg").write_text(f"version = {version}\n")

    def steps() -> list[str]:
        runner = FakeRunner({}, build)
        environment.install_apart(folder, lock, runner)
        return [command[2] if "venv" in command else command[-1] for command in runner.commands]

    assert steps() == ["venv", str(lock)]
    assert steps() == []
    lock.write_text("peer==2.0")
    assert steps() == ["venv", str(lock)]           # nothing of the former lock stays
    (folder / "peer.txt").unlink()                  # it was interrupted: the packages are not known
    assert steps() == [str(lock)]


def test_a_failed_installation_apart_is_tried_again(tmp_path: Path) -> None:
    lock = tmp_path / "peer.txt"
    lock.write_text("peer==1.0")
    runner = FakeRunner({"install": Done(1, "hash mismatch")})
    for _ in range(2):
        with pytest.raises(SetupError, match="hash mismatch"):
            environment.install_apart(tmp_path / ".venv-peer", lock, runner)


# -- make


def copy_of_the_makefile(folder: Path) -> Path:
    """A checkout whose set-up only writes that it ran."""
    (folder / "installers" / "source").mkdir(parents=True)
    (folder / "installers" / "locks").mkdir()
    (folder / "installers" / "locks" / "run.txt").touch()
    (folder / "Makefile").write_bytes((ROOT / "Makefile").read_bytes())
    (folder / "installers" / "source" / "prepare.py").write_text(
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "from pathlib import Path\n"
        "from installers.source import environment\n"
        "print('prepared'); environment.stamp(Path('.venv'), [sys.argv[1]])\n"
    )
    (folder / ".venv").mkdir()
    return folder


def make(folder: Path) -> str:
    return run(["make", "-C", str(folder), f"PYTHON={sys.executable}", "setup"]).output


def test_make_starts_the_set_up_once_and_again_after_a_lock_file_changed(tmp_path: Path) -> None:
    folder = copy_of_the_makefile(tmp_path / "checkout")
    assert "prepared" in make(folder)
    assert "prepared" not in make(folder)
    lock = folder / "installers" / "locks" / "run.txt"
    later = time.time() + 60
    os.utime(lock, (later, later))
    assert "prepared" in make(folder)


def test_an_old_python_is_told_so_before_our_modules_are_imported() -> None:
    prepare = ROOT / "installers" / "source" / "prepare.py"
    code = "import runpy, sys; sys.version_info = (3, 10, 1); sys.argv = ['prepare.py', 'run']\n"
    code += f"try: runpy.run_path({str(prepare)!r}, run_name='__main__')\n"
    code += "finally: print([name for name in sys.modules if 'installers' in name])"
    done = run([sys.executable, "-S", "-c", code])
    assert done.code == 1
    assert "Python 3.11 or newer is needed" in done.output
    assert "[]" in done.output
