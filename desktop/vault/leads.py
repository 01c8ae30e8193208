"""How each conversation is led, kept in its own row."""

import json

from desktop.chat.errors import ConversationMissingError
from desktop.chat.lead import NO_WISH, Lead, SamplingWish, kept_form, whole_form
from desktop.codec import MessageError, accept
from desktop.vault.database import Database
from desktop.vault.errors import VaultDamagedError


class LeadRows:
    """Belongs to the thread that owns the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, conversation_id: int) -> Lead:
        """Raises ConversationMissingError."""
        rows = self._database.rows(
            "SELECT system_text, sampling FROM conversations WHERE id = ?", (conversation_id,)
        )
        if not rows:
            raise ConversationMissingError(conversation_id)
        ((system_text, sampling),) = rows
        return Lead(system_text, _wish_of(sampling))

    def keep(self, conversation_id: int, lead: Lead) -> None:
        """Lead it so from now on. Raises ConversationMissingError."""
        changed = self._database.changed(
            "UPDATE conversations SET system_text = ?, sampling = ? WHERE id = ?",
            (lead.system_text, sampling_text(lead.sampling), conversation_id),
        )
        if not changed:
            raise ConversationMissingError(conversation_id)


def sampling_text(wish: SamplingWish) -> str:
    """The wish as it is kept; most conversations have none."""
    return "" if wish == NO_WISH else json.dumps(kept_form(wish), separators=(",", ":"))


def _wish_of(kept: str) -> SamplingWish:
    if not kept:
        return NO_WISH
    try:
        found = json.loads(kept)
        return accept(SamplingWish, whole_form(found) if isinstance(found, dict) else found)
    except (ValueError, RecursionError, MessageError) as error:
        raise VaultDamagedError("database") from error
