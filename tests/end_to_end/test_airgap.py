"""The air-gap edition as a program: our tree without the modules that speak to a network, started so."""

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from installers.package.airgap import OURS
from tests.end_to_end.programs import LIMIT_S, ROOT, Home, lines
from tests.end_to_end.test_command_line import one_sentence
from tests.fetching.places import guide_bytes, guide_digest

NOT_THERE = 2


@dataclass
class Apart:
    """A home on a computer with the air-gap edition."""

    home: Home
    tree: Path

    def hisho(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, str(self.tree / "main.py"), *arguments], input="", capture_output=True,
            text=True, timeout=LIMIT_S, env=self.home.environment, check=False,
        )  # fmt: skip

    def tells(self, *arguments: str) -> dict[str, str]:
        """The last object of a command that is done."""
        done = self.hisho("models", *arguments, "--json")
        assert done.returncode == 0, done.stderr
        found: dict[str, str] = json.loads(lines(done.stdout)[-1])
        return found


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What ships, but for what the edition leaves out."""
    made = tmp_path_factory.mktemp("airgap")
    for folder in ("desktop", "model_manager", "resources"):
        shutil.copytree(ROOT / folder, made / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(ROOT / "main.py", made / "main.py")
    for module in OURS:
        made.joinpath(*module.split(".")).with_suffix(".py").unlink()
    return made


@pytest.fixture
def apart(home: Home, tree: Path) -> Apart:
    return Apart(home, tree)


def test_doctor_finds_all_programs_shut_in_and_none_at_a_network(apart: Apart) -> None:
    done = apart.hisho("doctor", "--json")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert (report["edition"], report["problems"]) == ("airgap", [])
    assert set(report["protection"]["programs"]) == {"window", "client", "engine", "fetcher_local"}
    told = apart.hisho("doctor").stdout
    assert told.startswith("Air-gap edition: the part that speaks to a network is not installed.\n")


@pytest.mark.parametrize("command", [["search", "model"], ["fetch", "owner/name"]])
def test_what_needs_a_server_ends_with_one_sentence(apart: Apart, command: list[str]) -> None:
    done = apart.hisho("models", *command)
    assert done.returncode == NOT_THERE
    one_sentence(done.stderr)
    assert "air-gap edition" in done.stderr
    apart.home.language = "ja_JP.UTF-8"
    assert "エアギャップ版" in apart.hisho("models", *command).stderr


def test_a_model_comes_from_a_stick_and_goes_to_one(apart: Apart, tmp_path: Path) -> None:
    source = tmp_path / "media" / "guide.gguf"
    source.parent.mkdir()
    source.write_bytes(guide_bytes())
    assert apart.hisho("models", "usage", "research").returncode == 0
    assert apart.tells("import", str(source))["identity"] == guide_digest()
    assert apart.tells("verify")["event"] == "verified"
    bundle = apart.tells("export", guide_digest(), str(source.parent))["folder"]
    assert apart.hisho("models", "remove", guide_digest(), "--yes").returncode == 0
    assert apart.tells("import", bundle)["identity"] == guide_digest()
    asked = apart.hisho("ask", "--model", guide_digest()[:8], "秘書は何ができますか")
    assert (asked.returncode, bool(asked.stdout.strip())) == (0, True), asked.stderr


def test_the_report_tells_the_edition_and_starts_no_program_with_a_network(apart: Apart) -> None:
    done = apart.hisho("doctor", "--report", "-", "--report-language", "en")
    assert done.returncode == 0, done.stderr
    assert "Air-gap edition: the part that speaks to a network is not installed." in done.stdout
    assert "Fetcher" not in done.stdout.partition("<h2>Layers of each program</h2>")[2].partition("<h2>")[0]
