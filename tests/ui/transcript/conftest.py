"""A transcript on the screen, and a way to wait until it has laid out what is seen."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui.transcript.canvas import TranscriptView

Settle = Callable[[TranscriptView], None]


@pytest.fixture
def view(qtbot: QtBot) -> TranscriptView:
    """An empty transcript of ordinary size."""
    made = TranscriptView()
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def settle(qtbot: QtBot) -> Settle:
    """Let the timers of layout run until no more documents are made and the column keeps its width: the next
    layout waits a moment where a scroll bar has come.
    """

    def wait(view: TranscriptView) -> None:
        for _ in range(100):
            before = view.realiser.made
            view.viewport().repaint()
            QApplication.processEvents()
            qtbot.waitUntil(lambda: fits(view))
            if view.realiser.made == before:
                return

    return wait


def fits(view: TranscriptView) -> bool:
    """Whether the column stands in the middle of what is seen now."""
    return view.column.left == float(round((view.viewport().width() - view.column.width) / 2))
