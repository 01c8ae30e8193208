"""A rig for every test of the page of the models."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.models.rig import Rig, Supervisor
from tests.ui.models.samples import keep_models


@pytest.fixture
def supervisor(qtbot: QtBot) -> Iterator[Supervisor]:
    made = Supervisor()
    yield made
    made.close()


@pytest.fixture
def rig(qtbot: QtBot, tmp_path: Path) -> Iterator[Rig]:
    """A company's computer with two models on it, one of them changed since it was verified."""
    keep_models(tmp_path)
    made = Rig(qtbot, tmp_path)
    made.refresh()
    yield made
    made.close()
