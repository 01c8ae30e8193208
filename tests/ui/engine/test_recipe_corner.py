"""From an answer to what made it, and back to another answer."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.chat.lead import Lead
from desktop.experience import Experience
from desktop.inference.protocol import Finished, Placed, StopReason
from desktop.inference.recipe import Recipe, to_json
from desktop.inference.sampling import Sampling
from desktop.paths import of
from desktop.ui.engine.corner import EngineCorner
from desktop.ui.engine.recipe_corner import RecipeCorner
from desktop.ui.engine.recipe_dialog import RecipeDialog
from desktop.ui.engine_link import ChosenModel, EngineState
from desktop.ui.main_window import MainWindow
from desktop.ui.transcript.canvas import TranscriptView
from tests.ui.engine.samples import FIRST, MEMORY, PARTLY, READY, machine
from tests.ui.engines import MODEL
from tests.ui.samples import window_with
from tests.ui.test_talk import Table, table

__all__ = ["table"]

RECIPE = Recipe(
    "full b9999", "alderlake", PARTLY, (10,), 0, READY.threads, Sampling(seed=7),
    rendered_at="2026-11-25T09:30:01+09:00 JST", max_tokens=0,
)  # fmt: skip


@dataclass
class Rig:
    """The corner of a window in which a question was answered."""

    table: Table
    window: MainWindow
    engine_corner: EngineCorner
    corner: RecipeCorner

    def answer(self, recipe: Recipe | None = RECIPE) -> int:
        """Ask, and let the answer be made so; returns its id."""
        self.table.ask("問い")
        self.table.engine.say("答え", 7)
        number = self.table.engine.last_ask
        self.table.engine.finished.emit(
            Finished(number, StopReason.END, 10, 0, 1, 0.1, 0.1, 0, recipe=recipe)
        )
        self.table.settled()
        return self.table.messages()[1].id

    def dialog(self, message_id: int) -> RecipeDialog:
        self.corner.show(message_id)
        found: RecipeDialog | None = self.window.findChild(RecipeDialog)
        assert found is not None
        return found


@pytest.fixture
def rig(table: Table, qtbot: QtBot, tmp_path: Path) -> Iterator[Rig]:
    window = window_with(QWidget())
    qtbot.addWidget(window)
    link: object = table.engine
    places = of({"HISHO_HOME": str(tmp_path)})
    engine_corner = EngineCorner(window, link, Experience(None), table.background, places)  # type: ignore[arg-type]  # a stand-in
    corner = RecipeCorner(window, link, table.talk, engine_corner)  # type: ignore[arg-type]
    table.engine.placed.emit(Placed(PARTLY, machine(FIRST), MEMORY, is_last=False))
    table.engine.ready.emit(READY)
    yield Rig(table, window, engine_corner, corner)
    engine_corner.leave()


def test_what_made_an_answer_is_kept_with_it_and_shown(rig: Rig) -> None:
    dialog = rig.dialog(rig.answer())
    rows = dict(dialog.facts.rows)
    assert (rows["Model"], rows["Seed"], rows["Protection"]) == ("random", "7", "medium")
    assert dialog.replay_button.isEnabled()
    assert "will be the same" in dialog.note.text()


def test_what_led_the_answer_then_is_shown_whatever_leads_now(rig: Rig) -> None:
    leading = rig.table.talk.leading
    leading.change(Lead("簡潔に"))
    answer = rig.answer()
    with rig.table.bot.waitSignal(leading.changed):
        leading.change(Lead("英語で"))
    assert dict(rig.dialog(answer).facts.rows)["Instructions to the model"] == "簡潔に"


def test_it_is_made_again_from_there(rig: Rig) -> None:
    dialog = rig.dialog(rig.answer())
    dialog.replay_button.click()
    rig.table.engine.say_count()
    rig.table.bot.waitUntil(lambda: bool(rig.table.engine.heard.replayed))
    assert rig.table.engine.heard.replayed[0][1] == RECIPE


def test_an_answer_of_another_model_cannot_be_made_again_by_this_one(rig: Rig) -> None:
    answer = rig.answer()
    rig.table.engine.model = ChosenModel("b" * 64, replace(MODEL.mark, sha256="b" * 64), is_guide=False)
    dialog = rig.dialog(answer)
    assert not dialog.replay_button.isEnabled()
    assert "choose random first" in dialog.hindrance.label.text()


def test_without_a_loaded_model_nothing_is_made_again(rig: Rig) -> None:
    answer = rig.answer()
    rig.table.engine.state = EngineState.LOST
    assert "has to be loaded first" in rig.dialog(answer).hindrance.label.text()


def test_one_answer_at_a_time(rig: Rig) -> None:
    answer = rig.answer()
    rig.table.ask("次")
    assert "being written" in rig.dialog(answer).hindrance.label.text()


@pytest.mark.parametrize("kept", ["", "{}", "no json", to_json(replace(RECIPE, thinking="for ever"))])
def test_a_recipe_that_nobody_understands_is_none(rig: Rig, kept: str) -> None:
    answer = rig.answer(recipe=None)
    rig.table.store.finish_answer(answer, rig.table.messages()[1].message.ending, kept)
    rig.table.entries()                         # opened anew
    dialog = rig.dialog(answer)
    assert not dialog.replay_button.isEnabled()
    assert "Nothing was kept" in dialog.note.text()
    assert dict(dialog.facts.rows)["Model"] == "random"


@pytest.mark.parametrize(
    "changed",
    [{"engine": "full b1"}, {"variant": "haswell"}, {"placement": replace(PARTLY, context=4096)}],
)
def test_other_conditions_are_told(rig: Rig, changed: dict[str, object]) -> None:
    recipe = replace(RECIPE, **changed)  # type: ignore[arg-type]  # fields of Recipe by name
    assert rig.engine_corner.is_as_in(RECIPE)
    assert not rig.engine_corner.is_as_in(recipe)
    assert "not the same as then" in rig.dialog(rig.answer(recipe)).note.text()


def test_a_replay_takes_as_many_threads_as_then_by_itself(rig: Rig) -> None:
    recipe = replace(RECIPE, threads=READY.threads + 1)
    assert "will be the same" in rig.dialog(rig.answer(recipe)).note.text()


def test_an_answer_whose_threads_changed_promises_nothing(rig: Rig) -> None:
    recipe = replace(RECIPE, is_steady=False)
    assert "may differ" in rig.dialog(rig.answer(recipe)).note.text()


def test_before_a_model_is_loaded_no_conditions_are_the_same(rig: Rig) -> None:
    rig.table.engine.state_changed.emit(EngineState.LOADING)
    assert not rig.engine_corner.is_as_in(RECIPE)


class TestWayThere:
    """The button below an answer, and the menu."""

    @pytest.fixture
    def view(self, rig: Rig, qtbot: QtBot) -> TranscriptView:
        made = TranscriptView()
        qtbot.addWidget(made)
        made.resize(800, 500)
        with qtbot.waitExposed(made):
            made.show()
        rig.answer()
        made.show_entries(rig.table.entries())
        return made

    def test_the_button_belongs_to_answers(self, qtbot: QtBot, rig: Rig, view: TranscriptView) -> None:
        bar = view.overlay.bar
        assert bar.details in view.buttons()
        with qtbot.waitSignal(view.details_requested) as wanted:
            bar.details.click()
        assert wanted.args == [rig.table.messages()[1].id]
        view.overlay.hover(0)
        assert bar.details not in view.buttons()

    def test_so_does_the_entry_of_the_menu(self, qtbot: QtBot, rig: Rig, view: TranscriptView) -> None:
        words = "What made this answer…"
        assert words not in [each.text() for each in view.keyboard.menu(0).actions()]
        entry = next(each for each in view.keyboard.menu(1).actions() if each.text() == words)
        with qtbot.waitSignal(view.details_requested) as wanted:
            entry.trigger()
        assert wanted.args == [rig.table.messages()[1].id]
