"""The window says in its title which profile it is of."""

from pytestqt.qtbot import QtBot

from desktop.ui.actions import WindowActions
from desktop.ui.main_window import MainWindow


def test_the_title_names_the_profile(qtbot: QtBot) -> None:
    window = MainWindow(WindowActions())
    qtbot.addWidget(window)
    plain = window.windowTitle()
    window.set_profile("基礎研究")
    assert window.windowTitle() == f"{plain} – 基礎研究"
    window.set_conversation_title("秘密")       # not on the chat page: no title in the window list
    assert window.windowTitle() == f"{plain} – 基礎研究"
    window.set_profile("")
    assert window.windowTitle() == plain
