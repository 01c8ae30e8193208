"""The programs of the package are shut in as far as those from source; what is missing is said."""

import json
from typing import Any

from tests.end_to_end.programs import Home, level_here
from tests.packaged.conftest import Ground
from tests.packaged.installed import InstalledHome

ANSWER_LETTERS = 20
QUESTION = "What can Hisho do?\n"


def protection(home: Home) -> dict[str, Any]:
    """What `hisho doctor` finds; it has no problem, and no probe was other than intended."""
    done = home.hisho("doctor", "--json")
    found: dict[str, Any] = json.loads(done.stdout)
    assert found["problems"] == []
    assert done.returncode == 0
    programs = found["protection"]["programs"].values()
    assert all(probe["ok"] for program in programs for probe in program["probes"])
    assert all(program["probes"] for program in programs)
    kept: dict[str, Any] = found["protection"]
    return kept


def layers(found: dict[str, Any]) -> dict[str, dict[str, str]]:
    """Each layer of each program: in force, or why not."""
    return {
        program: {layer: facts["reason"] for layer, facts in report["layers"].items()}
        for program, report in found["programs"].items()
    }


def probes(found: dict[str, Any]) -> dict[str, set[str]]:
    """What was tried in each program."""
    return {name: {probe["name"] for probe in each["probes"]} for name, each in found["programs"].items()}


def test_it_is_that_of_the_source_with_the_same_tools(home: InstalledHome, source: Home) -> None:
    here, there = protection(source), protection(home)
    assert there["level"] == level_here() == "strong"
    assert layers(there) == layers(here)
    assert probes(there).keys() == probes(here).keys()


def test_a_question_on_standard_input_is_answered(home: InstalledHome) -> None:
    done = home.hisho("ask", "-", text=QUESTION)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout) > ANSWER_LETTERS


def test_with_what_it_depends_on_alone_it_answers_and_says_what_is_missing(ground: Ground) -> None:
    """No bubblewrap, no keyring, no fonts: two layers, and the reason."""
    with ground.machine(ground.bare, network=True) as machine:
        machine.must("apt-get", "update", "-q")
        deb = f"/packages/{ground.packages.deb().name}"
        machine.must("apt-get", "install", "-yq", "--no-install-recommends", deb)
        home = InstalledHome(machine)
        found = protection(home)
        assert found["level"] == "middle"
        assert {each["namespaces"] for each in layers(found).values()} == {"bwrap_missing"}
        said = home.hisho("doctor").stdout
        assert "中" in said
        assert "bubblewrap is not installed" in said
        assert len(home.hisho("ask", "-", text=QUESTION).stdout) > ANSWER_LETTERS
