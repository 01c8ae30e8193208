"""How answers are drawn, in the settings of a conversation: what is set, refused, taken back."""

from collections.abc import Callable
from dataclasses import fields, replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.chat.lead import NO_LEAD, NO_WISH, Lead, SamplingWish
from desktop.ui.appearance import Appearance
from desktop.ui.lead_dialog import LeadDialog
from desktop.ui.tasks.fields import LongText
from desktop.ui.wish_rows import DryRow, NumberRow, TextRow

SCHEMA = '{"type": "object"}'
WISH = SamplingWish(
    temperature=0.3, top_k=20, top_p=0.9, min_p=0.02, repeat_penalty=1.1, presence_penalty=-0.5,
    dry_multiplier=0.8, seed=7, stop=("終", "\n\n"), json_schema=SCHEMA,
)  # fmt: skip
UNSEEN = SamplingWish(frequency_penalty=0.5, grammar='root ::= "a"')
Shown = Callable[[SamplingWish], LeadDialog]


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    def show(wish: SamplingWish) -> LeadDialog:
        dialog = LeadDialog(Lead("簡潔に", wish), Appearance())
        qtbot.addWidget(dialog)
        with qtbot.waitExposed(dialog):
            dialog.show()
        return dialog

    return show


def saved(dialog: LeadDialog) -> list[SamplingWish]:
    """What Save tells, if anything."""
    told: list[Lead] = []
    dialog.changed.connect(told.append)
    dialog.save_button.click()
    return [each.sampling for each in told]


def write(dialog: LeadDialog, field: str, text: str) -> None:
    match dialog.drawing.rows[field]:
        case NumberRow() as row:
            row.editor.setText(text)
        case TextRow() as row:
            row.editor.editor.setPlainText(text)
        case other:
            raise AssertionError(other)


def test_it_is_folded_and_says_how_much_is_set(shown: Shown) -> None:
    dialog = shown(replace(WISH, frequency_penalty=0.5))
    form = dialog.drawing
    assert not form.body.isVisible()
    assert form.fold_button.words == "How answers are drawn (11 set)"
    form.fold_button.click()
    assert form.body.isVisible()
    write(dialog, "seed", "")
    assert form.fold_button.words == "How answers are drawn (10 set)"
    form.fold_button.click()
    assert not form.body.isVisible()
    assert shown(NO_WISH).drawing.fold_button.words == "How answers are drawn"


@pytest.mark.parametrize("wish", [NO_WISH, WISH, UNSEEN, SamplingWish(dry_multiplier=1.25)])
def test_what_is_not_touched_is_saved_as_it_was(shown: Shown, wish: SamplingWish) -> None:
    assert saved(shown(wish)) == [wish]


def test_what_is_filled_in_is_wished(shown: Shown) -> None:
    dialog = shown(NO_WISH)
    for field, text in {
        "temperature": "０．３", "top_k": "20", "top_p": "0.9", "min_p": ".02", "repeat_penalty": "1.1",
        "presence_penalty": "-0.5", "seed": " 7 ", "stop": "終\n\\n\\n\n", "json_schema": f"\n{SCHEMA}\n",
    }.items():  # fmt: skip
        write(dialog, field, text)
    dry = dialog.drawing.rows["dry_multiplier"]
    assert isinstance(dry, DryRow)
    assert [dry.editor.itemText(each) for each in range(3)] == ["By the model", "Off", "On"]
    dry.editor.setCurrentIndex(2)
    assert saved(dialog) == [WISH]


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("temperature", "hot", "A number from 0 to 2."),
        ("presence_penalty", "-3", "A number from -2 to 2."),
        ("seed", "-1", "A whole number from 0 to 4294967294."),
        ("top_k", "1.5", "A whole number from 0 to 1000."),
        ("stop", "x" * 201, "At most 16 texts of 200 characters are possible."),
        ("json_schema", "{", "What was to be the JSON schema for the answer is none."),
        ("json_schema", '{"pattern": "x"}', "uses “pattern” in a way that Hisho does not know"),
    ],
)
def test_what_makes_no_sense_is_said_where_it_stands(
    shown: Shown, qtbot: QtBot, field: str, text: str, words: str
) -> None:
    dialog = shown(WISH)
    row = dialog.drawing.rows[field]
    write(dialog, field, text)
    assert saved(dialog) == []
    assert dialog.isVisible()
    assert words in row.error.label.text()
    assert row.error.label.isVisible()          # unfolded
    qtbot.waitUntil(lambda: row.isAncestorOf(dialog.focusWidget()))
    place = row.focusWidget().visibleRegion().boundingRect()
    assert not place.isEmpty()                  # scrolled to
    write(dialog, field, "")
    assert row.error.isHidden()
    assert saved(dialog) == [replace(WISH, **{field: None})]


def test_all_is_taken_back_at_once_with_what_is_not_shown(shown: Shown) -> None:
    dialog = shown(replace(WISH, frequency_penalty=0.5))
    write(dialog, "seed", "x")
    dialog.drawing.wish()
    dialog.drawing.reset_button.click()
    assert dialog.drawing.fold_button.words == "How answers are drawn"
    assert all(row.error.isHidden() for row in dialog.drawing.rows.values())
    assert saved(dialog) == [NO_WISH]


def test_a_schema_takes_the_place_of_a_grammar(shown: Shown) -> None:
    dialog = shown(UNSEEN)
    write(dialog, "json_schema", SCHEMA)
    assert saved(dialog) == [SamplingWish(frequency_penalty=0.5, json_schema=SCHEMA)]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_the_keyboard_unfolds_it_and_saves_nothing(shown: Shown, key: Qt.Key) -> None:
    dialog = shown(NO_WISH)
    form = dialog.drawing
    form.fold_button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(form.fold_button, key)
    assert form.body.isVisible()
    assert dialog.isVisible()


def test_tab_goes_through_the_rows_from_the_top_down(shown: Shown) -> None:
    dialog = shown(NO_WISH)
    form = dialog.drawing
    form.fold_button.click()
    form.fold_button.setFocus(Qt.FocusReason.TabFocusReason)
    for row in form.rows.values():
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        assert row.isAncestorOf(dialog.focusWidget()), row.field
        assert not dialog.focusWidget().visibleRegion().isEmpty(), row.field
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    assert form.reset_button.hasFocus()


def test_enter_in_a_line_saves_and_escape_leaves(shown: Shown) -> None:
    for key, is_saved in ((Qt.Key.Key_Return, True), (Qt.Key.Key_Escape, False)):
        dialog = shown(NO_WISH)
        told: list[Lead] = []
        dialog.changed.connect(told.append)
        dialog.drawing.fold_button.click()
        row = dialog.drawing.rows["temperature"]
        assert isinstance(row, NumberRow)
        row.editor.setText("0.5")
        QTest.keyClick(row.editor, key)
        assert not dialog.isVisible()
        assert told == [Lead("簡潔に", SamplingWish(temperature=0.5))] * is_saved


def test_every_wish_is_named_and_explained_to_a_screen_reader(shown: Shown) -> None:
    dialog = shown(NO_WISH)
    for field, row in dialog.drawing.rows.items():
        editor = row.focusProxy()
        spoken = editor.editor if isinstance(editor, LongText) else editor
        assert spoken is not None, field
        assert spoken.accessibleName(), field
        assert spoken.accessibleDescription(), field


def test_every_row_is_a_wish_and_only_two_wishes_have_none(shown: Shown) -> None:
    wishes = {each.name for each in fields(SamplingWish)}
    assert wishes - shown(NO_LEAD.sampling).drawing.rows.keys() == {"frequency_penalty", "grammar"}
