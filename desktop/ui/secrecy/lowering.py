"""The question before a label is lowered: what was guarded is guarded less from then on."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.chat.labels import Label
from desktop.ui.appearance import Appearance
from desktop.ui.labels import PlainLabel
from desktop.ui.pages.card import dress
from desktop.ui.secrecy.words import LabelWords
from desktop.ui.theme import SIZES


class LoweringDialog(QDialog):
    """Built for one change; open it with `open()`. Enter leaves the label as it is, unless the other button
    has the keyboard.
    """

    confirmed = Signal(object)                  # Label

    def __init__(
        self, before: Label, after: Label, words: LabelWords, appearance: Appearance, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._after = after
        self.setWindowTitle(self.tr("Lower the label?"))
        colours = self.palette()
        colours.setColor(QPalette.ColorRole.Window, QColor(appearance.tokens.window))
        self.setPalette(colours)
        self.title = PlainLabel(SIZES.title, 700, "text", wraps=True)
        names = {"before": words.name(before), "after": words.name(after)}
        self.title.setText(self.tr("From “{before}” to “{after}”?").format_map(names))
        self.text = PlainLabel(SIZES.small, 400, "text", wraps=True)
        self.text.setText(
            self.tr("The conversation will be guarded less. The change is noted in the audit log.")
        )
        self.keep_button = QPushButton(self.tr("Leave it as it is"))
        self.lower_button = QPushButton(self.tr("Lower the label"))
        self.keep_button.setDefault(True)
        self.keep_button.clicked.connect(self.reject)
        self.lower_button.clicked.connect(self._confirm)
        self._build()
        dress(self, appearance)
        self.setMinimumWidth(appearance.length(420))

    def _build(self) -> None:
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.lower_button)
        buttons.addWidget(self.keep_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(14)
        for part in (self.title, self.text):
            column.addWidget(part)
        column.addLayout(buttons)

    @Slot()
    def _confirm(self) -> None:
        self.accept()
        self.confirmed.emit(self._after)
