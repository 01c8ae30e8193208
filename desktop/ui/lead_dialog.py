"""The dialog of a conversation's own settings: what the model is told before everything else, and how its
answers are drawn.
"""

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.chat.lead import MAX_SYSTEM_TEXT, Lead
from desktop.ui.appearance import Appearance
from desktop.ui.drawing_form import DrawingForm
from desktop.ui.labels import PlainLabel
from desktop.ui.pages.card import IconLine, dress, primary_button, quiet_button
from desktop.ui.tasks.fields import LongText
from desktop.ui.theme import SIZES

_LINES = 10
_MARGIN = 24
_UNFOLDED = 720                     # height with the section of drawing open, where the screen has it


class LeadDialog(QDialog):
    """Built for one conversation; open it with `open()`."""

    changed = Signal(object)                    # Lead

    def __init__(self, lead: Lead, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
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
        self.drawing = DrawingForm(lead.sampling)
        self.error = IconLine("error", "danger")
        self.save_button, self.cancel_button = primary_button(), quiet_button()
        self.save_button.setText(self.tr("Save"))
        self.cancel_button.setText(self.tr("Cancel"))
        self._build(heading, note)
        self._dress(appearance)
        self.editor.send_pressed.connect(self._save)
        self.save_button.clicked.connect(self._save)
        self.cancel_button.clicked.connect(self.reject)
        self.drawing.confirmed.connect(self._save)
        self.drawing.cancelled.connect(self.reject)
        self.drawing.unfolded.connect(self._grow)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self, heading: PlainLabel, note: PlainLabel) -> None:
        self._ground = QWidget()
        inner = QVBoxLayout(self._ground)
        inner.setContentsMargins(_MARGIN, 20, _MARGIN, 0)
        inner.setSpacing(12)
        for part in (heading, note, self.editor, self.drawing):
            inner.addWidget(part)
        inner.addStretch(1)
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.viewport().setAutoFillBackground(False)
        self.area.setWidget(self._ground)
        self._ground.setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 20)
        column.setSpacing(12)
        column.addWidget(self.area, 1)
        below = QVBoxLayout()
        below.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
        below.setSpacing(12)
        below.addWidget(self.error)
        below.addLayout(self._foot())
        column.addLayout(below)

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
        self.drawing.set_appearance(appearance)
        self._unfolded = appearance.length(_UNFOLDED)
        self.resize(appearance.length(560), appearance.length(500))

    @Slot()
    def _grow(self) -> None:
        """Make room for what was unfolded, where the screen has it; nothing is cut off at its side."""
        bar = self.area.verticalScrollBar().sizeHint().width()
        self.area.setMinimumWidth(self._ground.minimumSizeHint().width() + bar)
        most = self.screen().availableGeometry().height() * 9 // 10
        self.resize(self.width(), max(self.height(), min(self._unfolded, most)))

    @Slot()
    def _save(self) -> None:
        text = self.editor.text.strip("\n")
        if len(text) > MAX_SYSTEM_TEXT:
            words = self.tr("This is too long: {count} characters, and at most {most} are possible.")
            self.error.show_text(words.format(count=f"{len(text):,}", most=f"{MAX_SYSTEM_TEXT:,}"))
            return
        self.error.show_text("")
        wish = self.drawing.wish()
        if wish is None:
            self._scroll_to_keyboard()
            return
        self.changed.emit(Lead(text if text.strip() else "", wish))
        self.accept()

    def _scroll_to_keyboard(self) -> None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)     # what unfolds takes its place
        if wrong := self.drawing.focusWidget():
            self.area.ensureWidgetVisible(wrong, 0, self.fontMetrics().height() * 5)
