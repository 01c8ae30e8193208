"""The way to the licences: the page comes when it is wanted, and what cannot be read is said on it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.ui.actions import WindowActions
from desktop.ui.background import Background
from desktop.ui.licences.corner import LICENCES, LicencesCorner
from desktop.ui.main_window import MainWindow
from tests.sources import ROOT


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    made = MainWindow(WindowActions())
    qtbot.addWidget(made)
    return made


@pytest.fixture
def background() -> Iterator[Background]:
    made = Background()
    yield made
    made.close()


def corner(window: MainWindow, background: Background, resources: Path) -> LicencesCorner:
    return LicencesCorner(window, background, resources, lambda error: type(error).__name__)


def test_it_shows_what_is_installed_and_tells_when_it_is_left(
    window: MainWindow, background: Background, qtbot: QtBot
) -> None:
    made = corner(window, background, ROOT / "resources")
    assert window.page is None
    made.show()
    assert window.page == LICENCES
    qtbot.waitUntil(lambda: made.page.list.topLevelItemCount() > 20)
    made.page.field.setText("SQLCipher")
    assert made.page.list.topLevelItemCount() >= 2
    with qtbot.waitSignal(made.left):
        made.page.close_button.click()


def test_it_is_made_once(window: MainWindow, background: Background, qtbot: QtBot) -> None:
    made = corner(window, background, ROOT / "resources")
    made.show()
    page = made.page
    made.show()
    assert made.page is page
    qtbot.waitUntil(lambda: page.list.topLevelItemCount() > 0)


def test_a_list_that_is_damaged_is_said_on_the_page(
    window: MainWindow, background: Background, qtbot: QtBot, tmp_path: Path
) -> None:
    made = corner(window, background, tmp_path)
    made.show()
    qtbot.waitUntil(lambda: made.page.error_line.label.text() == "LicencesUnreadableError")
    assert made.page.list.topLevelItemCount() == 0
