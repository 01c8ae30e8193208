"""The header: its title, renaming, and its menu."""


import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.ui.header import HeaderBar
from tests.ui.input_method import commit, compose


@pytest.fixture
def header(qtbot: QtBot) -> HeaderBar:
    made = HeaderBar()
    qtbot.addWidget(made)
    made.resize(600, 62)
    made.show_conversation("応答案", "12 messages")
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_title_and_subtitle(header: HeaderBar) -> None:
    assert (header.title.text(), header.subtitle.text()) == ("応答案", "12 messages")
    header.show_conversation("", has_conversation=False)
    assert header.title.text() == "New conversation"
    assert header.subtitle.isHidden()


def test_a_double_click_renames(qtbot: QtBot, header: HeaderBar) -> None:
    QTest.mouseDClick(header.title, Qt.MouseButton.LeftButton)
    assert header.editor.text() == "応答案"
    header.editor.setText(" 新しい \n 題名 ")
    with qtbot.waitSignal(header.rename_requested) as renamed:
        QTest.keyClick(header.editor, Qt.Key.Key_Return)
    assert renamed.args == ["新しい 題名"]
    assert header.title.isVisible()


def test_it_is_asked_once_though_hiding_the_editor_takes_the_keyboard(
    qtbot: QtBot, header: HeaderBar
) -> None:
    asked: list[str] = []
    header.rename_requested.connect(asked.append)
    header.begin_rename()
    header.editor.setText("x")
    QTest.keyClick(header.editor, Qt.Key.Key_Return)
    assert asked == ["x"]


def test_leaving_the_editor_keeps_what_was_typed(qtbot: QtBot, header: HeaderBar) -> None:
    header.begin_rename()
    header.editor.setText("x")
    with qtbot.waitSignal(header.rename_requested):
        header.editor.clearFocus()


@pytest.mark.parametrize("text", ["", "  ", "応答案"])
def test_an_empty_or_unchanged_title_is_no_wish(qtbot: QtBot, header: HeaderBar, text: str) -> None:
    header.begin_rename()
    header.editor.setText(text)
    with qtbot.assertNotEmitted(header.rename_requested):
        QTest.keyClick(header.editor, Qt.Key.Key_Return)


def test_escape_and_the_enter_of_a_conversion(qtbot: QtBot, header: HeaderBar) -> None:
    header.begin_rename()
    with qtbot.assertNotEmitted(header.rename_requested):
        compose(header.editor, "とっきょ")
        QTest.keyClick(header.editor, Qt.Key.Key_Return)
        commit(header.editor, "特許")
        QTest.keyClick(header.editor, Qt.Key.Key_Return)
        assert header.editor.isVisible()
        QTest.keyClick(header.editor, Qt.Key.Key_Escape)
    assert header.editor.isHidden()


def test_a_conversation_that_is_not_there_cannot_be_renamed(qtbot: QtBot, header: HeaderBar) -> None:
    header.show_conversation("", has_conversation=False)
    header.begin_rename()
    assert header.editor.isHidden()
    enabled = [each.text() for each in header.menu().actions() if each.isEnabled() and each.text()]
    assert enabled == ["Import conversations…"]


def test_menu_and_buttons_tell_their_wish(qtbot: QtBot, header: HeaderBar) -> None:
    actions = {each.text(): each for each in header.menu().actions() if each.text()}
    for words, wish in (
        ("Copy as Markdown", header.copy_requested), ("Export…", header.export_requested),
        ("Delete", header.delete_requested), ("Import conversations…", header.import_requested),
    ):  # fmt: skip
        with qtbot.waitSignal(wish):
            actions[words].trigger()
    actions["Rename"].trigger()
    assert header.editor.isVisible()
    header.set_sidebar_button_visible(True)
    with qtbot.waitSignal(header.sidebar_toggled):
        QTest.mouseClick(header.sidebar_button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(header.find_requested):
        QTest.mouseClick(header.find_button, Qt.MouseButton.LeftButton)
