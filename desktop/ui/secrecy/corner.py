"""The label of the open conversation, joined with the header, and acting: on lock, clipboard and
screenshots.
"""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.chat.label_rules import Bounds, LabelRule, rule_of
from desktop.chat.labels import Label
from desktop.ui.appearance import Appearance
from desktop.ui.clipboard import ClipboardGuard
from desktop.ui.secrecy.label_button import LabelButton
from desktop.ui.secrecy.labelling import Labelling
from desktop.ui.secrecy.lowering import LoweringDialog
from desktop.ui.secrecy.screen_capture import CAN_BE_PREVENTED, set_capture
from desktop.ui.secrecy.words import LabelWords


class SecrecyCorner(QObject):
    """Raising a label takes a click; lowering it is asked for once more."""

    rule_changed = Signal()                     # what holds for the open conversation
    naming_changed = Signal(bool)               # whether the title of the window may name it

    def __init__(
        self, button: LabelButton, labelling: Labelling, guard: ClipboardGuard, words: LabelWords,
        bounds: Bounds,
    ) -> None:  # fmt: skip
        super().__init__()
        self._button = button
        self._labelling = labelling
        self._guard = guard
        self.words = words
        self.bounds = bounds
        self.appearance = Appearance()
        button.words = words
        button.chosen.connect(self._on_chosen)
        labelling.changed.connect(self._on_changed)
        self._act()

    @property
    def rule(self) -> LabelRule:
        """What holds while this conversation is open."""
        return rule_of(self._labelling.label, self.bounds)

    def consequences(self, label: Label) -> list[str]:
        """What this label does, a line for each."""
        return self.words.consequences(rule_of(label, self.bounds), capture_can_be_prevented=CAN_BE_PREVENTED)

    @Slot(object)
    def _on_changed(self, _label: Label) -> None:
        self._act()

    def retranslate(self) -> None:
        """Take the words of the language in use."""
        self._button.show_label(self._labelling.label, self.consequences)

    def _act(self) -> None:
        rule = self.rule
        self.retranslate()
        self._guard.apply(rule)
        if CAN_BE_PREVENTED:                    # asking for the id makes a native window of any widget
            set_capture(int(self._window.winId()), allowed=rule.may_be_captured)
        self.naming_changed.emit(rule.may_be_named)
        self.rule_changed.emit()

    @property
    def _window(self) -> QWidget:
        return self._button.window()

    @Slot(object)
    def _on_chosen(self, label: Label) -> None:
        if label.rank >= self._labelling.label.rank:
            self._labelling.change(label)
        else:
            self.question(label).open()

    def question(self, label: Label) -> LoweringDialog:
        """The question whether the label shall be lowered to this one."""
        asked = LoweringDialog(self._labelling.label, label, self.words, self.appearance, self._window)
        asked.confirmed.connect(self._labelling.change)
        asked.finished.connect(asked.deleteLater)
        return asked
