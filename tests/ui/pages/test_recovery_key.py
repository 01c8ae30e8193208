"""The recovery key: shown once, confirmed from paper, mistyped groups marked."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui.actions import WindowActions
from desktop.ui.appearance import Appearance
from desktop.ui.main_window import MainWindow
from desktop.ui.pages.recovery_key import RecoveryKeyPage
from desktop.ui.theme import DARK, SIZES, fonts
from desktop.vault.recovery import group_state
from tests.ui.pages.dressing import dressed
from tests.ui.pages.samples import KEY

ASKED = (2, 6)


@pytest.fixture
def page(qtbot: QtBot) -> RecoveryKeyPage:
    made = RecoveryKeyPage(group_state)
    qtbot.addWidget(made)
    made.show_key(KEY, ASKED)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_all_groups_are_shown_and_can_be_selected(page: RecoveryKeyPage) -> None:
    assert tuple(label.text() for label in page.plate.groups) == KEY
    for place, label in enumerate(page.plate.groups, start=1):
        assert label.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse
        assert str(place) in label.accessibleName()


def test_copying_warns_of_the_clipboard_and_keeps_out_of_its_history(page: RecoveryKeyPage) -> None:
    assert not page.copied.isVisible()
    page.copy_button.click()
    assert QGuiApplication.clipboard().text() == "-".join(KEY)
    assert QGuiApplication.clipboard().mimeData().data("x-kde-passwordManagerHint") == b"secret"
    assert page.copied.isVisible()
    QGuiApplication.clipboard().clear()


def test_the_key_is_out_of_sight_while_it_is_confirmed(page: RecoveryKeyPage) -> None:
    page.next_button.click()
    assert not page.plate.isVisible()
    assert page.groups.fields[0].hasFocus()
    assert "3" in page.intro.text()
    assert "7" in page.intro.text()
    page.back_button.click()
    assert page.plate.isVisible()
    assert not page.groups.isVisible()


def test_right_groups_confirm(page: RecoveryKeyPage, qtbot: QtBot) -> None:
    page.next_button.click()
    QTest.keyClicks(page.groups.fields[0], KEY[2].lower())
    assert page.groups.fields[1].hasFocus()
    QTest.keyClicks(page.groups.fields[1], KEY[6])
    with qtbot.waitSignal(page.confirmed):
        QTest.keyClick(page.groups.fields[1], Qt.Key.Key_Return)


@pytest.mark.parametrize(
    "typed",
    [("", ""), (KEY[2], ""), (KEY[2], KEY[6][:-1]), (KEY[6], KEY[2]), (KEY[2], KEY[5]), ("AAAAA", KEY[6])],
)
def test_nothing_else_confirms(page: RecoveryKeyPage, qtbot: QtBot, typed: tuple[str, str]) -> None:
    page.next_button.click()
    for field, text in zip(page.groups.fields, typed, strict=True):
        field.setText(text)
    assert not page.next_button.isEnabled()
    with qtbot.assertNotEmitted(page.confirmed):
        page.next_button.click()
        QTest.keyClick(page.groups.fields[1], Qt.Key.Key_Return)


def test_a_group_that_only_fits_its_check_character_is_wrong(qtbot: QtBot) -> None:
    """Two groups of another key pass the check; they are not what was written down."""
    other = ("00000",) * 8
    page = RecoveryKeyPage(group_state)
    qtbot.addWidget(page)
    page.show_key(other, ASKED)
    page.next_button.click()
    for field, place in zip(page.groups.fields, ASKED, strict=True):
        field.setText(KEY[place])
    assert not page.next_button.isEnabled()


def test_a_forgotten_key_is_nowhere(page: RecoveryKeyPage) -> None:
    page.next_button.click()
    page.groups.fields[0].setText(KEY[2])
    page.forget_key()
    texts = [label.text() + label.accessibleName() for label in page.plate.groups]
    texts += [field.text() for field in page.groups.fields]
    assert not any(group in text for group in KEY for text in texts)


def test_the_page_says_why_it_is_written_by_hand(page: RecoveryKeyPage) -> None:
    assert page.by_hand.isVisible()
    assert "print system would keep" in page.by_hand.text()


def test_enter_goes_on_and_copies_nothing(page: RecoveryKeyPage) -> None:
    assert page.next_button.hasFocus()


def test_a_key_that_is_shown_later_looks_as_the_first_one(qtbot: QtBot, qapp: QApplication) -> None:
    """Under a style sheet a page loses the fonts of its parts when it comes into the window."""
    with dressed(qapp, "en", Appearance(DARK, 1.5)):
        window = MainWindow(WindowActions())
        qtbot.addWidget(window)
        window.set_appearance(Appearance(DARK, 1.5))
        later = RecoveryKeyPage(group_state)
        later.show_key(KEY, ASKED)
        window.add_page("later", later)
        window.show_page("later")
        with qtbot.waitExposed(window):
            window.show()
        for label in later.plate.groups:
            assert label.font() == fonts(SIZES.title, text_scale=1.5, code=True)
        assert later.by_hand.font().pixelSize() < later.intro.font().pixelSize()
