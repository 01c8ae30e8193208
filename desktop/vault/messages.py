"""Messages in the vault: the rows of a tree, an answer's journal, and the tokens it was sampled as."""

import struct
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from desktop.chat.conversation import Ending, Message, ModelMark, Role, StoredMessage
from desktop.chat.errors import ConversationMissingError
from desktop.chat.folding import folded_or_none
from desktop.vault.database import Database, Row
from desktop.vault.history import History

_COLUMNS = (
    "m.id, m.conversation_id, m.parent_id, m.role, m.ending, m.created, m.protection,"
    " m.model_sha256, m.model_name, m.model_architecture, t.body, k.ids, m.left_out, m.thinking, m.recipe,"
    " m.system_text"
)
_JOINED = "messages m LEFT JOIN texts t ON t.message_id = m.id LEFT JOIN tokens k ON k.message_id = m.id"
_SELECT = f"SELECT {_COLUMNS} FROM {_JOINED}"  # noqa: S608  # our own text


class MessageRows:
    """The messages of all conversations; belongs to the thread that owns the database."""

    def __init__(self, database: Database, now: Callable[[], datetime], history: History) -> None:
        self._database = database
        self._now = now
        self._history = history

    def of(self, conversation_id: int) -> Sequence[StoredMessage]:
        """Every message of a conversation, in order of creation. Raises ConversationMissingError."""
        rows = self._database.rows(f"{_SELECT} WHERE m.conversation_id = ? ORDER BY m.id", (conversation_id,))
        if not rows:
            self._require(conversation_id)
        return [self._stored(row) for row in rows]

    def get(self, message_id: int) -> StoredMessage:
        """One message. Raises ConversationMissingError."""
        rows = self._database.rows(f"{_SELECT} WHERE m.id = ?", (message_id,))
        if not rows:
            raise ConversationMissingError(message_id)
        return self._stored(rows[0])

    def _require(self, conversation_id: int) -> None:
        if not self._database.rows("SELECT 1 FROM conversations WHERE id = ?", (conversation_id,)):
            raise ConversationMissingError(conversation_id)

    def _stored(self, row: Row) -> StoredMessage:
        body, ids, thinking = row[10] or "", row[11] or b"", row[13]
        if row[4] == Ending.STREAMING:
            body, ids, thinking = self._journaled(row[0])
        mark = ModelMark(row[7], row[8], row[9]) if row[7] else None
        message = Message(
            role=Role(row[3]), text=body, ending=Ending(row[4]), model=mark, token_ids=_unpacked(ids),
            protection=row[6], left_out=row[12], thinking=thinking, recipe=row[14],
            system_text=row[15],
        )  # fmt: skip
        return StoredMessage(row[0], row[1], row[2], message, time_of(row[5]))

    def _journaled(self, message_id: int) -> tuple[str, bytes, str]:
        """Text, packed ids, thinking."""
        rows = self._database.rows(
            "SELECT body, ids, thinking FROM journal WHERE message_id = ? ORDER BY id", (message_id,)
        )
        return (
            "".join(row[0] for row in rows), b"".join(row[1] for row in rows), "".join(row[2] for row in rows)
        )  # fmt: skip

    def add(self, conversation_id: int, parent_id: int | None, message: Message) -> StoredMessage:
        """Commit a message and show it. Raises ConversationMissingError."""
        now = self._now()
        new_id = self._database.in_transaction(lambda: self.insert(conversation_id, parent_id, message, now))
        return StoredMessage(new_id, conversation_id, parent_id, message, now)

    def insert(self, conversation_id: int, parent_id: int | None, message: Message, now: datetime) -> int:
        """Write a message of this time and show it, within the caller's transaction; returns its id. Raises
        ConversationMissingError.
        """
        self._require(conversation_id)
        mark = message.model or ModelMark("", "", "")
        new_id = self._database.execute(
            "INSERT INTO messages(conversation_id, parent_id, role, ending, created, protection,"
            " model_sha256, model_name, model_architecture, left_out, thinking, recipe, system_text)"
            " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (conversation_id, parent_id, message.role.value, message.ending.value, time_text(now),
             message.protection, mark.sha256 or None, mark.name, mark.architecture, message.left_out,
             message.thinking, message.recipe, message.system_text),
        )  # fmt: skip
        if message.ending is not Ending.STREAMING:
            self.add_text(conversation_id, new_id, message.text)
            self._add_tokens(new_id, _packed(message.token_ids))
        self._database.execute(
            "UPDATE conversations SET updated = ?, leaf = ? WHERE id = ?",
            (time_text(now), new_id, conversation_id),
        )
        return new_id

    def add_text(self, conversation_id: int, message_id: int | None, body: str) -> None:
        """Text that can be found: a message's, or without one the conversation's title."""
        self._database.execute(
            "INSERT INTO texts(conversation_id, message_id, body, folded) VALUES(?, ?, ?, ?)",
            (conversation_id, message_id, body, folded_or_none(body)),
        )

    def _add_tokens(self, message_id: int, packed: bytes) -> None:
        if packed:
            self._database.execute("INSERT INTO tokens(message_id, ids) VALUES(?, ?)", (message_id, packed))

    def journal(self, message_id: int, text: str, token_ids: Sequence[int], thinking: str) -> None:
        """Append to a streaming answer; one row, on disk when this returns. Raises
        ConversationMissingError.
        """
        added = self._database.changed(
            "INSERT INTO journal(message_id, body, ids, thinking)"
            " SELECT id, ?, ?, ? FROM messages WHERE id = ?",
            (text, _packed(token_ids), thinking, message_id),
        )
        if not added:
            raise ConversationMissingError(message_id)

    def finish(self, message_id: int, ending: Ending, recipe: str = "") -> StoredMessage:
        """Put the journal together as the answer's text. Raises ConversationMissingError."""
        stored = self.get(message_id)
        if stored.message.ending is not Ending.STREAMING:
            return stored

        def write() -> None:
            body, ids, thinking = self._journaled(message_id)
            self.add_text(stored.conversation_id, message_id, body)
            self._add_tokens(message_id, ids)
            self._database.execute("DELETE FROM journal WHERE message_id = ?", (message_id,))
            self._database.execute(
                "UPDATE messages SET ending = ?, thinking = ?, recipe = ? WHERE id = ?",
                (ending.value, thinking, recipe, message_id),
            )
            self._history.generated(message_id)

        self._database.in_transaction(write)
        return self.get(message_id)

    def close_interrupted(self) -> int:
        """Finish every answer that is still streaming as interrupted; returns how many."""
        rows = self._database.rows("SELECT id FROM messages WHERE ending = ?", (Ending.STREAMING.value,))
        for (message_id,) in rows:
            self.finish(message_id, Ending.INTERRUPTED)
        return len(rows)


def _packed(token_ids: Sequence[int]) -> bytes:
    return struct.pack(f"<{len(token_ids)}i", *token_ids)


def _unpacked(packed: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(packed) // 4}i", packed)


def time_text(moment: datetime) -> str:
    """A moment as it is kept: UTC, ISO 8601, so that texts sort like times."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def time_of(text: str) -> datetime:
    """A moment as it was kept."""
    return datetime.fromisoformat(text)
