"""Databases for the tests of what lies in them, each with a schema and a key of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.vault.database import Database
from desktop.vault.migrations import migrate

KEY = "ab" * 48


@contextmanager
def new_database(folder: Path) -> Iterator[Database]:
    """An empty database of today's schema."""
    made = Database.create(folder, KEY)
    try:
        migrate(made)
        yield made
    finally:
        made.close()
