"""The menu of all labels, which says of each what it would do, before one chooses."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from desktop.chat.labels import Label
from desktop.ui.labels import plain_menu_text
from desktop.ui.secrecy.words import LabelWords


class LabelMenu(QMenu):
    """From the most secret down; the lines below them are about the one that is pointed at."""

    wanted = Signal(object)                     # Label

    def __init__(
        self, parent: QWidget, words: LabelWords, consequences: Callable[[Label], Sequence[str]]
    ) -> None:
        """`consequences`: what a label does, as many lines for each."""
        super().__init__(parent)
        self._words = words
        self._consequences = consequences
        self._lines: list[QAction] = []
        self.hovered.connect(self._on_hovered)

    def show_labels(self, in_force: Label) -> None:
        """Build it, with this label marked and described."""
        group = QActionGroup(self)
        for label in sorted(Label, key=lambda each: -each.rank):
            action = self.addAction(plain_menu_text(self._words.name(label)))
            action.setCheckable(True)
            action.setChecked(label is in_force)
            action.setActionGroup(group)
            action.setData(label.value)
            if label is in_force:
                self.setActiveAction(action)
        group.triggered.connect(self._on_triggered)
        if self._consequences(in_force):
            self._build_lines(in_force)

    def _build_lines(self, in_force: Label) -> None:
        self.addSeparator()
        self._lines = [self.addAction("") for _ in range(1 + len(self._consequences(in_force)))]
        for line in self._lines:
            line.setEnabled(False)
        widths = []
        for label in (*Label, in_force):
            self._describe(label)
            widths.append(self.sizeHint().width())
        self.setMinimumWidth(max(widths))       # nothing jumps while one goes through them

    def _describe(self, label: Label) -> None:
        heading = self.tr("With “{label}”:").format(label=self._words.name(label))
        for line, text in zip(self._lines, (heading, *self._consequences(label)), strict=True):
            line.setText(plain_menu_text(text))

    @Slot(QAction)
    def _on_hovered(self, action: QAction) -> None:
        if self._lines and action.data() is not None:
            self._describe(Label(action.data()))

    @Slot(QAction)
    def _on_triggered(self, action: QAction) -> None:
        self.wanted.emit(Label(action.data()))
