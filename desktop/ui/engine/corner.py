"""The way to the engine's details: the quiet line says what is measured, and the page behind it is made when
it is first wanted.
"""

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot

from desktop.inference.learning import Seen, fingerprint
from desktop.inference.machine import DeviceKind, MachineReport
from desktop.inference.opening import Reopening, SteppedDown
from desktop.inference.protocol import Placed, Ready
from desktop.inference.recipe import Recipe
from desktop.paths import Paths
from desktop.ui.appearance import Appearance
from desktop.ui.background import Background
from desktop.ui.engine.meter import Meter
from desktop.ui.engine.view import EngineView, Wish
from desktop.ui.engine_link import EngineLink, EngineState
from desktop.ui.main_window import CHAT_PAGE, MainWindow
from model_manager.placement import Choice, Learnt, Mode

if TYPE_CHECKING:                   # what most days nobody opens
    from desktop.ui.engine.choice_form import ChoiceForm
    from desktop.ui.engine.engine_page import EnginePage
    from desktop.ui.engine.planner import Planner

ENGINE = "engine"


class Choices(Protocol):
    """Where it is kept how each model shall be opened, by its SHA-256."""

    def choice(self, sha256: str) -> Choice:
        """What the user wants for a model."""
        ...

    def choose(self, sha256: str, choice: Choice) -> None:
        """Keep what the user wants. Raises ExperienceWriteError."""
        ...

    def seen(self, sha256: str, machine: str) -> Seen:
        """What a model has shown on a machine, by the mark of that."""
        ...


class EngineCorner(QObject):
    """Knows what the engine said of where its model is; shows it to whoever asks."""

    failed = Signal(object)                     # ExperienceWriteError: the choice cannot be kept
    survey_wanted = Signal()                    # the engine was not to look for devices: somebody else must
    noticed = Signal(str)                       # a sentence: the model is opened more lightly than before

    def __init__(
        self, window: MainWindow, engine: EngineLink, choices: Choices, background: Background, places: Paths
    ) -> None:
        super().__init__()
        self._window = window
        self._engine = engine
        self._choices = choices
        self._background = background
        self._places = places
        self.appearance = Appearance()
        self._machine: MachineReport | None = None
        self._placed: Placed | None = None
        self._ready: Ready | None = None
        self._wanted = Choice()
        self._is_busy = False
        self._measured = ""                     # the SHA-256 of the model whose length the form knows
        self._page: EnginePage | None = None
        self._planner: Planner | None = None
        self.meter = Meter(engine)
        self.meter.changed.connect(self._on_measured)
        engine.placed.connect(self._on_placed)
        engine.ready.connect(self._on_ready)
        engine.state_changed.connect(self._on_state)
        engine.stepped_down.connect(self._on_stepped_down)
        engine.reopening.connect(self._on_reopening)
        window.chat_page.figures.clicked.connect(self.show)

    # -- what the engine says

    @Slot(object)
    def _on_placed(self, placed: Placed) -> None:
        self._placed = placed
        self._take_machine(placed.machine)
        self._show_form()
        self._show_view()

    def _take_machine(self, machine: MachineReport) -> None:
        """An engine for the processor alone has not looked for devices: what was seen before still holds."""
        known = self._machine
        if self._wanted.mode is Mode.CPU and not machine.devices and known is not None:
            machine = replace(machine, devices=known.devices)
        self._machine = machine

    @Slot(object)
    def take_survey(self, machine: MachineReport) -> None:
        """What somebody saw who looked for all devices."""
        self._machine = machine
        self._show_form()
        self._show_view()

    @Slot(object)
    def _on_ready(self, ready: Ready) -> None:
        self._ready = ready
        self._show_form()
        self._show_view()

    @Slot(object)
    def _on_state(self, state: EngineState) -> None:
        if state is not EngineState.READY:
            self._placed = None
            self._ready = None
            model = self._engine.model
            self._wanted = self._choices.choice(model.mark.sha256) if model else Choice()
        self._show_form()
        self._show_view()

    @Slot(object)
    def _on_stepped_down(self, stepped: SteppedDown) -> None:
        from desktop.ui.step_words import step_text  # brings the whole arithmetic of placing

        self.noticed.emit(step_text(stepped, QCoreApplication.translate))

    @Slot(object)
    def _on_reopening(self, reopening: Reopening) -> None:
        from desktop.ui.step_words import reopening_text  # the same

        if said := reopening_text(reopening, QCoreApplication.translate):
            self.noticed.emit(said)

    @Slot()
    def _on_measured(self) -> None:
        self._window.chat_page.figures.show_figures(self.meter.figures)
        self._show_view()

    def set_busy(self, *, busy: bool) -> None:
        """Whether an answer is being written: the model is not opened anew then."""
        self._is_busy = busy
        if self._page is not None:
            self._page.form.set_free(free=not busy)

    def leave(self) -> None:
        """The window goes."""
        self.meter.stop()

    def is_as_in(self, recipe: Recipe) -> bool:
        """Whether a replay would be made by the same engine, in the same places. As many threads as then it
        takes by itself.
        """
        machine, ready = self._machine, self._ready
        if machine is None or ready is None:
            return False
        return (
            recipe.placement == (ready.placement or recipe.placement)
            and recipe.variant == machine.variant
            and machine.version in recipe.engine
        )

    # -- the page

    @Slot()
    def show(self) -> None:
        """Show the page."""
        page = self._page or self._make()
        if self._wanted.mode is Mode.CPU:
            self.survey_wanted.emit()
        self._window.show_page(ENGINE)
        self._show_form()
        self._show_view()
        page.setFocus()

    def wear(self, appearance: Appearance) -> None:
        """The colours and the text size for a page that comes later; the window hands them to one that is
        there.
        """
        self.appearance = appearance

    def _make(self) -> "EnginePage":
        from desktop.ui.engine.engine_page import EnginePage
        from desktop.ui.engine.planner import Planner

        def learnt(sha256: str, machine: MachineReport) -> Learnt:
            return self._choices.seen(sha256, fingerprint(machine)).learnt

        page = self._page = EnginePage()
        self._planner = Planner(self._places, self._background, learnt)
        page.closed.connect(lambda: self._window.show_page(CHAT_PAGE))
        page.form.changed.connect(self._plan)
        page.form.applied.connect(self._apply)
        page.form.set_free(free=not self._is_busy)
        page.set_appearance(self.appearance)
        self._window.add_page(ENGINE, page)
        return page

    def _show_view(self) -> None:
        page = self._page
        if page is None or self._window.page != ENGINE:
            return
        model = self._engine.model
        page.show_view(
            EngineView(
                model_name=model.mark.name if model else "",
                is_guide=model.is_guide if model else False,
                machine=self._machine,
                placement=self._placed.placement if self._placed else None,
                ready=self._ready,
                figures=self.meter.figures,
                answers=self.meter.answers,
                is_loading=self._engine.state is EngineState.LOADING,
                looked_for_devices=self._wanted.mode is not Mode.CPU,
            )
        )

    # -- the choice

    def _show_form(self) -> None:
        page = self._page
        if page is None or self._window.page != ENGINE:
            return                      # it is brought up to date when it is shown
        found = self._machine.devices if self._machine else ()
        devices = tuple(each for each in found if each.kind is not DeviceKind.OTHER)
        page.form.show_choice(self._wanted, devices)        # no model is put on the others
        page.form.show_plan("")
        self._ask_for_length(page.form)

    def _ask_for_length(self, form: "ChoiceForm") -> None:
        """The form offers a new model all lengths until it is known for which of them it was trained."""
        model, planner = self._engine.model, self._planner
        sha256 = model.mark.sha256 if model is not None else ""
        if model is None or planner is None or sha256 == self._measured:
            return

        def told(length: int) -> None:
            if sha256 == self._measured:
                form.offer_up_to(length)

        self._measured = sha256
        form.offer_up_to(0)
        planner.length(model, told)

    @Slot(object)
    def _plan(self, choice: Choice) -> None:
        model, page, planner = self._engine.model, self._page, self._planner
        if model is not None and page is not None and planner is not None and self._machine is not None:
            planner.plan(Wish(model, choice, self._machine), page.form.show_plan)

    @Slot(object)
    def _apply(self, choice: Choice) -> None:
        """Keep it, then open the model so; where it cannot be kept, that is told."""
        model = self._engine.model
        if model is None:
            return

        def failed(error: Exception) -> None:
            self.failed.emit(error)
            self._engine.use(model)

        self._background.elsewhere(
            lambda: self._choices.choose(model.mark.sha256, choice), lambda _: self._engine.use(model), failed
        )
