"""The set-up installs what is missing and only that, and compiles the engine once for a kind of processor."""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from installers.source import engine_wheel, environment, system_packages
from installers.source.commands import Done, SetupError

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
    system_packages.ensure(["xvfb", "dbus"], runner, DEBIAN, is_root=True)
    assert [command[0] for command in runner.commands] == ["dpkg-query"]


def test_root_installs_what_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    runner = FakeRunner({"dpkg-query": installed("xvfb")})
    system_packages.ensure(["xvfb", "dbus"], runner, DEBIAN, is_root=True)
    assert runner.commands[-1] == ["apt-get", "install", "-y", "--no-install-recommends", "dbus"]
    assert "dbus" in capsys.readouterr().out


def test_others_are_told_the_exact_command_in_one_line() -> None:
    runner = FakeRunner({"dpkg-query": installed("xvfb")})
    with pytest.raises(SetupError) as caught:
        system_packages.ensure(["xvfb", "dbus", "strace"], runner, DEBIAN, is_root=False)
    expected = "sudo apt-get install -y --no-install-recommends dbus strace"
    assert str(caught.value).endswith(expected)
    assert "\n" not in str(caught.value)
    assert len(runner.commands) == 1


def test_a_removed_package_counts_as_missing() -> None:
    runner = FakeRunner({"dpkg-query": Done(0, "xvfb rc \ndbus ii \n")})
    assert system_packages.missing(["xvfb", "dbus"], runner) == ("xvfb",)


def test_a_renamed_package_counts() -> None:
    runner = FakeRunner({"dpkg-query": installed("libglib2.0-0t64")})
    assert system_packages.missing(["libglib2.0-0"], runner) == ()


def test_a_failed_installation_is_an_error() -> None:
    runner = FakeRunner({"dpkg-query": installed(), "update": Done(100, "no network")})
    with pytest.raises(SetupError, match="no network"):
        system_packages.ensure(["xvfb"], runner, DEBIAN, is_root=True)


def test_another_system_is_told_what_is_needed(capsys: pytest.CaptureFixture[str]) -> None:
    runner = FakeRunner({})
    system_packages.ensure(["xvfb"], runner, {"PATH": "/nonexistent"}, is_root=True)
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


def test_the_command_starts_the_source_tree(tmp_path: Path) -> None:
    site = tmp_path / "lib" / "python3.11" / "site-packages"
    site.mkdir(parents=True)
    (tmp_path / "bin").mkdir()
    environment.install_command(tmp_path, Path("/source"))
    assert (site / "hisho.pth").read_text() == "/source\n"
    launcher = tmp_path / "bin" / "hisho"
    assert launcher.stat().st_mode & 0o111
    assert "'/source/main.py'" in launcher.read_text()


def test_locked_packages_are_installed_by_hash() -> None:
    runner = FakeRunner({})
    environment.install_locked(Path("/venv/bin/python"), LOCKS / "run.txt", runner)
    assert {"--require-hashes", "--no-deps"} <= set(runner.commands[0])


def test_a_failed_installation_of_packages_is_an_error() -> None:
    runner = FakeRunner({"install": Done(1, "hash mismatch")})
    with pytest.raises(SetupError, match="hash mismatch"):
        environment.install_locked(Path("/venv/bin/python"), LOCKS / "run.txt", runner)
