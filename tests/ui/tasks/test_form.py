"""A form is filled in by keyboard, sent as the beginning of a conversation, and never lost."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from desktop.chat.conversation import Role
from desktop.inference.protocol import PromptMessage
from desktop.ui.engine_link import EngineState
from desktop.ui.line_editor import LineEditor
from desktop.ui.tasks.fields import LongText
from tests.ui.engines import MODEL
from tests.ui.tasks.rig import Rig, keyboard

TEXT = "全固体電池の製造方法\n{focus} は波かっこのまま"


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(keyboard(), key, modifier)


def send(rig: Rig) -> None:
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    rig.table.engine.say_count()
    rig.bot.waitUntil(lambda: bool(rig.table.engine.heard.asked) and not rig.table.asking.is_busy)


def test_a_form_is_filled_in_and_sent_by_keyboard(rig: Rig) -> None:
    rig.open()
    fields = rig.choose("Summarise")
    text = fields["text"].editor
    assert isinstance(text, LongText)
    assert keyboard() is text.editor
    QTest.keyClicks(text.editor, "Cells")
    press(Qt.Key.Key_Return)                    # Enter begins another line
    QTest.keyClicks(text.editor, "{focus}")
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Right)                     # the next answer of the choice
    press(Qt.Key.Key_Tab)
    QTest.keyClicks(keyboard(), "costs")
    assert fields["length"].value == "about 200 words"
    send(rig)
    (_, messages, sampling), = rig.table.engine.heard.asked
    system, question = messages
    assert system.role is Role.SYSTEM
    assert system.text.startswith("You are an editor")
    assert question == PromptMessage(
        Role.USER,
        "Please summarise the source below.\nLength and form: about 200 words\n"
        "Of special interest: costs\n\n[Source]\nCells\n{focus}",
    )
    assert sampling.temperature == 0.2


def test_what_was_sent_is_found_again_with_what_leads_it(rig: Rig) -> None:
    rig.open()
    fields = rig.choose("Summarise")
    fields["text"].set_value(TEXT)
    send(rig)
    (talk,) = rig.store.conversations()
    assert talk.title == "Summarise: 全固体電池の製造方法"
    assert rig.store.leads.of(talk.id).system_text.startswith("You are an editor")
    assert rig.view.isVisible()
    assert rig.composer.isVisible()
    rig.table.engine.say("ok", 1)
    rig.table.engine.finish()
    rig.table.settled()
    rig.open(None)
    rig.open(talk.id)
    rig.table.ask("続けて")
    assert rig.table.engine.heard.asked[-1][1][0].text.startswith("You are an editor")


def test_what_stood_in_the_composer_stays_for_the_next_conversation(rig: Rig) -> None:
    rig.open()
    QTest.keyClicks(rig.composer.editor, "half a thought")
    fields = rig.choose("Summarise")
    fields["text"].set_value(TEXT)
    send(rig)
    rig.settle()
    assert rig.composer.text == ""
    assert rig.store.draft(None) == "half a thought"


def test_enter_presses_the_button_that_has_the_keyboard(rig: Rig) -> None:
    rig.open()
    fields = rig.choose("Summarise")
    fields["text"].set_value(TEXT)
    rig.page.form.send_button.setFocus()
    press(Qt.Key.Key_Return)
    rig.table.engine.say_count()
    rig.bot.waitUntil(lambda: bool(rig.table.engine.heard.asked))


@pytest.mark.parametrize("name", ["text", "length", "focus"])
def test_ctrl_and_enter_send_from_every_field(rig: Rig, name: str) -> None:
    rig.open()
    fields = rig.choose("Summarise")
    fields["text"].set_value(TEXT)
    fields[name].setFocus()
    send(rig)
    assert len(rig.table.engine.heard.asked) == 1


def test_what_is_required_is_asked_for(rig: Rig) -> None:
    rig.open()
    fields = rig.choose("Summarise")
    focus = fields["focus"].editor
    assert isinstance(focus, LineEditor)
    focus.setFocus()
    press(Qt.Key.Key_Return)
    text = fields["text"].editor
    assert isinstance(text, LongText)
    assert keyboard() is text.editor
    assert fields["text"].error.label.text() == "Fill this in first."
    assert not rig.table.asking.is_busy
    QTest.keyClicks(text.editor, "a")
    assert fields["text"].error.isHidden()
    assert text.editor.accessibleName() == "Source (required)"
    assert fields["text"].mark.text() == "required"


def test_a_form_outlives_its_being_left(rig: Rig) -> None:
    rig.open()
    begun = rig.choose("Rephrase")
    text = begun["text"].editor
    assert isinstance(text, LongText)
    QTest.keyClicks(text.editor, "Dear all")
    begun["style"].setFocus()
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Escape)
    rig.settle()
    again = rig.choose("Rephrase")
    assert (again["text"].value, again["style"].value) == ("Dear all", "concise")
    text = again["text"].editor
    assert isinstance(text, LongText)
    text.editor.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(text.editor, "!")
    rig.corner.leave()                          # as when the window is locked
    rig.settle()
    assert rig.tasks.form("shipped:rephrasing")["text"] == "Dear all!"


def test_what_was_sent_is_no_draft_any_more(rig: Rig) -> None:
    rig.open()
    fields = rig.choose("Rephrase")
    text = fields["text"].editor
    assert isinstance(text, LongText)
    QTest.keyClicks(text.editor, "Dear all")
    send(rig)
    rig.settle()
    assert rig.tasks.form("shipped:rephrasing") == {}
    rig.table.engine.finish()
    rig.table.settled()
    rig.open(None)
    assert rig.page.shows_cards
    assert rig.choose("Rephrase")["text"].value == ""


def test_choices_alone_are_nothing_to_keep(rig: Rig) -> None:
    rig.open()
    fields = rig.choose("Rephrase")
    fields["style"].setFocus()
    press(Qt.Key.Key_Right)
    assert fields["style"].value == "concise"
    rig.corner.leave()
    rig.settle()
    assert rig.tasks.form("shipped:rephrasing") == {}


def test_what_is_too_long_stays_in_the_form(rig: Rig) -> None:
    rig.open()
    fields = rig.choose("Summarise")
    fields["text"].set_value(TEXT)
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    with rig.bot.waitSignal(rig.room.desk.refused):
        rig.table.engine.say_count(tokens=9000, limit=3072)
    rig.settle()
    assert rig.page.form.isVisible()
    assert fields["text"].value == TEXT
    assert not rig.store.conversations()
    assert rig.page.form.send_button.text() == "Send"


def test_the_button_stops_what_is_on_its_way(rig: Rig) -> None:
    rig.open()
    fields = rig.choose("Summarise")
    fields["text"].set_value(TEXT)
    rig.table.engine.state = EngineState.LOST
    rig.page.form.send_button.click()
    assert rig.page.form.send_button.text() == "Stop"
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)      # one wish is one question
    rig.page.form.send_button.click()
    assert not rig.table.talk.is_busy
    assert rig.page.form.send_button.text() == "Send"
    assert rig.table.engine.heard.starts == 1


@pytest.mark.parametrize("state", [EngineState.ABSENT, EngineState.LOADING])
def test_without_an_engine_the_form_says_why_it_waits(rig: Rig, state: EngineState) -> None:
    rig.open()
    fields = rig.choose("Summarise")
    fields["text"].set_value(TEXT)
    rig.table.engine.state_changed.emit(state)
    assert rig.page.form.note.text() == rig.room.desk.reason != ""
    assert not rig.page.form.send_button.isEnabled()
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not rig.table.asking.is_busy
    rig.table.engine.state_changed.emit(EngineState.READY)
    assert rig.page.form.send_button.isEnabled()


def test_the_guide_is_not_the_one_to_ask(rig: Rig) -> None:
    rig.table.engine.model = replace(MODEL, is_guide=True)
    rig.open()
    rig.choose("Summarise")
    assert "guide model only explains" in rig.page.form.note.text()
    rig.table.engine.model = MODEL
    rig.table.engine.state_changed.emit(EngineState.READY)
    assert "Ctrl+Enter" in rig.page.form.note.text()


def test_another_language_keeps_what_is_written(rig: Rig) -> None:
    rig.open()
    rig.choose("Summarise")["text"].set_value(TEXT)
    rig.corner.set_language("ja")
    rig.settle()
    fields = {box.field.name: box for box in rig.page.form.boxes}
    assert rig.page.form.title.text() == "要約"
    assert fields["text"].value == TEXT
    assert fields["length"].value == "3行で"


def test_who_goes_elsewhere_in_between_finds_the_composer(rig: Rig) -> None:
    talk = rig.store.create_conversation("a")
    rig.open()
    card = rig.card("Summarise")
    with rig.bot.waitSignal(rig.table.talk.opened):
        rig.table.talk.open(talk.id)
        card.click()                            # its form is still being looked for
    rig.settle()
    assert rig.composer.isVisible()
    assert rig.view.isVisible()
    rig.open(None)
    assert rig.page.shows_cards


def test_what_is_typed_after_a_new_conversation_was_asked_for_stands_in_the_composer(rig: Rig) -> None:
    rig.open()
    rig.choose("Summarise")
    rig.open()
    QTest.keyClicks(keyboard(), "Cells")
    assert rig.composer.isAncestorOf(keyboard())
    assert rig.composer.editor.toPlainText() == "Cells"


def test_a_field_of_several_lines_has_room_before_anything_is_written(rig: Rig) -> None:
    rig.open()
    fields = rig.choose("Summarise")
    text, focus = fields["text"].editor, fields["focus"].editor
    assert text.height() > 3 * focus.height()


@pytest.mark.parametrize("was_shown", [False, True])
def test_a_form_that_a_search_has_found_is_opened(rig: Rig, was_shown: bool) -> None:
    rig.tasks.keep_form("shipped:rephrasing", {"text": "固体電解質"})
    if was_shown:
        rig.open()
    rig.corner.want_form("shipped:rephrasing")
    with rig.bot.waitSignal(rig.table.talk.opened):
        rig.table.talk.open(None)
    rig.bot.waitUntil(lambda: not rig.page.shows_cards)
    assert {each.field.name: each.value for each in rig.page.form.boxes}["text"] == "固体電解質"
    rig.open()                                  # the next time the page begins with its cards
    assert rig.page.shows_cards


def test_a_task_that_is_gone_is_not_waited_for(rig: Rig) -> None:
    rig.open()
    rig.corner.want_form("own:99")
    rig.open()
    assert rig.page.shows_cards
