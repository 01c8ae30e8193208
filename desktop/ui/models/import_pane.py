"""Where models come from on a computer without a network: how a folder gets here, and the two ways in."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.ui.appearance import Appearance
from desktop.ui.labels import PlainLabel, dress_labels
from desktop.ui.models.flow import FlowLayout
from desktop.ui.models.scrolled import fill_scrolled
from desktop.ui.pages.card import dress
from desktop.ui.surfaces import Edge, Surface
from desktop.ui.theme import SIZES

_WIDTH = 640


class ImportPane(QWidget):
    """Shown first by the edition that cannot fetch. Files and folders can be dropped on the whole page."""

    file_wanted = Signal()
    folder_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.heading = PlainLabel(SIZES.title, 700, "text", wraps=True)
        self.why = PlainLabel(SIZES.small, 400, "text", wraps=True)
        self.steps = tuple(PlainLabel(SIZES.small, 400, "text", wraps=True) for _ in range(3))
        self.dropping = PlainLabel(SIZES.small, wraps=True)
        self.folder_button, self.file_button = QPushButton(), QPushButton()
        self.folder_button.setProperty("kind", "primary")
        self.folder_button.clicked.connect(self.folder_wanted)
        self.file_button.clicked.connect(self.file_wanted)
        self._build()
        self.retranslate()

    def _build(self) -> None:
        self._card = Surface("raised", Edge.ALL, SIZES.radius)
        column = QVBoxLayout(self._card)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(12)
        for label in (self.heading, self.why, *self.steps):
            column.addWidget(label)
        buttons = FlowLayout()
        buttons.addWidget(self.folder_button)
        buttons.addWidget(self.file_button)
        column.addSpacing(4)
        column.addLayout(buttons)
        column.addWidget(self.dropping)
        inner = QWidget()
        around = QVBoxLayout(inner)
        around.setContentsMargins(0, 0, 8, 0)
        around.addWidget(self._card)
        around.addStretch(1)
        fill_scrolled(self, inner)

    def retranslate(self) -> None:
        """Take the words of the language in use."""
        self.heading.setText(self.tr("Models come from files"))
        self.why.setText(
            self.tr(
                "This is the air-gap edition: the part that speaks to a network is not installed, so models "
                "are carried here on a USB stick, a disc or in a shared folder."
            )
        )
        steps = (
            self.tr("1. On a computer with the full edition, fetch the model and export it to a folder."),
            self.tr("2. Import the folder here, or a GGUF file as its maker hands it out."),
            self.tr(
                "3. Hisho compares every byte with the digests in the folder, or recognises the file by its "
                "own, and judges the licence."
            ),
        )
        for label, words in zip(self.steps, steps, strict=True):
            label.setText(words)
        self.folder_button.setText(self.tr("Import an exported folder…"))
        self.file_button.setText(self.tr("Import a GGUF file…"))
        self.dropping.setText(self.tr("Either can also be dropped onto this page."))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        self._card.set_appearance(appearance)
        self._card.setMaximumWidth(appearance.length(_WIDTH))
        dress(self, appearance)
        dress_labels(self, appearance)
