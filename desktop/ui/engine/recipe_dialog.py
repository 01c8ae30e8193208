"""The dialog that says what made an answer, and offers to make it again under the same conditions."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.chat.conversation import ModelMark
from desktop.inference.recipe import Recipe
from desktop.ui.appearance import Appearance
from desktop.ui.clipboard import copy_text
from desktop.ui.engine.facts import FactList
from desktop.ui.engine.recipe_words import as_text, recipe_rows
from desktop.ui.labels import PlainLabel
from desktop.ui.pages.card import IconLine, dress, primary_button
from desktop.ui.theme import SIZES


@dataclass(frozen=True, slots=True)
class Made:
    """What made an answer, and why it cannot be made again now; `hindrance` is a whole sentence. The
    `system_text` is what led the conversation at that time.
    """

    model: ModelMark | None
    recipe: Recipe | None
    protection: str = ""
    system_text: str = ""
    hindrance: str = ""
    differs: bool = False               # the engine or the placement is another by now


class RecipeDialog(QDialog):
    """Built for one answer; open it with `open()`."""

    replay_wanted = Signal()

    def __init__(self, made: Made, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._made = made
        self._rows = recipe_rows(made.model, made.recipe, made.protection, made.system_text)
        self.setWindowTitle(self.tr("What made this answer"))
        colours = self.palette()
        colours.setColor(QPalette.ColorRole.Window, QColor(appearance.tokens.window))
        self.setPalette(colours)
        self.facts = FactList()
        self.facts.show_rows(self._rows)
        self.note = PlainLabel(SIZES.small, wraps=True)
        self.hindrance = IconLine("info", "text_muted")
        self.copy_button = QPushButton(self.tr("Copy"))
        self.replay_button = primary_button()
        self.close_button = QPushButton(self.tr("Close"))
        self._build()
        self._connect()
        self.facts.set_appearance(appearance)
        dress(self, appearance)
        self.resize(appearance.length(520), appearance.length(620))

    def _build(self) -> None:
        title = PlainLabel(SIZES.title, 700, "text", wraps=True)
        title.setText(self.tr("What made this answer"))
        inner = QWidget()
        holder = QVBoxLayout(inner)
        holder.setContentsMargins(0, 0, 8, 0)
        holder.addWidget(self.facts)
        holder.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        area.setAccessibleName(self.tr("What made this answer"))
        for ground in (inner, area.viewport()):
            ground.setAutoFillBackground(False)
        self.note.setText(self._note())
        self.note.setVisible(bool(self.note.text()))
        self.hindrance.show_text(self._made.hindrance)
        self.replay_button.setText(self.tr("Make it again under the same conditions"))
        self.replay_button.setEnabled(self._made.recipe is not None and not self._made.hindrance)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(title)
        column.addWidget(area, 1)
        for part in (self.note, self.hindrance, self.replay_button):
            column.addWidget(part)
        buttons = QHBoxLayout()
        buttons.addWidget(self.copy_button)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.reject)
        self.copy_button.clicked.connect(self._copy)
        self.replay_button.clicked.connect(self._replay)

    def _note(self) -> str:
        made = self._made
        if made.recipe is None:
            return self.tr("Nothing was kept of what made this answer.")
        if made.hindrance:
            return ""
        if made.differs:
            return self.tr(
                "The engine or its settings are not the same as then: single words of the new answer may "
                "differ."
            )
        return self._promise(made.recipe)

    def _promise(self, recipe: Recipe) -> str:
        """How far the new answer will be the same."""
        if recipe.reused:
            return self.tr(
                "Everything will be read from scratch. This answer had a beginning that was still warm, so "
                "single words of the new one may differ."
            )
        if not recipe.is_whole:
            return self.tr(
                "Everything will be read from scratch. An earlier version kept less of what made this "
                "answer, so the new one may differ."
            )
        if not recipe.is_repeatable:
            return self.tr(
                "Everything will be read from scratch. Another program was busy while this answer was made, "
                "so single words of the new one may differ."
            )
        return self.tr("Everything will be read from scratch: the new answer will be the same.")

    @Slot()
    def _copy(self) -> None:
        copy_text(as_text(self._rows, self._made.model))

    @Slot()
    def _replay(self) -> None:
        self.accept()
        self.replay_wanted.emit()
