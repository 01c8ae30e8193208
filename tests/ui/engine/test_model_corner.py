"""What the card says of the engine: where the model runs, and that it is being opened again."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.inference.opening import Cause, Reopening
from desktop.paths import of
from desktop.ui.background import Background
from desktop.ui.engine_link import ChosenModel, EngineState
from desktop.ui.model_shelf import ModelShelf, ShelfItem
from desktop.ui.room.model_corner import ModelCorner
from desktop.ui.status.status_card import StatusCard
from tests.ui.engine.samples import READY
from tests.ui.engines import MODEL, FakeEngine


@dataclass
class Rig:
    """The card, joined with an engine that a test lets speak."""

    card: StatusCard
    shelf: ModelShelf
    engine: FakeEngine
    corner: ModelCorner

    def go(self, state: EngineState) -> None:
        self.engine.state = state
        self.engine.state_changed.emit(state)


@pytest.fixture
def rig(qtbot: QtBot, tmp_path: Path) -> Iterator[Rig]:
    background = Background()
    card, window, engine = StatusCard(), QWidget(), FakeEngine()
    for widget in (card, window):
        qtbot.addWidget(widget)
    shelf = ModelShelf(of({"HISHO_HOME": str(tmp_path)}), background)
    link: object = engine
    yield Rig(card, shelf, engine, ModelCorner(card, shelf, link, window))  # type: ignore[arg-type]  # a stand-in
    background.close()


def test_a_loaded_model_says_where_it_runs(rig: Rig) -> None:
    rig.engine.ready.emit(READY)
    assert rig.card.detail.text() == "40/48 layers on the GPU · 8,192 tokens of context"


def test_the_guide_says_what_it_cannot_do_instead(rig: Rig) -> None:
    rig.engine.model = ChosenModel("guide", MODEL.mark, is_guide=True)
    rig.engine.ready.emit(READY)
    assert rig.card.detail.text() == "It can only show you the way around Hisho"


def test_a_model_that_is_opened_again_says_so_until_it_is_there(rig: Rig) -> None:
    rig.engine.reopening.emit(Reopening(Cause.MEMORY))
    rig.go(EngineState.LOADING)
    assert (rig.card.state.text(), rig.card.detail.text()) == ("Loading 0 %", "Opened again")
    rig.engine.loading.emit(0.5)
    assert (rig.card.state.text(), rig.card.detail.text()) == ("Loading 50 %", "Opened again")
    rig.go(EngineState.READY)
    rig.engine.ready.emit(READY)
    rig.go(EngineState.LOADING)
    assert rig.card.detail.text() == ""


@pytest.mark.parametrize(("size", "shown"), [(5 << 20, "5 MiB"), (5 << 30, "5.0 GiB")])
def test_a_small_model_of_the_menu_has_a_size_too(rig: Rig, size: int, shown: str) -> None:
    rig.shelf.items_changed.emit((ShelfItem(MODEL, "/models", size, is_available=True),))
    assert rig.card.menu().actions()[0].text() == f"random · {shown} · /models"
