"""The set-up installs what is missing and only that."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from importlib.util import cache_from_source
from pathlib import Path

import pytest

from installers.source import environment, graphics, system_packages
from installers.source.commands import Done, SetupError, Workshop, alone, run
from installers.source.system_packages import Wanted
from tests.installers.runners import LOCKS, FakeRunner, program
from tests.sources import ROOT


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
            program(tmp_path, name)
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
    for name in ("xvfb", "mesa-vulkan-drivers"):
        assert name not in system_packages.wanted("run", runner, bare, compiles=False).needed
        assert name in system_packages.wanted("test", runner, bare, compiles=False).needed


def test_the_tools_of_the_third_layer_are_worth_having_and_wanted_by_the_tests(
    programs: Callable[..., dict[str, str]],
) -> None:
    """Hisho starts without them; its tests show what they do."""
    runner, bare, tools = FakeRunner({}), programs(), {"bubblewrap", "xdg-dbus-proxy"}
    run = system_packages.wanted("run", runner, bare, compiles=False)
    assert tools <= set(run.recommended)
    assert not tools & set(run.needed)
    test = system_packages.wanted("test", runner, bare, compiles=False)
    assert tools <= set(test.needed)
    assert not tools & set(test.recommended)


def test_a_compiler_cache_and_the_loader_of_vulkan_are_worth_having_for_the_full_engine(
    programs: Callable[..., dict[str, str]],
) -> None:
    runner, bare = FakeRunner({}), programs()
    fresh = system_packages.wanted("engine", runner, bare, compiles=True)
    assert {"ccache", "libvulkan1"} <= set(fresh.recommended)
    cached = system_packages.wanted("engine", runner, bare, compiles=False).recommended
    assert ("ccache" in cached, "libvulkan1" in cached) == (False, True)
    plain = system_packages.wanted("run", runner, bare, compiles=True)
    assert not {"ccache", "libvulkan1"} & {*plain.needed, *plain.recommended}
    having = programs("ccache")
    assert "ccache" not in system_packages.wanted("engine", runner, having, compiles=True).recommended


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


@pytest.mark.parametrize("name", ["libglib2.0-0", "libpython3.12"])
def test_a_renamed_package_counts(name: str) -> None:
    runner = FakeRunner({"dpkg-query": installed(f"{name}t64")})
    assert system_packages.missing([name], runner) == ()
    assert f"{name}t64" in runner.commands[0]


def test_a_failed_installation_is_an_error() -> None:
    runner = FakeRunner({"dpkg-query": installed(), "update": Done(100, "no network")})
    with pytest.raises(SetupError, match="no network"):
        system_packages.ensure(Wanted(("xvfb",)), runner, DEBIAN, is_root=True)


def test_another_system_is_told_what_is_needed(capsys: pytest.CaptureFixture[str]) -> None:
    runner = FakeRunner({})
    system_packages.ensure(Wanted(("xvfb",)), runner, {"PATH": "/nonexistent"}, is_root=True)
    assert "xvfb" in capsys.readouterr().out
    assert not runner.commands


def test_a_second_set_up_waits_for_the_first(tmp_path: Path) -> None:
    lock = "fcntl.flock(os.open(sys.argv[1], os.O_RDONLY), fcntl.LOCK_EX | fcntl.LOCK_NB)"
    other = [sys.executable, "-S", "-c", f"import fcntl, os, sys; {lock}", str(tmp_path)]
    with alone(tmp_path):
        assert b"BlockingIOError" in subprocess.run(other, capture_output=True, check=False).stderr
    assert subprocess.run(other, check=False).returncode == 0


def test_a_second_set_up_says_that_it_waits(tmp_path: Path) -> None:
    code = "import sys; from pathlib import Path; from installers.source.commands import alone\n"
    code += "with alone(Path(sys.argv[1])): print('my turn')"
    command = [sys.executable, "-c", code, str(tmp_path)]
    with alone(tmp_path):
        second = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert second.stdout is not None
        assert "waiting for it to end" in second.stdout.readline()
    told, _ = second.communicate(timeout=60)
    assert (told, second.returncode) == ("my turn\n", 0)


def test_a_tool_that_is_not_there_is_named_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="Nothing is packed: no-such-tool is not installed"):
        Workshop(LOCKS, {}, run).must(["no-such-tool"], "Nothing is packed", {"PATH": str(tmp_path)})


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


def test_our_modules_are_compiled_beside_their_sources(tmp_path: Path) -> None:
    sources = [tmp_path / each for each in ("desktop/a.py", "model_manager/b.py", "main.py")]
    for each in sources:
        each.parent.mkdir(exist_ok=True)
        each.write_text("x = 1\n")
    environment.compile_sources(Path(sys.executable), tmp_path, run)
    assert all(Path(cache_from_source(str(each))).exists() for each in sources)
    (tmp_path / "desktop" / "c.py").write_text("def no sense\n")
    with pytest.raises(SetupError, match=r"c\.py"):
        environment.compile_sources(Path(sys.executable), tmp_path, run)


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
    assert steps() == ["venv", str(lock)]  # nothing of the former lock stays
    (folder / "peer.txt").unlink()  # it was interrupted: the packages are not known
    assert steps() == [str(lock)]


def test_a_failed_installation_apart_is_tried_again(tmp_path: Path) -> None:
    lock = tmp_path / "peer.txt"
    lock.write_text("peer==1.0")
    runner = FakeRunner({"install": Done(1, "hash mismatch")})
    for _ in range(2):
        with pytest.raises(SetupError, match="hash mismatch"):
            environment.install_apart(tmp_path / ".venv-peer", lock, runner)


def test_an_engine_that_does_not_load_stops_the_set_up(capsys: pytest.CaptureFixture[str]) -> None:
    whole = FakeRunner({"full": Done(0, "noise of a driver\nThe engine: full, 0.3\n")})
    environment.check_engine(Path("/venv/bin/python"), "full", whole)
    assert capsys.readouterr().out == "The engine: full, 0.3\n"
    assert whole.commands[0][0] == "/venv/bin/python"
    broken = FakeRunner({"full": Done(1, "The engine does not load: libx.so")})
    with pytest.raises(SetupError, match="does not load: libx"):
        environment.check_engine(Path("/venv/bin/python"), "full", broken)
    silent = FakeRunner({"full": Done(-11, "")})
    with pytest.raises(SetupError, match="says nothing"):
        environment.check_engine(Path("/venv/bin/python"), "full", silent)


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("dri/renderD128", True), ("nvidia0", True), ("kfd", True),
        ("dri/card0", False), ("nvidiactl", False), ("null", False),
    ],
)  # fmt: skip
def test_a_graphics_processor_is_seen_by_its_device_file(tmp_path: Path, file: str, expected: bool) -> None:
    (tmp_path / "dri").mkdir()
    (tmp_path / file).touch()
    assert graphics.seen(tmp_path) == expected


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
        "print('prepared', sys.argv[1]); environment.stamp(Path('.venv'), [sys.argv[1]])\n"
    )
    (folder / ".venv").mkdir()
    return folder


def make(folder: Path, target: str = "setup") -> str:
    return run(["make", "-C", str(folder), f"PYTHON={sys.executable}", target]).output


def test_make_starts_the_set_up_once_and_again_after_a_lock_file_changed(tmp_path: Path) -> None:
    folder = copy_of_the_makefile(tmp_path / "checkout")
    assert "prepared" in make(folder)
    assert "prepared" not in make(folder)
    lock = folder / "installers" / "locks" / "run.txt"
    later = time.time() + 60
    os.utime(lock, (later, later))
    assert "prepared" in make(folder)


def test_make_engine_installs_the_full_engine_once(tmp_path: Path) -> None:
    folder = copy_of_the_makefile(tmp_path / "checkout")
    assert "prepared run" in make(folder)
    assert "prepared engine" in make(folder, "engine")
    assert "prepared" not in make(folder, "engine")
    assert "prepared" not in make(folder)
    with_cuda = run(["make", "-C", str(folder), f"PYTHON={sys.executable}", "engine", "CUDA=1"])
    assert "prepared cuda" in with_cuda.output


def test_ci_tests_with_the_full_engine() -> None:
    commands = [line for line in (ROOT / ".ci" / "run").read_text().splitlines() if line.startswith("make")]
    assert commands == ["make engine", "make lint", "make test"]


def test_an_old_python_is_told_so_before_our_modules_are_imported() -> None:
    prepare = ROOT / "installers" / "source" / "prepare.py"
    code = "import runpy, sys; sys.version_info = (3, 10, 1); sys.argv = ['prepare.py', 'run']\n"
    code += f"try: runpy.run_path({str(prepare)!r}, run_name='__main__')\n"
    code += "finally: print([name for name in sys.modules if 'installers' in name])"
    done = run([sys.executable, "-S", "-c", code])
    assert done.code == 1
    assert "Python 3.11 or newer is needed" in done.output
    assert "[]" in done.output
