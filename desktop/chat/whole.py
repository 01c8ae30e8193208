"""A conversation with all that belongs to it, as it leaves one vault and enters another."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from desktop.chat.conversation import ConversationSummary, StoredMessage
from desktop.chat.labels import Label
from desktop.chat.lead import NO_LEAD, Lead


@dataclass(frozen=True, slots=True)
class WholeConversation:
    """Every message of every branch, in order of creation; ids mean something within it only. `leaf` is the
    end of the branch that is shown.
    """

    title: str
    created: datetime
    updated: datetime
    label: Label
    messages: tuple[StoredMessage, ...]
    leaf: int | None = None
    lead: Lead = NO_LEAD


class WholeStore(Protocol):
    """Conversations taken out and put in as a whole; on the vault's lane only."""

    def of(self, conversation_id: int) -> WholeConversation:
        """All of it, also of one in the trash. Raises ConversationMissingError."""
        ...

    def add(
        self, wholes: Sequence[WholeConversation], witness: Callable[[], object] | None = None
    ) -> Sequence[ConversationSummary]:
        """New conversations with new ids and the old times: either all of them are on disk when this returns,
        with what the witness wrote, or nothing.
        """
        ...
