"""What the page of the engine's details shows, and what can be wished there, as values."""

from dataclasses import dataclass, field

from desktop.inference.machine import MachineReport
from desktop.inference.protocol import Ready
from desktop.ui.engine.gauge import Figures, Measured
from desktop.ui.engine_link import ChosenModel
from model_manager.placement import Choice, Placement


@dataclass(frozen=True, slots=True)
class EngineView:
    """All that the page shows but the choice. The guide's name is shown in the user's language."""

    model_name: str = ""
    is_guide: bool = False
    machine: MachineReport | None = None
    placement: Placement | None = None
    ready: Ready | None = None
    figures: Figures = field(default_factory=Figures)
    answers: tuple[Measured, ...] = ()
    is_loading: bool = False
    looked_for_devices: bool = True         # not where the processor alone was chosen


@dataclass(frozen=True, slots=True)
class Wish:
    """This model is to be opened so on this machine."""

    model: ChosenModel
    choice: Choice
    machine: MachineReport
