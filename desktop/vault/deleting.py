"""Deleting for good: rows, drafts, index entries, free pages and the log hold nothing of it afterwards.

SQLite overwrites what it frees (`secure_delete`). The index takes a text out of its lists at once
(`secure-delete`), which costs milliseconds for each; where many go it is cheaper to let them be marked and
then to merge all lists into one, which leaves the marked ones out and frees the old lists.

The log has the pages as they were: it is written back and cut to nothing. While somebody reads the database,
as a backup does, that waits for the next time, at the latest for the end of the program.
"""

from collections.abc import Sequence

from desktop.vault.database import Database
from desktop.vault.history import History

_MERGED_FROM = 100          # where one of so many texts goes, both ways cost the same (measured)


def delete_conversations(
    database: Database, history: History, ids: Sequence[int], *, merge: bool | None = None
) -> None:
    """Delete these for good, whether they are in the trash or not; `empty_log` comes after it, when no
    transaction is open any more. `merge` is the way of the index; usually the cheaper one.
    """

    def delete() -> None:
        merges = _is_merging_cheaper(database, ids) if merge is None else merge
        if merges:
            database.execute("INSERT INTO words(words, rank) VALUES('secure-delete', 0)")
        for conversation_id in ids:
            history.deleted(conversation_id)
            for table in ("texts", "drafts"):
                database.execute(f"DELETE FROM {table} WHERE conversation_id = ?", (conversation_id,))  # noqa: S608
            database.execute("DELETE FROM conversations WHERE id = ?", (conversation_id,))
        if merges:
            database.execute("INSERT INTO words(words) VALUES('optimize')")
            database.execute("INSERT INTO words(words, rank) VALUES('secure-delete', 1)")

    if ids:
        database.in_transaction(delete)


def _is_merging_cheaper(database: Database, ids: Sequence[int]) -> bool:
    ((every,),) = database.rows("SELECT count(*) FROM texts")
    gone = sum(
        database.rows("SELECT count(*) FROM texts WHERE conversation_id = ?", (conversation_id,))[0][0]
        for conversation_id in ids
    )
    return bool(gone * _MERGED_FROM > every)


def empty_log(database: Database) -> None:
    """Write the log back into the database and cut it to nothing; within a transaction nothing happens."""
    if not database.is_in_transaction:
        database.rows("PRAGMA wal_checkpoint(TRUNCATE)")
