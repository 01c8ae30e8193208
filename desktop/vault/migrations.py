"""The schema and how it grew: a list of plain functions to which is only ever added.

The text of a message is indexed once, by one trigram index over its folded form (`vault/search.py`); the
index has no copy of its own: its content is a view that appends two sentinel characters, so that the last one
and two characters of a text are the beginning of a trigram too. While an answer streams, its pieces lie in
`journal`; the index sees it when it is whole.
"""

from collections.abc import Callable

from desktop.vault.database import Database
from desktop.vault.errors import VaultTooNewError

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


MIGRATIONS: tuple[Callable[[Database], None], ...] = (
    _create,
    _add_network,
    _add_left_out,
    _add_thinking,
    _add_tasks,
    _add_protection,
)


def migrate(database: Database) -> None:
    """Bring the schema up to this version. Raises VaultTooNewError, before anything is changed, for one from
    the future.
    """
    ((found,),) = database.rows("PRAGMA user_version")
    if found > len(MIGRATIONS):
        raise VaultTooNewError(found, len(MIGRATIONS))
    for number, step in enumerate(MIGRATIONS[found:], start=found + 1):
        database.in_transaction(lambda step=step, number=number: _take(database, step, number))  # type: ignore[misc]
    database.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab('main', 'words', 'instance')"
    )


def _take(database: Database, step: Callable[[Database], None], number: int) -> None:
    step(database)
    database.execute(f"PRAGMA user_version = {number}")
