"""How the open conversation is led: shown, changed, and kept with it."""

from PySide6.QtCore import QObject, Signal

from desktop.chat.lead import NO_LEAD, Lead
from desktop.chat.store import LeadStore
from desktop.ui.background import Background


class Leading(QObject):
    """What is changed holds from the next answer on."""

    changed = Signal(object)                    # Lead

    def __init__(self, background: Background, leads: LeadStore) -> None:
        super().__init__()
        self._background = background
        self._leads = leads
        self._conversation_id: int | None = None
        self.lead = NO_LEAD

    def show(self, conversation_id: int | None, lead: Lead) -> None:
        """Another conversation was opened, or a new one began; it is led so."""
        self._conversation_id = conversation_id
        self.lead = lead
        self.changed.emit(lead)

    def change(self, lead: Lead) -> None:
        """Lead it so from now on; one that does not exist yet will begin so."""
        conversation_id = self._conversation_id
        if conversation_id is not None:
            self._background.on_vault(lambda: self._leads.keep(conversation_id, lead))
        self.show(conversation_id, lead)
