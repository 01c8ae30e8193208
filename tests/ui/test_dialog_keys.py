"""In every dialog Enter presses the button that has the keyboard, and the harmless one has it first."""

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.chat.labels import Label
from desktop.transfer.places import PlaceKind, PlaceNote
from desktop.ui.appearance import Appearance
from desktop.ui.engine.recipe_dialog import Made, RecipeDialog
from desktop.ui.exporting.export_dialog import Scope
from desktop.ui.exporting.place_dialog import PlaceDialog
from desktop.ui.secrecy.lowering import LoweringDialog
from desktop.ui.secrecy.words import LabelWords
from tests.ui.exporting.rig import Rig


def place(parent: QWidget) -> QDialog:
    note = PlaceNote(PlaceKind.SYNCHRONISED, "OneDrive")
    return PlaceDialog([note], "Secret", Appearance(), parent)


def lowering(parent: QWidget) -> QDialog:
    return LoweringDialog(Label.SECRET, Label.GENERAL, LabelWords(), Appearance(), parent)


def recipe(parent: QWidget) -> QDialog:
    return RecipeDialog(Made(None, None), Appearance(), parent)


DIALOGS: dict[str, tuple[Callable[[QWidget], QDialog], str]] = {
    "place": (place, "Choose another folder"),
    "lowering": (lowering, "Leave it as it is"),
    "recipe": (recipe, "Close"),
}


def enter() -> None:
    holder = QApplication.focusWidget()
    assert holder is not None
    QTest.keyClick(holder, Qt.Key.Key_Return)


def opened(qtbot: QtBot, dialog: QDialog) -> QDialog:
    with qtbot.waitExposed(dialog):
        dialog.open()
    return dialog


def pressed_by_enter(
    qtbot: QtBot, build: Callable[[QWidget], QDialog], focused: str | None
) -> list[str]:
    """Which buttons of a new dialog Enter presses, where the keyboard is on this one or as it opens."""
    window = QWidget()
    qtbot.addWidget(window)
    dialog = opened(qtbot, build(window))
    pressed: list[str] = []
    for button in buttons(dialog):
        button.clicked.connect(partial(pressed.append, button.text()))
        if button.text() == focused:
            button.setFocus()
    enter()
    return pressed


def buttons(dialog: QDialog) -> list[QPushButton]:
    return [each for each in dialog.findChildren(QPushButton) if each.isVisible() and each.isEnabled()]


@pytest.mark.parametrize("name", DIALOGS)
def test_the_harmless_button_has_the_keyboard_first(qtbot: QtBot, name: str) -> None:
    build, harmless = DIALOGS[name]
    assert pressed_by_enter(qtbot, build, None) == [harmless]


@pytest.mark.parametrize("name", DIALOGS)
def test_enter_presses_the_button_that_has_the_keyboard(qtbot: QtBot, name: str) -> None:
    build, _harmless = DIALOGS[name]
    window = QWidget()
    qtbot.addWidget(window)
    names = [button.text() for button in buttons(opened(qtbot, build(window)))]
    assert len(names) > 1
    assert [pressed_by_enter(qtbot, build, each) for each in names] == [[each] for each in names]
    QGuiApplication.clipboard().clear()         # “copy” fills it, and Qt asks for it at the end


def test_enter_on_the_buttons_of_an_export_exports_nothing(qtbot: QtBot) -> None:
    rig = Rig(qtbot)
    rig.store.labels.put(rig.open_id, Label.GENERAL)
    dialog = rig.dialog()
    dialog.scope.setCurrentIndex(dialog.scope.findData(Scope.SEVERAL))
    dialog.scope.activated.emit(dialog.scope.currentIndex())
    assert dialog.go_button.isEnabled()
    qtbot.waitUntil(dialog.isActiveWindow)
    with qtbot.assertNotEmitted(dialog.wished):
        dialog.ticks.all_button.setFocus()
        enter()
        assert dialog.isVisible()
        dialog.cancel_button.setFocus()
        enter()
    assert not dialog.isVisible()
    rig.close()
