"""The label of the open conversation: shown, changed, and kept with it."""

from PySide6.QtCore import QObject, Signal

from desktop.chat.labels import USUAL, Label
from desktop.chat.store import LabelStore
from desktop.ui.background import Background


class Labelling(QObject):
    """A change is shown when it is on disk."""

    changed = Signal(object)                    # Label: of the conversation that is open
    kept = Signal()                             # a label was changed in the store

    def __init__(self, background: Background, labels: LabelStore) -> None:
        super().__init__()
        self._background = background
        self._labels = labels
        self._conversation_id: int | None = None
        self.usual = USUAL
        self.label = USUAL

    def show(self, conversation_id: int | None, label: Label) -> None:
        """Another conversation was opened, or a new one began; this is its label."""
        self._conversation_id = conversation_id
        self.label = label
        self.changed.emit(label)

    def change(self, label: Label) -> None:
        """Give it this label; one that does not exist yet will begin with it."""
        conversation_id = self._conversation_id
        if conversation_id is None:
            self.show(None, label)
            return
        self._background.on_vault(
            lambda: self._labels.put(conversation_id, label),
            lambda _: self._on_kept(conversation_id, label),
        )

    def _on_kept(self, conversation_id: int, label: Label) -> None:
        if conversation_id == self._conversation_id:
            self.show(conversation_id, label)
        self.kept.emit()
