"""The quiet line: what there is room for, and nothing that was not measured."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.ui.engine.figure_line import FigureLine
from desktop.ui.engine.gauge import Figures
from tests.ui.engine.samples import FIGURES


@pytest.fixture
def line(qtbot: QtBot) -> FigureLine:
    made = FigureLine()
    qtbot.addWidget(made)
    made.resize(800, made.sizeHint().height())
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_without_figures_it_is_empty_and_cannot_be_pressed(line: FigureLine) -> None:
    before = line.height()
    assert line.shown_words() == ""
    assert not line.isEnabled()
    line.show_figures(FIGURES)
    assert line.isEnabled()
    assert line.sizeHint().height() == before


def test_it_shows_what_there_is_room_for(line: FigureLine) -> None:
    line.show_figures(FIGURES)
    whole = (
        "18.2 tokens/s · first word after 0.8 s · context 2,048 / 8,192"
        " · GPU memory 10.0 GiB / 16.0 GiB · memory 3.0 GiB"
    )
    assert line.shown_words() == whole
    line.resize(260, line.height())
    assert line.shown_words() == "18.2 tokens/s · first word after 0.8 s"
    assert "GPU memory 10.0 GiB / 16.0 GiB" in line.toolTip()
    assert line.accessibleName() == f"Details of the engine: {whole}"
    line.resize(10, line.height())
    assert line.shown_words() == ""


def test_pressing_it_asks_for_the_details(qtbot: QtBot, line: FigureLine) -> None:
    line.show_figures(FIGURES)
    line.setFocus()
    with qtbot.waitSignal(line.clicked):
        QTest.keyClick(line, Qt.Key.Key_Space)
    line.show_figures(Figures())
    with qtbot.assertNotEmitted(line.clicked):
        QTest.mouseClick(line, Qt.MouseButton.LeftButton)
