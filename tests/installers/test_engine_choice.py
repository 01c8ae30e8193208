"""`make setup` takes the full engine where it is there and never compiles it; `make engine` does."""

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from installers.source import engine_prebuilt, engine_wheel, prepare
from installers.source.commands import Done, SetupError, Workshop
from installers.source.engine_kinds import FULL, PLAIN
from tests.installers.runners import LOCKS, FakeRunner, program
from tests.installers.test_engine_prebuilt import wheel_of
from tests.installers.test_engine_wheel import NAME, build_of, keep

VERSION = ".".join(map(str, sys.version_info[:3]))


class FaultyOnce(FakeRunner):
    """A runner whose first command with this in it fails."""

    _fault: tuple[str, str] | None = None

    def failing_once(self, part: str, words: str) -> None:
        self._fault = (part, words)

    def __call__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str] | None = None,
        on_line: Callable[[str], None] | None = None,
    ) -> Done:
        done = super().__call__(command, environment, on_line)
        if self._fault and any(self._fault[0] in part for part in command):
            words, self._fault = self._fault[1], None
            return Done(1, words)
        return done


class Checkout:
    """A checkout with an environment, a cache, and a machine that has a C++ compiler and maybe a GPU."""

    def __init__(self, folder: Path, wheels: str = "") -> None:
        self.root = folder / "checkout"
        self.devices = folder / "dev"
        environment = self.root / ".venv"
        (environment / "lib" / "python3.11" / "site-packages").mkdir(parents=True)
        (environment / "bin").mkdir()
        (environment / "bin" / "python").touch()
        (environment / "pyvenv.cfg").write_text(f"version = {VERSION}\n")
        (folder / "bin").mkdir()
        program(folder / "bin", "c++")
        place = {"HISHO_ENGINE_CACHE": str(folder / "cache"), "PATH": str(folder / "bin")}
        place |= {engine_prebuilt.VARIABLE: wheels}
        self.runner = FaultyOnce({"check_engine": Done(0, "")}, self._build)
        self.workshop = Workshop(LOCKS, place, self.runner)

    def _build(self, command: Sequence[str]) -> None:
        if command[1:3] == ["-m", "venv"]:
            Path(command[-1]).mkdir(exist_ok=True)
        else:
            build_of(command)

    def prepare(self, purpose: str) -> str:
        """Prepare for it; which engine was installed."""
        prepare.prepare(purpose, self.root, self.workshop, self.devices)
        installed = [command[-1] for command in self.runner.commands if "--force-reinstall" in command]
        return Path(installed[-1]).parents[1].name.split("-")[0]

    def compilations(self) -> int:
        return sum("wheel" in command for command in self.runner.commands)

    def stamps(self) -> list[str]:
        return sorted(path.name for path in (self.root / ".venv" / "stamps").iterdir())

    def with_graphics(self) -> None:
        (self.devices / "dri").mkdir(parents=True)
        (self.devices / "dri" / "renderD128").touch()


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path)


def test_the_set_up_builds_the_plain_engine_and_not_the_full_one(checkout: Checkout) -> None:
    assert checkout.prepare("run") == "plain"
    assert checkout.compilations() == 1
    assert not engine_wheel.is_cached(FULL, checkout.workshop)
    assert checkout.stamps() == ["run"]
    assert any("compileall" in each for each in checkout.runner.commands)


def test_the_set_up_takes_the_full_engine_where_it_is_there(checkout: Checkout) -> None:
    keep(FULL, checkout.workshop)
    assert checkout.prepare("test") == "full"
    assert checkout.compilations() == 0
    assert checkout.stamps() == ["run", "test"]


@pytest.mark.parametrize("purpose", ["run", "test", "engine"])
def test_the_set_up_takes_a_full_engine_that_was_built_elsewhere(tmp_path: Path, purpose: str) -> None:
    place = engine_prebuilt.lay(wheel_of(FULL, tmp_path / NAME), tmp_path / "wheels").parent
    checkout = Checkout(tmp_path, wheels=str(place))
    assert checkout.prepare(purpose) == "full"
    assert checkout.compilations() == 0


@pytest.mark.parametrize("fault", ["--force-reinstall", "check_engine"])
def test_one_from_elsewhere_that_does_not_work_here_is_thrown_away_and_another_takes_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], fault: str
) -> None:
    """Its hash and its description fit: pip refuses it, or the loader of this machine."""
    place = engine_prebuilt.lay(wheel_of(FULL, tmp_path / NAME), tmp_path / "wheels").parent
    checkout = Checkout(tmp_path, wheels=str(place))
    checkout.runner.failing_once(fault, "no use here")
    assert checkout.prepare("run") == "plain"
    assert checkout.compilations() == 1
    told = capsys.readouterr().out
    assert "which was built elsewhere, does not work here" in told
    assert "no use here" in told
    assert not list((tmp_path / "cache").glob("*/prebuilt/*.whl"))
    assert checkout.stamps()


@pytest.mark.parametrize("fault", ["--force-reinstall", "check_engine"])
def test_one_that_was_compiled_here_and_does_not_work_is_an_error_and_stays(
    checkout: Checkout, fault: str
) -> None:
    keep(PLAIN, checkout.workshop)
    checkout.runner.failing_once(fault, "no use here")
    with pytest.raises(SetupError, match="no use here"):
        checkout.prepare("run")
    assert engine_wheel.is_cached(PLAIN, checkout.workshop)


def test_make_engine_brings_the_full_engine_into_the_environment_that_is_there(
    checkout: Checkout,
) -> None:
    keep(PLAIN, checkout.workshop)
    assert checkout.prepare("test") == "plain"
    keep(FULL, checkout.workshop)
    assert checkout.prepare("engine") == "full"
    assert checkout.stamps() == ["engine", "run", "test"]
    checked = [command[-1] for command in checkout.runner.commands if "check_engine.py" in command[1]]
    assert checked == ["plain", "full"]


def test_whoever_has_a_graphics_processor_is_told_in_one_line(
    checkout: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    keep(PLAIN, checkout.workshop)
    checkout.prepare("run")
    assert "make engine" not in capsys.readouterr().out
    checkout.with_graphics()
    checkout.prepare("run")
    assert [line for line in capsys.readouterr().out.splitlines() if "make engine" in line] == [
        "This computer has a graphics processor. `make engine` builds the engine that can use it, once."
    ]
    keep(FULL, checkout.workshop)
    checkout.prepare("run")
    assert "make engine" not in capsys.readouterr().out
