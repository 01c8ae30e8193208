"""The unlock page: what is typed, what is marked, what is said."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.ui.appearance import Appearance
from desktop.ui.pages.key_groups import GroupField
from desktop.ui.pages.unlock import UnlockPage
from desktop.ui.theme import DARK, SIZES, fonts
from desktop.vault.recovery import GroupState, group_state
from tests.ui.pages.dressing import dressed
from tests.ui.pages.samples import KEY


@pytest.fixture
def page(qtbot: QtBot) -> UnlockPage:
    made = UnlockPage(group_state)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.show_form(has_passphrase=True, has_keyring=False)
    return made


def test_the_passphrase_has_the_keyboard_and_enter_submits(page: UnlockPage, qtbot: QtBot) -> None:
    assert page.passphrase.hasFocus()
    assert not page.unlock_button.isEnabled()
    QTest.keyClicks(page.passphrase, "correct horse")
    with qtbot.waitSignal(page.passphrase_entered) as entered:
        QTest.keyClick(page.passphrase, Qt.Key.Key_Return)
    assert entered.args == ["correct horse"]


def test_while_busy_nothing_is_entered_twice(page: UnlockPage, qtbot: QtBot) -> None:
    page.passphrase.setText("correct horse")
    page.show_busy(busy=True)
    assert not page.passphrase.isEnabled()
    with qtbot.assertNotEmitted(page.passphrase_entered):
        page.unlock_button.click()
        page.passphrase.confirmed.emit()


def test_a_wrong_passphrase_is_said_and_ready_to_be_typed_over(page: UnlockPage) -> None:
    page.passphrase.setText("correct horse")
    page.show_busy(busy=True)
    page.show_error("This is not the passphrase of the vault.")
    assert page.error_line.isVisible()
    assert page.passphrase.hasFocus()
    assert page.passphrase.selectedText() or page.passphrase.selectionLength() == len("correct horse")


def test_what_is_made_later_looks_as_what_was_there(qtbot: QtBot, qapp: QApplication) -> None:
    with dressed(qapp, "en", Appearance(DARK, 1.5)):
        page = UnlockPage(group_state)
        qtbot.addWidget(page)
        with qtbot.waitExposed(page):
            page.show()
        page.set_appearance(Appearance(DARK, 1.5))
        page.show_form(has_passphrase=True, has_keyring=False)
        page.recovery_button.click()
        verdict, field = page.groups.verdict, page.groups.fields[0]
        assert verdict.font().pixelSize() == page.intro.font().pixelSize()
        ink = verdict.palette().color(QPalette.ColorRole.WindowText)
        assert ink == Appearance(DARK).colour("danger")
        assert field.font() == fonts(SIZES.body, text_scale=1.5, code=True)


def test_the_fields_of_the_recovery_key_are_made_when_asked_for(page: UnlockPage) -> None:
    assert page.findChildren(GroupField) == []
    page.recovery_button.click()
    assert len(page.findChildren(GroupField)) == 8
    assert page.groups.fields[0].hasFocus()
    assert not page.passphrase.isVisible()
    page.recovery_button.click()
    assert page.passphrase.hasFocus()
    assert not page.groups.isVisible()


def test_typing_the_recovery_key_goes_from_group_to_group(page: UnlockPage, qtbot: QtBot) -> None:
    page.recovery_button.click()
    for group in KEY:
        QTest.keyClicks(page.focusWidget(), group.lower())
    with qtbot.waitSignal(page.recovery_entered) as entered:
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Return)
    assert entered.args == ["-".join(KEY)]


def test_the_mistyped_group_is_marked_while_one_types(page: UnlockPage) -> None:
    page.recovery_button.click()
    groups = page.groups
    wrong = KEY[0][:-1] + ("0" if KEY[0][-1] != "0" else "1")
    QTest.keyClicks(groups.fields[0], wrong)
    assert groups.marks()[0] is GroupState.WRONG
    assert groups.fields[0].hasFocus()  # it does not go on
    assert groups.fields[0].accessibleDescription()
    assert groups.verdict.isVisible()
    assert groups.verdict.text().endswith("1")
    assert "✕" in groups.numbers[0].text()
    QTest.keyClick(groups.fields[0], Qt.Key.Key_Backspace)
    assert not groups.verdict.isVisible()
    QTest.keyClicks(groups.fields[0], KEY[0][-1])
    assert groups.marks()[0] is GroupState.OK
    assert groups.fields[1].hasFocus()


def test_a_wrong_or_missing_group_cannot_be_entered(page: UnlockPage, qtbot: QtBot) -> None:
    page.recovery_button.click()
    for field, group in zip(page.groups.fields, (*KEY[:7], KEY[6]), strict=True):
        field.setText(group)
    with qtbot.assertNotEmitted(page.recovery_entered):
        page.unlock_button.click()
        QTest.keyClick(page.groups.fields[7], Qt.Key.Key_Return)
        page.groups.fields[7].clear()
        QTest.keyClick(page.groups.fields[7], Qt.Key.Key_Return)


def test_a_whole_key_can_be_pasted_as_it_was_copied(page: UnlockPage) -> None:
    page.recovery_button.click()
    QGuiApplication.clipboard().setText(" " + "-".join(KEY).lower() + "\n")
    QTest.keySequence(page.groups.fields[0], QKeySequence(QKeySequence.StandardKey.Paste))
    QGuiApplication.clipboard().clear()
    assert page.groups.groups() == KEY
    assert page.unlock_button.isEnabled()


def test_full_width_letters_of_an_input_method_are_understood(page: UnlockPage) -> None:
    page.recovery_button.click()
    field = page.groups.fields[0]
    field.insert("".join(chr(ord(each) + 0xFEE0) for each in KEY[0]))
    field.textEdited.emit(field.text())
    assert field.text() == KEY[0]


def test_backspace_in_an_empty_group_goes_back(page: UnlockPage) -> None:
    page.recovery_button.click()
    page.groups.fields[1].setFocus()
    QTest.keyClick(page.groups.fields[1], Qt.Key.Key_Backspace)
    assert page.groups.fields[0].hasFocus()


def test_without_a_passphrase_keyring_and_recovery_key_are_left(page: UnlockPage, qtbot: QtBot) -> None:
    page.show_form(has_passphrase=False, has_keyring=True)
    assert page.groups.isVisible()
    assert not page.recovery_button.isVisible()
    with qtbot.waitSignal(page.keyring_requested):
        page.keyring_button.click()


def test_waiting_for_the_keyring_leaves_the_page_usable(page: UnlockPage, qtbot: QtBot) -> None:
    page.show_form(has_passphrase=True, has_keyring=True)
    page.show_waiting_for_keyring()
    assert page.waiting.isVisible()
    assert not page.keyring_button.isVisible()
    page.passphrase.setText("correct horse")
    with qtbot.waitSignal(page.passphrase_entered):
        page.unlock_button.click()
    page.show_reason("The keyring has lost the key.")
    assert not page.waiting.isVisible()
    assert page.reason.label.text() == "The keyring has lost the key."
    assert page.keyring_button.isVisible()


def test_a_blocked_vault_shows_why_and_where_and_takes_nothing(page: UnlockPage, qtbot: QtBot) -> None:
    page.passphrase.setText("correct horse")
    page.show_blocked("This vault was written by a newer version.", "/home/a/vault")
    assert page.passphrase.text() == ""
    assert not any(field.isVisible() for field in page.findChildren(QLineEdit))
    assert page.error_line.label.text() == "This vault was written by a newer version."
    assert page.folder.text() == "/home/a/vault"
    with qtbot.assertNotEmitted(page.passphrase_entered):
        page.passphrase.confirmed.emit()
    with qtbot.waitSignal(page.quit_requested):
        QTest.keyClick(page.quit_button, Qt.Key.Key_Return)


def test_a_new_form_forgets_what_was_typed_and_said(page: UnlockPage) -> None:
    page.recovery_button.click()
    page.groups.fields[0].setText(KEY[0])
    page.recovery_button.click()
    page.passphrase.setText("correct horse")
    page.show_error("Wrong.")
    page.show_form(has_passphrase=True, has_keyring=False)
    assert page.passphrase.text() == ""
    assert page.groups.groups() == ("",) * 8
    assert not page.error_line.isVisible()


def test_every_field_has_a_name_and_is_private(page: UnlockPage) -> None:
    page.recovery_button.click()
    for field in page.findChildren(QLineEdit):
        assert field.accessibleName()
        assert field.inputMethodHints() & Qt.InputMethodHint.ImhSensitiveData
        assert field.inputMethodHints() & Qt.InputMethodHint.ImhHiddenText


def test_tab_goes_from_the_groups_to_the_button(page: UnlockPage) -> None:
    page.recovery_button.click()
    for field, group in zip(page.groups.fields, KEY, strict=True):
        field.setText(group)
    page.groups.fields[0].setFocus()
    for expected in (*page.groups.fields[1:], page.unlock_button, page.recovery_button):
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
        assert page.focusWidget() is expected
