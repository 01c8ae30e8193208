"""A user's own tasks: copied, edited, put in order, deleted and brought back."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.chat.lead import SamplingWish
from desktop.tasks.task import FieldKind
from desktop.ui.tasks.cards import Card
from desktop.ui.tasks.editor import TaskEditor
from tests.contracts.task_contract import TASK
from tests.ui.tasks.rig import Rig, keyboard


@pytest.fixture
def editor(rig: Rig) -> TaskEditor:
    """A copy of a task of two fields, being edited."""
    rig.tasks.add(TASK)
    rig.open()
    rig.entry("要約", "Copy and edit").trigger()
    return rig.page.editor


def save(rig: Rig) -> None:
    rig.page.editor.save_button.click()
    rig.settle()


def test_a_copy_stands_among_the_cards_and_the_original_stays(rig: Rig) -> None:
    rig.open()
    rig.choose("Summarise")
    rig.page.form.copy_button.click()
    editor = rig.page.editor
    assert editor.isVisible()
    assert not rig.composer.isVisible()
    assert editor.title.text() == "Summarise (copy)"
    assert not rig.tasks.own()                  # nothing is kept before it is saved
    QTest.keyClicks(keyboard(), "Shorter")      # in place of the title, which is selected
    save(rig)
    (own,) = rig.tasks.own()
    shipped = rig.card("Summarise").shown.task
    assert own.task == replace(shipped, title="Shorter")
    assert rig.titles()[:2] == ["Shorter", "Summarise"]
    assert rig.composer.isVisible()
    assert list(rig.choose("Shorter")) == ["text", "length", "focus"]


def test_a_task_is_edited_in_place(rig: Rig, editor: TaskEditor) -> None:
    editor.cancel_button.click()
    rig.entry("要約", "Edit").trigger()
    editor.title.setText("要約 改")
    editor.system_text.set_text("詳しく")
    editor.temperature.setCurrentIndex(editor.temperature.findData(1.0))
    save(rig)
    (own,) = rig.tasks.own()
    assert own.task.title == "要約 改"
    assert own.task.lead.system_text == "詳しく"
    assert own.task.lead.sampling == SamplingWish(temperature=1.0, top_k=40)
    assert rig.titles()[0] == "要約 改"


def test_wishes_that_the_editor_does_not_show_stay(rig: Rig) -> None:
    wish = SamplingWish(top_k=40, presence_penalty=0.5, dry_multiplier=0.8, seed=7, stop=("終",))
    rig.tasks.add(replace(TASK, lead=replace(TASK.lead, sampling=wish)))
    rig.open()
    rig.entry("要約", "Edit").trigger()
    editor = rig.page.editor
    editor.temperature.setCurrentIndex(editor.temperature.findData(0.7))
    save(rig)
    (own,) = rig.tasks.own()
    assert own.task.lead.sampling == replace(wish, temperature=0.7)


def test_escape_leaves_the_editor_and_changes_nothing(rig: Rig, editor: TaskEditor) -> None:
    editor.title.setText("x")
    QTest.keyClick(editor.title, Qt.Key.Key_Escape)
    QTest.keyClick(editor.pattern.editor, Qt.Key.Key_Escape)
    rig.settle()
    assert rig.page.shows_cards
    assert [each.task for each in rig.tasks.own()] == [TASK]


def test_a_new_field_stands_in_the_question_at_once(rig: Rig, editor: TaskEditor) -> None:
    editor.add_button.click()
    assert not editor.add_button.isEnabled()    # three at most
    row = editor.rows[-1]
    QTest.keyClicks(keyboard(), "Readers")
    row.kind.setCurrentIndex(row.kind.findData(FieldKind.CHOICE))
    assert row.choices.isVisible()
    assert not row.required.isVisible()
    row.choices.setText("社内、社外, 官庁")
    assert editor.pattern.text.endswith("\n{field1}")
    save(rig)
    task = rig.tasks.own()[-1].task
    assert [each.label for each in task.fields] == ["原文", "長さ", "Readers"]
    assert task.fields[2].choices == ("社内", "社外", "官庁")


def test_a_field_is_removed(rig: Rig, editor: TaskEditor) -> None:
    editor.rows[1].remove_button.click()
    save(rig)
    assert "does not" not in editor.error.label.text()
    assert "a field in braces that there is not" in editor.error.label.text()
    editor.pattern.set_text("要約してください。\n\n{text}")
    save(rig)
    assert [each.name for each in rig.tasks.own()[-1].task.fields] == ["text"]


def test_what_is_wrong_is_said_and_nothing_is_kept(rig: Rig, editor: TaskEditor) -> None:
    def remove_all() -> None:
        for row in list(editor.rows):
            row.remove_button.click()

    changes: list[tuple[Callable[[], None], str]] = [
        (lambda: editor.title.setText(" "), "Give the task a title."),
        (lambda: editor.description.setText("あ" * 201), "Something is too long"),
        (lambda: editor.rows[1].choices.setText("一つ"), "A choice has two to eight"),
        (lambda: editor.pattern.set_text(" "), "Write the question."),
        (lambda: editor.pattern.set_text("{text}"), "does not name every field"),
        (lambda: editor.rows[0].label.setText(""), "Give every field a label."),
        (remove_all, "one to three fields"),
    ]
    for change, words in changes:
        editor.show_task(TASK, None)
        change()
        save(rig)
        assert words in editor.error.label.text()
        assert editor.isVisible()
    assert len(rig.tasks.own()) == 1


def test_a_task_is_made_from_nothing(rig: Rig) -> None:
    rig.open()
    rig.page.welcome.new_button.click()
    QTest.keyClicks(keyboard(), "Weekly")
    save(rig)
    (own,) = rig.tasks.own()
    assert (own.task.title, own.task.pattern, own.task.lead.sampling) == ("Weekly", "{text}", SamplingWish())
    assert list(rig.choose("Weekly")) == ["text"]


def test_a_deleted_task_is_brought_back_to_its_place(rig: Rig) -> None:
    for title in ("一", "二", "三"):
        rig.tasks.add(replace(TASK, title=title))
    rig.open()
    rig.entry("二", "Delete").trigger()
    rig.settle()
    assert rig.titles()[:3] == ["一", "三", "Summarise"]
    shown = rig.notices.shown
    assert shown is not None
    assert "二" in shown.text
    rig.notices.action_button.click()
    rig.settle()
    assert rig.titles()[:3] == ["一", "二", "三"]


def test_a_notice_that_is_closed_brings_nothing_back(rig: Rig) -> None:
    rig.tasks.add(TASK)
    rig.open()
    rig.entry("要約", "Delete").trigger()
    rig.settle()
    shown = rig.notices.shown
    rig.notices.close_button.click()
    rig.notices.action_chosen.emit(shown)
    rig.settle()
    assert not rig.tasks.own()


def test_tasks_are_put_in_order(rig: Rig) -> None:
    for title in ("一", "二"):
        rig.tasks.add(replace(TASK, title=title))
    rig.open()
    assert not rig.entry("一", "Move forward").isEnabled()
    assert not rig.entry("二", "Move back").isEnabled()
    rig.entry("二", "Move forward").trigger()
    rig.settle()
    assert rig.titles()[:2] == ["二", "一"]
    rig.entry("二", "Move back").trigger()
    rig.settle()
    assert rig.titles()[:2] == ["一", "二"]


def test_what_ships_can_be_copied_only(rig: Rig) -> None:
    rig.open()
    menu = rig.own.menu(rig.card("Summarise").shown)
    assert [each.text() for each in menu.actions()] == ["Copy and edit"]


def test_the_menu_is_asked_for_by_mouse_and_by_key(rig: Rig) -> None:
    rig.open()
    card = Card(rig.card("Summarise").shown)
    rig.bot.addWidget(card)
    asked: list[tuple[object, QPoint]] = []
    card.menu_wanted.connect(lambda shown, place: asked.append((shown, place)))
    card.more.click()
    for reason in (QContextMenuEvent.Reason.Keyboard, QContextMenuEvent.Reason.Mouse):
        QApplication.sendEvent(card, QContextMenuEvent(reason, QPoint(1, 1), QPoint(7, 7)))
    assert [shown for shown, _ in asked] == [card.shown] * 3
    _, by_key, by_mouse = (place for _, place in asked)
    assert card.rect().contains(card.mapFromGlobal(by_key))
    assert by_mouse == QPoint(7, 7)
