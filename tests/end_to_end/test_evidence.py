"""Evidence from the whole program: a report by every program's own probes, and the log of a vault whose old
copy was put back.
"""

import json
import shutil
from pathlib import Path

from desktop.report.gathering import PROGRAMS
from desktop.report.signing import verify
from desktop.vault.events import EventKind
from desktop.vault.vault import Vault
from tests.end_to_end.programs import Home
from tests.end_to_end.test_window import PASSPHRASE, opened, place


def make_vault(home: Home) -> Path:
    """A vault that nobody has open; its database."""
    created = Vault.create(place(home), None, PASSPHRASE)
    created.vault.confirm_recovery()
    created.vault.close()
    return place(home).folder / "vault.db"


def test_a_report_of_every_program_is_signed_and_verified(home: Home) -> None:
    make_vault(home)
    target = home.folder / "report.html"
    done = home.with_passphrase(PASSPHRASE, "doctor", "--report", str(target))
    assert done.returncode == 0, done.stderr
    report = json.loads(target.with_suffix(".json").read_text())["report"]
    assert set(report["protection"]["programs"]) == set(PROGRAMS)
    for program in PROGRAMS:
        assert report["self_test"][program]["as_intended"], program
    assert report["self_test"]["engine"]["tried"]["tcp_connect"] == "denied"
    checked = home.hisho("doctor", "--verify-report", str(target))
    assert checked.returncode == 0, checked.stderr
    assert verify(target.read_bytes()).fingerprint in checked.stdout
    with opened(home) as vault:
        assert vault.events.newest(EventKind.REPORTED) is not None


def test_an_old_database_is_told_by_the_log(home: Home) -> None:
    database = make_vault(home)
    shutil.copy2(database, home.folder / "old.db")
    with opened(home) as vault:
        vault.conversations.create_conversation("Office action")
    shutil.copy2(home.folder / "old.db", database)
    told = home.with_passphrase(PASSPHRASE, "vault", "audit", "--json")
    assert told.returncode == 1, told.stderr
    answer = json.loads(told.stdout)
    assert answer["rolled_back"] == "database"
    assert answer["holds"] is True
    assert [each["kind"] for each in answer["events"]][:3] == ["created", "closed", "rolled_back"]
    assert "an old copy was put in its place" in told.stderr
