"""The settings page: shows what is set, tells each change at once."""

from dataclasses import replace
from operator import attrgetter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.settings import Settings
from desktop.ui.appearance import Appearance
from desktop.ui.lock_rules import LockBounds
from desktop.ui.pages.card import Choice
from desktop.ui.pages.settings import SettingsPage
from desktop.ui.theme import DARK, SIZES
from model_manager.edition import Edition
from tests.ui.pages.dressing import dressed
from tests.ui.pages.samples import ABOUT

SET = Settings(
    language="ja", scheme="dark", text_percent=125, send_key="ctrl_enter", lock_minutes=0, last_model="guide"
)


@pytest.fixture
def page(qtbot: QtBot) -> SettingsPage:
    made = SettingsPage(ABOUT)
    qtbot.addWidget(made)
    made.lock.show_passphrase(exists=True)
    with qtbot.waitExposed(made):
        made.show()
    made.setFocus()
    return made


def pick(choice: Choice, value: object) -> None:
    choice.setCurrentIndex(choice.findData(value))
    choice.activated.emit(choice.currentIndex())


def test_showing_settings_tells_nothing(page: SettingsPage, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(page.settings_changed):
        page.show_settings(SET)
    shown = [each.currentData() for each in (page.language, page.scheme, page.text_size, page.send_key)]
    assert shown == ["ja", "dark", 125, "ctrl_enter"]
    assert page.lock.minutes.currentData() == 0


@pytest.mark.parametrize(
    ("part", "name", "value"),
    [
        ("language", "language", "en"),
        ("scheme", "scheme", "light"),
        ("text_size", "text_percent", 200),
        ("send_key", "send_key", "enter"),
        ("lock.minutes", "lock_minutes", 5),
    ],
)
def test_a_change_is_told_with_all_that_stays(
    page: SettingsPage, qtbot: QtBot, part: str, name: str, value: object
) -> None:
    page.show_settings(SET)
    with qtbot.waitSignal(page.settings_changed) as told:
        pick(attrgetter(part)(page), value)
    assert told.args == [replace(SET, **{name: value})]  # type: ignore[arg-type]  # the names are given as text


def test_a_text_size_between_those_offered_is_kept(page: SettingsPage, qtbot: QtBot) -> None:
    page.show_settings(replace(SET, text_percent=133))
    with qtbot.waitSignal(page.settings_changed) as told:
        pick(page.scheme, "light")
    assert told.args == [replace(SET, text_percent=133, scheme="light")]


def test_another_language_is_spoken_at_once_and_nothing_is_lost(
    page: SettingsPage, qapp: QApplication, qtbot: QtBot
) -> None:
    page.show_settings(SET)
    with dressed(qapp, "ja", Appearance()), qtbot.assertNotEmitted(page.settings_changed):
        qapp.processEvents()
        assert page.title.text() == "設定"
        assert page.lock.minutes.itemText(0) == "5分後"
        assert page.text_size.currentData() == 125
        assert page.language.itemText(page.language.findData("en")) == "English"


def test_plurals_are_right_in_english(page: SettingsPage, qapp: QApplication) -> None:
    with dressed(qapp, "en", Appearance()):
        qapp.processEvents()
        assert page.lock.minutes.itemText(0) == "after 5 minutes"


def test_without_a_passphrase_it_cannot_be_locked_and_says_so(page: SettingsPage) -> None:
    page.lock.show_passphrase(exists=False)
    assert not page.lock.minutes.isEnabled()
    assert page.lock.note.isVisible()


def test_what_concerns_the_vault_has_a_page_of_its_own(page: SettingsPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.protection_requested):
        page.protection_button.click()


@pytest.mark.parametrize("way", ["button", "escape"])
def test_closing_takes_an_error_away(page: SettingsPage, qtbot: QtBot, way: str) -> None:
    page.show_error("Locking needs a passphrase.")
    assert page.error_line.isVisible()
    with qtbot.waitSignal(page.closed):
        if way == "button":
            page.close_button.click()
        else:
            QTest.keyClick(page.language, Qt.Key.Key_Escape)
    assert not page.error_line.isVisible()


def test_it_tells_version_licence_and_places(page: SettingsPage) -> None:
    shown = {label.text() for label in page.findChildren(QLabel)}
    assert {ABOUT.version, ABOUT.licence, ABOUT.models_folder, ABOUT.data_folder} <= shown


def test_every_control_has_a_name(page: SettingsPage) -> None:
    assert all(choice.accessibleName() for choice in page.findChildren(Choice))
    assert page.close_button.accessibleName()


@pytest.mark.parametrize("name", ["on_sleep", "with_session"])
def test_what_else_locks_is_told_at_once(page: SettingsPage, qtbot: QtBot, name: str) -> None:
    page.show_settings(SET)
    with qtbot.waitSignal(page.settings_changed) as told:
        getattr(page.lock, name).click()
    assert told.args == [replace(SET, **{f"lock_{name}": False})]  # type: ignore[arg-type]  # the names are given as text


def test_what_the_administrator_forces_cannot_be_switched_off(page: SettingsPage) -> None:
    page.show_settings(replace(SET, lock_minutes=60, lock_on_sleep=False))
    page.lock.show_bounds(LockBounds(10, on_sleep=True))
    assert page.lock.minutes.currentData() == 10
    assert [page.lock.minutes.itemData(row) for row in range(page.lock.minutes.count())] == [5, 10]
    assert page.lock.on_sleep.isChecked()
    assert not page.lock.on_sleep.isEnabled()
    assert page.lock.with_session.isEnabled()
    assert "Set by the administrator" in page.lock.note.text()
    assert page.lock.note.isVisible()


def test_a_computer_that_tells_nothing_of_sleep_promises_nothing(page: SettingsPage) -> None:
    page.lock.show_hearing(hears_sleep=False)
    assert not page.lock.on_sleep.isEnabled()
    assert not page.lock.with_session.isEnabled()
    assert page.lock.minutes.isEnabled()
    assert page.lock.note.isVisible()
    page.lock.show_hearing(hears_sleep=True)
    assert page.lock.on_sleep.isEnabled()
    assert not page.lock.note.isVisible()


def test_the_marks_wear_the_colours_of_the_page(page: SettingsPage) -> None:
    """They are painted by us: on dark ground their words would else be dark."""
    page.set_appearance(Appearance(DARK, 1.5))
    for check in (page.lock.on_sleep, page.lock.with_session):
        assert pixels(check) & {DARK.text.upper(), DARK.text.lower()}
        assert check.font() == Appearance(DARK, 1.5).font(SIZES.small)


def pixels(part: QWidget) -> set[str]:
    """The colours of what it shows."""
    image = part.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def test_it_tells_the_edition(page: SettingsPage, qtbot: QtBot) -> None:
    assert page.edition.text().startswith("Full edition")
    apart = SettingsPage(replace(ABOUT, edition=Edition.AIRGAP))
    qtbot.addWidget(apart)
    assert apart.edition.text() == "Air-gap edition: the part that speaks to a network is not installed."


def test_the_licences_have_a_page_of_their_own(page: SettingsPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.licences_requested):
        page.licences_button.click()
