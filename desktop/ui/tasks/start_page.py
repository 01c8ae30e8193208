"""The empty page: a word of welcome above the cards of the tasks, the form of the one that was chosen, or the
editor of one of the user's own.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.appearance import Appearance
from desktop.ui.labels import PlainLabel, dress_labels
from desktop.ui.pages.card import dress, quiet_button
from desktop.ui.surfaces import Surface
from desktop.ui.tasks.card_task import CardTask
from desktop.ui.tasks.cards import CardGrid
from desktop.ui.tasks.editor import TaskEditor
from desktop.ui.tasks.form import TaskForm
from desktop.ui.tasks.tab_order import set_tab_order
from desktop.ui.theme import SIZES

_COLUMN = 850                       # as wide as the composer below
_NARROW_BELOW = 560


class Welcome(QWidget):
    """What can be done here: the cards, and the composer below the page."""

    def __init__(self) -> None:
        super().__init__()
        self.title = PlainLabel(SIZES.headline, 700, "text", wraps=True)
        self.body = PlainLabel(SIZES.small, wraps=True)
        self.grid = CardGrid()
        self.new_button = quiet_button()
        for label in (self.title, self.body):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addStretch(1)
        column.addWidget(self.title)
        column.addWidget(self.body)
        column.addSpacing(8)
        column.addWidget(self.grid)
        column.addWidget(self.new_button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        dress_labels(self, appearance)
        dress(self, appearance)
        self.grid.set_appearance(appearance)


class StartPage(Surface):
    """Shows one of its three faces. The editor, which costs more than the rest, is made when it is wanted."""

    face_changed = Signal()                     # the composer is for the cards alone
    menu_wanted = Signal(object, QPoint)        # CardTask, a place on the screen
    chosen = Signal(object)                     # CardTask
    new_requested = Signal()
    saved = Signal(object, object)              # id of the user's task or None, Task

    def __init__(self) -> None:
        super().__init__("window")
        self._appearance = Appearance()
        self.leader: QWidget | None = None      # from where Tab goes to the cards
        self.welcome = Welcome()
        self.form = TaskForm()
        self._editor: TaskEditor | None = None
        self._faces = QStackedWidget()
        self._columns: list[QHBoxLayout] = []
        for face in (self.welcome, self.form):
            self._faces.addWidget(self._scrolled(face))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._faces)
        self.welcome.grid.chosen.connect(self.chosen)
        self.welcome.grid.menu_wanted.connect(self.menu_wanted)
        self.welcome.new_button.clicked.connect(self.new_requested)
        self.form.back_requested.connect(self.show_cards)
        self.retranslate()

    @property
    def editor(self) -> TaskEditor:
        """The editor of a task."""
        if self._editor is None:
            self._editor = TaskEditor()
            self._editor.cancelled.connect(self.show_cards)
            self._editor.saved.connect(self.saved)
            self._faces.addWidget(self._scrolled(self._editor))
            self._dress(self._editor)
            self._place()
        return self._editor

    def _scrolled(self, face: QWidget) -> QScrollArea:
        ground = QWidget()
        around = QHBoxLayout(ground)
        around.addStretch(1)
        around.addWidget(face, 1000)
        around.addStretch(1)
        self._columns.append(around)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.viewport().setAutoFillBackground(False)
        area.setWidget(ground)
        ground.setAutoFillBackground(False)
        return area

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Take the words of the language in use."""
        self.welcome.title.setText(self.tr("What shall we work on?"))
        self.welcome.body.setText(
            self.tr("Choose a task, or ask below. Everything stays on this computer, encrypted.")
        )
        self.welcome.new_button.setText(self.tr("Make a task of my own"))

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        super().set_appearance(appearance)
        for face in (self.welcome, self.form, self._editor):
            if face is not None:
                self._dress(face)
        self._place()

    def _dress(self, face: Welcome | TaskForm | TaskEditor) -> None:
        face.set_appearance(self._appearance)
        face.setMaximumWidth(self._appearance.length(_COLUMN))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        side = 10 if self.width() < _NARROW_BELOW else 24
        for column in self._columns:
            column.setContentsMargins(side, 16, side, 12)

    # -- its faces

    @property
    def shows_cards(self) -> bool:
        """Whether neither a form nor an editor is open."""
        return self._faces.currentIndex() == 0

    def show_tasks(self, tasks: Sequence[CardTask]) -> None:
        """Show these as cards."""
        self.welcome.grid.show_tasks(tasks)
        before = [self.leader] if self.leader is not None else []
        set_tab_order([*before, *self.welcome.grid.cards, self.welcome.new_button])

    @Slot()
    def show_cards(self) -> None:
        """Back to the cards, with the keyboard on the one that was open."""
        before = self.form.shown if self._faces.currentIndex() == 1 else None
        self._show(0)
        for card in self.welcome.grid.cards:
            if before is not None and card.shown.key == before.key:
                card.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_form(self) -> None:
        """The form, filled in as it was left."""
        self._show(1)
        self.form.take_keyboard()

    def show_editor(self) -> None:
        """The editor, with the task that it was given."""
        self._show(2)
        self.editor.take_keyboard()

    def _show(self, face: int) -> None:
        self._faces.setCurrentIndex(face)
        area = self._faces.currentWidget()
        if isinstance(area, QScrollArea):
            area.verticalScrollBar().setValue(0)
        self.face_changed.emit()
