"""The page of licences: every part with its text, found by any word of it; what the LGPL allows is said."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.licences.replacing import qt_folder
from desktop.ui.appearance import Appearance
from desktop.ui.licences.page import LicencesPage, short
from desktop.ui.theme import DARK
from tests.ui.pages.dressing import dressed
from tests.ui.pages.samples import PARTS

NAME, VERSION, LICENCE = range(3)


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[LicencesPage]:
    made = LicencesPage()
    qtbot.addWidget(made)
    made.resize(1200, 900)
    made.show_parts(PARTS)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()


def rows(page: LicencesPage) -> list[str]:
    items = (page.list.topLevelItem(row) for row in range(page.list.topLevelItemCount()))
    return [item.text(NAME) for item in items if item is not None]


def choose(page: LicencesPage, name: str) -> None:
    (item,) = page.list.findItems(name, Qt.MatchFlag.MatchExactly, NAME)
    page.list.setCurrentItem(item)


def test_all_parts_are_told_and_ours_is_chosen_first(page: LicencesPage) -> None:
    assert rows(page) == [each.component.name for each in PARTS]
    assert page.name.text() == "Hisho 0.1.0"
    assert page.text.toPlainText() == PARTS[0].text
    assert not page.replacing.isVisible()


def test_a_part_that_is_chosen_shows_licence_source_and_text(page: LicencesPage) -> None:
    choose(page, "Jinja2")
    assert page.source.whole == "Licence: BSD-3-Clause"
    assert "Pallets" in page.text.toPlainText()
    choose(page, "Qt")
    assert page.source.whole.splitlines()[1].startswith("Source: https://")


def test_how_qt_is_replaced_is_said_with_its_version_and_its_folder(page: LicencesPage) -> None:
    choose(page, "Qt")
    said = page.replacing.label.text()
    assert page.replacing.isVisible()
    assert "GNU Lesser General Public License 3" in said
    assert str(qt_folder()) in said
    assert "6.11.3" in said


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("JINJA", ["Jinja2"]),
        ("12.2.0", ["GCC's OpenMP runtime (libgomp)"]),
        ("bsd-3", ["Jinja2"]),
        ("pallets", ["Jinja2"]),
        ("  mit lic ", ["llama.cpp"]),
        ("no such words", []),
    ],
)
def test_a_part_is_found_by_name_version_licence_and_text(
    page: LicencesPage, words: str, found: list[str]
) -> None:
    page.field.setText(words)
    assert rows(page) == found
    page.field.clear()
    assert len(rows(page)) == len(PARTS)


def test_what_is_found_in_nothing_is_said_and_shows_no_old_text(page: LicencesPage) -> None:
    page.field.setText("no such words")
    assert page.nothing.isVisible()
    assert not page.text.isVisible()
    assert not page.name.isVisible()
    page.field.setText("pallets")
    assert not page.nothing.isVisible()
    assert page.text.isVisible()


def test_the_places_are_marked_and_the_first_is_in_view(page: LicencesPage) -> None:
    choose(page, "Qt")
    page.field.setText("combined work")
    assert rows(page)[0] == "Qt"
    assert page.text.marks >= 5
    cursor = page.text.textCursor()
    beginning = page.text.toPlainText()[cursor.position() :]
    assert beginning.lower().startswith("combined work")
    assert page.text.viewport().rect().contains(page.text.cursorRect().center())
    page.field.clear()
    assert page.text.marks == 0


def test_the_part_that_is_read_stays_chosen_while_it_is_found(page: LicencesPage) -> None:
    choose(page, "Jinja2")
    page.field.setText("p")
    assert page.name.text() == "Jinja2 3.1.6"


def test_the_marks_wear_the_colours_of_the_scheme(page: LicencesPage) -> None:
    page.field.setText("pallets")
    page.set_appearance(Appearance(DARK, 1.5))
    (mark,) = page.text.extraSelections()
    look = mark.format
    assert look.background().color() == QColor(DARK.found)


def test_nobody_can_write_into_a_text(page: LicencesPage) -> None:
    before = page.text.toPlainText()
    page.text.setFocus()
    QTest.keyClicks(page.text, "mine")
    page.text.paste()
    assert page.text.toPlainText() == before
    page.text.selectAll()
    assert page.text.textCursor().selectedText()


def test_a_commit_is_told_in_short_and_whole_below(page: LicencesPage) -> None:
    (item,) = page.list.findItems("llama.cpp", Qt.MatchFlag.MatchExactly, NAME)
    assert item.text(VERSION) == "0c1e57098bba"
    choose(page, "llama.cpp")
    assert "0c1e57098bba43ac29e6e3b677cdceebdd22334f" in page.name.text()
    assert short("12.2.0-14+deb12u1") == "12.2.0-14+deb12u1"


def test_where_it_is_narrow_the_licence_stands_below_alone(page: LicencesPage) -> None:
    assert not page.list.isColumnHidden(LICENCE)
    page.resize(480, 760)
    assert page.list.isColumnHidden(LICENCE)
    assert "Apache-2.0" in page.source.whole
    page.resize(1200, 900)
    assert not page.list.isColumnHidden(LICENCE)


@pytest.mark.parametrize("way", ["button", "escape"])
def test_closing_is_told(page: LicencesPage, qtbot: QtBot, way: str) -> None:
    page.show_error("A text is missing.")
    with qtbot.waitSignal(page.closed):
        if way == "button":
            page.close_button.click()
        else:
            QTest.keyClick(page.list, Qt.Key.Key_Escape)
    assert not page.error_line.isVisible()


def test_escape_empties_the_field_before_it_closes(page: LicencesPage, qtbot: QtBot) -> None:
    page.field.setText("qt")
    with qtbot.assertNotEmitted(page.closed):
        QTest.keyClick(page.field, Qt.Key.Key_Escape)
    assert page.field.text() == ""


def test_it_speaks_japanese_and_has_names_for_those_who_hear(page: LicencesPage, qapp: QApplication) -> None:
    choose(page, "Qt")
    with dressed(qapp, "ja", Appearance()):
        qapp.processEvents()
        assert page.title.text() == "ライセンス"
        assert "共有ライブラリ" in page.replacing.label.text()
        for part in (page.field, page.list, page.text, page.close_button):
            assert part.accessibleName()
