"""The dialog of a conversation's own settings: what the model is told before everything else."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.chat.lead import MAX_SYSTEM_TEXT, Lead
from desktop.ui.appearance import Appearance
from desktop.ui.labels import PlainLabel
from desktop.ui.pages.card import IconLine, dress, primary_button, quiet_button
from desktop.ui.tasks.fields import LongText
from desktop.ui.theme import SIZES

_LINES = 10


class LeadDialog(QDialog):
    """Built for one conversation; open it with `open()`."""

    changed = Signal(object)                    # Lead

    def __init__(self, lead: Lead, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lead = lead
        self.setWindowTitle(self.tr("Settings of this conversation"))
        heading = PlainLabel(SIZES.title, 700, "text")
        heading.setText(self.tr("Instructions to the model"))
        hint = self.tr("For example: answer briefly, in formal Japanese.")
        self.editor = LongText(hint, _LINES)
        self.editor.editor.setAccessibleName(heading.text())
        self.editor.set_text(lead.system_text)
        note = PlainLabel(SIZES.small, wraps=True)
        note.setText(
            self.tr(
                "They stand before everything else that the model is given, and hold for the answers to "
                "come. Answers that are there stay as they are."
            )
        )
        self.error = IconLine("error", "danger")
        self.save_button, self.cancel_button = primary_button(), quiet_button()
        self.save_button.setText(self.tr("Save"))
        self.cancel_button.setText(self.tr("Cancel"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        for part in (heading, note, self.editor, self.error):
            column.addWidget(part)
        column.addStretch(1)
        column.addLayout(self._foot())
        self._dress(appearance)
        self.editor.send_pressed.connect(self._save)
        self.save_button.clicked.connect(self._save)
        self.cancel_button.clicked.connect(self.reject)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.save_button)
        return foot

    def _dress(self, appearance: Appearance) -> None:
        colours = self.palette()
        colours.setColor(QPalette.ColorRole.Window, appearance.colour("window"))
        self.setPalette(colours)
        dress(self, appearance)
        self.editor.set_appearance(appearance)
        self.resize(appearance.length(560), appearance.length(470))

    @Slot()
    def _save(self) -> None:
        text = self.editor.text.strip("\n")
        if len(text) > MAX_SYSTEM_TEXT:
            words = self.tr("This is too long: {count} characters, and at most {most} are possible.")
            self.error.show_text(words.format(count=f"{len(text):,}", most=f"{MAX_SYSTEM_TEXT:,}"))
            return
        self.changed.emit(replace(self._lead, system_text=text if text.strip() else ""))
        self.accept()
