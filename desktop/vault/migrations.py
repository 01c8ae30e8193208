"""The schema and how it grew: a list of plain functions to which is only ever added.

The text of a message is indexed once, by one trigram index over its folded form (`chat/folding.py`); the
index has no copy of its own: its content is a view that appends two sentinel characters, so that the last one
and two characters of a text are the beginning of a trigram too. While an answer streams, its pieces lie in
`journal`; the index sees it when it is whole.

Each step is one transaction: a vault is of the old schema or of the new one, also after a power cut.
"""

from collections.abc import Callable
from typing import Protocol

from desktop.chat.folding import folded_or_none
from desktop.vault.database import Database
from desktop.vault.errors import VaultTooNewError
from desktop.vault.progress import Progress, tell_nobody


class Step(Protocol):
    """What brings a schema to the next number."""

    def __call__(self, database: Database, tell: Progress = tell_nobody) -> None:
        """Do it, in a transaction that is open."""


_FIRST = (
    """CREATE TABLE conversations(
        id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL, created TEXT NOT NULL, updated TEXT NOT
        NULL, deleted TEXT, leaf INTEGER)""",
    """CREATE TABLE messages(
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        conversation_id INTEGER NOT NULL REFERENCES conversations(id) ON DELETE CASCADE,
        parent_id INTEGER REFERENCES messages(id) ON DELETE CASCADE,
        role TEXT NOT NULL, ending TEXT NOT NULL, created TEXT NOT NULL, protection TEXT NOT NULL,
        model_sha256 TEXT, model_name TEXT, model_architecture TEXT)""",
    "CREATE INDEX messages_of_conversation ON messages(conversation_id)",
    "CREATE INDEX messages_of_parent ON messages(parent_id)",
    # Text that can be found: a message's (message_id set) or a conversation's title. `folded` only where it
    # differs.
    """CREATE TABLE texts(
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        conversation_id INTEGER NOT NULL REFERENCES conversations(id) ON DELETE CASCADE,
        message_id INTEGER UNIQUE REFERENCES messages(id) ON DELETE CASCADE,
        body TEXT NOT NULL, folded TEXT)""",
    "CREATE INDEX texts_of_conversation ON texts(conversation_id)",
    """CREATE TABLE tokens(
        message_id INTEGER PRIMARY KEY REFERENCES messages(id) ON DELETE CASCADE, ids BLOB NOT NULL)""",
    """CREATE TABLE journal(
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        message_id INTEGER NOT NULL REFERENCES messages(id) ON DELETE CASCADE,
        body TEXT NOT NULL, ids BLOB NOT NULL)""",
    "CREATE INDEX journal_of_message ON journal(message_id)",
    "CREATE TABLE drafts(conversation_id INTEGER PRIMARY KEY, body TEXT NOT NULL)",
    "CREATE VIEW searchable AS SELECT id, coalesce(folded, body) || char(57344, 57344) AS t FROM texts",
    "CREATE VIRTUAL TABLE words USING fts5(t, content='searchable', content_rowid='id', tokenize='trigram')",
    "INSERT INTO words(words, rank) VALUES('secure-delete', 1)",
    "INSERT INTO words(words, rank) VALUES('pgsz', 3950)",
    """CREATE TRIGGER texts_added AFTER INSERT ON texts BEGIN
        INSERT INTO words(rowid, t) VALUES(new.id, coalesce(new.folded, new.body) || char(57344, 57344));
        END""",
    """CREATE TRIGGER texts_removed BEFORE DELETE ON texts BEGIN
        INSERT INTO words(words, rowid, t)
        VALUES('delete', old.id, coalesce(old.folded, old.body) || char(57344, 57344)); END""",
    """CREATE TRIGGER texts_leaving BEFORE UPDATE OF body, folded ON texts BEGIN
        INSERT INTO words(words, rowid, t)
        VALUES('delete', old.id, coalesce(old.folded, old.body) || char(57344, 57344)); END""",
    """CREATE TRIGGER texts_changed AFTER UPDATE OF body, folded ON texts BEGIN
        INSERT INTO words(rowid, t) VALUES(new.id, coalesce(new.folded, new.body) || char(57344, 57344));
        END""",
)


def _create(database: Database) -> None:
    for statement in _FIRST:
        database.execute(statement)


def _add_network(database: Database) -> None:
    """What the fetcher's ledger says; see `vault/audit.py`."""
    database.execute(
        """CREATE TABLE network(
            id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, host TEXT NOT NULL,
            received INTEGER NOT NULL, click TEXT NOT NULL, nth INTEGER NOT NULL,
            UNIQUE(at, host, received, click, nth))"""
    )


def _add_left_out(database: Database) -> None:
    """How many of the oldest messages the prompt of an answer left out."""
    database.execute("ALTER TABLE messages ADD COLUMN left_out INTEGER NOT NULL DEFAULT 0")


def _add_thinking(database: Database) -> None:
    """What a model wrote to itself before an answer, and what made the answer."""
    for table, column in (("messages", "thinking"), ("messages", "recipe"), ("journal", "thinking")):
        database.execute(f"ALTER TABLE {table} ADD COLUMN {column} TEXT NOT NULL DEFAULT ''")


def _add_tasks(database: Database) -> None:
    """How a conversation is led, which a system message said before; the user's own tasks; forms that were
    begun.
    """
    database.execute("ALTER TABLE conversations ADD COLUMN system_text TEXT NOT NULL DEFAULT ''")
    database.execute("ALTER TABLE conversations ADD COLUMN sampling TEXT NOT NULL DEFAULT ''")
    database.execute(
        """UPDATE conversations SET system_text = coalesce((
            SELECT t.body FROM messages m JOIN texts t ON t.message_id = m.id
            WHERE m.conversation_id = conversations.id AND m.role = 'system' AND m.parent_id IS NULL
            ORDER BY m.id LIMIT 1), '')"""
    )
    database.execute("ALTER TABLE messages ADD COLUMN system_text TEXT NOT NULL DEFAULT ''")
    database.execute(
        """UPDATE messages SET system_text = (
            SELECT c.system_text FROM conversations c WHERE c.id = messages.conversation_id)
            WHERE role = 'assistant'"""
    )
    database.execute(
        "CREATE TABLE tasks(id INTEGER PRIMARY KEY AUTOINCREMENT, place INTEGER NOT NULL, body TEXT NOT NULL)"
    )
    database.execute("CREATE TABLE forms(task TEXT PRIMARY KEY, body TEXT NOT NULL)")


def _add_protection(database: Database) -> None:
    """How secret each conversation is, the chain of events of `vault/events.py`, and what the vault keeps
    about itself: small values by name.
    """
    database.execute("ALTER TABLE conversations ADD COLUMN label TEXT NOT NULL DEFAULT 'internal'")
    database.execute(
        """CREATE TABLE events(
            id INTEGER PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL, facts TEXT NOT NULL,
            digest BLOB NOT NULL)"""
    )
    database.execute("CREATE TABLE facts(name TEXT PRIMARY KEY, body BLOB NOT NULL)")


def _fold_kana(database: Database, tell: Progress = tell_nobody) -> None:
    """Texts are compared in the form of `chat/folding.py`, which folds kana, hyphens and case itself; the
    index leaves them as they are. All texts are folded and indexed anew. A search of a time or a model finds
    its messages without reading them. `retired` says when a rule of retention has put a conversation into the
    trash, by its own count of days (`vault/retention.py`), and `retired_from` where it was.
    """
    database.execute("ALTER TABLE conversations ADD COLUMN retired INTEGER")
    database.execute("ALTER TABLE conversations ADD COLUMN retired_from TEXT NOT NULL DEFAULT ''")
    database.execute("CREATE INDEX messages_of_time ON messages(created)")
    database.execute("CREATE INDEX messages_of_model ON messages(model_sha256)")
    for trigger in ("texts_added", "texts_removed", "texts_leaving", "texts_changed"):
        database.execute(f"DROP TRIGGER {trigger}")
    database.execute("DROP TABLE words")
    for statement in _INDEX:
        database.execute(statement)
    ((count,),) = database.rows("SELECT count(*) FROM texts")
    done, last = 0, -1
    tell(done, count)
    while rows := database.rows(
        "SELECT id, body FROM texts WHERE id > ? ORDER BY id LIMIT ?", (last, _FOLDED_AT_ONCE)
    ):
        for text_id, body in rows:
            folded = folded_or_none(body)
            database.execute("UPDATE texts SET folded = ? WHERE id = ?", (folded, text_id))
        first, last = rows[0][0], rows[-1][0]
        database.execute(
            "INSERT INTO words(rowid, t) SELECT id, t FROM searchable WHERE id BETWEEN ? AND ?", (first, last)
        )
        done += len(rows)
        tell(done, count)
    for statement in _TRIGGERS:
        database.execute(statement)


_INDEX = (
    """CREATE VIRTUAL TABLE words USING fts5(
        t, content='searchable', content_rowid='id', tokenize='trigram case_sensitive 1')""",
    "INSERT INTO words(words, rank) VALUES('secure-delete', 1)",
    "INSERT INTO words(words, rank) VALUES('pgsz', 3950)",
)
_TRIGGERS = tuple(statement for statement in _FIRST if statement.startswith("CREATE TRIGGER"))
_FOLDED_AT_ONCE = 500


def _index_events(database: Database) -> None:
    """Every unlock asks for the newest event of some kinds, and the log is filtered by them."""
    database.execute("CREATE INDEX events_of_kind ON events(kind)")


def _quick(step: Callable[[Database], None]) -> Step:
    """A step that is over before anybody could be told how far it is."""

    def take(database: Database, tell: Progress = tell_nobody) -> None:  # noqa: ARG001  # as all steps
        step(database)

    return take


MIGRATIONS: tuple[Step, ...] = (
    _quick(_create),
    _quick(_add_network),
    _quick(_add_left_out),
    _quick(_add_thinking),
    _quick(_add_tasks),
    _quick(_add_protection),
    _fold_kana,
    _quick(_index_events),
)


def migrate(database: Database, tell: Progress = tell_nobody) -> None:
    """Bring the schema up to this version; `tell` hears how many of the texts are done where that takes a
    while. Raises VaultTooNewError, before anything is changed, for one from the future.
    """
    ((found,),) = database.rows("PRAGMA user_version")
    if found > len(MIGRATIONS):
        raise VaultTooNewError(found, len(MIGRATIONS))
    bring_to(database, len(MIGRATIONS), tell)
    database.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab('main', 'words', 'instance')"
    )


def bring_to(database: Database, schema: int, tell: Progress = tell_nobody) -> None:
    """Bring the schema up to the one with this number."""
    ((found,),) = database.rows("PRAGMA user_version")
    for number, step in enumerate(MIGRATIONS[found:schema], start=found + 1):
        database.in_transaction(lambda step=step, number=number: _take(database, step, number, tell))  # type: ignore[misc]


def _take(database: Database, step: Step, number: int, tell: Progress) -> None:
    step(database, tell)
    database.execute(f"PRAGMA user_version = {number}")
