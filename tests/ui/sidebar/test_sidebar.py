"""The sidebar: what it shows, and every wish it tells."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.chat.labels import Label
from desktop.chat.searching import Part, SearchHit
from desktop.ui.line_editor import LineEditor
from desktop.ui.sidebar.search_results import about_within, trimmed
from desktop.ui.sidebar.sidebar import Sidebar
from tests.ui.input_method import commit, compose
from tests.ui.samples import CONVERSATIONS, HITS, NOW


class Heard:
    """Everything the sidebar said, in order."""

    def __init__(self, sidebar: Sidebar) -> None:
        self.said: list[tuple[object, ...]] = []
        for name in (
            "new_requested", "conversation_chosen", "search_changed", "hit_chosen", "rename_requested",
            "delete_requested", "trash_requested", "settings_requested", "lock_requested",
        ):
            getattr(sidebar, name).connect(lambda *args, name=name: self.said.append((name, *args)))


@pytest.fixture
def sidebar(qtbot: QtBot) -> Sidebar:
    made = Sidebar(QWidget())
    qtbot.addWidget(made)
    made.resize(280, 900)
    made.show_conversations(CONVERSATIONS, NOW)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def heard(sidebar: Sidebar) -> Heard:
    return Heard(sidebar)


def titles(sidebar: Sidebar) -> list[str]:
    model = sidebar.list_view.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def row_of(sidebar: Sidebar, title: str) -> QModelIndex:
    return sidebar.list_view.model().index(titles(sidebar).index(title), 0)


def go_to(sidebar: Sidebar, title: str) -> None:
    sidebar.list_view.setFocus()
    sidebar.list_view.setCurrentIndex(row_of(sidebar, title))


def rename_editor(sidebar: Sidebar) -> LineEditor:
    (editor,) = sidebar.list_view.findChildren(LineEditor)
    return editor


class TestList:
    def test_headings_stand_above_their_conversations(self, sidebar: Sidebar) -> None:
        assert titles(sidebar) == [
            "Today", CONVERSATIONS[0].title, CONVERSATIONS[1].title,
            "Yesterday", CONVERSATIONS[2].title,
            "Previous 7 days", CONVERSATIONS[3].title, CONVERSATIONS[4].title,
            "Previous 30 days", CONVERSATIONS[5].title,
            "October 2026", CONVERSATIONS[6].title,
            "August 2026", CONVERSATIONS[7].title,
        ]

    def test_a_click_opens_and_a_heading_does_nothing(
        self, qtbot: QtBot, sidebar: Sidebar, heard: Heard
    ) -> None:
        view = sidebar.list_view
        for title in ("Today", CONVERSATIONS[1].title):
            middle = view.visualRect(row_of(sidebar, title)).center()
            QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle)
        assert heard.said == [("conversation_chosen", 2)]

    def test_arrows_move_over_headings_and_enter_opens(
        self, qtbot: QtBot, sidebar: Sidebar, heard: Heard
    ) -> None:
        go_to(sidebar, CONVERSATIONS[1].title)
        QTest.keyClick(sidebar.list_view, Qt.Key.Key_Down)
        assert heard.said == []
        QTest.keyClick(sidebar.list_view, Qt.Key.Key_Return)
        assert heard.said == [("conversation_chosen", 3)]

    def test_showing_and_marking_tells_nobody(self, sidebar: Sidebar, heard: Heard) -> None:
        sidebar.select(4)
        sidebar.select(99)
        sidebar.select(None)
        sidebar.show_conversations(CONVERSATIONS[:3], NOW)
        sidebar.show_hits(HITS, "固体電解質")
        sidebar.clear_hits()
        sidebar.set_trash_count(2)
        assert heard.said == []

    def test_an_empty_list_says_what_will_be_there(self, sidebar: Sidebar) -> None:
        sidebar.show_conversations((), NOW)
        assert sidebar.empty_note.isVisible()
        sidebar.show_conversations(CONVERSATIONS, NOW)
        assert sidebar.list_view.isVisible()

    def test_a_new_list_keeps_the_place(self, sidebar: Sidebar) -> None:
        go_to(sidebar, CONVERSATIONS[5].title)
        sidebar.show_conversations(CONVERSATIONS[1:], NOW)
        assert sidebar.list_view.currentIndex().data() == CONVERSATIONS[5].title

    def test_delete_key_and_menu_ask_to_delete(
        self, qtbot: QtBot, sidebar: Sidebar, heard: Heard
    ) -> None:
        go_to(sidebar, CONVERSATIONS[3].title)
        QTest.keyClick(sidebar.list_view, Qt.Key.Key_Delete)
        menu = sidebar.list_view.menu_for(row_of(sidebar, CONVERSATIONS[4].title))
        menu.actions()[1].trigger()
        assert heard.said == [("delete_requested", 4), ("delete_requested", 5)]
        assert [action.text() for action in menu.actions()] == ["Rename", "Delete"]


class TestRenaming:
    def test_f2_renames_in_place(self, qtbot: QtBot, sidebar: Sidebar, heard: Heard) -> None:
        go_to(sidebar, CONVERSATIONS[0].title)
        QTest.keyClick(sidebar.list_view, Qt.Key.Key_F2)
        editor = rename_editor(sidebar)
        assert editor.text() == CONVERSATIONS[0].title
        editor.setText("  応答案 その2 ")
        QTest.keyClick(editor, Qt.Key.Key_Return)
        assert heard.said == [("rename_requested", 1, "応答案 その2")]
        assert not sidebar.list_view.is_editing

    @pytest.mark.parametrize("text", ["", "   ", CONVERSATIONS[0].title])
    def test_an_empty_or_unchanged_title_is_no_wish(
        self, qtbot: QtBot, sidebar: Sidebar, heard: Heard, text: str
    ) -> None:
        sidebar.list_view.rename_row(row_of(sidebar, CONVERSATIONS[0].title))
        rename_editor(sidebar).setText(text)
        QTest.keyClick(rename_editor(sidebar), Qt.Key.Key_Return)
        assert heard.said == []

    def test_escape_gives_up(self, qtbot: QtBot, sidebar: Sidebar, heard: Heard) -> None:
        sidebar.list_view.rename_row(row_of(sidebar, CONVERSATIONS[0].title))
        editor = rename_editor(sidebar)
        editor.setText("x")
        QTest.keyClick(editor, Qt.Key.Key_Escape)
        assert heard.said == []
        assert not sidebar.list_view.is_editing

    def test_the_enter_of_a_conversion_does_not_end_it(
        self, qtbot: QtBot, sidebar: Sidebar, heard: Heard
    ) -> None:
        sidebar.list_view.rename_row(row_of(sidebar, CONVERSATIONS[0].title))
        editor = rename_editor(sidebar)
        editor.clear()
        compose(editor, "とっきょ")
        QTest.keyClick(editor, Qt.Key.Key_Return)
        commit(editor, "特許")
        QTest.keyClick(editor, Qt.Key.Key_Return)
        assert heard.said == []
        assert sidebar.list_view.is_editing

    def test_a_list_that_arrives_meanwhile_waits(self, qtbot: QtBot, sidebar: Sidebar) -> None:
        sidebar.list_view.rename_row(row_of(sidebar, CONVERSATIONS[0].title))
        changed = (replace(CONVERSATIONS[0], title="new"), *CONVERSATIONS[2:])
        sidebar.show_conversations(changed, NOW)
        assert sidebar.list_view.is_editing
        QTest.keyClick(rename_editor(sidebar), Qt.Key.Key_Escape)
        assert titles(sidebar)[:3] == ["Today", "new", "Yesterday"]


class TestSearch:
    def test_typing_is_told_and_escape_empties(
        self, qtbot: QtBot, sidebar: Sidebar, heard: Heard
    ) -> None:
        QTest.keyClicks(sidebar.search_field, "ab")
        QTest.keyClick(sidebar.search_field, Qt.Key.Key_Escape)
        assert heard.said == [("search_changed", "a"), ("search_changed", "ab"), ("search_changed", "")]

    def test_places_take_the_lists_room_until_cleared(self, sidebar: Sidebar) -> None:
        sidebar.show_hits(HITS, "固体電解質")
        assert sidebar.hit_view.isVisible()
        assert sidebar.found.count.text().startswith("3 ")
        sidebar.show_conversations(CONVERSATIONS, NOW)
        assert sidebar.hit_view.isVisible()
        sidebar.clear_hits()
        assert sidebar.list_view.isVisible()

    def test_nothing_found_names_the_query(self, sidebar: Sidebar) -> None:
        sidebar.show_hits((), "<b>全固体</b>")
        assert "<b>全固体</b>" in sidebar.found.count.text()

    def test_a_place_is_chosen_by_mouse_enter_and_from_the_field(
        self, qtbot: QtBot, sidebar: Sidebar, heard: Heard
    ) -> None:
        sidebar.show_hits(HITS, "固体電解質")
        view = sidebar.hit_view
        QTest.mouseClick(
            view.viewport(), Qt.MouseButton.LeftButton,
            pos=view.visualRect(view.model().index(1, 0)).center(),
        )
        sidebar.search_field.setFocus()
        QTest.keyClick(sidebar.search_field, Qt.Key.Key_Down)
        assert view.hasFocus()
        QTest.keyClick(view, Qt.Key.Key_Down)
        QTest.keyClick(view, Qt.Key.Key_Return)
        QTest.keyClick(sidebar.search_field, Qt.Key.Key_Return)
        assert heard.said == [("hit_chosen", HITS[1]), ("hit_chosen", HITS[2]), ("hit_chosen", HITS[0])]

    def test_the_excerpt_is_cut_so_that_the_match_is_seen(self) -> None:
        hit = SearchHit(Part.QUESTION, 1, "t", 2, "前" * 60 + "全固体 電池", ((60, 63), (64, 66)))
        text, marks = trimmed(hit)
        assert text == "…" + "前" * 8 + "全固体 電池"
        assert [text[start:end] for start, end in marks] == ["全固体", "電池"]

    def test_no_letter_is_cut_for_an_ellipsis(self) -> None:
        hit = SearchHit(Part.QUESTION, 1, "t", 2, "What can Hisho do?", ((9, 14),))
        assert trimmed(hit) == ("What can Hisho do?", ((9, 14),))

    def test_a_title_that_is_found_shows_its_label(self, sidebar: Sidebar) -> None:
        def row(label: Label) -> QImage:
            hit = SearchHit(Part.TITLE, 1, "金庫", None, "金庫", ((0, 2),), at=NOW, label=label)
            sidebar.show_hits((hit,), "金庫")
            return sidebar.hit_view.grab().toImage()

        assert row(Label.TOP_SECRET) != row(Label.GENERAL)

    def test_where_there_is_little_room_the_part_gives_way_first(self, sidebar: Sidebar) -> None:
        hit = SearchHit(Part.ANSWER, 1, "t", 2, "金庫", ((0, 2),), at=NOW, label=Label.TOP_SECRET)
        sidebar.found.show_hits((hit,), "金庫", NOW)
        index = sidebar.hit_view.model().index(0, 0)
        metrics = sidebar.hit_view.fontMetrics()
        whole = f"Top secret · Answer · {NOW:%H:%M}"
        assert about_within(index, metrics, 900) == whole
        width = metrics.horizontalAdvance(whole)
        assert about_within(index, metrics, width - 1) == f"Top secret · {NOW:%H:%M}"

    def test_a_match_outside_the_excerpt_is_not_believed(self) -> None:
        assert trimmed(SearchHit(Part.QUESTION, 1, "t", 2, "短い", ((9, 14),))) == ("短い", ())


def test_buttons_tell_their_wish(qtbot: QtBot, sidebar: Sidebar, heard: Heard) -> None:
    sidebar.set_trash_count(3)
    assert sidebar.trash_button.words == "Trash (3)"
    for button in (
        sidebar.new_button, sidebar.settings_button, sidebar.lock_button, sidebar.trash_button
    ):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert heard.said == [
        ("new_requested",), ("settings_requested",), ("lock_requested",), ("trash_requested",)
    ]


def test_an_empty_trash_is_not_shown(sidebar: Sidebar) -> None:
    assert sidebar.trash_button.isHidden()
    sidebar.set_trash_count(1)
    assert sidebar.trash_button.isVisible()


def test_titles_are_plain_text(qtbot: QtBot, sidebar: Sidebar) -> None:
    sidebar.show_conversations((replace(CONVERSATIONS[0], title="<img src=x>"),), NOW)
    assert titles(sidebar)[1] == "<img src=x>"
    assert sidebar.grab().width() == sidebar.width()
