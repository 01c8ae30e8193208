"""The way from an answer to what made it, and from there to another answer under the same conditions."""

import contextlib

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QWidget

from desktop.chat.conversation import Message
from desktop.inference.errors import ProtocolError
from desktop.inference.protocol import Thinking
from desktop.inference.recipe import Recipe, from_json
from desktop.ui.engine.corner import EngineCorner
from desktop.ui.engine_link import EngineLink, EngineState
from desktop.ui.talk import Talk


class RecipeCorner(QObject):
    """Opens a dialog for an answer of the open conversation."""

    def __init__(self, window: QWidget, engine: EngineLink, talk: Talk, corner: EngineCorner) -> None:
        super().__init__()
        self._window = window
        self._engine = engine
        self._talk = talk
        self._corner = corner

    @Slot(int)
    def show(self, message_id: int) -> None:
        """Show what made this answer."""
        from desktop.ui.engine.recipe_dialog import Made, RecipeDialog

        message = self._talk.message_of(message_id)
        recipe = _recipe_of(message)
        made = Made(
            message.model, recipe, message.protection, message.system_text, self._hindrance(message),
            differs=recipe is not None and not self._corner.is_as_in(recipe),
        )  # fmt: skip
        dialog = RecipeDialog(made, self._corner.appearance, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if recipe is not None:
            dialog.replay_wanted.connect(lambda: self._talk.regenerate(message_id, recipe))
        dialog.open()

    def _hindrance(self, message: Message) -> str:
        """Why it cannot be made again now, in a sentence; empty where nothing is in the way."""
        chosen = self._engine.model
        if message.model is not None and (chosen is None or chosen.mark.sha256 != message.model.sha256):
            words = self.tr("Another model is loaded. To make it again, choose {name} first.")
            return words.format(name=message.model.name)
        if self._engine.state is not EngineState.READY:
            return self.tr("To make it again, the model has to be loaded first.")
        if self._talk.is_busy:
            return self.tr("Another answer is being written.")
        return ""


def _recipe_of(message: Message) -> Recipe | None:
    """What was kept; None where there is nothing, or nothing that this version understands."""
    with contextlib.suppress(ProtocolError):
        recipe = from_json(message.recipe) if message.recipe else None
        if recipe is not None and recipe.thinking in set(Thinking):
            return recipe
    return None
