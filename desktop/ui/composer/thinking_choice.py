"""How long a model that thinks first shall do so; to be seen only where it can be chosen."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSignalBlocker, Signal, Slot

from desktop.inference.protocol import Thinking
from desktop.ui.appearance import Appearance
from desktop.ui.pages.card import Choice
from desktop.ui.theme import SIZES


class ThinkingChoice(Choice):
    """Offers the lengths of the model in use."""

    chosen = Signal(str)                        # a value of Thinking, by the user

    def __init__(self) -> None:
        super().__init__()
        self._offered: tuple[Thinking, ...] = ()
        self._wish = Thinking.FAMILY
        self.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)
        self.activated.connect(self._on_activated)
        self._fill()
        self.hide()

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size; the words are as small as those around them."""
        super().set_appearance(appearance)
        self.setFont(appearance.font(SIZES.small - 1))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._fill()
        super().changeEvent(event)

    def offer(self, lengths: Sequence[Thinking]) -> None:
        """These lengths can be chosen, beside what the model does by itself; without any nothing can be."""
        self._offered = tuple(lengths)
        self._fill()
        self.setVisible(bool(lengths))

    def set_wish(self, wish: Thinking) -> None:
        """What was wished before; tells nobody. What is not offered waits for a model that has it."""
        self._wish = wish
        self._fill()

    def _fill(self) -> None:
        words = {
            Thinking.FAMILY: self.tr("Thinking: as usual"),
            Thinking.OFF: self.tr("Thinking: off"),
            Thinking.SHORT: self.tr("Thinking: short"),
            Thinking.LONG: self.tr("Thinking: long"),
        }
        with QSignalBlocker(self):
            self.clear()
            for length in (Thinking.FAMILY, *self._offered):
                self.addItem(words[length], length.value)
            self.setCurrentIndex(max(0, self.findData(self._wish.value)))
        for part in (self, self.view()):        # the list that opens is read aloud, too
            part.setAccessibleName(self.tr("How long the model thinks"))

    @Slot(int)
    def _on_activated(self, index: int) -> None:
        self._wish = Thinking(self.itemData(index))
        self.chosen.emit(self._wish.value)
