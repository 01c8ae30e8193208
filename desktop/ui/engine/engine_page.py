"""The details of the engine: where the model lies, what fills the memory, how fast the answers come, and
where it shall run.
"""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.inference.protocol import Ready
from desktop.ui.appearance import Appearance
from desktop.ui.buttons import IconButton
from desktop.ui.engine.bars import LabelledBar
from desktop.ui.engine.chart import SpeedChart
from desktop.ui.engine.choice_form import ChoiceForm
from desktop.ui.engine.fact_words import answer_rows, machine_rows, placement_rows
from desktop.ui.engine.facts import FactList
from desktop.ui.engine.shares import layer_parts, memory_shares
from desktop.ui.engine.view import EngineView
from desktop.ui.engine.words import placement_words
from desktop.ui.labels import PlainLabel
from desktop.ui.pages.card import OpenedPage
from desktop.ui.theme import SIZES
from model_manager.placement import Placement

_WIDTH = 720
_PAGE = 0.9             # of the view that Page Up and Page Down move


class EnginePage(OpenedPage):
    """Shows what it is told; a choice is a signal of its form."""


    def __init__(self) -> None:
        super().__init__(_WIDTH)
        self._view = EngineView()
        self._headings: list[PlainLabel] = []
        self.close_button = IconButton("close", "text_muted")
        self.model = PlainLabel(SIZES.small, wraps=True)
        self.nowhere = PlainLabel(SIZES.small, wraps=True)
        self.layers = LabelledBar(cells=True)
        self.placement = FactList()
        self.memory: list[LabelledBar] = []
        self.chart = SpeedChart()
        self.summary = PlainLabel(SIZES.small, 400, "text", wraps=True)
        self.answer = FactList()
        self.form = ChoiceForm()
        self.machine = FactList()
        self._build()
        self._ground.setMinimumHeight(1)    # as high as its lines at this width: not as at the least width
        self.close_button.clicked.connect(self.leave)
        self.retranslate()
        self.set_appearance(self._appearance)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        self.body.addWidget(self.model)
        self._add_section(self.nowhere, self.layers, self.placement)
        self._memory = self._add_section()
        self._add_section(self.chart, self.summary, self.answer)
        self._add_section(self.form)
        self._add_section(self.machine)
        self.setFocusProxy(self.close_button)

    def _add_section(self, *parts: QWidget) -> QVBoxLayout:
        heading = PlainLabel(SIZES.body, 700, "text", wraps=True)
        self._headings.append(heading)
        section = QVBoxLayout()
        section.setContentsMargins(0, 8, 0, 0)
        section.setSpacing(12)
        section.addWidget(heading)
        for part in parts:
            section.addWidget(part)
        self.body.addLayout(section)
        return section

    def set_appearance(self, appearance: Appearance) -> None:
        super().set_appearance(appearance)
        for part in (self.layers, self.placement, self.chart, self.answer, self.form, self.machine):
            part.set_appearance(appearance)
        for bar in self.memory:
            bar.set_appearance(appearance)

    def retranslate(self) -> None:
        self.title.setText(self.tr("Details of the engine"))
        self.close_button.describe(self.tr("Close the details"), self.tr("Close the details (Esc)"))
        words = (
            self.tr("Where the model lies"), self.tr("Memory in use"), self.tr("The last answers"),
            self.tr("Where it shall run"), self.tr("This computer"),
        )  # fmt: skip
        for heading, text in zip(self._headings, words, strict=True):
            heading.setText(text)
        self._show()

    def show_view(self, view: EngineView) -> None:
        """Show this."""
        self._view = view
        self._show()

    def _show(self) -> None:
        view = self._view
        name = self.tr("Guide model") if view.is_guide else view.model_name
        self.model.setText(name or self.tr("No model"))
        loading, none = self.tr("The model is being loaded."), self.tr("No model is loaded now.")
        self.nowhere.setText(loading if view.is_loading else none)
        self._show_placement(view.placement or (view.ready.placement if view.ready else None), view.ready)
        self._show_memory(view)
        growing = view.figures.tokens_per_s if view.figures.is_answering else None
        speeds = [each.tokens_per_s for each in view.answers if each.tokens_per_s is not None]
        self.chart.show_speeds(speeds, growing)
        self.chart.setVisible(bool(speeds) or growing is not None)
        self.summary.setText(self.chart.summary())
        self.answer.show_rows(answer_rows(view.answers[-1] if view.answers else None))
        self.machine.show_rows(machine_rows(view.machine, looked_for_devices=view.looked_for_devices))

    def _show_placement(self, placement: Placement | None, ready: Ready | None) -> None:
        self.nowhere.setVisible(placement is None)
        self.layers.setVisible(placement is not None)
        if placement is not None:
            self.layers.show_parts(placement_words(placement), layer_parts(placement), placement.layers)
        self.placement.show_rows(placement_rows(placement, ready))

    def _show_memory(self, view: EngineView) -> None:
        shares = tuple(memory_shares(view.machine, view.figures.memory))
        while len(self.memory) < len(shares):
            bar = LabelledBar()
            bar.set_appearance(self._appearance)
            self.memory.append(bar)
            self._memory.addWidget(bar)
        for bar, share in zip(self.memory, shares, strict=False):
            bar.show_parts(share.heading, share.parts, share.whole)
        for place, bar in enumerate(self.memory):
            bar.setVisible(place < len(shares))

    def event(self, event: QEvent) -> bool:
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()                      # or the window would take it for its own and stop an answer
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys that turn pages scroll, wherever the keyboard is."""
        bar = self.findChildren(QScrollArea)[0].verticalScrollBar()
        step = round(bar.pageStep() * _PAGE)
        places = {
            Qt.Key.Key_PageUp: bar.value() - step,
            Qt.Key.Key_PageDown: bar.value() + step,
            Qt.Key.Key_Home: bar.minimum(),
            Qt.Key.Key_End: bar.maximum(),
        }
        if event.key() in places:
            bar.setValue(places[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)
