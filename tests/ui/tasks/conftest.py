"""The empty page, ready for a test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.ui.background import Background
from tests.ui.tasks.rig import Rig


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    made = Background()
    yield made
    made.close()


@pytest.fixture
def rig(qtbot: QtBot, background: Background, tmp_path: Path) -> Rig:
    """A wide window in English, shown, with nothing open yet."""
    made = Rig(qtbot, tmp_path, background)
    made.corner.set_language("en")
    made.window.resize(1180, 800)
    with qtbot.waitExposed(made.window):
        made.window.show()
    return made
