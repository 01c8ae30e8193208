"""How long the model shall think: what is wished, joined with what the model in use offers."""

from PySide6.QtCore import QObject, Signal, Slot

from desktop.inference.protocol import Ready, Thinking
from desktop.ui.composer.thinking_choice import ThinkingChoice
from desktop.ui.engine_link import EngineLink


class ThinkingCorner(QObject):
    """The wish holds for every question until it is changed, whatever model is in use."""

    chosen = Signal(str)                        # for the settings

    def __init__(self, choice: ThinkingChoice, engine: EngineLink) -> None:
        super().__init__()
        self._choice = choice
        self._engine = engine
        choice.chosen.connect(self._on_chosen)
        engine.ready.connect(self._on_ready)

    def set_wish(self, untrusted_wish: str) -> None:
        """What was wished last time; what is none means nothing."""
        known = {each.value: each for each in Thinking}
        wish = known.get(untrusted_wish, Thinking.FAMILY)
        self._engine.thinking = wish
        self._choice.set_wish(wish)

    @Slot(str)
    def _on_chosen(self, wish: str) -> None:
        self._engine.thinking = Thinking(wish)
        self.chosen.emit(wish)

    @Slot(object)
    def _on_ready(self, ready: Ready) -> None:
        self._choice.offer(ready.thinking)
