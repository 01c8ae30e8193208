"""The dialog that asks where evidence is saved: the kind of file decides the suffix, and nothing is kept."""

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.appearance import Appearance
from desktop.ui.audit.choosing import SaveQuestion
from desktop.ui.audit.save_dialog import SaveEvidenceDialog

QUESTION = SaveQuestion("Save it", "Report 2026-11-25.html", (("Page", ".html"), ("Data", ".json")))


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def dialog(parent: QWidget) -> SaveEvidenceDialog:
    return SaveEvidenceDialog(QUESTION, Appearance(), parent)


def test_it_offers_the_name_and_asks_before_it_replaces(dialog: SaveEvidenceDialog) -> None:
    assert dialog.windowTitle() == "Save it"
    assert dialog.selectedFiles()[0].endswith("/Report 2026-11-25.html")
    assert not dialog.testOption(QFileDialog.Option.DontConfirmOverwrite)
    assert dialog.testOption(QFileDialog.Option.DontUseNativeDialog)


def test_another_kind_has_another_suffix(dialog: SaveEvidenceDialog) -> None:
    dialog.selectNameFilter("Data (*.json)")
    dialog.filterSelected.emit("Data (*.json)")
    assert dialog.selectedFiles()[0].endswith("/Report 2026-11-25.json")
    assert dialog.defaultSuffix() == "json"
