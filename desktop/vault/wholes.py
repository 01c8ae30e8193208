"""Conversations taken out of the vault and put into it as a whole."""

from collections.abc import Callable, Sequence

from desktop.chat.conversation import ConversationSummary
from desktop.chat.errors import ConversationMissingError
from desktop.chat.labels import label_from
from desktop.chat.whole import WholeConversation
from desktop.vault.database import Database
from desktop.vault.history import History
from desktop.vault.leads import LeadRows, sampling_text
from desktop.vault.messages import MessageRows, time_of, time_text


class WholeRows:
    """Belongs to the thread that owns the database."""

    def __init__(
        self, database: Database, messages: MessageRows, leads: LeadRows, history: History
    ) -> None:
        self._database = database
        self._history = history
        self._messages = messages
        self._leads = leads

    def of(self, conversation_id: int) -> WholeConversation:
        """All of it, also of one in the trash. Raises ConversationMissingError."""
        rows = self._database.rows(
            "SELECT title, created, updated, label, leaf FROM conversations WHERE id = ?", (conversation_id,)
        )
        if not rows:
            raise ConversationMissingError(conversation_id)
        ((title, created, updated, label, leaf),) = rows
        return WholeConversation(
            title, time_of(created), time_of(updated), label_from(label),
            tuple(self._messages.of(conversation_id)), leaf, self._leads.of(conversation_id),
        )  # fmt: skip

    def add(
        self, wholes: Sequence[WholeConversation], witness: Callable[[], object] | None = None
    ) -> Sequence[ConversationSummary]:
        """New conversations with new ids and the old times; one transaction, with what the witness writes."""

        def write() -> list[ConversationSummary]:
            made = [self._insert(whole) for whole in wholes]
            if witness is not None:
                witness()
            return made

        return self._database.in_transaction(write)

    def _insert(self, whole: WholeConversation) -> ConversationSummary:
        lead = whole.lead
        new_id = self._database.execute(
            "INSERT INTO conversations(title, created, updated, system_text, sampling, label)"
            " VALUES(?, ?, ?, ?, ?, ?)",
            (whole.title, time_text(whole.created), time_text(whole.updated), lead.system_text,
             sampling_text(lead.sampling), whole.label.value),
        )  # fmt: skip
        self._messages.add_text(new_id, None, whole.title)
        ids: dict[int, int] = {}
        for stored in whole.messages:
            parent = None if stored.parent_id is None else ids[stored.parent_id]
            ids[stored.id] = self._messages.insert(new_id, parent, stored.message, stored.created)
        leaf = None if whole.leaf is None else ids[whole.leaf]
        self._database.execute(
            "UPDATE conversations SET updated = ?, leaf = ? WHERE id = ?",
            (time_text(whole.updated), leaf, new_id),
        )
        self._history.created(new_id, whole.label)
        return ConversationSummary(new_id, whole.title, whole.created, whole.updated, label=whole.label)
