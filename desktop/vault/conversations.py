"""Conversations in the vault: what `desktop.chat.store.ConversationStore` asks for, over the encrypted
database.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from desktop.chat.conversation import ConversationSummary, Ending, Message, StoredMessage
from desktop.chat.errors import ConversationMissingError
from desktop.chat.folding import folded_or_none
from desktop.chat.labels import Label, label_from
from desktop.chat.lead import NO_LEAD, Lead
from desktop.vault.database import Database
from desktop.vault.deleting import delete_conversations, empty_log
from desktop.vault.events import Events
from desktop.vault.history import History
from desktop.vault.labels import LabelRows
from desktop.vault.leads import LeadRows, sampling_text
from desktop.vault.messages import MessageRows, time_of, time_text
from desktop.vault.retention import Retention
from desktop.vault.search import VaultSearch
from desktop.vault.wholes import WholeRows

_NEW_CONVERSATION = 0  # the draft of a conversation that does not exist yet


class VaultConversations:
    """The store of an unlocked vault; belongs to the thread that owns the database."""

    def __init__(
        self, database: Database, now: Callable[[], datetime], events: Events | None = None
    ) -> None:
        """`now` gives the time, with its zone; UTC is what is kept. `events` take what happens."""
        self._database = database
        self._now = now
        self._history = History(database, events or Events(database, now))
        self._messages = MessageRows(database, now, self._history)
        self.leads = LeadRows(database)
        self.labels = LabelRows(database, self._history)
        self.searching = VaultSearch(database)
        self.retention = Retention(database, self._history, now)
        self.wholes = WholeRows(database, self._messages, self.leads, self._history)

    # -- conversations

    def create_conversation(
        self, title: str, lead: Lead = NO_LEAD, label: Label | None = None
    ) -> ConversationSummary:
        """A new, empty conversation; without a label it has the usual one."""
        now, given = self._now(), label or self.labels.usual

        def create() -> ConversationSummary:
            new_id = self._database.execute(
                "INSERT INTO conversations(title, created, updated, system_text, sampling, label)"
                " VALUES(?, ?, ?, ?, ?, ?)",
                (title, time_text(now), time_text(now), lead.system_text, sampling_text(lead.sampling),
                 given.value),
            )  # fmt: skip
            self._messages.add_text(new_id, None, title)
            self._history.created(new_id, given)
            return ConversationSummary(new_id, title, now, now, label=given)

        return self._database.in_transaction(create)

    def conversations(self) -> Sequence[ConversationSummary]:
        """All that are not in the trash, the most recently changed first."""
        return _list(self._database, "deleted IS NULL ORDER BY updated DESC, id DESC")

    def trash(self) -> Sequence[ConversationSummary]:
        """Those in the trash, the most recently deleted first."""
        return _list(self._database, "deleted IS NOT NULL ORDER BY deleted DESC, id DESC")

    def rename(self, conversation_id: int, title: str) -> None:
        """Give it another title. Raises ConversationMissingError."""

        def write() -> None:
            self._change(conversation_id, "title = ?", title)
            self._database.execute(
                "UPDATE texts SET body = ?, folded = ? WHERE conversation_id = ? AND message_id IS NULL",
                (title, folded_or_none(title), conversation_id),
            )

        self._database.in_transaction(write)
        empty_log(self._database)               # the old title is gone for good

    def move_to_trash(self, conversation_id: int) -> None:
        """Hide it; `restore` undoes this. Raises ConversationMissingError."""
        deleted = time_text(self._now())

        def write() -> None:
            self._change(conversation_id, "deleted = ?", deleted)
            self._history.trashed(conversation_id)

        self._database.in_transaction(write)

    def restore(self, conversation_id: int) -> None:
        """Take it out of the trash. Raises ConversationMissingError."""

        def write() -> None:
            self._change(conversation_id, "deleted = ?", None)
            self._history.taken_back(conversation_id)

        self._database.in_transaction(write)

    def _change(self, conversation_id: int, assignment: str, value: Any) -> None:
        changed = self._database.changed(
            f"UPDATE conversations SET {assignment} WHERE id = ?",  # noqa: S608  # our own text
            (value, conversation_id),
        )
        if not changed:
            raise ConversationMissingError(conversation_id)

    def empty_trash(self) -> int:
        """Delete for good what is in the trash; nothing of it is left in the index, the log or free pages."""
        rows = self._database.rows("SELECT id FROM conversations WHERE deleted IS NOT NULL")
        delete_conversations(self._database, self._history, [row[0] for row in rows])
        empty_log(self._database)
        return len(rows)

    # -- messages

    def messages(self, conversation_id: int) -> Sequence[StoredMessage]:
        """Every message of every branch, in order of creation. Raises ConversationMissingError."""
        return self._messages.of(conversation_id)

    def shown_leaf(self, conversation_id: int) -> int | None:
        """The leaf that was shown last."""
        rows = self._database.rows("SELECT leaf FROM conversations WHERE id = ?", (conversation_id,))
        return rows[0][0] if rows else None

    def show_leaf(self, conversation_id: int, message_id: int) -> None:
        """Remember which leaf is shown. Raises ConversationMissingError."""
        self._change(conversation_id, "leaf = ?", message_id)

    def add_message(self, conversation_id: int, parent_id: int | None, message: Message) -> StoredMessage:
        """Commit a message; it is on disk when this returns, and it is the leaf shown."""
        return self._messages.add(conversation_id, parent_id, message)

    def journal_answer(
        self, message_id: int, text: str, token_ids: Sequence[int], thinking: str = ""
    ) -> None:
        """Append what has streamed in; on disk when this returns."""
        self._messages.journal(message_id, text, token_ids, thinking)

    def finish_answer(self, message_id: int, ending: Ending, recipe: str = "") -> StoredMessage:
        """Close an answer that was STREAMING."""
        return self._messages.finish(message_id, ending, recipe)

    def close_interrupted(self) -> int:
        """Mark every answer that is still STREAMING as INTERRUPTED; returns how many."""
        return self._messages.close_interrupted()

    # -- drafts and models

    def draft(self, conversation_id: int | None) -> str:
        """The text left in the composer."""
        key = (_NEW_CONVERSATION if conversation_id is None else conversation_id,)
        rows = self._database.rows("SELECT body FROM drafts WHERE conversation_id = ?", key)
        return str(rows[0][0]) if rows else ""

    def save_draft(self, conversation_id: int | None, text: str) -> None:
        """Keep the composer's text; an empty text removes the draft."""
        key = _NEW_CONVERSATION if conversation_id is None else conversation_id
        if text:
            self._database.execute(
                "INSERT OR REPLACE INTO drafts(conversation_id, body) VALUES(?, ?)", (key, text)
            )
        else:
            self._database.execute("DELETE FROM drafts WHERE conversation_id = ?", (key,))

    def model_uses(self) -> Mapping[str, Sequence[str]]:
        """The titles of the conversations that were led with each model, by its digest."""
        rows = self._database.rows(
            "SELECT DISTINCT m.model_sha256, c.id, c.title, c.updated FROM messages m"
            " JOIN conversations c ON c.id = m.conversation_id"
            " WHERE m.model_sha256 IS NOT NULL AND m.model_sha256 <> '' ORDER BY c.updated DESC, c.id DESC"
        )
        found: dict[str, list[str]] = {}
        for digest, _, title, _ in rows:
            found.setdefault(digest, []).append(title)
        return found


def _list(database: Database, which: str) -> list[ConversationSummary]:
    rows = database.rows(
        f"SELECT id, title, created, updated, deleted, label FROM conversations WHERE {which}"  # noqa: S608  # ours
    )
    return [
        ConversationSummary(
            row[0], row[1], time_of(row[2]), time_of(row[3]), time_of(row[4]) if row[4] else None,
            label_from(row[5]),
        )
        for row in rows
    ]
