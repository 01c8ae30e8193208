"""What was saved from a damaged database becomes one that holds together: what belongs to something that is
lost gets a stand-in for it, so that nothing that could be read is hidden.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from desktop.chat.conversation import Ending, Role, title_from
from desktop.chat.labels import Label
from desktop.vault.database import Database
from desktop.vault.messages import time_text


@dataclass(frozen=True, slots=True)
class Mended:
    """How many got a stand-in or another place: conversations whose own row is lost, messages of which only
    the text is left, messages whose text is lost, and those whose place in the talk is a guess.
    """

    conversations: int = 0
    messages: int = 0
    without_text: int = 0
    moved: int = 0


def mend(database: Database, now: Callable[[], datetime]) -> Mended:
    """Make the database hold together, inside a transaction that is open."""
    conversations = _remake_conversations(database, time_text(now()))
    messages = _remake_messages(database)
    moved = _hang_again(database)
    _drop_what_hangs_nowhere(database)
    ((without_text,),) = database.rows(
        "SELECT count(*) FROM messages WHERE ending <> ?"
        " AND id NOT IN (SELECT message_id FROM texts WHERE message_id IS NOT NULL)",
        (Ending.STREAMING.value,),
    )
    return Mended(conversations, messages, without_text, moved)


def _remake_conversations(database: Database, now: str) -> int:
    """A title may be left in the index's texts; the label is not, so it is the most secret one."""
    missing = database.rows(
        "SELECT conversation_id FROM (SELECT conversation_id FROM messages UNION SELECT conversation_id FROM"
        " texts) WHERE conversation_id NOT IN (SELECT id FROM conversations)"
    )
    for (conversation_id,) in missing:
        texts = database.rows(
            "SELECT body, message_id FROM texts WHERE conversation_id = ? ORDER BY message_id IS NOT NULL, id"
            " LIMIT 1",
            (conversation_id,),
        )
        title = title_from(texts[0][0]) if texts else ""
        times = database.rows(
            "SELECT coalesce(min(created), ?), coalesce(max(created), ?) FROM messages"
            " WHERE conversation_id = ?",
            (now, now, conversation_id),
        )
        database.execute(
            "INSERT INTO conversations(id, title, created, updated) VALUES(?, ?, ?, ?)",
            (conversation_id, title, *times[0]),
        )
        _label_most_secret(database, conversation_id)
    return len(missing)


def _label_most_secret(database: Database, conversation_id: int) -> None:
    """Where conversations have labels; an old schema has none."""
    if any(row[1] == "label" for row in database.rows("PRAGMA table_info(conversations)")):
        database.execute(
            "UPDATE conversations SET label = ? WHERE id = ?", (Label.TOP_SECRET.value, conversation_id)
        )


def _remake_messages(database: Database) -> int:
    """Of a message whose own row is lost, the text says the conversation, and its neighbours who spoke."""
    missing = database.rows(
        "SELECT message_id, conversation_id FROM texts WHERE message_id IS NOT NULL"
        " AND message_id NOT IN (SELECT id FROM messages) ORDER BY message_id"
    )
    for message_id, conversation_id in missing:
        before = database.rows(
            "SELECT id, role, created FROM messages WHERE conversation_id = ? AND id < ?"
            " ORDER BY id DESC LIMIT 1",
            (conversation_id, message_id),
        )
        parent_id, role, created = before[0] if before else (None, "", _begin(database, conversation_id))
        after = database.rows("SELECT role FROM messages WHERE parent_id = ? LIMIT 1", (message_id,))
        speaks = _other(after[0][0]) if after else _other(role)
        database.execute(
            "INSERT INTO messages(id, conversation_id, parent_id, role, ending, created, protection)"
            " VALUES(?, ?, ?, ?, ?, ?, '')",
            (message_id, conversation_id, parent_id, speaks, Ending.COMPLETE.value, created),
        )
    return len(missing)


def _begin(database: Database, conversation_id: int) -> str:
    ((created,),) = database.rows("SELECT created FROM conversations WHERE id = ?", (conversation_id,))
    return str(created)


def _other(role: str) -> str:
    return (Role.ASSISTANT if role == Role.USER else Role.USER).value


def _hang_again(database: Database) -> int:
    """A message whose parent is lost follows the one before it; a leaf that is lost is the last message."""
    moved = database.changed(
        "UPDATE messages SET parent_id = (SELECT max(b.id) FROM messages b"
        " WHERE b.conversation_id = messages.conversation_id AND b.id < messages.id)"
        " WHERE parent_id IS NOT NULL AND parent_id NOT IN (SELECT id FROM messages)"
    )
    database.execute(
        "UPDATE conversations SET leaf = (SELECT max(m.id) FROM messages m WHERE m.conversation_id ="
        " conversations.id) WHERE leaf IS NOT NULL AND leaf NOT IN (SELECT id FROM messages) OR leaf IS NULL"
    )
    return moved


def _drop_what_hangs_nowhere(database: Database) -> None:
    """Tokens and pieces of messages that nothing else is left of."""
    for table in ("tokens", "journal"):
        database.execute(
            f"DELETE FROM {table} WHERE message_id NOT IN (SELECT id FROM messages)"  # noqa: S608  # ours
        )
