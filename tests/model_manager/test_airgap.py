"""The command line of the air-gap edition: all work on files, and a reason where a server would be asked."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from installers.package.airgap import LEFT_OUT
from model_manager.arguments import Defaults, parse
from model_manager.command_line import DONE, FAILED, NOT_THERE
from model_manager.edition import Edition
from model_manager.ledger import FILE as LEDGER
from model_manager.ledger import Ledger
from tests.model_manager.fake_hub import REPO, FakeHub
from tests.model_manager.premises import PINNED, UNPINNED, Premises, Said, sha256_of
from tests.model_manager.typing_in import Keyboard
from tests.sources import ROOT

LIMIT_S = 60.0


@pytest.fixture
def apart(keyboard: Keyboard) -> Keyboard:
    """Somebody at a computer with the air-gap edition; the hub that is named must hear nothing."""
    keyboard.changes["edition"] = Edition.AIRGAP
    keyboard.changes["find_proxy"] = lambda: pytest.fail("nobody looks for a proxy")
    return keyboard


@pytest.mark.parametrize(
    "command", [["search", "model"], ["fetch", "known"], ["fetch", REPO], ["show", REPO]]
)
def test_what_would_ask_a_server_is_refused_in_one_sentence(
    apart: Keyboard, served: FakeHub, command: list[str]
) -> None:
    refused = apart.types(*command)
    assert (refused.code, refused.out) == (NOT_THERE, "")
    assert refused.notes == (
        f"The air-gap edition has no part for a network, so {command[0]} is not in it: "
        "models come from files.\n"
    )
    assert apart.asks(*command).last == {
        "event": "failed", "error": "NoNetworkCodeError", "facts": {"command": command[0]},
    }  # fmt: skip
    assert served.requests == []


def test_a_command_asks_for_no_network_of_the_kernel(premises: Premises) -> None:
    """The walls are those of work on files, whatever is typed."""
    for edition in Edition:
        keyboard = Keyboard(premises, changes={"edition": edition})
        asks = [parse(each, keyboard.defaults()).needs_network for each in (["search", "x"], ["list"])]
        assert asks == [edition.has_network, False]


def test_show_tells_what_the_catalogue_knows(apart: Keyboard, premises: Premises, served: FakeHub) -> None:
    premises.say(Said(size=123_000_000, sha256="a" * 64))
    first, second = apart.asks("show", "known").bodies
    assert (first["file"], first["size"], first["sha256"]) == (PINNED, 123_000_000, "a" * 64)
    assert (first["licence"], first["standing"], second["file"]) == ("MIT", "usable", UNPINNED)
    told = apart.types("show", "known")
    assert told.code == DONE
    assert f"{PINNED}  Q4_K_M  123.0 MB  1" in told.out
    assert f"{UNPINNED}    Q8_0    ?         1" in told.out
    assert "Fetch it on a computer with a network" in told.notes
    assert apart.types("show", "card").out.startswith("政府モデル")
    assert apart.types("fetch", "card").code == FAILED      # there is nothing to fetch anywhere
    assert served.requests == []


def test_work_on_files_is_whole(apart: Keyboard, source: Path, tmp_path: Path) -> None:
    assert apart.types("import", str(source)).code == DONE
    assert apart.asks("list", "--here").last["identity"] == sha256_of(source)
    assert apart.types("verify").code == DONE
    assert apart.types("plan", sha256_of(source)).code == DONE
    stick = tmp_path / "stick"
    stick.mkdir()
    folder = apart.asks("export", sha256_of(source), str(stick), "--fat32").last["folder"]
    assert apart.types("remove", sha256_of(source), "--yes").code == DONE
    assert apart.types("import", folder).code == DONE
    assert apart.types("remove", "--orphans", "--yes").code == DONE


def test_the_ledger_says_why_it_is_empty(apart: Keyboard, premises: Premises) -> None:
    told = apart.types("ledger")
    assert (told.code, told.out) == (DONE, "")
    assert told.notes == (
        "This is the air-gap edition: the part that speaks to a network is not installed, "
        "so nothing is added here.\n"
    )
    Ledger(premises.models.own / LEDGER).note("mirror.example", 7, "fetch it")      # by the whole edition
    assert "mirror.example" in apart.types("ledger").out
    assert apart.asks("ledger").notes == ""


def test_the_help_says_what_is_not_there(apart: Keyboard, capsys: pytest.CaptureFixture[str]) -> None:
    said = {}
    for edition in Edition:
        with pytest.raises(SystemExit):
            parse(["--help"], changed(apart.defaults(), edition))
        said[edition] = " ".join(capsys.readouterr().out.split())
    assert said[Edition.AIRGAP].count("(not in the air-gap edition)") == 3      # search, show, fetch
    assert "--proxy" not in said[Edition.AIRGAP]
    assert "not in the air-gap" not in said[Edition.FULL]
    assert "--proxy" in said[Edition.FULL]


def changed(defaults: Defaults, edition: Edition) -> Defaults:
    return Defaults(
        defaults.models, defaults.shared, defaults.inventory, defaults.connection, defaults.resources,
        defaults.policy, edition=edition,
    )  # fmt: skip


# -- as a program, with the modules really away


@dataclass
class Computer:
    """A computer on which what the edition leaves out is not there: our modules are missing, and those of
    others and of Python cannot be imported.
    """

    folder: Path

    def __post_init__(self) -> None:
        (self.folder / "model_manager").mkdir(parents=True)
        for path in (ROOT / "model_manager").glob("*.py"):
            if f"model_manager.{path.stem}" not in LEFT_OUT:
                (self.folder / "model_manager" / path.name).symlink_to(path)
        (self.folder / "resources").symlink_to(ROOT / "resources")
        for name in {each.split(".")[0] for each in LEFT_OUT} - {"desktop", "model_manager", "urllib"}:
            (self.folder / f"{name}.py").write_text(f"raise ModuleNotFoundError({name!r}, name={name!r})\n")

    def runs(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        environment = {
            "PATH": os.environ["PATH"], "HOME": str(self.folder / "home"), "PYTHONPATH": str(self.folder),
            "LANG": "C.UTF-8", "PYTHONWARNINGS": "error",
        }  # fmt: skip
        return subprocess.run(
            [sys.executable, "-m", "model_manager", *arguments], capture_output=True, text=True, check=False,
            timeout=LIMIT_S, env=environment, cwd=self.folder,
        )  # fmt: skip


def test_an_administrators_day_without_network_code(tmp_path: Path, source: Path) -> None:
    computer = Computer(tmp_path / "computer")
    for each in (computer.folder / "home", tmp_path / "stick"):
        each.mkdir()
    assert computer.runs("--endpoint", "https://x.example", "search", "model").returncode == NOT_THERE
    assert computer.runs("import", str(source)).returncode == DONE
    assert computer.runs("verify").returncode == DONE
    (here,) = [json.loads(each) for each in computer.runs("list", "--here", "--json").stdout.splitlines()]
    exported = computer.runs("export", here["identity"], str(tmp_path / "stick"))
    folder = json.loads(exported.stdout.splitlines()[-1])["folder"]
    assert computer.runs("remove", here["identity"], "--yes").returncode == DONE
    assert computer.runs("import", folder).returncode == DONE
    fetched = computer.runs("fetch", "known")
    assert (fetched.returncode, fetched.stderr.count("\n")) == (NOT_THERE, 1)
