"""The card at the bottom left: which model runs, how it fares, and how well this process is shut in."""


from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.control import GUIDE
from desktop.inference.protocol import Ready
from desktop.ui.engine.words import short_placement_words, size_words
from desktop.ui.engine_link import ChosenModel, EngineLink, EngineState
from desktop.ui.model_shelf import ModelShelf, ShelfItem
from desktop.ui.open_file import OpenModelDialog
from desktop.ui.status.state import ModelChoice, ModelState, ModelStatus
from desktop.ui.status.status_card import StatusCard


class ModelCorner(QObject):
    """Joins the card with the shelf of models and the engine."""

    chosen = Signal(str)  # key of the model, for the settings
    failed = Signal(object)

    def __init__(self, card: StatusCard, shelf: ModelShelf, engine: EngineLink, window: QWidget) -> None:
        super().__init__()
        self._card = card
        self._shelf = shelf
        self._engine = engine
        self._window = window
        self._context = ""
        self._reopening = ""
        card.open_model_requested.connect(self._on_open)
        card.model_chosen.connect(self.choose)
        shelf.items_changed.connect(self._on_items)
        shelf.hashing.connect(self._card.show_checking)
        shelf.registered.connect(self._on_registered)
        shelf.acceptance_wanted.connect(card.clear_checking)
        shelf.failed.connect(self._on_shelf_failed)
        engine.state_changed.connect(self._on_state)
        engine.loading.connect(self._on_loading)
        engine.ready.connect(self._on_ready)
        engine.reopening.connect(self._on_reopening)

    def show_failed(self, text: str) -> None:
        """Why there is no engine now."""
        self._show(ModelState.FAILED, None, text)

    @Slot(str)
    def choose(self, key: str) -> None:
        """Load this model; an unknown or missing one gives way to the guide."""
        model = self._shelf.find(key) or self._shelf.find(GUIDE)
        if model is not None:
            self._use(model)

    def show_working(self, *, working: bool) -> None:
        """Whether an answer is being written."""
        if self._engine.state is EngineState.READY:
            self._show(ModelState.WORKING if working else ModelState.READY, None, self._context)

    def _use(self, model: ChosenModel) -> None:
        self._reopening = ""
        self._engine.use(model)
        self.chosen.emit(model.key)
        self._on_items(self._shelf.items)

    @Slot()
    def _on_open(self) -> None:
        dialog = OpenModelDialog(self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._shelf.open_file)
        dialog.open()

    @Slot(object)
    def _on_items(self, items: tuple[ShelfItem, ...]) -> None:
        current = self._engine.model.key if self._engine.model is not None else ""
        self._card.show_choices([self._choice(each) for each in items], current)

    def _choice(self, item: ShelfItem) -> ModelChoice:
        detail = self.tr("{size} · {folder}").format(size=size_words(item.size), folder=item.folder)
        return ModelChoice(
            sha256=item.model.key,
            name=item.model.mark.name,
            detail=self.tr("shows the way around") if item.model.is_guide else detail,
            is_guide=item.model.is_guide,
            available=item.is_available,
        )

    @Slot(object)
    def _on_registered(self, model: ChosenModel) -> None:
        self._card.clear_checking()
        self._use(model)

    @Slot(object)
    def _on_shelf_failed(self, error: Exception) -> None:
        self._card.clear_checking()
        self.failed.emit(error)

    @Slot(object)
    def _on_state(self, state: EngineState) -> None:
        states = {
            EngineState.ABSENT: ModelState.NONE,
            EngineState.READY: ModelState.READY,
            EngineState.LOST: ModelState.FAILED,
        }
        if state is EngineState.LOADING:
            self._show(ModelState.LOADING, 0.0, self._reopening)
        else:
            self._reopening = ""
            self._show(states[state], None, "")

    @Slot()
    def _on_reopening(self) -> None:
        """The engine is gone, and another one tries what this one could not."""
        self._reopening = self.tr("Opened again")

    @Slot(float)
    def _on_loading(self, fraction: float) -> None:
        self._show(ModelState.LOADING, fraction, self._reopening)

    @Slot(object)
    def _on_ready(self, ready: Ready) -> None:
        is_guide = self._engine.model is not None and self._engine.model.is_guide
        # The guide's line stays free for what the card says of it: that it can only show the way around.
        self._context = "" if is_guide else self._ready_words(ready)
        self._show(ModelState.READY, None, self._context)

    def _ready_words(self, ready: Ready) -> str:
        context = self.tr("{tokens} tokens of context").format(tokens=f"{ready.context_length:,}")
        if ready.placement is None:
            return context
        place = short_placement_words(ready.placement)
        return self.tr("{place} · {context}").format(place=place, context=context)

    def _show(self, state: ModelState, fraction: float | None, detail: str) -> None:
        model = self._engine.model
        if model is not None:
            self._card.show_model(ModelStatus(model.mark.name, model.is_guide, state, fraction, detail))
