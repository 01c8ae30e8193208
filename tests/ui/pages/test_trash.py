"""The trash: brought back one by one, emptied after one question."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.ui.pages.trash import TrashPage
from tests.ui.pages.samples import TRASHED


@pytest.fixture
def page(qtbot: QtBot) -> TrashPage:
    made = TrashPage()
    qtbot.addWidget(made)
    made.show_items(TRASHED)
    with qtbot.waitExposed(made):
        made.show()
    made.setFocus()
    return made


def test_every_conversation_is_listed_with_the_day_it_went(page: TrashPage) -> None:
    rows = [page.list.topLevelItem(place) for place in range(page.list.topLevelItemCount())]
    assert [row.text(0) for row in rows if row] == [each.title for each in TRASHED]
    assert all("26" in row.text(1) for row in rows if row)


def test_what_is_chosen_is_asked_back(page: TrashPage, qtbot: QtBot) -> None:
    assert not page.restore_button.isEnabled()
    page.list.setCurrentIndex(page.list.model().index(1, 0))
    with qtbot.waitSignal(page.restore_requested) as asked:
        page.restore_button.click()
    assert asked.args == [TRASHED[1].id]


def test_several_are_asked_back_at_once(page: TrashPage) -> None:
    asked: list[int] = []
    page.restore_requested.connect(asked.append)
    page.list.selectAll()
    page.restore_button.click()
    assert asked == [each.id for each in TRASHED]


def test_emptying_asks_once_and_safely(page: TrashPage, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(page.empty_requested):
        page.empty_button.click()
    assert page.question.isVisible()
    assert page.cancel_button.hasFocus()
    with qtbot.waitSignal(page.empty_requested):
        page.confirm_button.click()
    assert not page.question.isVisible()


def test_an_emptied_trash_keeps_the_keyboard_and_asks_nothing(page: TrashPage, qtbot: QtBot) -> None:
    page.empty_button.click()
    page.confirm_button.setFocus()
    page.confirm_button.click()
    page.show_items(())
    assert page.close_button.hasFocus()
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Return)
    assert not page.question.isVisible()
    with qtbot.waitSignal(page.closed):
        QTest.keyClick(page.close_button, Qt.Key.Key_Escape)


@pytest.mark.parametrize("way", ["button", "escape", "new list"])
def test_emptying_can_be_called_off(page: TrashPage, qtbot: QtBot, way: str) -> None:
    page.empty_button.click()
    with qtbot.assertNotEmitted(page.empty_requested), qtbot.assertNotEmitted(page.closed):
        if way == "button":
            page.cancel_button.click()
        elif way == "escape":
            QTest.keyClick(page.cancel_button, Qt.Key.Key_Escape)
        else:
            page.show_items(TRASHED[:1])
    assert not page.question.isVisible()
    assert page.empty_button.isVisible()


def test_an_empty_trash_says_so(page: TrashPage) -> None:
    page.show_items(())
    assert not page.list.isVisible()
    assert not page.empty_button.isVisible()
    assert page.note.text() == "The trash is empty."


def test_escape_closes(page: TrashPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.closed):
        QTest.keyClick(page.list, Qt.Key.Key_Escape)
