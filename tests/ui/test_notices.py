"""The notice bar: one at a time, in order, without taking the keyboard."""


import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.notices import SHOWN_MS, WITH_ACTION_MS, Notice, NoticeBar, NoticeKind

DELETED = Notice("Moved to the trash", action="Undo")
WARNING = Notice("The model is slow", NoticeKind.WARNING)
ERROR = Notice("The engine stopped", NoticeKind.ERROR)


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    column = QVBoxLayout(made)
    column.addWidget(QLineEdit())
    made.resize(600, 120)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def timer() -> QTimer:
    """Nobody waits for it: its time is over when the test says so."""
    return QTimer()


@pytest.fixture
def bar(page: QWidget, timer: QTimer) -> NoticeBar:
    made = NoticeBar(timer)
    layout = page.layout()
    assert layout is not None
    layout.addWidget(made)
    return made


def test_notices_wait_for_their_turn(qtbot: QtBot, bar: NoticeBar, timer: QTimer) -> None:
    assert bar.isHidden()
    for notice in (DELETED, WARNING, ERROR):
        bar.show_notice(notice)
    assert bar.words.text() == DELETED.text
    assert bar.waiting.text().startswith("2 ")
    closed: list[Notice] = []
    bar.closed.connect(closed.append)
    timer.timeout.emit()
    assert bar.words.text() == WARNING.text
    timer.timeout.emit()
    assert bar.words.text() == ERROR.text
    assert bar.waiting.isHidden()
    QTest.mouseClick(bar.close_button, Qt.MouseButton.LeftButton)
    assert bar.isHidden()
    assert closed == [DELETED, WARNING, ERROR]


def test_an_action_gives_more_time_and_an_error_all_of_it(bar: NoticeBar, timer: QTimer) -> None:
    bar.show_notice(WARNING)
    assert (timer.isActive(), timer.interval()) == (True, SHOWN_MS)
    bar.clear()
    assert not timer.isActive()
    bar.show_notice(DELETED)
    assert timer.interval() == WITH_ACTION_MS
    bar.clear()
    bar.show_notice(ERROR)
    assert not timer.isActive()


def test_the_action_tells_which_notice_and_goes_on(qtbot: QtBot, bar: NoticeBar) -> None:
    bar.show_notice(DELETED)
    bar.show_notice(ERROR)
    with qtbot.waitSignal(bar.action_chosen) as chosen, qtbot.assertNotEmitted(bar.closed):
        QTest.mouseClick(bar.action_button, Qt.MouseButton.LeftButton)
    assert chosen.args == [DELETED]
    assert bar.shown == ERROR
    assert bar.action_button.isHidden()


def test_the_keyboard_stays_where_it_is(qtbot: QtBot, bar: NoticeBar, page: QWidget) -> None:
    (field,) = page.findChildren(QLineEdit)
    field.setFocus()
    for notice in (DELETED, DELETED, WARNING):
        bar.show_notice(notice)
    assert field.hasFocus()
    for button in (bar.action_button, bar.close_button):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert bar.isVisible()
        assert field.hasFocus()


def test_clear_drops_what_waits(bar: NoticeBar) -> None:
    bar.show_notice(DELETED)
    bar.show_notice(ERROR)
    bar.clear()
    assert bar.isHidden()
    assert bar.shown is None
