"""The cards of the empty page: when they are there, how they stand, and how the keyboard gets around."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit

from desktop.ui.notices import NoticeKind
from desktop.ui.tasks.cards import Card
from tests.contracts.task_contract import TASK
from tests.ui.tasks.rig import Rig, keyboard

WEEKLY = """
icon = "page"
title = "週報"
description = "週報を整えます"
pattern = "{memo}"
[[field]]
name = "memo"
label = "メモ"
kind = "long_text"
"""


def focused() -> Card:
    card = keyboard()
    assert isinstance(card, Card)
    return card


def test_tasks_are_read_when_the_empty_page_is_first_shown(rig: Rig) -> None:
    talk = rig.store.create_conversation("a")
    rig.open(talk.id)
    assert rig.corner.page is None
    assert rig.view.isVisible()
    rig.open(None)
    assert rig.titles()[:2] == ["Summarise", "Proofread"]
    assert rig.page.isVisible()
    assert not rig.view.isVisible()
    assert rig.composer.isVisible()
    rig.open(talk.id)
    assert rig.view.isVisible()
    assert not rig.page.isVisible()


def test_there_are_two_columns_where_there_is_room(rig: Rig) -> None:
    rig.open()
    first, second, third = rig.page.welcome.grid.cards[:3]
    assert (first.y(), first.x() < second.x(), first.x()) == (second.y(), True, third.x())
    rig.window.resize(480, 760)
    rig.bot.waitUntil(lambda: rig.page.welcome.grid.columns == 1 and second.y() > first.y())
    assert first.x() == second.x()
    assert first.width() > 400


def test_the_arrow_keys_go_from_card_to_card_and_tab_leaves(rig: Rig) -> None:
    rig.open()
    first = rig.page.welcome.grid.cards[0]
    first.setFocus()
    for key, title in (
        (Qt.Key.Key_Right, "Proofread"), (Qt.Key.Key_Down, "English to Japanese"),
        (Qt.Key.Key_Left, "Japanese to English"), (Qt.Key.Key_Up, "Summarise"), (Qt.Key.Key_Up, "Summarise"),
    ):  # fmt: skip
        QTest.keyClick(focused(), key)
        assert focused().shown.task.title == title
    QTest.keyClick(focused(), Qt.Key.Key_Right)
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert not isinstance(keyboard(), Card)
    QTest.keyClick(keyboard(), Qt.Key.Key_Backtab)
    assert focused().shown.task.title == "Proofread"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_card_is_opened_from_the_keyboard_and_left_with_escape(rig: Rig, key: Qt.Key) -> None:
    rig.open()
    rig.card("Minutes").setFocus()
    QTest.keyClick(focused(), key)
    rig.settle()
    assert rig.page.form.isVisible()
    assert not rig.composer.isVisible()
    QTest.keyClick(keyboard(), Qt.Key.Key_Escape)
    assert focused().shown.task.title == "Minutes"
    assert rig.composer.isVisible()


def test_a_screen_reader_hears_title_and_description(rig: Rig) -> None:
    rig.tasks.add(TASK)
    rig.open()
    own = rig.card("要約")
    assert (own.accessibleName(), own.accessibleDescription()) == ("要約", "短くします\nMine")
    assert own.more.accessibleName() == "What to do with “要約”"
    assert rig.card("Summarise").accessibleDescription() == "Shorter, with all figures and claims"


def test_the_organisation_adds_its_tasks(rig: Rig, tmp_path: Path) -> None:
    folder = tmp_path / "tasks"
    folder.mkdir()
    (folder / "weekly.toml").write_text(WEEKLY, encoding="utf-8")
    (folder / "broken.toml").write_text("title = ", encoding="utf-8")
    rig.outside.policy_file.path.write_text(f"[tasks]\nfolder = '{folder}'\n")
    rig.tasks.add(TASK)
    rig.open()
    assert rig.titles()[:3] == ["要約", "週報", "Summarise"]
    assert "From your organisation" in rig.card("週報").accessibleDescription()
    text, kind = rig.room.told[0]
    assert kind is NoticeKind.WARNING
    assert "broken.toml" in text
    rig.corner.set_language("ja")
    rig.settle()
    assert len(rig.room.told) == 1              # what is known is not told again


def test_a_folder_that_is_gone_is_told(rig: Rig, tmp_path: Path) -> None:
    rig.outside.policy_file.path.write_text(f"[tasks]\nfolder = '{tmp_path / 'gone'}'\n")
    rig.open()
    assert "the folder itself" in rig.room.told[0][0]
    assert rig.titles()[0] == "Summarise"


def test_the_cards_speak_the_language_of_the_window(rig: Rig) -> None:
    rig.open()
    rig.corner.set_language("ja")
    rig.settle()
    assert rig.titles()[:2] == ["要約", "校正"]


def way(rig: Rig, key: Qt.Key, steps: int) -> list[str]:
    """What Tab comes to, by its name."""
    found = []
    for _ in range(steps):
        QTest.keyClick(keyboard(), key)
        part = keyboard()
        found.append(part.accessibleName() or (part.text() if isinstance(part, QAbstractButton) else ""))
    return found


def test_tab_goes_through_the_page_as_it_stands(rig: Rig) -> None:
    rig.open()
    rig.composer.editor.setFocus()
    above = [
        "Make a task of my own", "Summarise", "What to do with this conversation", "Find in this conversation"
    ]  # fmt: skip
    assert way(rig, Qt.Key.Key_Backtab, 4) == above
    rig.choose("Summarise")
    assert way(rig, Qt.Key.Key_Tab, 3) == ["three sentences", "Of special interest", "Send"]


def test_tab_goes_through_the_editor_as_it_stands(rig: Rig) -> None:
    rig.tasks.add(TASK)
    rig.open()
    rig.own.copy(rig.card("要約").shown)
    assert way(rig, Qt.Key.Key_Tab, 9) == [
        "Description on the card", "Instructions to the model",
        "Label of the field", "Remove the field {text}", "Kind of field", "Example shown in the empty field",
        "Required", "Label of the field", "Remove the field {length}",
    ]  # fmt: skip
    assert way(rig, Qt.Key.Key_Tab, 3)[-1] == "Add a field"


def test_every_control_has_an_accessible_name(rig: Rig) -> None:
    rig.tasks.add(TASK)
    rig.open()
    rig.choose("Summarise")
    rig.page.form.copy_button.click()
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox)
    nameless = [
        f"{type(part).__name__} in {type(part.parent()).__name__}"
        for kind in kinds
        for part in rig.page.findChildren(kind)
        if not isinstance(part.parent(), QLineEdit)     # the field's own buttons are Qt's
        and not QAccessible.queryAccessibleInterface(part).text(QAccessible.Text.Name).strip()
    ]
    assert nameless == []
