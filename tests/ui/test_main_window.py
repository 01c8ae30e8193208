"""The window: pages, narrow mode, keys, title, geometry, and that every control has a name."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible, QCloseEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.chat.prompt import Fit
from desktop.ui.actions import WindowActions
from desktop.ui.appearance import Appearance
from desktop.ui.buttons import RowButton
from desktop.ui.composer.composer import Composer
from desktop.ui.engine.figure_line import FigureLine
from desktop.ui.main_window import CHAT_PAGE, MainWindow
from desktop.ui.notices import Notice
from desktop.ui.sidebar.sidebar import Sidebar
from desktop.ui.status.state import ModelStatus
from desktop.ui.theme import DARK
from tests.ui.samples import CONVERSATIONS, HITS, NOW, PROTECTION, window_with
from tests.ui.ts_translator import TsTranslator

WIDE, NARROW = (1280, 800), (480, 760)


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    made = window_with(QWidget())
    qtbot.addWidget(made)
    made.resize(*WIDE)
    made.chat_page.panes.sidebar.show_conversations(CONVERSATIONS, NOW)
    made.chat_page.panes.header.show_conversation("応答案")
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def sidebar(window: MainWindow) -> Sidebar:
    return window.chat_page.panes.sidebar


@pytest.fixture
def composer(window: MainWindow) -> Composer:
    return window.chat_page.panes.composer


class TestPages:
    def test_pages_are_shown_by_name(self, window: MainWindow) -> None:
        unlock = QWidget()
        window.add_page("unlock", unlock)
        window.show_page("unlock")
        assert unlock.isVisible()
        assert window.page == "unlock"
        window.show_page(CHAT_PAGE)
        assert window.chat_page.isVisible()

    def test_a_name_is_given_once(self, window: MainWindow) -> None:
        with pytest.raises(ValueError, match=CHAT_PAGE):
            window.add_page(CHAT_PAGE, QWidget())
        with pytest.raises(KeyError):
            window.show_page("nothing")

    def test_the_chat_page_may_come_later(self, qtbot: QtBot) -> None:
        state = b'{"geometry": "", "sidebar": 300}'
        lone, other = MainWindow(WindowActions()), window_with(QWidget())
        qtbot.addWidget(lone)
        qtbot.addWidget(other)
        assert lone.page is None
        assert not lone.restore_geometry_state(state)
        other.chat_page.set_sidebar_width(300)
        assert lone.restore_geometry_state(other.geometry_state())
        lone.add_page("unlock", QWidget())
        lone.show_page("unlock")
        with pytest.raises(KeyError):
            _ = lone.chat_page
        chat_page = other.chat_page
        lone.add_chat_page(chat_page)
        assert lone.page == "unlock"
        assert chat_page.sidebar_width == 300

    def test_titles_are_shown_on_the_chat_page_only(self, window: MainWindow) -> None:
        window.set_conversation_title("拒絶理由")
        assert window.windowTitle() == "拒絶理由 – Hisho"
        window.add_page("unlock", QWidget())
        window.show_page("unlock")
        assert window.windowTitle() == "Hisho"

    def test_a_title_that_may_not_be_named_is_in_no_list_of_windows(self, window: MainWindow) -> None:
        seen: list[str] = []
        window.windowTitleChanged.connect(seen.append)
        window.set_conversation_title("一般の件")
        window.let_title_name(named=False)
        window.set_conversation_title("極秘の件")
        window.let_title_name(named=True)       # another one is about to be opened
        assert window.windowTitle() == "Hisho"
        window.set_conversation_title("別の件")
        assert seen == ["一般の件 – Hisho", "Hisho", "別の件 – Hisho"]

    def test_closing_is_told(self, qtbot: QtBot, window: MainWindow) -> None:
        with qtbot.waitSignal(window.close_requested):
            QApplication.sendEvent(window, QCloseEvent())


class TestNarrow:
    def test_the_sidebar_becomes_a_drawer_and_comes_back(
        self, window: MainWindow, sidebar: Sidebar
    ) -> None:
        page = window.chat_page
        assert (page.is_narrow, sidebar.isVisible()) == (False, True)
        window.resize(*NARROW)
        assert (page.is_narrow, sidebar.isVisible()) == (True, False)
        assert page.panes.header.sidebar_button.isVisible()
        page.toggle_sidebar()
        assert page.drawer_is_open
        assert sidebar.width() < window.width()
        window.resize(*WIDE)
        assert (page.is_narrow, sidebar.isVisible()) == (False, True)
        assert not page.panes.header.sidebar_button.isVisible()

    def test_choosing_closes_the_drawer(
        self, qtbot: QtBot, window: MainWindow, sidebar: Sidebar, composer: Composer
    ) -> None:
        window.resize(*NARROW)
        window.chat_page.toggle_sidebar()
        assert sidebar.new_button.hasFocus()
        QTest.mouseClick(sidebar.new_button, Qt.MouseButton.LeftButton)
        assert not window.chat_page.drawer_is_open
        assert composer.editor.hasFocus()

    def test_escape_closes_the_drawer(self, qtbot: QtBot, window: MainWindow, sidebar: Sidebar) -> None:
        window.resize(*NARROW)
        window.chat_page.toggle_sidebar()
        QTest.keyClick(sidebar.new_button, Qt.Key.Key_Escape)
        assert not window.chat_page.drawer_is_open

    def test_a_click_beside_the_drawer_closes_it(self, qtbot: QtBot, window: MainWindow) -> None:
        window.resize(*NARROW)
        window.chat_page.toggle_sidebar()
        beside = window.chat_page.childAt(NARROW[0] - 5, 300)
        assert beside is not None
        QTest.mouseClick(beside, Qt.MouseButton.LeftButton)
        assert not window.chat_page.drawer_is_open

    def test_searching_opens_the_drawer(self, window: MainWindow, sidebar: Sidebar) -> None:
        window.resize(*NARROW)
        window.chat_page.focus_search()
        assert window.chat_page.drawer_is_open
        assert sidebar.search_field.hasFocus()

    def test_a_wide_window_can_do_without_the_sidebar(self, window: MainWindow, sidebar: Sidebar) -> None:
        window.chat_page.toggle_sidebar()
        assert sidebar.isHidden()
        assert window.chat_page.panes.header.width() == window.width()
        window.chat_page.toggle_sidebar()
        assert sidebar.isVisible()
        assert window.chat_page.panes.header.width() == window.width() - sidebar.width()

    def test_the_composer_is_no_wider_than_its_column_and_centred(
        self, window: MainWindow, composer: Composer
    ) -> None:
        holder = composer.parentWidget()
        assert isinstance(holder, QWidget)
        assert composer.width() == 850
        assert abs(composer.geometry().center().x() - holder.rect().center().x()) <= 1

    def test_large_text_makes_it_narrow_earlier(self, window: MainWindow) -> None:
        window.resize(1000, 700)
        assert not window.chat_page.is_narrow
        window.chat_page.set_appearance(Appearance(DARK, 2.0))
        assert window.chat_page.is_narrow


class TestKeys:
    def test_keys_reach_what_they_are_for(
        self, qtbot: QtBot, window: MainWindow, sidebar: Sidebar, composer: Composer
    ) -> None:
        actions = window.actions_of_window
        actions.set_unlocked(unlocked=True)
        heard: list[str] = []
        for name in ("new_conversation", "lock", "settings", "quit", "stop"):
            getattr(actions, name).triggered.connect(lambda _=False, name=name: heard.append(name))
        control = Qt.KeyboardModifier.ControlModifier
        for key in (Qt.Key.Key_N, Qt.Key.Key_L, Qt.Key.Key_Comma, Qt.Key.Key_Q):
            QTest.keyClick(window, key, control)
        QTest.keyClick(window, Qt.Key.Key_Escape)
        assert heard == ["new_conversation", "lock", "settings", "quit"]
        actions.set_busy(busy=True)
        QTest.keyClick(window, Qt.Key.Key_Escape)
        assert heard[-1] == "stop"
        QTest.keyClick(window, Qt.Key.Key_F, control | Qt.KeyboardModifier.ShiftModifier)
        assert sidebar.search_field.hasFocus()

    def test_f2_means_the_open_conversation_except_in_the_list(
        self, qtbot: QtBot, window: MainWindow, sidebar: Sidebar, composer: Composer
    ) -> None:
        composer.setFocus()
        QTest.keyClick(composer.editor, Qt.Key.Key_F2)
        assert window.chat_page.panes.header.editor.isVisible()
        QTest.keyClick(window.chat_page.panes.header.editor, Qt.Key.Key_Escape)
        sidebar.select(2)
        sidebar.list_view.setFocus()
        QTest.keyClick(sidebar.list_view, Qt.Key.Key_F2)
        assert sidebar.list_view.is_editing

    def test_escape_empties_the_search_before_it_stops_the_answer(
        self, qtbot: QtBot, window: MainWindow, sidebar: Sidebar
    ) -> None:
        actions = window.actions_of_window
        actions.set_busy(busy=True)
        sidebar.focus_search()
        QTest.keyClicks(sidebar.search_field, "a")
        with qtbot.assertNotEmitted(actions.stop.triggered):
            QTest.keyClick(sidebar.search_field, Qt.Key.Key_Escape)
        assert sidebar.search_field.text() == ""
        with qtbot.waitSignal(actions.stop.triggered):
            QTest.keyClick(sidebar.search_field, Qt.Key.Key_Escape)

    def test_escape_cancels_an_edit_before_it_stops_the_answer(
        self, qtbot: QtBot, window: MainWindow, composer: Composer
    ) -> None:
        actions = window.actions_of_window
        actions.set_busy(busy=True)
        composer.begin_edit("earlier")
        with qtbot.waitSignal(composer.edit_cancelled), qtbot.assertNotEmitted(actions.stop.triggered):
            QTest.keyClick(composer.editor, Qt.Key.Key_Escape)
        with qtbot.waitSignal(actions.stop.triggered):
            QTest.keyClick(composer.editor, Qt.Key.Key_Escape)

    def test_keys_of_the_chat_page_sleep_on_other_pages(self, window: MainWindow) -> None:
        window.add_page("unlock", QWidget())
        window.show_page("unlock")
        actions = window.actions_of_window
        assert not actions.new_conversation.isEnabled()
        assert not actions.search.isEnabled()
        assert actions.quit.isEnabled()

    def test_keys_are_told_in_tooltips(self, window: MainWindow, sidebar: Sidebar) -> None:
        assert "Ctrl+N" in sidebar.new_button.toolTip()
        assert "Ctrl+L" in sidebar.lock_button.toolTip()
        assert "Ctrl+," in sidebar.settings_button.toolTip()
        assert "Ctrl+Shift+F" in sidebar.search_field.toolTip()


class TestGeometry:
    def test_place_and_sidebar_are_remembered(self, qtbot: QtBot, window: MainWindow) -> None:
        window.resize(770, 600)                 # no larger than the screen, or Qt would make it fit
        window.chat_page.set_sidebar_width(333)
        state = window.geometry_state()
        other = window_with(QWidget())
        qtbot.addWidget(other)
        assert other.restore_geometry_state(state)
        assert (other.width(), other.height()) == (770, 600)
        assert other.chat_page.sidebar_width == 333

    @pytest.mark.parametrize(
        "untrusted",
        [
            b"", b"\xff", b"[]", b"{}", b"null",
            b'{"geometry": 3, "sidebar": 300}',
            b'{"geometry": "AAAA", "sidebar": 300}',
            b'{"geometry": "###", "sidebar": 300}',
            b'{"geometry": "", "sidebar": "300"}',
        ],
    )
    def test_what_is_no_state_of_ours_is_refused(self, window: MainWindow, untrusted: bytes) -> None:
        before = window.geometry(), window.chat_page.sidebar_width
        assert not window.restore_geometry_state(untrusted)
        assert (window.geometry(), window.chat_page.sidebar_width) == before

    def test_a_width_beyond_reason_is_limited(self, window: MainWindow) -> None:
        window.chat_page.set_sidebar_width(9000)
        assert window.chat_page.panes.sidebar.width() == 460

    def test_it_may_be_small(self, window: MainWindow) -> None:
        window.resize(1, 1)
        assert (window.width(), window.height()) == (420, 480)


def test_every_control_has_an_accessible_name(window: MainWindow, sidebar: Sidebar) -> None:
    panes = window.chat_page.panes
    panes.composer.show_count(Fit(0, 1, 2, too_long=False))
    panes.composer.begin_edit("x")
    panes.notices.show_notice(Notice("x", action="y"))
    panes.status.show_protection(PROTECTION)
    panes.status.show_checking("a.gguf", 0.5)
    sidebar.set_trash_count(1)
    sidebar.show_hits(HITS, "x")
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit, QProgressBar, QAbstractItemView)
    nameless = [
        f"{type(part).__name__} in {type(part.parent()).__name__}"
        for kind in kinds
        for part in window.findChildren(kind)
        if not isinstance(part.parent(), QLineEdit)     # the field's own buttons are Qt's
        and not QAccessible.queryAccessibleInterface(part).text(QAccessible.Text.Name).strip()
    ]
    assert nameless == []


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
@pytest.mark.parametrize("made", [QPushButton, QToolButton, lambda: RowButton("plus"), FigureLine])
def test_enter_presses_whatever_button_has_the_keyboard(
    qtbot: QtBot, window: MainWindow, made: Callable[[], QAbstractButton], key: Qt.Key
) -> None:
    button = made()
    button.setEnabled(True)
    window.add_page("other", button)
    window.show_page("other")
    button.setFocus()
    with qtbot.waitSignal(button.clicked):
        QTest.keyClick(button, key)


def test_enter_leaves_ticks_to_the_space_bar_and_is_held_down_for_nothing(window: MainWindow) -> None:
    tick, button = QCheckBox(), QPushButton()
    page = QWidget()
    column = QVBoxLayout(page)
    for part in (tick, button):
        column.addWidget(part)
    window.add_page("other", page)
    window.show_page("other")
    tick.setFocus()
    QTest.keyClick(tick, Qt.Key.Key_Return)
    assert not tick.isChecked()
    pressed: list[bool] = []
    button.clicked.connect(pressed.append)
    button.setFocus()
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, autorep=True)
    QCoreApplication.sendEvent(button, held)
    assert pressed == []


def test_every_shown_control_can_be_reached_by_tab(window: MainWindow) -> None:
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit, QAbstractItemView)
    unreachable = [
        part.accessibleName()
        for kind in kinds
        for part in window.findChildren(kind)
        if part.isVisible()
        and not isinstance(part.parent(), QLineEdit)
        and not part.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert unreachable == []


def test_the_language_can_change_while_the_window_is_open(
    window: MainWindow, sidebar: Sidebar, tmp_path: Path
) -> None:
    words = {
        ("Sidebar", "New conversation"): "新しい会話", ("StatusCard", "Ready"): "準備完了",
        ("HeaderBar", "Untitled"): "無題", ("WindowActions", "Quit"): "終了",
        ("MessageEditor", "Message"): "メッセージ", ("ComposerFoot", "Send"): "送信",
        ("ConversationListModel", "Today"): "今日", ("MainWindow", "Hisho"): "秘書",
    }
    contexts = "".join(
        f"<context><name>{context}</name><message><source>{source}</source>"
        f"<translation>{target}</translation></message></context>"
        for (context, source), target in words.items()
    )
    (tmp_path / "ja.ts").write_text(f"<TS>{contexts}</TS>", encoding="utf-8")
    panes = window.chat_page.panes
    panes.status.show_model(ModelStatus("m"))
    panes.header.show_conversation("")
    translator = TsTranslator(tmp_path / "ja.ts")
    QCoreApplication.installTranslator(translator)
    QApplication.processEvents()
    shown = {
        sidebar.new_button.text(), panes.status.state.text(), panes.header.title.text(),
        window.actions_of_window.quit.text(), panes.composer.editor.accessibleName(),
        panes.composer.foot.round.accessibleName(), sidebar.list_view.model().index(0, 0).data(),
        window.windowTitle(),
    }
    QCoreApplication.removeTranslator(translator)
    assert shown == set(words.values())
