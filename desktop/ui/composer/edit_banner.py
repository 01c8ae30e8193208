"""The line that says an earlier message is being edited, with the way out of it."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.actions import Shortcut, with_keys
from desktop.ui.appearance import Appearance
from desktop.ui.buttons import IconButton
from desktop.ui.labels import PlainLabel, dress_labels
from desktop.ui.theme import SIZES


class EditBanner(QWidget):
    """Hidden while a new message is written."""

    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._words = PlainLabel(SIZES.small - 1, 600, "link")
        self._cancel = IconButton("close", "text_muted", 16)
        self._cancel.clicked.connect(self.cancelled)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._words, 1)
        row.addWidget(self._cancel)
        self._retranslate()

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        dress_labels(self, appearance)
        self._cancel.set_appearance(appearance)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._words.setText(self.tr("Edit and send again"))
        cancel = self.tr("Cancel editing")
        self._cancel.describe(cancel, with_keys(cancel, Shortcut.STOP))
