"""Choosing a passphrase: typed twice, with an honest word about how hard it is to guess."""

from itertools import pairwise

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.labels import PlainLabel
from desktop.ui.pages.passphrase_field import PassphraseField, order_fields
from desktop.ui.surfaces import ThinBar
from desktop.ui.theme import SIZES

SHORT = 8
FAIR = 12
STRONG = 20


def effective_length(passphrase: str) -> int:
    """How many characters count: repeating one adds nothing, nor does going up or down by one (1234, cba)."""
    steps = [ord(second) - ord(first) for first, second in pairwise(passphrase)]
    return len(passphrase[:1]) + sum(1 for step in steps if abs(step) > 1)


class NewPassphrase(QWidget):
    """Any passphrase is taken that is as long as the administrator demands: a rule about its signs would make
    worse ones.
    """

    changed = Signal()
    confirmed = Signal()
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._least = 0
        self.first = PassphraseField()
        self.bar = ThinBar()
        self.strength = PlainLabel(SIZES.small, wraps=True)
        self.second = PassphraseField()
        self.mismatch = PlainLabel(SIZES.small, 400, "danger", wraps=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.first, self.bar, self.strength, self.second, self.mismatch):
            column.addWidget(part)
        order_fields(self.first, self.second)
        self.setFocusProxy(self.first)
        self.first.textChanged.connect(self._on_changed)
        self.second.textChanged.connect(self._on_changed)
        self.first.confirmed.connect(self._on_first_confirmed)
        self.second.confirmed.connect(self.confirmed)
        for field in (self.first, self.second):
            field.cancelled.connect(self.cancelled)
        self._retranslate()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def passphrase(self) -> str:
        """What was typed twice; empty while it was not, or is too short."""
        typed = self.first.text()
        return typed if typed == self.second.text() and len(typed) >= self._least else ""

    def require_length(self, least: int) -> None:
        """How many characters the administrator demands; 0 for any number."""
        self._least = least
        self._show_strength()

    def clear(self) -> None:
        """Forget what was typed, and hide what comes."""
        for field in (self.first, self.second):
            field.clear()
            field.eye.setChecked(False)

    @Slot()
    def _on_first_confirmed(self) -> None:
        self.second.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def _on_changed(self) -> None:
        self._show_strength()
        self.changed.emit()

    def _retranslate(self) -> None:
        first, second = self.tr("New passphrase"), self.tr("Repeat the passphrase")
        self.first.setPlaceholderText(first)
        self.first.setAccessibleName(first)
        self.second.setPlaceholderText(second)
        self.second.setAccessibleName(second)
        self.mismatch.setText(self.tr("The two passphrases are not the same."))
        self._show_strength()

    def _show_strength(self) -> None:
        typed, repeated = self.first.text(), self.second.text()
        self.mismatch.setVisible(bool(repeated) and not typed.startswith(repeated))
        length = effective_length(typed)
        if typed and len(typed) < self._least:
            least = self._least
            words = self.tr("At least %n character(s) are needed (set by the administrator).", "", least)
            ink = "danger"
        elif not typed:
            words, ink = self.tr("Longer is safer: take a few words that do not belong together."), ""
        elif length < SHORT:
            words, ink = self.tr("Easy to guess: at least 8 characters are better."), "danger"
        elif length < FAIR:
            words, ink = self.tr("Fair: every further character helps."), "warning"
        elif length < STRONG:
            words, ink = self.tr("Good, if it is not a saying or a name."), "success"
        else:
            words, ink = self.tr("Strong, if it is not a saying or a name."), "success"
        self.strength.setText(words)
        self.strength.set_ink(ink or "text_muted")
        self.first.setAccessibleDescription(words)
        self.bar.show_share(length / STRONG, ink or "primary")
