"""What the rest of the program asks of a place that keeps conversations; the vault is one, a fake in the
tests another.

Every call is synchronous and belongs on the vault's lane. Times are UTC. What is returned is a value, never a
live row.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol

from desktop.chat.conversation import ConversationSummary, Ending, Message, StoredMessage
from desktop.chat.labels import Label
from desktop.chat.lead import NO_LEAD, Lead
from desktop.chat.searching import SearchStore


class LeadStore(Protocol):
    """How each conversation is led."""

    def of(self, conversation_id: int) -> Lead:
        """Raises ConversationMissingError."""
        ...

    def keep(self, conversation_id: int, lead: Lead) -> None:
        """Lead it so from now on. Raises ConversationMissingError."""
        ...


class LabelStore(Protocol):
    """How secret each conversation is. `usual` is the label of a new one of which nobody says otherwise."""

    usual: Label

    def of(self, conversation_id: int) -> Label:
        """Raises ConversationMissingError."""
        ...

    def put(self, conversation_id: int, label: Label) -> None:
        """It is so secret from now on. Raises ConversationMissingError."""
        ...


class ConversationStore(Protocol):
    """Conversations, their messages and drafts."""

    @property
    def leads(self) -> LeadStore:
        """How each conversation is led."""
        ...

    @property
    def labels(self) -> LabelStore:
        """How secret each conversation is."""
        ...

    def create_conversation(
        self, title: str, lead: Lead = NO_LEAD, label: Label | None = None
    ) -> ConversationSummary:
        """A new, empty conversation."""
        ...

    def conversations(self) -> Sequence[ConversationSummary]:
        """All that are not in the trash, the most recently changed first."""
        ...

    def trash(self) -> Sequence[ConversationSummary]:
        """Those in the trash, the most recently deleted first."""
        ...

    def rename(self, conversation_id: int, title: str) -> None:
        """Give it another title. Raises ConversationMissingError."""
        ...

    def move_to_trash(self, conversation_id: int) -> None:
        """Hide it; `restore` undoes this. Raises ConversationMissingError."""
        ...

    def restore(self, conversation_id: int) -> None:
        """Take it out of the trash. Raises ConversationMissingError."""
        ...

    def empty_trash(self) -> int:
        """Delete for good all that is in the trash: rows, index entries and drafts. Returns how many
        conversations.
        """
        ...

    def messages(self, conversation_id: int) -> Sequence[StoredMessage]:
        """Every message of every branch, in order of creation. Raises ConversationMissingError."""
        ...

    def shown_leaf(self, conversation_id: int) -> int | None:
        """The leaf that was shown last."""
        ...

    def show_leaf(self, conversation_id: int, message_id: int) -> None:
        """Remember which leaf is shown."""
        ...

    def add_message(self, conversation_id: int, parent_id: int | None, message: Message) -> StoredMessage:
        """Commit a message; it is on disk when this returns, and it is the leaf shown."""
        ...

    def journal_answer(
        self, message_id: int, text: str, token_ids: Sequence[int], thinking: str = ""
    ) -> None:
        """Append what has streamed in since the last call to an answer that is STREAMING; on disk when this
        returns. Raises ConversationMissingError where the answer was deleted for good.
        """
        ...

    def finish_answer(self, message_id: int, ending: Ending, recipe: str = "") -> StoredMessage:
        """Close an answer that was STREAMING; `recipe` is what made it."""
        ...

    def close_interrupted(self) -> int:
        """Mark every answer that is still STREAMING as INTERRUPTED (called once after unlocking). Returns how
        many.
        """
        ...

    def draft(self, conversation_id: int | None) -> str:
        """The text left in the composer; None means the composer of a conversation that does not exist
        yet.
        """
        ...

    def save_draft(self, conversation_id: int | None, text: str) -> None:
        """Keep the composer's text; an empty text removes the draft."""
        ...

    def model_uses(self) -> Mapping[str, Sequence[str]]:
        """The titles of the conversations that were led with each model, by its digest, the most recently
        changed first; the trash counts, too.
        """
        ...

    @property
    def searching(self) -> SearchStore:
        """Everything that can be sought, with limits and page by page."""
        ...
