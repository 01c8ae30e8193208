"""From the engine's signals to the line and the page, and from a choice back to the engine."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.experience import Experience, ExperienceWriteError
from desktop.inference.machine import DeviceKind, DeviceReport
from desktop.inference.opening import Cause, Reopening, SteppedDown
from desktop.inference.protocol import Placed, Ready
from desktop.paths import of
from desktop.ui.background import Background
from desktop.ui.engine.corner import ENGINE, EngineCorner
from desktop.ui.engine.engine_page import EnginePage
from desktop.ui.engine.meter import Meter
from desktop.ui.engine_link import ChosenModel, EngineState
from desktop.ui.main_window import CHAT_PAGE, MainWindow
from model_manager.placement import Choice, Mode
from tests.fakes import FakeStore, ManualClock
from tests.ui.engine.samples import FIRST, MEMORY, ON_CPU, PARTLY, READY, machine
from tests.ui.engines import MODEL, FakeEngine
from tests.ui.samples import window_with
from tests.ui.test_talk import seated

MACHINE = machine(FIRST)
PLACED = Placed(PARTLY, MACHINE, MEMORY, is_last=False)


class Engine(FakeEngine):
    """An engine that notes what it is told to open."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[ChosenModel] = []

    def use(self, model: ChosenModel) -> None:
        self.opened.append(model)
        self.state = EngineState.LOADING
        self.state_changed.emit(self.state)

    def open(self, placed: Placed = PLACED, ready: Ready = READY) -> None:
        """Say what an engine says while it opens a model."""
        self.placed.emit(placed)
        self.state = EngineState.READY
        self.state_changed.emit(self.state)
        self.ready.emit(ready)


class FullDisk(Experience):
    """Nothing can be kept."""

    def choose(self, sha256: str, choice: Choice) -> None:
        raise ExperienceWriteError("experience.json", 28)


@dataclass
class Rig:
    """The corner with everything around it."""

    window: MainWindow
    engine: Engine
    experience: Experience
    corner: EngineCorner
    notices: list[str] = field(default_factory=list)

    @property
    def page(self) -> EnginePage:
        self.corner.show()
        found = self.window.findChild(EnginePage)
        assert found is not None
        return found


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    made = Background()
    yield made
    made.close()


def rig_with(experience: Experience, qtbot: QtBot, background: Background, folder: Path) -> Rig:
    window = window_with(QWidget())
    qtbot.addWidget(window)
    engine = Engine()
    link: object = engine
    corner = EngineCorner(
        window, link, experience, background, of({"HISHO_HOME": str(folder)})  # type: ignore[arg-type]  # a stand-in
    )  # fmt: skip
    rig = Rig(window, engine, experience, corner)
    corner.noticed.connect(rig.notices.append)
    with qtbot.waitExposed(window):
        window.show()
    return rig


@pytest.fixture
def rig(qtbot: QtBot, background: Background, tmp_path: Path) -> Iterator[Rig]:
    made = rig_with(Experience(tmp_path / "experience.json"), qtbot, background, tmp_path)
    yield made
    made.corner.leave()


def test_a_model_that_was_loaded_is_told_in_the_line_without_any_page(rig: Rig) -> None:
    rig.engine.open()
    assert rig.window.chat_page.figures.shown_words().startswith("loaded in 4.2 s")
    assert rig.window.findChild(EnginePage) is None


def test_the_line_leads_to_the_page_and_escape_back(qtbot: QtBot, rig: Rig) -> None:
    rig.engine.open()
    rig.window.chat_page.figures.click()
    assert rig.window.page == ENGINE
    page = rig.page
    assert page.model.text() == "random"
    assert page.layers.heading.text().startswith("40 of 48 layers")
    assert dict(page.machine.rows)["Vulkan0"].startswith("NVIDIA RTX A4000")
    page.closed.emit()
    assert rig.window.page == CHAT_PAGE


def test_what_a_page_shows_goes_with_the_engine(rig: Rig) -> None:
    rig.engine.open()
    page = rig.page
    rig.engine.state = EngineState.LOST
    rig.engine.state_changed.emit(EngineState.LOST)
    assert not page.layers.isVisible()
    assert page.placement.rows == ()
    assert dict(page.machine.rows)["Engine"]                # the machine is still the same


def test_a_choice_is_kept_and_the_model_opened_so(qtbot: QtBot, rig: Rig) -> None:
    rig.engine.open()
    form = rig.page.form
    form.processor.click()
    form.apply_button.click()
    qtbot.waitUntil(lambda: bool(rig.engine.opened))
    assert rig.engine.opened == [MODEL]
    assert rig.experience.choice(MODEL.mark.sha256) == Choice(Mode.CPU)
    assert form.processor.isChecked()
    assert not form.apply_button.isEnabled()
    rig.engine.open(Placed(ON_CPU, machine(), (), is_last=True))
    assert "Vulkan0" in dict(rig.page.machine.rows)         # not looked for now, but known
    form.singles[0].click()
    assert form.apply_button.isEnabled()


def test_an_engine_for_the_cpu_alone_has_looked_for_no_devices(rig: Rig) -> None:
    rig.experience.choose(MODEL.mark.sha256, Choice(Mode.CPU))
    rig.engine.state_changed.emit(EngineState.LOADING)
    rig.engine.open(Placed(ON_CPU, machine(), (), is_last=True))
    assert dict(rig.page.machine.rows)["Usable GPUs"].startswith("not looked for")


def test_a_choice_that_cannot_be_kept_is_told(qtbot: QtBot, background: Background, tmp_path: Path) -> None:
    rig = rig_with(FullDisk(None), qtbot, background, tmp_path)
    rig.engine.open()
    form = rig.page.form
    form.processor.click()
    with qtbot.waitSignal(rig.corner.failed) as failed:
        form.apply_button.click()
    assert isinstance(failed.args[0], ExperienceWriteError)
    assert rig.engine.opened == [MODEL]                     # it holds all the same
    rig.corner.leave()


def test_a_choice_is_planned_before_it_is_applied(qtbot: QtBot, rig: Rig) -> None:
    guide = ChosenModel("guide", MODEL.mark, is_guide=True)
    rig.engine.model = guide
    rig.engine.open()
    form = rig.page.form
    form.singles[0].click()
    qtbot.waitUntil(lambda: form.plan.isVisible())
    assert "will be put on the GPU" in form.plan.label.text()
    form.processor.click()
    qtbot.waitUntil(lambda: "by the CPU" in form.plan.label.text())
    assert rig.engine.opened == []


def test_a_model_that_cannot_be_read_has_no_plan(qtbot: QtBot, rig: Rig, background: Background) -> None:
    rig.engine.open()
    form = rig.page.form
    form.processor.click()
    done: list[bool] = []
    background.elsewhere(lambda: None, lambda _: done.append(True))
    qtbot.waitUntil(lambda: bool(done))
    assert not form.plan.isVisible()


def test_the_guide_is_offered_the_context_that_it_was_trained_for(qtbot: QtBot, rig: Rig) -> None:
    rig.engine.open()
    context = rig.page.form.context
    assert context.findData(131_072) > 0                    # of this model nothing can be read
    rig.engine.model = ChosenModel("guide", replace(MODEL.mark, sha256="c" * 64), is_guide=True)
    rig.engine.open()
    qtbot.waitUntil(lambda: context.count() == 2)
    assert context.itemText(1) == "1,024 (the most)"


def test_only_places_that_take_a_model_can_be_chosen(rig: Rig) -> None:
    other = DeviceReport("NPU0", "Some NPU", DeviceKind.OTHER, "NPU", 1 << 30, 1 << 30)
    rig.engine.open(Placed(PARTLY, machine(FIRST, other), MEMORY, is_last=False))
    page = rig.page
    assert [each.text() for each in page.form.singles] == ["Only NVIDIA RTX A4000 (16.0 GiB)"]
    assert "accelerator" in dict(page.machine.rows)["NPU0"]


def test_while_an_answer_is_written_the_model_stays_as_it_is(rig: Rig) -> None:
    rig.engine.open()
    form = rig.page.form
    form.processor.click()
    rig.corner.set_busy(busy=True)
    assert not form.apply_button.isEnabled()
    rig.corner.set_busy(busy=False)
    assert form.apply_button.isEnabled()


@pytest.mark.parametrize("cause", list(Cause))
def test_every_step_down_is_told_in_a_sentence(rig: Rig, cause: Cause) -> None:
    rig.engine.reopening.emit(Reopening(cause, is_lighter=True))
    rig.engine.stepped_down.emit(SteppedDown(cause, PARTLY, ON_CPU))
    assert len(rig.notices) == 1
    assert rig.notices[0].endswith("so the model is opened again on the CPU alone.")


def test_an_engine_that_is_replaced_as_it_was_is_told(rig: Rig) -> None:
    rig.engine.reopening.emit(Reopening(Cause.ENDED))
    rig.engine.reopening.emit(Reopening(Cause.MACHINE))
    assert rig.notices == ["The engine ended unexpectedly, so another one is started."]


def test_devices_that_an_engine_was_not_to_look_for_are_surveyed(rig: Rig, qtbot: QtBot) -> None:
    rig.experience.choose(MODEL.mark.sha256, Choice(Mode.CPU))
    rig.engine.state_changed.emit(EngineState.LOADING)
    blind = replace(PLACED, placement=ON_CPU, machine=replace(MACHINE, devices=()))
    rig.engine.placed.emit(blind)
    with qtbot.waitSignal(rig.corner.survey_wanted):
        assert rig.page.form.singles == []
    rig.corner.take_survey(MACHINE)
    assert len(rig.page.form.singles) == len(MACHINE.devices)
    rig.engine.placed.emit(blind)               # what was seen once is not forgotten with the next load
    assert len(rig.page.form.singles) == len(MACHINE.devices)


def test_an_engine_that_looked_itself_needs_no_survey(rig: Rig) -> None:
    wanted: list[bool] = []
    rig.corner.survey_wanted.connect(lambda: wanted.append(True))
    rig.engine.open()
    assert rig.page.form.singles
    assert wanted == []


class TestMeter:
    def test_it_tells_at_most_twice_a_second(self, qtbot: QtBot) -> None:
        engine = FakeEngine()
        link: object = engine
        meter = Meter(link)  # type: ignore[arg-type]  # a stand-in
        told: list[bool] = []
        meter.changed.connect(lambda: told.append(True))
        engine.heard.asked.append((1, (), None))  # type: ignore[arg-type]  # what was asked does not matter
        meter.begin()
        for _ in range(50):
            engine.say("字", 1)
        assert len(told) == 1
        qtbot.waitUntil(lambda: len(told) == 2)
        engine.finish()
        timer = meter.findChild(QTimer)
        assert timer is not None
        qtbot.waitUntil(lambda: not timer.isActive())       # nothing more to tell: it sleeps
        assert len(told) == 3
        assert meter.answers[-1].tokens == 3

    def test_a_question_that_a_second_engine_answers_is_measured_there(
        self, qtbot: QtBot, background: Background
    ) -> None:
        """Who asks again may hear of the new engine before those who measure."""
        clock = ManualClock()
        table = seated(FakeStore(clock), clock, background, qtbot)
        link: object = table.engine
        meter = Meter(link, clock.seconds)  # type: ignore[arg-type]  # a stand-in
        table.answering.asked.connect(meter.begin)
        table.ask("問い")
        table.engine.state = EngineState.LOADING
        table.engine.reopening.emit(Reopening(Cause.MEMORY))
        table.engine.state_changed.emit(EngineState.LOADING)
        clock.go(60)
        table.engine.state = EngineState.READY
        table.engine.state_changed.emit(EngineState.READY)
        table.engine.ready.emit(READY)
        clock.go(2)
        table.engine.say("答", 1)
        assert meter.figures.is_answering
        assert meter.figures.first_token_s == pytest.approx(2)
        table.engine.finish()
        assert [each.tokens for each in meter.answers] == [3]
        table.settled()
        meter.stop()

    def test_a_model_that_is_opened_anew_keeps_its_answers(self, qtbot: QtBot) -> None:
        engine = Engine()
        link: object = engine
        meter = Meter(link)  # type: ignore[arg-type]  # a stand-in
        other = ChosenModel("b" * 64, replace(MODEL.mark, sha256="b" * 64), is_guide=False)
        counts = []
        for model in (MODEL, MODEL, other, MODEL):
            engine.model = model
            engine.use(model)
            engine.open()
            meter.begin()
            engine.heard.asked.append((1, (), None))  # type: ignore[arg-type]  # what was asked does not matter
            engine.finish()
            counts.append(len(meter.answers))
        assert counts == [1, 2, 1, 3]
        meter.stop()

    def test_a_lost_engine_has_no_figures(self, qtbot: QtBot) -> None:
        engine = Engine()
        link: object = engine
        meter = Meter(link)  # type: ignore[arg-type]  # a stand-in
        engine.open()
        assert meter.figures.load_s == READY.load_s
        engine.state_changed.emit(EngineState.LOST)
        assert meter.figures.load_s is None
        meter.stop()
