"""Deleting for good: rows, drafts, index entries, free pages and the log hold nothing of it afterwards.

SQLite overwrites what it frees (`secure_delete`), and so does the index within its lists (`secure-delete`).
The log has the pages as they were: it is written back and cut to nothing. While somebody reads the database,
as a backup does, that waits for the next time, at the latest for the end of the program.
"""

from collections.abc import Sequence

from desktop.vault.database import Database
from desktop.vault.history import History


def delete_conversations(database: Database, history: History, ids: Sequence[int]) -> None:
    """Delete these for good, whether they are in the trash or not; `empty_log` comes after it, when no
    transaction is open any more.
    """

    def delete() -> None:
        for conversation_id in ids:
            history.deleted(conversation_id)
            for table in ("texts", "drafts"):
                database.execute(f"DELETE FROM {table} WHERE conversation_id = ?", (conversation_id,))  # noqa: S608
            database.execute("DELETE FROM conversations WHERE id = ?", (conversation_id,))

    if ids:
        database.in_transaction(delete)


def empty_log(database: Database) -> None:
    """Write the log back into the database and cut it to nothing; within a transaction nothing happens."""
    if not database.is_in_transaction:
        database.rows("PRAGMA wal_checkpoint(TRUNCATE)")
