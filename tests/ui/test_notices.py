"""The notice bar: one at a time, the newest first, without taking the keyboard."""


import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.appearance import Appearance
from desktop.ui.notices import SHOWN_MS, WITH_ACTION_MS, Notice, NoticeBar, NoticeKind, Topic
from desktop.ui.theme import LIGHT
from tests.ui.samples import window_with

DELETED = Notice("Moved to the trash", action="Undo")
WARNING = Notice("The model is slow", NoticeKind.WARNING)
ERROR = Notice("The engine stopped", NoticeKind.ERROR)
ENGINE = Notice("The engine was killed", NoticeKind.ERROR, topic=Topic.ENGINE)


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


def test_the_newest_is_shown_and_those_before_it_come_back(
    qtbot: QtBot, bar: NoticeBar, timer: QTimer
) -> None:
    assert bar.isHidden()
    for notice in (ERROR, WARNING, DELETED):
        bar.show_notice(notice)
    assert bar.words.text() == DELETED.text
    assert bar.waiting.text().startswith("2 ")
    closed: list[Notice] = []
    bar.closed.connect(closed.append)
    timer.timeout.emit()
    assert bar.words.text() == WARNING.text
    assert timer.interval() == SHOWN_MS
    timer.timeout.emit()
    assert bar.words.text() == ERROR.text
    assert bar.waiting.isHidden()
    QTest.mouseClick(bar.close_button, Qt.MouseButton.LeftButton)
    assert bar.isHidden()
    assert closed == [DELETED, WARNING, ERROR]


def test_an_error_stays_also_where_it_covers_what_goes_by_itself(bar: NoticeBar, timer: QTimer) -> None:
    bar.show_notice(WARNING)
    bar.show_notice(ERROR)
    assert bar.words.text() == ERROR.text
    assert not timer.isActive()


def test_what_is_so_no_more_goes_wherever_it_stands(bar: NoticeBar, timer: QTimer) -> None:
    for notice in (ENGINE, DELETED, ENGINE):
        bar.show_notice(notice)
    bar.withdraw(Topic.ENGINE)
    assert bar.shown == DELETED
    assert timer.isActive()
    assert bar.waiting.isHidden()
    bar.show_notice(ERROR)
    bar.withdraw(Topic.ENGINE)
    assert bar.shown == ERROR
    bar.clear()
    bar.show_notice(ENGINE)
    bar.withdraw(Topic.ENGINE)
    assert bar.isHidden()


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
    bar.show_notice(ERROR)
    bar.show_notice(DELETED)
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


LONG = Notice(
    "金庫が壊れています。Hishoをいったん終了し、ロック解除の画面の「バックアップと修復…」から金庫を修復するか、"
    "バックアップを復元してください。いまの金庫は別の場所に残り、上書きされることはありません。",
    NoticeKind.ERROR,
)


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("width", [480, 700, 900])
def test_every_line_of_a_long_notice_is_seen(qtbot: QtBot, width: int, scale: float) -> None:
    window = window_with(QWidget())
    qtbot.addWidget(window)
    window.chat_page.set_appearance(Appearance(LIGHT, scale))
    window.resize(width, 640)
    bar = window.chat_page.panes.notices
    bar.show_notice(LONG)
    with qtbot.waitExposed(window):
        window.show()
    words = bar.words
    assert words.height() >= words.heightForWidth(words.width())


def test_a_short_notice_takes_no_more_room_than_its_line(qtbot: QtBot) -> None:
    window = window_with(QWidget())
    qtbot.addWidget(window)
    window.resize(1000, 800)
    bar = window.chat_page.panes.notices
    bar.show_notice(WARNING)
    with qtbot.waitExposed(window):
        window.show()
    assert bar.height() <= bar.sizeHint().height()


def test_who_has_more_to_read_has_more_time(bar: NoticeBar, timer: QTimer) -> None:
    bar.show_notice(Notice("x" * 240, NoticeKind.WARNING))
    assert timer.interval() == SHOWN_MS + 20_000
