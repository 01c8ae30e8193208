"""The section about the protection level: what it means, why it is not higher, and the way to the details."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from desktop.ui.labels import IconMark, PlainLabel
from desktop.ui.protection.parts import Section
from desktop.ui.status.protection_words import LEVEL_ICONS, LEVEL_INKS, level_meaning, level_words
from desktop.ui.status.state import ProtectionStatus
from desktop.ui.theme import SIZES


class LevelSection(Section):
    """Shows what it is told."""

    details_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._status: ProtectionStatus | None = None
        self.mark = IconMark("shield", "text_muted", 24)
        self.level = PlainLabel(SIZES.body, 600, "text", wraps=True)
        self.reasons = PlainLabel(SIZES.small, wraps=True)
        self.details_button = QPushButton()
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.mark)
        row.addWidget(self.level, 1)
        self.column.insertLayout(1, row)
        self.column.addWidget(self.reasons)
        self.add_buttons(self.details_button)
        self.details_button.clicked.connect(self.details_wanted)

    def retranslate(self) -> None:
        self.heading.setText(self.tr("How the programs are shut in"))
        self.details_button.setText(self.tr("Each program and its layers…"))
        self._show()

    def show_status(self, status: ProtectionStatus) -> None:
        """Show the level in force."""
        self._status = status
        self._show()

    def _show(self) -> None:
        status = self._status
        if status is None:
            return
        self.mark.set_icon(LEVEL_ICONS[status.level], LEVEL_INKS[status.level])
        self.level.setText(level_words(status.level))
        self.text.setText("\n".join(filter(None, (level_meaning(status.level), status.edition))))
        lines = [self.tr("• {reason}").format(reason=each) for each in status.reasons]
        self.reasons.setText("\n".join(lines))
        self.reasons.setVisible(bool(lines))
