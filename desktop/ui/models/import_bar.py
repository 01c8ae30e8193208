"""Asks what is to become of a file that was chosen or dropped: a copy, or used where it lies."""

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from desktop.ui.appearance import Appearance
from desktop.ui.labels import PlainLabel, dress_labels
from desktop.ui.models.flow import FlowLayout
from desktop.ui.pages.card import dress
from desktop.ui.surfaces import Edge, Surface
from desktop.ui.theme import SIZES


class ImportBar(Surface):
    """Hidden until a file is offered."""

    copy_wanted = Signal(str)                   # path
    reference_wanted = Signal(str)              # path

    def __init__(self) -> None:
        super().__init__("raised", Edge.ALL)
        self._path = ""
        self.words = PlainLabel(SIZES.small, 400, "text", wraps=True)
        self.copy_button, self.reference_button, self.cancel_button = (QPushButton() for _ in range(3))
        self.copy_button.setProperty("kind", "primary")
        self.copy_button.clicked.connect(lambda: self.copy_wanted.emit(self._taken()))
        self.reference_button.clicked.connect(lambda: self.reference_wanted.emit(self._taken()))
        self.cancel_button.clicked.connect(self.hide)
        buttons = FlowLayout()
        for each in (self.copy_button, self.reference_button, self.cancel_button):
            buttons.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(12)
        column.addWidget(self.words)
        column.addLayout(buttons)
        self.retranslate()
        self.hide()

    def retranslate(self) -> None:
        """Take the words of the language in use."""
        self.copy_button.setText(self.tr("Copy into the folder of models"))
        self.reference_button.setText(self.tr("Use it where it lies"))
        self.cancel_button.setText(self.tr("Cancel"))
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        super().set_appearance(appearance)
        dress(self, appearance)
        dress_labels(self, appearance)

    def offer(self, path: str) -> None:
        """Ask about this file."""
        self._path = path
        self._say()
        self.show()
        self.copy_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self) -> None:
        words = self.tr(
            "“{name}”: a copy stays when the stick is gone; used where it lies, it takes no more room."
        )
        self.words.setText(words.format(name=Path(self._path).name))

    def _taken(self) -> str:
        self.hide()
        return self._path

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            return
        super().keyPressEvent(event)
