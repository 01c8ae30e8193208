"""The protection report in the window: probed, signed, written, noted; and nothing where something fails."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.control import Probe, Probed
from desktop.paths import Paths
from desktop.report.gathering import PROGRAMS
from desktop.report.signing import signer_of, verify
from desktop.ui.audit.choosing import SaveQuestion
from desktop.ui.audit.record_corner import EvidenceDesk
from desktop.ui.audit.report_desk import ReportDesk, ReportPlaces
from desktop.ui.background import Background
from desktop.ui.saving import Saving
from desktop.vault.events import EventKind
from model_manager.edition import Edition
from model_manager.policy_file import PolicyFile
from tests.report.samples import probe, program
from tests.ui.supervised import FileSupervisor
from tests.vault.places import new_vault

NOW = datetime(2026, 11, 25, 15, 30, tzinfo=UTC)
REPORT = json.dumps(program(probe("tcp_connect")))


class Office:
    """A window's desk with a vault, a supervisor that probes, and somebody who chooses a file."""

    def __init__(self, folder: Path, edition: Edition = Edition.FULL) -> None:
        places = Paths(folder / "data", folder / "settings", folder / "cache", folder / "run")
        places.data.mkdir(parents=True)
        self.vault = new_vault(places.vault).vault
        self.background = Background()
        self.supervisor = FileSupervisor()
        self.question: SaveQuestion | None = None
        self.path = ""
        desk = EvidenceDesk(
            self.background, Saving(self.supervisor.notifier, self.background), self._choose, str, lambda: NOW
        )
        around = ReportPlaces(places, PolicyFile(folder / "policy.toml"), lambda: "en", edition)
        self.desk = ReportDesk(self.vault, self.supervisor.notifier, desk, around)

    def _choose(self, question: SaveQuestion, done: Callable[[str], None]) -> None:
        self.question = question
        done(self.path)

    def asked(self) -> list[Probe]:
        return [each for each in self.supervisor.asked if isinstance(each, Probe)]

    def answer(self, report: str = REPORT) -> None:
        """Each program says how it is shut in; somebody else's answer comes in between."""
        self.supervisor.notifier.probed.emit(99, REPORT)
        for each in self.asked():
            notice = Probed(each.request, report)
            self.supervisor.notifier.probed.emit(notice.request, notice.report_json)

    def close(self) -> None:
        self.background.close()
        self.supervisor.close()
        self.vault.close()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    yield made
    made.close()


@pytest.mark.parametrize("suffix", [".html", ".json"])
def test_a_report_is_probed_signed_written_and_noted(
    qtbot: QtBot, office: Office, tmp_path: Path, suffix: str
) -> None:
    office.path = str(tmp_path / f"report{suffix}")
    office.desk.begin()
    qtbot.waitUntil(lambda: len(office.asked()) == len(PROGRAMS))
    assert [each.program for each in office.asked()] == list(PROGRAMS)
    with qtbot.waitSignal(office.desk.told, check_params_cb=lambda text: office.path in text):
        office.answer()
    written = Path(office.path).read_bytes()
    assert verify(written).fingerprint == signer_of(office.vault.facts).fingerprint
    event = office.vault.events.newest(EventKind.REPORTED)
    assert event is not None
    assert event.facts["form"] == suffix.removeprefix(".")
    assert office.question is not None
    assert office.question.name == "Hisho protection report 2026-11-25.html"


def test_a_program_that_died_makes_a_report_that_says_so(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    office.path = str(tmp_path / "report.json")
    office.desk.begin()
    qtbot.waitUntil(lambda: len(office.asked()) == len(PROGRAMS))
    with qtbot.waitSignal(office.desk.told, check_params_cb=lambda text: office.path in text):
        office.answer("")
    report = json.loads(Path(office.path).read_text())["report"]
    assert report["protection"]["level"] == "weak"
    assert not report["self_test"]["engine"]["as_intended"]


def test_a_file_that_cannot_be_written_is_told_and_not_noted(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    office.path = str(tmp_path / "gone" / "report.html")
    office.desk.begin()
    qtbot.waitUntil(lambda: len(office.asked()) == len(PROGRAMS))
    with qtbot.waitSignal(office.desk.failed):
        office.answer()
    assert office.vault.events.newest(EventKind.REPORTED) is None
    office.path = str(tmp_path / "report.html")
    office.desk.begin()                         # and the next one is made
    qtbot.waitUntil(lambda: len(office.asked()) == 2 * len(PROGRAMS))


def test_one_report_at_a_time(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    office.path = str(tmp_path / "report.html")
    office.desk.begin()
    office.desk.begin()
    qtbot.waitUntil(lambda: len(office.asked()) >= len(PROGRAMS))
    assert len(office.asked()) == len(PROGRAMS)


def test_without_network_code_nothing_with_a_network_is_started(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path, Edition.AIRGAP)
    office.path = str(tmp_path / "report.json")
    office.desk.begin()
    qtbot.waitUntil(lambda: len(office.asked()) == len(PROGRAMS) - 1)
    assert "fetcher" not in {each.program for each in office.asked()}
    with qtbot.waitSignal(office.desk.told, check_params_cb=lambda text: office.path in text):
        office.answer()
    assert json.loads(Path(office.path).read_text())["report"]["edition"] == "airgap"
    office.close()
