"""The way to the audit log and the protection report: made when it is wanted, saved where somebody says."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.control import Probe
from desktop.paths import Paths
from desktop.report.gathering import PROGRAMS
from desktop.ui.actions import WindowActions
from desktop.ui.appearance import Appearance
from desktop.ui.audit.choosing import SaveQuestion
from desktop.ui.audit.record_corner import RECORD
from desktop.ui.audit.save_dialog import SaveEvidenceDialog
from desktop.ui.background import Background
from desktop.ui.main_window import MainWindow
from desktop.ui.room.evidence_corner import Archive, EvidenceCorner
from desktop.ui.saving import Saving
from model_manager.edition import Edition
from tests.policies import policy_at
from tests.ui.supervised import FileSupervisor
from tests.vault.places import new_vault

NOW = datetime(2026, 11, 25, 15, 30, tzinfo=UTC)
QUESTION = SaveQuestion("Save the report", "report 2026-11-25.html", (("Page", ".html"), ("Data", ".json")))


@dataclass
class Office:
    """A corner with a vault, and a supervisor that opens files."""

    corner: EvidenceCorner
    window: MainWindow
    supervisor: FileSupervisor
    bot: QtBot
    told: list[str] = field(default_factory=list)

    def dialog(self) -> SaveEvidenceDialog:
        """The dialog that asks."""
        self.bot.waitUntil(lambda: bool(self.window.findChildren(SaveEvidenceDialog)))
        return self.window.findChildren(SaveEvidenceDialog)[0]


@dataclass
class FakeOutside:
    """What the corner needs of the world."""

    background: Background
    notifier: Any
    places: Paths
    policy_file: Any
    edition: Edition = Edition.FULL

    def words(self, error: Exception) -> str:
        return type(error).__name__

    def now(self) -> datetime:
        return NOW


@pytest.fixture
def office(qtbot: QtBot, tmp_path: Path) -> Iterator[Office]:
    background, supervisor = Background(), FileSupervisor()
    window = MainWindow(WindowActions())
    qtbot.addWidget(window)
    made: list[Any] = []
    background.on_vault(lambda: new_vault(tmp_path / "vault").vault, made.append)
    qtbot.waitUntil(lambda: bool(made))
    places = Paths(tmp_path / "data", tmp_path / "settings", tmp_path / "cache", tmp_path / "run")
    outside: Any = FakeOutside(background, supervisor.notifier, places, policy_at(tmp_path / "policy.toml"))
    archive = Archive(made[0], Saving(supervisor.notifier, background), lambda: "en")
    corner = EvidenceCorner(window, outside, archive)
    found = Office(corner, window, supervisor, qtbot)
    corner.told.connect(found.told.append)
    with qtbot.waitExposed(window):
        window.show()
    yield found
    background.on_vault(made[0].close)
    background.close()
    supervisor.close()


def test_the_audit_log_has_a_page_that_leads_back(office: Office) -> None:
    office.corner.wear(Appearance())
    office.corner.show_record()
    assert office.window.page == RECORD
    office.bot.waitUntil(lambda: office.corner.record.page.model.rowCount() > 0)
    with office.bot.waitSignal(office.corner.left):
        office.corner.record.page.closed.emit()


def test_a_report_is_made_where_somebody_wants_it(office: Office, tmp_path: Path) -> None:
    office.corner.begin_report()
    dialog = office.dialog()
    assert dialog.windowTitle() == "Save the protection report"
    assert "2026-11-25" in dialog.selectedFiles()[0]
    dialog.fileSelected.emit(str(tmp_path / "report.html"))
    office.bot.waitUntil(
        lambda: {each.program for each in office.supervisor.asked if isinstance(each, Probe)} == set(PROGRAMS)
    )
    assert office.told == ["The protection report is being made…"]
    dialog.reject()


def test_nothing_is_made_where_nobody_says_where(office: Office) -> None:
    office.corner.begin_report()
    office.dialog().reject()
    assert not office.supervisor.asked


@pytest.mark.parametrize(("row", "suffix"), [(0, "html"), (1, "json")])
def test_the_form_that_is_chosen_gives_the_ending(qtbot: QtBot, row: int, suffix: str) -> None:
    window = MainWindow(WindowActions())
    qtbot.addWidget(window)
    dialog = SaveEvidenceDialog(QUESTION, Appearance(), window)
    assert dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    dialog.filterSelected.emit(dialog.nameFilters()[row])
    assert dialog.defaultSuffix() == suffix
