"""How large the window is that was never moved."""

import pytest
from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from desktop.ui.actions import WindowActions
from desktop.ui.main_window import MainWindow, first_size


@pytest.mark.parametrize(
    ("screen", "size"),
    [
        ((1920, 1040), (1180, 800)), ((1366, 728), (1180, 688)), ((900, 640), (900, 600)),
        ((320, 240), (420, 480)),
    ],
)  # fmt: skip
def test_the_first_window_fits_the_screen(screen: tuple[int, int], size: tuple[int, int]) -> None:
    assert first_size(QSize(*screen)) == QSize(*size)


def test_a_new_window_is_no_larger_than_its_screen(qtbot: QtBot) -> None:
    made = MainWindow(WindowActions())
    qtbot.addWidget(made)
    assert made.screen().availableGeometry().width() >= made.width()
    assert made.screen().availableGeometry().height() >= made.height()
