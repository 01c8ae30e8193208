"""The proof: in a network where every attempt would be heard, Hisho is not heard; a program that leaks is, by
the same ears, and so is the one program of ours that has a network.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from model_manager.ledger import FILE, Ledger
from model_manager.library import ModelFolder
from tests.end_to_end.programs import Home
from tests.end_to_end.test_command_line import QUESTION
from tests.end_to_end.test_third_layer import WITHOUT_BWRAP
from tests.end_to_end.test_window import stored
from tests.proof.far_end import HERE, PAGE, PORT
from tests.proof.leak import ROADS
from tests.proof.network import BaitedNetwork, baited_network, ways
from tests.sources import ROOT

PASSPHRASE = "correct horse battery"
LEAKED = {"TCP:443", "TCP6:443", "UDP:53", "UDP6:53"}


@pytest.fixture(scope="module", params=ways())
def way(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def network(way: str) -> Iterator[BaitedNetwork]:
    with baited_network(way) as made:
        yield made


@pytest.fixture(autouse=True)
def told(way: str, record_property: Callable[[str, object], None]) -> None:
    """The last lines of the run say in which way this was shown."""
    record_property("zero-packet proof", way)


@pytest.fixture
def home(tmp_path: Path, network: BaitedNetwork) -> Home:
    """An empty home; what is started from it is in the baited network."""
    return Home(tmp_path, prefix=network.prefix)


def leak(network: BaitedNetwork, how: str, folder: Path) -> dict[str, str]:
    command = [*network.prefix, sys.executable, "-m", "tests.proof.leak", how, str(folder)]
    environment = {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=True)
    outcomes: dict[str, str] = json.loads(done.stdout)
    return outcomes


def test_a_program_that_leaks_is_heard(network: BaitedNetwork, tmp_path: Path) -> None:
    """The positive control: without it silence would prove nothing."""
    leak(network, "free", tmp_path)
    heard = network.heard()
    assert set(heard.packets) >= LEAKED
    assert heard.loopback > 0


def test_the_same_program_shut_in_is_not_heard(network: BaitedNetwork, tmp_path: Path) -> None:
    outcomes = leak(network, "confined", tmp_path)
    assert set(outcomes) == set(ROADS)
    assert "open" not in outcomes.values()
    assert network.heard().nothing


def test_asking_and_keeping_is_not_heard(network: BaitedNetwork, home: Home) -> None:
    answered = home.with_passphrase(PASSPHRASE, "ask", "--save", QUESTION)
    assert answered.returncode == 0, answered.stderr
    assert len(answered.stdout.strip()) > 10
    assert (home.data / "vault" / "vault.json").exists()
    assert network.heard().nothing


def test_two_layers_alone_are_not_heard_either(network: BaitedNetwork, home: Home) -> None:
    """Without bubblewrap our programs stand in the baited network itself, and the kernel refuses them."""
    home.prefix = (*network.prefix, *WITHOUT_BWRAP)
    answered = home.with_passphrase(PASSPHRASE, "ask", "--save", QUESTION)
    assert answered.returncode == 0, answered.stderr
    assert network.heard().nothing
    ((_, answer),) = stored(home)
    assert answer.message.protection != "strong"


def test_the_fetcher_is_heard_where_it_was_sent_and_notes_it(network: BaitedNetwork, home: Home) -> None:
    home.hisho("models", "usage", "research")
    assert network.heard().nothing
    host = f"{HERE}:{PORT}"
    asked = home.hisho("models", "--endpoint", f"http://{host}", "show", "owner/model")
    assert asked.returncode != 0, "there was nothing to be found"
    # What its loopback carried is a probe of its own at its start: UDP is open to it, and it says so.
    assert set(network.heard().packets) == {f"TCP:{PORT}"}
    entries = Ledger(ModelFolder(home.data / "models").own / FILE).entries()
    assert {entry.host for entry in entries} == {host}
    assert sum(entry.received for entry in entries) > 0
    assert sum(entry.received for entry in entries) % len(PAGE) == 0
