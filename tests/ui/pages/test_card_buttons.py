"""The buttons of cards show what they are: not to be pressed, or the one that has the keyboard."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.appearance import Appearance
from desktop.ui.pages.card import dress, primary_button, quiet_button
from desktop.ui.theme import DARK, LIGHT, Tokens
from tests.ui.pages.dressing import dressed

EDGE = 4                        # of a button, with its ring


@pytest.fixture(params=[LIGHT, DARK], ids=["light", "dark"])
def tokens(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Tokens]:
    found: Tokens = request.param
    with dressed(qapp, "en", Appearance(found)):
        yield found


def test_a_quiet_button_that_cannot_be_pressed_looks_so(qtbot: QtBot, tokens: Tokens) -> None:
    card = QWidget()
    qtbot.addWidget(card)
    button = quiet_button()
    button.setParent(card)
    button.setText("██")
    dress(card, Appearance(tokens))

    def inks() -> set[str]:
        picture = button.grab().toImage()
        return {
            picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())
        }

    assert tokens.link in inks()
    button.setEnabled(False)
    assert tokens.link not in inks()
    assert tokens.text_disabled in inks()


def test_the_ring_alone_shows_where_the_keyboard_is(qtbot: QtBot, tokens: Tokens) -> None:
    card = QWidget()
    qtbot.addWidget(card)
    column = QVBoxLayout(card)
    first, second = primary_button(), primary_button()
    for button in (first, second):
        button.setText("Send")
        column.addWidget(button)
    dress(card, Appearance(tokens))
    with qtbot.waitActive(card):
        card.show()
        card.activateWindow()
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Tab)       # Fusion draws a box of its own after keys alone
    inner = QRect(EDGE, EDGE, first.width() - 2 * EDGE, first.height() - 2 * EDGE)
    assert second.hasFocus()
    assert first.grab().toImage() != second.grab().toImage()
    assert first.grab(inner).toImage() == second.grab(inner).toImage()
