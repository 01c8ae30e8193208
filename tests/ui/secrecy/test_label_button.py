"""The label in the header: always there, named by the administrator, changed with the keyboard."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from desktop.chat.label_rules import Bounds, CopyRule, Permission, rule_of
from desktop.chat.labels import Label
from desktop.ui.appearance import Appearance
from desktop.ui.secrecy.badge import LOOKS, badge_size, paint_badge
from desktop.ui.secrecy.label_button import LabelButton
from desktop.ui.secrecy.words import LabelWords
from desktop.ui.theme import DARK, LIGHT, Tokens, contrast


@pytest.fixture
def button(qtbot: QtBot) -> LabelButton:
    made = LabelButton()
    qtbot.addWidget(made)
    made.show_label(Label.SECRET, lambda label: [f"Guarded as {label.value}"])
    with qtbot.waitExposed(made):
        made.show()
    return made


def opened(button: LabelButton) -> QMenu:
    """The menu that is open now."""
    return next(each for each in button.findChildren(QMenu) if each.isVisible())


def lines(menu: QMenu) -> list[str]:
    """What stands below the labels."""
    return [each.text() for each in menu.actions() if not each.isEnabled() and each.text()]


@pytest.mark.qt_log_ignore("This plugin does not support")      # menus want a real screen
@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Down])
def test_it_is_changed_with_the_keyboard(qtbot: QtBot, button: LabelButton, key: Qt.Key) -> None:
    button.setFocus()
    QTest.keyClick(button, key)
    menu = opened(button)
    assert menu.activeAction().text() == "Secret"
    with qtbot.waitSignal(button.chosen) as chosen:
        QTest.keyClick(menu, Qt.Key.Key_Up)
        QTest.keyClick(menu, Qt.Key.Key_Return)
    assert chosen.args == [Label.TOP_SECRET]
    assert button.label is Label.SECRET         # until somebody says that it has changed


def test_choosing_what_holds_is_no_wish(qtbot: QtBot, button: LabelButton) -> None:
    marked = next(each for each in button.menu().actions() if each.isChecked())
    with qtbot.assertNotEmitted(button.chosen):
        marked.trigger()


def test_the_menu_lists_all_from_the_most_secret_and_says_what_holds(button: LabelButton) -> None:
    actions = button.menu().actions()
    assert [each.text() for each in actions if each.isCheckable()] == [
        "Top secret", "Secret", "Internal", "General"
    ]  # fmt: skip
    assert lines(button.menu()) == ["With “Secret”:", "Guarded as secret"]
    assert "Guarded as secret" in button.toolTip()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_what_a_label_would_do_is_told_before_it_is_chosen(qtbot: QtBot, button: LabelButton) -> None:
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    menu = opened(button)
    width = menu.width()
    QTest.keyClick(menu, Qt.Key.Key_Up)
    assert lines(menu) == ["With “Top secret”:", "Guarded as top_secret"]
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Down)
    assert lines(menu) == ["With “Internal”:", "Guarded as internal"]
    assert menu.width() == width
    menu.close()


def test_screen_readers_hear_it(button: LabelButton) -> None:
    assert button.accessibleName() == "Label of this conversation: Secret"
    button.show_label(Label.GENERAL)
    assert button.accessibleName() == "Label of this conversation: General"


def test_the_administrators_names_are_used(button: LabelButton) -> None:
    button.words = LabelWords({Label.SECRET: ("部外秘", "Need & know")})
    button.retranslate()
    assert "Need & know" in button.accessibleName()
    texts = [each.text() for each in button.menu().actions()]
    assert "Need && know" in texts
    assert "General" in texts


def test_a_long_name_leaves_room_for_the_title(button: LabelButton) -> None:
    button.words = LabelWords({Label.SECRET: ("絶対に社外に出さない文書とする", "Need to know only")})
    button.retranslate()
    assert button.sizeHint().width() < 140


# -- how it looks


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("label", Label)
def test_a_badge_can_be_read(tokens: Tokens, label: Label) -> None:
    look = LOOKS[label]
    assert contrast(getattr(tokens, look.ink), getattr(tokens, look.ground)) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_labels_differ_in_more_than_the_name(tokens: Tokens, qtbot: QtBot) -> None:
    appearance = Appearance(tokens)
    size = badge_size("秘", appearance)
    pictures = []
    for label in Label:
        image = QImage(size, QImage.Format.Format_RGB32)
        image.fill(appearance.colour("window"))
        painter = QPainter(image)
        paint_badge(painter, image.rect(), label, "秘", appearance)
        painter.end()
        pictures.append(bytes(image.constBits()))
    assert len(set(pictures)) == len(Label)


def test_a_badge_grows_with_its_name_and_the_text(qtbot: QtBot) -> None:
    small, large = Appearance(LIGHT, 1.0), Appearance(LIGHT, 2.0)
    assert badge_size("社外秘", small).width() > badge_size("秘", small).width()
    assert badge_size("秘", large).height() > badge_size("秘", small).height()
    assert isinstance(badge_size("", small), QSize)


# -- what it does, in words


def test_what_a_label_does_is_said_in_words(qtbot: QtBot) -> None:
    words = LabelWords()

    def lines(label: Label, bounds: Bounds | None = None, prevented: bool = False) -> list[str]:
        return words.consequences(rule_of(label, bounds or Bounds()), capture_can_be_prevented=prevented)

    assert lines(Label.GENERAL) == [
        "Lock: as in the settings",
        "Clipboard: cleared when Hisho is locked or ends",
        "Export: allowed, with the label stamped on it",
        "Screenshots: allowed",
        "Window title: names the conversation",
    ]
    assert lines(Label.TOP_SECRET)[2:] == [
        "Export: asks for a reason, which is logged",
        "Screenshots: this system cannot prevent them",
        "Window title: does not name the conversation",
    ]
    assert lines(Label.TOP_SECRET, prevented=True)[3] == "Screenshots: the window is left out"
    strict = Bounds(Permission.FORBIDDEN, CopyRule.FORBIDDEN)
    assert lines(Label.GENERAL, strict)[1:3] == [
        "Copying: not allowed by the administrator", "Export: not allowed"
    ]  # fmt: skip
