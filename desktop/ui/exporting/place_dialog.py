"""The warning before something is written into a folder from which it is carried on."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.transfer.place_words import place_words
from desktop.transfer.places import PlaceNote
from desktop.ui.appearance import Appearance
from desktop.ui.labels import PlainLabel
from desktop.ui.pages.card import IconLine, dress
from desktop.ui.theme import SIZES


class PlaceDialog(QDialog):
    """Built for one folder; open it with `open()`. `accepted` means: write all the same."""

    def __init__(
        self, notes: Sequence[PlaceNote], label_name: str, appearance: Appearance, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Save it there?"))
        colours = self.palette()
        colours.setColor(QPalette.ColorRole.Window, QColor(appearance.tokens.window))
        self.setPalette(colours)
        self.title = PlainLabel(SIZES.title, 700, "text", wraps=True)
        self.title.setText(self.tr("This may leave the computer"))
        self.lines = [IconLine("warning", "warning") for _ in notes]
        for line, note in zip(self.lines, notes, strict=True):
            line.show_text(place_words(note, QCoreApplication.translate))
        self.text = PlainLabel(SIZES.small, 400, "text", wraps=True)
        words = self.tr("What you save is not encrypted. Its label is: {label}.")
        self.text.setText(words.format(label=label_name))
        self.back_button = QPushButton(self.tr("Choose another folder"))
        self.save_button = QPushButton(self.tr("Save it all the same"))
        self.back_button.setDefault(True)
        self.back_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.accept)
        self._build()
        dress(self, appearance)
        self.setMinimumWidth(appearance.length(440))

    def _build(self) -> None:
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.save_button)
        buttons.addWidget(self.back_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(14)
        for part in (self.title, *self.lines, self.text):
            column.addWidget(part)
        column.addLayout(buttons)
