"""What would become of a choice: the arithmetic of placing with a model's files, beside the Qt thread."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from desktop.inference.machine import MachineReport, machine_of
from desktop.model_places import library_of
from desktop.paths import Paths, guide_model
from desktop.settings import load
from desktop.ui.background import Background
from desktop.ui.engine.view import Wish
from desktop.ui.engine.words import plan_words, size_words
from desktop.ui.engine_link import ChosenModel
from model_manager.placement import Learnt
from model_manager.placing import Placing, place
from model_manager.shape import read_shape


class Planner:
    """Plans one choice after the other; only the last one that was asked for is told."""

    def __init__(
        self, places: Paths, background: Background, learnt: Callable[[str, MachineReport], Learnt]
    ) -> None:
        """`learnt` is what earlier loads of a model, by its SHA-256, have shown on a machine."""
        self._places = places
        self._background = background
        self._learnt = learnt
        self._last = 0

    def plan(self, wish: Wish, done: Callable[[str], None]) -> None:
        """Tell `done`, in the Qt thread, in words what would be done; empty where nobody can say."""
        self._last += 1
        number = self._last

        def tell(found: Placing | None) -> None:
            if number == self._last:
                done(placing_words(found))

        self._background.elsewhere(lambda: self._place(wish), tell, lambda _error: tell(None))

    def length(self, model: ChosenModel, done: Callable[[int], None]) -> None:
        """Tell `done`, in the Qt thread, for how much context a model was trained; 0 where nobody can say."""
        self._background.elsewhere(lambda: self._length(model), done, lambda _error: done(0))

    def _length(self, model: ChosenModel) -> int:
        """Raises ModelManagerError."""
        files = self._files(model)
        return read_shape(files).context_length if files else 0

    def _place(self, wish: Wish) -> Placing | None:
        """Raises ModelManagerError."""
        files = self._files(wish.model)
        if not files:
            return None
        learnt = self._learnt(wish.model.mark.sha256, wish.machine)
        return place(read_shape(files), machine_of(wish.machine), wish.choice, learnt)

    def _files(self, model: ChosenModel) -> tuple[Path, ...]:
        if model.is_guide:
            return (guide_model(),)
        stored = library_of(load(self._places.settings_file), self._places).find(model.key)
        return stored.files if stored is not None else ()


def placing_words(placing: Placing | None) -> str:
    """A plan in one or two sentences; empty where there is none."""
    if placing is None:
        return ""
    if placing.fits:
        return plan_words(placing.placement)
    words = QCoreApplication.translate(
        "Placement", "Too little memory: {size} are missing. It may be opened more lightly, or not at all."
    )
    return words.format(size=size_words(-placing.margin_bytes))
