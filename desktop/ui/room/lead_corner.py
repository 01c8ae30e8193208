"""A conversation's own settings, joined with the header: shown by a quiet mark, changed in a dialog."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop.ui.appearance import Appearance
from desktop.ui.header import HeaderBar
from desktop.ui.leading import Leading

if TYPE_CHECKING:
    from desktop.ui.lead_dialog import LeadDialog


class LeadCorner(QObject):
    """Opens the dialog for the conversation that is open."""

    def __init__(self, header: HeaderBar, leading: Leading) -> None:
        super().__init__()
        self._header = header
        self._leading = leading
        self.appearance = Appearance()
        header.lead_requested.connect(self._open)
        leading.changed.connect(self._show)

    @Slot()
    def _show(self) -> None:
        self._header.show_lead(self._leading.lead.system_text)

    @Slot()
    def _open(self) -> None:
        self.dialog().open()

    def dialog(self) -> "LeadDialog":
        """The dialog for what leads the conversation now."""
        from desktop.ui.lead_dialog import LeadDialog  # most conversations need none

        made = LeadDialog(self._leading.lead, self.appearance, self._header.window())
        made.changed.connect(self._leading.change)
        made.finished.connect(made.deleteLater)
        return made
