"""`hisho vault audit`: what happened, whether the chain holds, and the chain as a file to be checked."""

import io
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.cli.arguments import parser
from desktop.cli.audit_command import carry_out
from desktop.cli.terminal import Terminal
from desktop.control import ControlLink, TargetRefusedError
from desktop.vault.events import EventKind
from desktop.vault.place import VaultPlace
from desktop.vault.vault import Vault
from desktop.words import translator
from tests.cli.supervised import supervised
from tests.cli.vaults import access_to
from tests.fakes import FakeKeychain
from tests.vault.places import PASSPHRASE, place

ENGLISH = translator("en", Path("nowhere"))


class Desk:
    """Somebody at a terminal who knows the passphrase of a vault that was used."""

    def __init__(self, here: VaultPlace, keychain: FakeKeychain, control: ControlLink) -> None:
        self.here = here
        self.keychain = keychain
        self.control = control
        self.answers = io.StringIO()
        self.told = io.StringIO()

    def run(self, *typed: str) -> int:
        wanted = parser(ENGLISH, "1").parse_args(["vault", "audit", *typed])
        terminal = Terminal(ENGLISH, self.answers, self.told, io.StringIO())
        access = access_to(self.here, terminal, self.keychain, PASSPHRASE)
        return carry_out(wanted, self.control, access, terminal)

    def unlocked(self) -> Vault:
        return Vault.unlock_with_passphrase(self.here, PASSPHRASE)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    keychain = FakeKeychain()
    here = replace(place(tmp_path / "vault"), safe=keychain)
    vault = Vault.create(here, keychain, PASSPHRASE).vault
    vault.conversations.create_conversation("硫化物系固体電解質")
    vault.lock()
    with supervised() as control:
        yield Desk(here, keychain, control)


def test_it_lists_what_happened_and_says_that_the_chain_holds(desk: Desk) -> None:
    assert desk.run() == 0
    *lines, verdict = desk.answers.getvalue().splitlines()
    assert [line.split("  ")[2] for line in lines] == [
        "Vault made", "Conversation begun", "Locked", "Unlocked"
    ]  # fmt: skip
    assert verdict.startswith("The chain holds: 4 entries, digest of the last ")
    assert "硫化物" not in desk.answers.getvalue()


def test_a_broken_chain_ends_with_one(desk: Desk) -> None:
    vault = desk.unlocked()
    vault._database.execute("UPDATE events SET facts = '{}' WHERE id = 2")
    vault.close()
    assert desk.run("--verify") == 1
    assert desk.answers.getvalue().startswith("The chain is broken at entry 2;")


def test_one_json_object(desk: Desk) -> None:
    assert desk.run("--json") == 0
    answer = json.loads(desk.answers.getvalue())
    assert answer["count"] == len(answer["events"]) == 4
    assert answer["head"] == answer["events"][-1]["digest"]
    assert (answer["holds"], answer["first_break"], answer["rolled_back"]) == (True, None, None)


def test_an_old_copy_is_told_here_too(desk: Desk) -> None:
    shutil.copytree(desk.here.folder, desk.here.folder.with_name("old"))
    desk.unlocked().close()
    for name in ("vault.db", "vault.json"):
        shutil.copy2(desk.here.folder.with_name("old") / name, desk.here.folder / name)
    assert desk.run("--verify", "--json") == 1
    assert json.loads(desk.answers.getvalue())["rolled_back"] == "both"
    assert "an old copy was put in its place" in desk.told.getvalue()


def test_an_export_is_written_and_noted(desk: Desk, tmp_path: Path) -> None:
    target = tmp_path / "log.jsonl"
    assert desk.run("--export", str(target)) == 0
    *_, last = map(json.loads, target.read_text().splitlines())
    assert last["count"] == 4
    vault = desk.unlocked()
    event = vault.events.newest(EventKind.EVENTS_EXPORTED)
    assert event is not None
    assert event.facts["bytes"] == target.stat().st_size
    vault.close()


def test_an_export_to_standard_output(desk: Desk) -> None:
    assert desk.run("--export", "-") == 0
    assert json.loads(desk.answers.getvalue().splitlines()[0])["format"] == "hisho events 1"


def test_an_export_takes_no_other_files_place(desk: Desk, tmp_path: Path) -> None:
    target = tmp_path / "log.jsonl"
    target.write_text("older")
    with pytest.raises(TargetRefusedError):
        desk.run("--export", str(target))
    assert target.read_text() == "older"
    vault = desk.unlocked()
    assert vault.events.newest(EventKind.EVENTS_EXPORTED) is None
    vault.close()


def test_a_file_leads_to_its_entry(desk: Desk, tmp_path: Path) -> None:
    target = tmp_path / "log.jsonl"
    desk.run("--export", str(target))
    assert desk.run("--find", str(target), "--json") == 0
    (event,) = json.loads(desk.answers.getvalue())["events"]
    assert event["kind"] == "events_exported"
    target.write_text(target.read_text() + " ")
    assert desk.run("--find", str(target)) == 1
    assert "No entry is about this text or file." in desk.told.getvalue()
