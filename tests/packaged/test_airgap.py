"""The air-gap package takes the other one's place, has no program with a network, and works without it."""

import json
import os
from pathlib import Path

import pytest

from tests import gguf_files
from tests.packaged.clean_machine import USER, USER_ID, Machine
from tests.packaged.conftest import Packages
from tests.packaged.installed import PROGRAMS, InstalledHome
from tests.packaged.test_protection import ANSWER_LETTERS, QUESTION, protection

PASSPHRASE = "correct horse battery"
NOT_IN_THIS_EDITION = 2
_NETWORK = ("QtNetwork", "_ssl", "huggingface_hub", "httpx", "truststore", "libssl")


@pytest.fixture
def installed(installed: Machine, packages: Packages) -> Machine:
    """Where the other edition was before, and somebody has used it."""
    home = InstalledHome(installed)
    assert home.with_passphrase(PASSPHRASE, "ask", "--save", QUESTION.strip()).returncode == 0
    installed.must("apt-get", "install", "-yq", f"/packages/{packages.deb('hisho-airgap').name}")
    return installed


def test_it_takes_the_place_of_the_other_and_opens_its_vault(home: InstalledHome) -> None:
    state = home.machine.run("dpkg-query", "--show", "--showformat=${db:Status-Status}", "hisho")
    assert state.stdout != "installed"
    listed = home.with_passphrase(PASSPHRASE, "conversations", "list")
    assert QUESTION.strip() in listed.stdout, listed.stderr


def test_there_is_no_program_with_a_network(installed: Machine) -> None:
    assert not installed.path(f"{PROGRAMS}/hisho-fetcher").exists()
    assert installed.path(f"{PROGRAMS}/hisho-window").exists()
    files = [path.name for path in installed.path(PROGRAMS).rglob("*")]
    assert [name for name in files if name.startswith(_NETWORK)] == []


def test_it_is_protected_as_well_and_says_which_it_is(home: InstalledHome) -> None:
    assert protection(home)["level"] == "strong"
    assert json.loads(home.hisho("doctor", "--json").stdout)["edition"] == "airgap"
    refused = home.hisho("models", "search", "anything")
    assert refused.returncode == NOT_IN_THIS_EDITION
    assert refused.stderr.strip()


def test_a_model_from_a_stick_is_taken_in_and_answers(home: InstalledHome) -> None:
    stick = home.machine.path("/media/stick")
    stick.mkdir()
    gguf_files.write(stick / "random.gguf")
    taken = home.hisho("models", "import", "/media/stick/random.gguf")
    assert taken.returncode == 0, taken.stdout + taken.stderr
    (stick / "random.gguf").unlink()
    (kept,) = (home.data / "models").rglob("random.gguf")
    assert kept.stat().st_uid == USER_ID
    inside = Path(f"/home/{USER}") / kept.relative_to(home.folder)
    answered = home.hisho("ask", "--model", os.fspath(inside), "--max-tokens", "4", "-", text=QUESTION)
    assert answered.returncode == 0, answered.stderr
    assert home.hisho("ask", "-", text=QUESTION).stdout[ANSWER_LETTERS:]
