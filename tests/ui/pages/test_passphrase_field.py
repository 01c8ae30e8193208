"""The line for a passphrase: what the tab key and the keys do that are pressed on its eye."""

from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.pages.first_run import FirstRunPage
from desktop.ui.pages.passphrase_field import PassphraseField
from desktop.ui.pages.passphrase_form import PassphraseForm

PHRASE = "correct horse battery"


Shown = TypeVar("Shown", bound=QWidget)


def shown(widget: Shown, qtbot: QtBot) -> Shown:
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def type_on(text: str) -> None:
    """Type where the keyboard is, as a person does."""
    holder = QApplication.focusWidget()
    assert holder is not None
    QTest.keyClicks(holder, text)


def press(key: Qt.Key) -> None:
    holder = QApplication.focusWidget()
    assert holder is not None
    QTest.keyClick(holder, key)


def test_the_tab_key_goes_from_the_first_passphrase_to_its_repetition(qtbot: QtBot) -> None:
    page = shown(FirstRunPage(), qtbot)
    page.setFocus()
    type_on(PHRASE)
    press(Qt.Key.Key_Tab)
    type_on(PHRASE)
    new = page.passphrase
    assert (new.first.text(), new.second.text()) == (PHRASE, PHRASE)
    press(Qt.Key.Key_Tab)
    assert new.first.eye.hasFocus()
    press(Qt.Key.Key_Tab)
    assert new.second.eye.hasFocus()


def test_the_tab_key_goes_through_a_change_of_the_passphrase(qtbot: QtBot) -> None:
    form = shown(PassphraseForm(), qtbot)
    form.show_state(has_passphrase=True)
    form.begin()
    for text in ("old one", PHRASE, PHRASE):
        type_on(text)
        press(Qt.Key.Key_Tab)
    assert (form.old.text(), form.new.passphrase()) == ("old one", PHRASE)
    assert form.old.eye.hasFocus()


def test_what_is_typed_on_the_eye_goes_nowhere(qtbot: QtBot) -> None:
    field = shown(PassphraseField(), qtbot)
    field.setText(PHRASE)
    field.eye.setFocus()
    type_on("battery")
    press(Qt.Key.Key_Backspace)
    assert field.text() == PHRASE


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_space_and_enter_on_the_eye_show_and_submit_nothing(qtbot: QtBot, key: Qt.Key) -> None:
    field = shown(PassphraseField(), qtbot)
    field.setText(PHRASE)
    field.eye.setFocus()
    with qtbot.assertNotEmitted(field.confirmed):
        press(key)
    assert field.echoMode() is QLineEdit.EchoMode.Normal
    press(key)
    assert field.echoMode() is QLineEdit.EchoMode.Password
