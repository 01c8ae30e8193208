"""Ctrl+F finds in the conversation that is open: typed, counted, gone through, and left again."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.chat.conversation import Message, Role
from desktop.chat.folding import query_words
from desktop.ui.actions import WindowActions
from desktop.ui.background import Background
from desktop.ui.chat_page import ChatPage, ChatPanes
from desktop.ui.composer.composer import Composer
from desktop.ui.find_bar import FindBar
from desktop.ui.header import HeaderBar
from desktop.ui.main_window import CHAT_PAGE, MainWindow
from desktop.ui.notices import NoticeBar
from desktop.ui.room.desk import Desk, Sought
from desktop.ui.room.find_corner import FindCorner
from desktop.ui.sidebar.sidebar import Sidebar
from desktop.ui.status.status_card import StatusCard
from desktop.ui.transcript.canvas import TranscriptView
from tests.fakes import FakeStore, ManualClock
from tests.ui.input_method import compose
from tests.ui.test_talk import Table, seated
from tests.ui.transcript.samples import entry

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
TALK = (
    entry(1, "バインダーの量と電解質", Role.USER),
    entry(2, "**ﾊﾞｲﾝﾀﾞｰ**は5質量%である。バインダーが多いと抵抗が増す。"),
    entry(3, "基板は?", Role.USER),
)


@dataclass
class Finder:
    """A window with a conversation in it."""

    window: MainWindow
    bar: FindBar
    view: TranscriptView
    composer: Composer
    sidebar: Sidebar
    corner: FindCorner

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Where the keyboard is."""
        QTest.keyClick(self.window.focusWidget() or self.window, key, modifier)


@pytest.fixture
def finder(qtbot: QtBot) -> Finder:
    status = StatusCard()
    sidebar, view, composer, bar = Sidebar(status), TranscriptView(), Composer(), FindBar()
    window = MainWindow(WindowActions())
    qtbot.addWidget(window)
    notices = NoticeBar(QTimer())
    window.add_chat_page(ChatPage(ChatPanes(sidebar, status, HeaderBar(), notices, view, composer, bar)))
    corner = FindCorner(bar, view, window.actions_of_window, window.search_everything)
    window.show_page(CHAT_PAGE)
    window.show()
    qtbot.waitExposed(window)
    view.finding._clock = lambda: 0.0
    view.show_entries(TALK)
    return Finder(window, bar, view, composer, sidebar, corner)


def test_what_is_typed_is_counted_and_gone_through(finder: Finder) -> None:
    finder.press(Qt.Key.Key_F, CONTROL)
    assert finder.bar.isVisible()
    assert finder.bar.field.hasFocus()
    QTest.keyClicks(finder.bar.field, "x")
    assert finder.bar.count.text() == "Not found"
    assert not finder.bar.on_button.isEnabled()
    finder.bar.field.setText("ばいんだー")
    assert finder.bar.count.text() == "1 / 3"
    for key, modifier, shown in (
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "2 / 3"),
        (Qt.Key.Key_F3, Qt.KeyboardModifier.NoModifier, "3 / 3"),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "1 / 3"),
        (Qt.Key.Key_Return, SHIFT, "3 / 3"),
        (Qt.Key.Key_F3, SHIFT, "2 / 3"),
    ):
        finder.press(key, modifier)
        assert finder.bar.count.text() == shown
    QTest.mouseClick(finder.bar.back_button, Qt.MouseButton.LeftButton)
    assert finder.bar.count.text() == "1 / 3"
    assert finder.bar.field.text() == "ばいんだー"


def test_escape_leaves_it_and_gives_the_keyboard_back(finder: Finder) -> None:
    finder.composer.editor.setFocus()
    finder.press(Qt.Key.Key_F, CONTROL)
    finder.bar.field.setText("電解質")
    finder.press(Qt.Key.Key_Escape)
    assert finder.bar.isHidden()
    assert finder.view.finding.words == ()
    assert finder.composer.editor.hasFocus()
    finder.press(Qt.Key.Key_F, CONTROL)
    assert finder.bar.field.selectedText() == "電解質"      # what was sought last, to be typed over
    assert finder.bar.count.text() == "1 / 1"


def test_escape_on_a_button_closes_too_and_stops_no_answer(finder: Finder) -> None:
    stopped: list[bool] = []
    actions = finder.window.actions_of_window
    actions.set_busy(busy=True)
    actions.stop.triggered.connect(stopped.append)
    finder.press(Qt.Key.Key_F, CONTROL)
    finder.bar.field.setText("電解質")
    finder.bar.on_button.setFocus()
    finder.press(Qt.Key.Key_Escape)
    assert finder.bar.isHidden()
    assert stopped == []


def test_an_enter_of_the_input_method_goes_nowhere(finder: Finder) -> None:
    finder.corner.open()
    finder.bar.field.setText("バインダー")
    compose(finder.bar.field, "でん")
    finder.press(Qt.Key.Key_Return)
    assert finder.bar.count.text() == "1 / 3"


def test_what_is_selected_is_sought(finder: Finder) -> None:
    finder.view.selection.select_all()
    finder.corner.open()
    assert finder.bar.field.text() == ""        # not a whole conversation
    finder.corner.close()
    finder.view.show_entries((entry(9, "電解質", Role.USER),))
    finder.view.selection.select_all()
    finder.corner.open()
    assert finder.bar.field.text() == "電解質"


def test_where_there_is_no_conversation_all_are_searched(finder: Finder) -> None:
    finder.view.show_entries(())
    finder.press(Qt.Key.Key_F, CONTROL)
    assert finder.bar.isHidden()
    assert finder.sidebar.search_field.hasFocus()


def test_the_words_are_of_the_language(finder: Finder) -> None:
    finder.corner.open()
    assert finder.bar.field.placeholderText() == "Find in this conversation"
    assert "F3" in finder.bar.on_button.toolTip()
    assert "Esc" in finder.bar.close_button.toolTip()


def test_marks_without_the_bar_go_with_escape_and_with_another_conversation(finder: Finder) -> None:
    """As those of a place that a search in everything has found."""
    leaves: tuple[Callable[[], None], ...] = (
        lambda: finder.press(Qt.Key.Key_Escape), finder.corner.leave_conversation,
    )  # fmt: skip
    for leave in leaves:
        finder.view.finding.begin(query_words("電解質 バインダー"))
        assert len(finder.view.finding.hits) == 4
        finder.view.setFocus()
        finder.press(Qt.Key.Key_F3)
        assert finder.bar.isHidden()
        assert finder.view.finding.current == 1
        leave()
        assert finder.view.finding.words == ()
    finder.press(Qt.Key.Key_F3)                 # nothing is sought: it asks what
    assert finder.bar.field.hasFocus()


# -- places that a search in everything has found


@pytest.fixture
def table(qtbot: QtBot) -> Iterator[Table]:
    clock = ManualClock()
    background = Background()
    yield seated(FakeStore(clock), clock, background, qtbot)
    background.close()


def test_a_hit_in_a_branch_that_is_not_shown_shows_that_branch(
    qtbot: QtBot, table: Table, finder: Finder
) -> None:
    store = table.store
    talk = store.create_conversation("枝")
    question = store.add_message(talk.id, None, Message(Role.USER, "厚みは?"))
    text = "前置き。" * 400 + "**固体**電解質と固体電解質"
    first = store.add_message(talk.id, question.id, Message(Role.ASSISTANT, text))
    deeper = store.add_message(talk.id, first.id, Message(Role.USER, "続き"))
    store.add_message(talk.id, question.id, Message(Role.ASSISTANT, "別の答え"))
    hit = store.searching.find("固体電解質")[0]
    desk = Desk(finder.view, finder.composer, table.talk, table.drafting, str)
    desk.seek(Sought(query_words("固体電解質"), first.id, hit.offset))
    with qtbot.waitSignal(table.talk.entries_changed):
        table.talk.open(talk.id, first.id)
    shown = [item.entry.message_id for item in finder.view.column.items]
    assert shown == [question.id, first.id, deeper.id]
    assert store.shown_leaf(talk.id) == deeper.id
    finding = finder.view.finding
    assert finding.hits[finding.current].message_id == first.id
    assert finder.view._view.found is not None


def test_a_hit_on_the_branch_that_is_shown_leaves_it(qtbot: QtBot, table: Table) -> None:
    store = table.store
    talk = store.create_conversation("枝")
    question = store.add_message(talk.id, None, Message(Role.USER, "厚みは?"))
    first = store.add_message(talk.id, question.id, Message(Role.ASSISTANT, "一"))
    store.add_message(talk.id, question.id, Message(Role.ASSISTANT, "二"))
    store.show_leaf(talk.id, first.id)
    with qtbot.waitSignal(table.talk.opened):
        table.talk.open(talk.id, question.id)
    assert store.shown_leaf(talk.id) == first.id
