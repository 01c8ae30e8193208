"""The dialog that says what the protection level rests on: its reasons, and every program with its layers."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.appearance import Appearance
from desktop.ui.labels import IconMark, PlainLabel, dress_labels
from desktop.ui.status.protection_words import LEVEL_ICONS, LEVEL_INKS, level_meaning, level_words
from desktop.ui.status.state import LayerStatus, ProgramProtection, ProtectionStatus
from desktop.ui.surfaces import Edge, Surface
from desktop.ui.theme import SIZES


class ProtectionDialog(QDialog):
    """Built for one status; open it with `open()`."""

    def __init__(
        self, status: ProtectionStatus, appearance: Appearance, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Protection"))
        self.setPalette(_ground(self.palette(), appearance.colour("window")))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addLayout(self._heading(status))
        column.addWidget(_label(level_meaning(status.level), "text"))
        if status.edition:
            column.addWidget(_label(status.edition, "text"))
        column.addWidget(self._details(status), 1)
        buttons = QDialogButtonBox()
        close = buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setAutoDefault(True)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        dress_labels(self, appearance)
        for surface in self.findChildren(Surface):
            surface.set_appearance(appearance)
        self.resize(appearance.length(460), appearance.length(560))

    def _heading(self, status: ProtectionStatus) -> QHBoxLayout:
        mark = IconMark(LEVEL_ICONS[status.level], LEVEL_INKS[status.level], 28)
        words = PlainLabel(SIZES.title, 700, "text")
        words.setText(level_words(status.level))
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(mark)
        row.addWidget(words, 1)
        return row

    def _details(self, status: ProtectionStatus) -> QScrollArea:
        inner = QWidget()
        inner.setMinimumHeight(1)       # or it is as high as its lines are in the narrowest column
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        if status.reasons:
            column.addWidget(_label(self.tr("Why it is not higher"), "text", 600))
            for reason in status.reasons:
                column.addWidget(_label(self.tr("• {reason}").format(reason=reason), "text_muted"))
        if status.programs:
            column.addWidget(_label(self.tr("What holds for each program"), "text", 600))
        for program in status.programs:
            column.addWidget(self._program(program))
        column.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        area.setAccessibleName(self.tr("Details"))
        area.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        return area

    def _program(self, program: ProgramProtection) -> Surface:
        card = Surface("sidebar", Edge.ALL, SIZES.radius)
        column = QVBoxLayout(card)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(4)
        column.addWidget(_label(program.program, "text", 600))
        for layer in program.layers:
            column.addLayout(self._layer(layer))
        return card

    def _layer(self, layer: LayerStatus) -> QHBoxLayout:
        mark = IconMark("check" if layer.on else "close", "success" if layer.on else "warning", 18)
        if layer.on:
            text = self.tr("{layer}: on").format(layer=layer.name)
        elif layer.reason:
            text = self.tr("{layer}: off ({reason})").format(layer=layer.name, reason=layer.reason)
        else:
            text = self.tr("{layer}: off").format(layer=layer.name)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(_label(text, "text"), 1)
        return row


def _label(text: str, ink: str, weight: int = 400) -> PlainLabel:
    made = PlainLabel(SIZES.small, weight, ink, wraps=True)
    made.setText(text)
    return made


def _ground(colours: QPalette, colour: QColor) -> QPalette:
    colours.setColor(QPalette.ColorRole.Window, colour)
    return colours
