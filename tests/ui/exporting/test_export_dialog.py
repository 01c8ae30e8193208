"""What can be exported is asked once, and the label decides what else is asked."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.chat.label_rules import Bounds, Permission
from desktop.chat.labels import Label
from desktop.transfer.forms import Form
from desktop.transfer.wish import ExportWish, Reason
from desktop.ui.appearance import Appearance
from desktop.ui.exporting.export_dialog import ExportDialog, Scope
from desktop.ui.pages.card import Choice
from desktop.ui.secrecy.words import LabelWords
from tests.ui.exporting.rig import Rig


@pytest.fixture
def rig(qtbot: QtBot) -> Iterator[Rig]:
    made = Rig(qtbot)
    yield made
    made.close()


def choose(choice: Choice, value: str) -> None:
    """As a person does."""
    choice.setCurrentIndex(choice.findData(value))
    choice.activated.emit(choice.currentIndex())


def with_reason(rig: Rig) -> ExportDialog:
    """The dialog for a secret conversation, with a reason given."""
    dialog = rig.dialog()
    choose(dialog.reason, Reason.CLIENT)
    return dialog


def test_a_secret_one_asks_for_a_reason(rig: Rig) -> None:
    dialog = rig.dialog()
    assert dialog.reason.isVisible()
    assert not dialog.go_button.isEnabled()
    choose(dialog.reason, Reason.FILING)
    assert dialog.wish() == ExportWish((rig.open_id,), Form.MARKDOWN, None, False, Reason.FILING)
    assert dialog.go_button.isEnabled()


def test_what_is_for_outsiders_asks_for_none(rig: Rig) -> None:
    rig.store.labels.put(rig.open_id, Label.GENERAL)
    dialog = rig.dialog()
    assert not dialog.reason.isVisible()
    assert dialog.wish() == ExportWish((rig.open_id,), Form.MARKDOWN)


def test_messages_are_chosen_with_the_keyboard(rig: Rig) -> None:
    dialog = with_reason(rig)
    choose(dialog.scope, Scope.MESSAGES)
    items = dialog.ticks.list
    assert [items.item(place).text() for place in range(items.count())] == [
        "Question: 応答案の要点は?", "Answer: 二つ目"
    ]  # fmt: skip
    items.setFocus()
    QTest.keyClick(items, Qt.Key.Key_Space)
    wish = dialog.wish()
    assert wish is not None
    answer = rig.store.messages(rig.open_id)[2]
    assert (wish.conversations, wish.messages) == ((rig.open_id,), frozenset({answer.id}))
    dialog.ticks.none_button.click()
    assert dialog.wish() is None
    dialog.ticks.all_button.click()
    assert dialog.go_button.isEnabled()


def test_of_several_the_most_secret_decides(rig: Rig) -> None:
    rig.store.labels.put(rig.open_id, Label.GENERAL)
    other = rig.talk("極秘の件", Label.TOP_SECRET)
    dialog = rig.dialog()
    choose(dialog.scope, Scope.SEVERAL)
    assert (dialog.label, dialog.permission) == (Label.GENERAL, Permission.ALLOWED)
    dialog.ticks.all_button.click()
    assert (dialog.label, dialog.permission) == (Label.TOP_SECRET, Permission.ASK)
    assert "Top secret" in dialog.label_line.label.text()
    choose(dialog.reason, Reason.MOVE)
    wish = dialog.wish()
    assert wish is not None
    assert set(wish.conversations) == {rig.open_id, other}


@pytest.mark.parametrize("form", Form)
def test_the_form_is_chosen_and_json_has_all(rig: Rig, form: Form) -> None:
    dialog = with_reason(rig)
    choose(dialog.form, form)
    wish = dialog.wish()
    assert wish is not None
    assert wish.form is form
    assert wish.with_thinking == (form is Form.JSON)
    assert dialog.thinking.isVisible() == (form is not Form.JSON)
    dialog.thinking.setChecked(True)
    wish = dialog.wish()
    assert wish is not None
    assert wish.with_thinking


def test_what_the_administrator_forbids_is_told_and_not_asked_about(qtbot: QtBot) -> None:
    rig = Rig(qtbot, Bounds(export=Permission.FORBIDDEN))
    rig.store.labels.put(rig.open_id, Label.GENERAL)
    with qtbot.waitSignal(rig.exporter.forbidden):
        assert rig.exporter.begin(rig.exportable()) is None
    assert rig.window.findChild(ExportDialog) is None
    rig.close()


def test_what_the_administrator_forbids_cannot_be_wished(qtbot: QtBot) -> None:
    rig = Rig(qtbot)
    bounds = Bounds(export=Permission.FORBIDDEN)
    dialog = ExportDialog(rig.exportable(), LabelWords(), bounds, Appearance(), rig.window)
    assert dialog.wish() is None
    assert not dialog.go_button.isEnabled()
    with qtbot.assertNotEmitted(dialog.wished):
        QTest.keyClick(dialog, Qt.Key.Key_Return)
    rig.close()


def test_escape_exports_nothing(rig: Rig) -> None:
    dialog = with_reason(rig)
    with rig.qtbot.assertNotEmitted(dialog.wished):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
