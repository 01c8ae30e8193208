"""The first page: what it asks for, what it tells, when it lets go on."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.ui.pages.first_run import Demands, FirstRunPage
from desktop.ui.pages.new_passphrase import NewPassphrase, effective_length


@pytest.fixture
def page(qtbot: QtBot) -> FirstRunPage:
    made = FirstRunPage()
    qtbot.addWidget(made)
    made.show_keyring(usable=True)
    with qtbot.waitExposed(made):
        made.show()
    made.setFocus()
    return made


def choose(page: FirstRunPage, first: str, second: str) -> None:
    page.passphrase.first.setText(first)
    page.passphrase.second.setText(second)


def test_a_passphrase_is_offered_first(page: FirstRunPage) -> None:
    assert page.with_passphrase.isChecked()
    assert page.passphrase.first.hasFocus()
    assert not page.create_button.isEnabled()


def test_enter_goes_through_the_fields_and_creates(page: FirstRunPage, qtbot: QtBot) -> None:
    QTest.keyClicks(page.passphrase.first, "correct horse")
    QTest.keyClick(page.passphrase.first, Qt.Key.Key_Return)
    assert page.passphrase.second.hasFocus()
    QTest.keyClicks(page.passphrase.second, "correct horse")
    with qtbot.waitSignal(page.create_requested) as asked:
        QTest.keyClick(page.passphrase.second, Qt.Key.Key_Return)
    assert asked.args == ["correct horse", True]


@pytest.mark.parametrize(
    ("usable", "remember", "keyring"), [(True, True, True), (True, False, False), (False, True, False)]
)
def test_the_keyring_opens_it_too_only_if_it_can_and_shall(
    page: FirstRunPage, qtbot: QtBot, usable: bool, remember: bool, keyring: bool
) -> None:
    page.show_keyring(usable=usable)
    page.remember.setChecked(remember)
    choose(page, "correct horse", "correct horse")
    with qtbot.waitSignal(page.create_requested) as asked:
        page.create_button.click()
    assert asked.args == ["correct horse", keyring]


def test_the_keyring_alone_is_possible_where_it_can_be_used(page: FirstRunPage, qtbot: QtBot) -> None:
    page.keyring_only.click()
    assert not page.passphrase.isVisible()
    with qtbot.waitSignal(page.create_requested) as asked:
        page.create_button.click()
    assert asked.args == [None, True]


def test_where_no_keyring_can_be_used_the_page_says_why(page: FirstRunPage) -> None:
    page.keyring_only.click()
    page.show_keyring(usable=False, reason="The keyring is locked.")
    assert page.with_passphrase.isChecked()
    assert not page.keyring_only.isEnabled()
    assert page.keyring_note.text() == "The keyring is locked."
    assert not page.remember.isVisible()


@pytest.mark.parametrize(
    ("first", "second", "marked"), [("abc", "", False), ("abcd", "abc", False), ("abcd", "abx", True)]
)
def test_two_different_passphrases_are_marked_and_not_taken(
    page: FirstRunPage, first: str, second: str, marked: bool
) -> None:
    choose(page, first, second)
    assert page.passphrase.mismatch.isVisible() is marked
    assert not page.create_button.isEnabled()


def test_a_short_passphrase_is_taken_but_called_what_it_is(page: FirstRunPage) -> None:
    choose(page, "abc", "abc")
    assert "Easy to guess" in page.passphrase.strength.text()
    assert page.create_button.isEnabled()


@pytest.mark.parametrize(
    ("passphrase", "length"),
    [
        ("", 0),
        ("a", 1),
        ("aaaaaaaa", 1),
        ("12345678", 1),
        ("hgfedcba", 1),
        ("correct horse", 11),
        ("ひみつのことば", 7),
    ],
)
def test_repeating_and_counting_add_nothing(passphrase: str, length: int) -> None:
    assert effective_length(passphrase) == length


def test_the_words_grow_with_the_length(qtbot: QtBot) -> None:
    field = NewPassphrase()
    qtbot.addWidget(field)
    said = []
    for typed in ("", "horse", "horse bat at", "horse battery up", "horse battery staple anew"):
        field.first.setText(typed)
        said.append(field.strength.text().split(":")[0].split(",")[0])
    assert said == ["Longer is safer", "Easy to guess", "Fair", "Good", "Strong"]


def test_while_busy_nothing_can_be_asked_twice(page: FirstRunPage, qtbot: QtBot) -> None:
    choose(page, "correct horse", "correct horse")
    page.show_busy(busy=True)
    with qtbot.assertNotEmitted(page.create_requested):
        page.create_button.click()
        page.passphrase.confirmed.emit()


def test_an_error_is_shown_and_it_can_be_tried_again(page: FirstRunPage) -> None:
    choose(page, "correct horse", "correct horse")
    page.show_busy(busy=True)
    page.show_error("The disk is full.")
    assert page.error_line.isVisible()
    assert page.error_line.label.text() == "The disk is full."
    assert page.create_button.isEnabled()
    page.create_button.click()
    assert not page.error_line.isVisible()


def test_tab_goes_from_top_to_bottom(page: FirstRunPage) -> None:
    choose(page, "abc", "abc")
    fields = page.passphrase
    order = [fields.first, fields.second, fields.first.eye, fields.second.eye, page.remember]
    order[0].setFocus()
    for expected in order[1:]:
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
        assert page.focusWidget() is expected


def test_a_passphrase_is_hidden_private_and_never_copied(page: FirstRunPage) -> None:
    field = page.passphrase.first
    hints = field.inputMethodHints()
    for hint in (
        Qt.InputMethodHint.ImhHiddenText,
        Qt.InputMethodHint.ImhSensitiveData,
        Qt.InputMethodHint.ImhNoPredictiveText,
    ):
        assert hints & hint
    assert field.echoMode() is QLineEdit.EchoMode.Password
    field.setText("correct horse")
    field.eye.click()
    assert field.echoMode() is QLineEdit.EchoMode.Normal
    assert field.inputMethodHints() & Qt.InputMethodHint.ImhSensitiveData
    QGuiApplication.clipboard().setText("before")
    for keys in (QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.Cut):
        field.selectAll()
        QTest.keySequence(field, QKeySequence(keys))
    assert QGuiApplication.clipboard().text() == "before"
    assert field.text() == "correct horse"
    field.selectAll()
    QTest.mouseClick(field, Qt.MouseButton.LeftButton)
    assert not field.hasSelectedText()


def test_everything_has_a_name_for_screen_readers(page: FirstRunPage) -> None:
    fields = page.passphrase
    named = [fields.first, fields.second, fields.first.eye, fields.second.eye]
    assert all(part.accessibleName() for part in named)


# -- what the administrator demands


@pytest.mark.parametrize(
    ("demands", "uses_keyring", "words"),
    [
        (Demands(passphrase=True), True, "a passphrase is needed"),
        (Demands(keyring="with_passphrase"), True, "needed together"),
        (Demands(keyring="forbidden"), False, "the keyring is not used"),
    ],
)
def test_what_is_demanded_is_not_left_to_choose(
    page: FirstRunPage, qtbot: QtBot, demands: Demands, uses_keyring: bool, words: str
) -> None:
    page.keyring_only.click()
    page.show_demands(demands)
    assert page.with_passphrase.isChecked()
    assert not page.keyring_only.isEnabled()
    assert "Set by the administrator" in page.keyring_note.text()
    assert words in page.keyring_note.text()
    assert page.remember.isVisible() == (demands.keyring == "allowed")
    choose(page, "correct horse", "correct horse")
    with qtbot.waitSignal(page.create_requested) as asked:
        page.create_button.click()
    assert asked.args == ["correct horse", uses_keyring]
    page.show_demands(Demands())
    assert page.keyring_only.isEnabled()


def test_a_passphrase_is_as_long_as_is_demanded(page: FirstRunPage) -> None:
    page.show_demands(Demands(passphrase_min=14))
    choose(page, "correct horse", "correct horse")
    assert not page.create_button.isEnabled()
    assert "14" in page.passphrase.strength.text()
    assert "administrator" in page.passphrase.strength.text()
    choose(page, "correct horses", "correct horses")
    assert page.create_button.isEnabled()
    assert "administrator" not in page.passphrase.strength.text()
