"""The encrypted database: the only place that speaks SQLCipher, and where its errors become ours."""

import errno
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlcipher3 import dbapi2

from desktop.vault.errors import (
    VaultDamagedError,
    VaultError,
    VaultFullError,
    VaultReadOnlyError,
    VaultWriteError,
)
from desktop.vault.files import make_private, narrow

FILE_NAME = "vault.db"
FILE_NAMES = (FILE_NAME, FILE_NAME + "-wal", FILE_NAME + "-shm")
_AFTER_KEY = (
    "PRAGMA cipher_log_level = NONE",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA secure_delete = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA foreign_keys = ON",
    "PRAGMA mmap_size = 0",
)
_BUSY_MS = 2000
_PAGE = 4096
Row = tuple[Any, ...]
T = TypeVar("T")


class Database:
    """One connection, used by one thread (the vault's lane). Statements come from our own code only."""

    def __init__(self, connection: Any, folder: Path) -> None:
        self._connection = connection
        self._folder = folder

    @classmethod
    def create(cls, folder: Path, raw_key: str) -> "Database":
        """A new database in a folder that has none. Raises VaultWriteError, VaultDamagedError."""
        make_private(folder / FILE_NAME)    # SQLite gives what it makes beside it the same permissions
        return cls._open(folder / FILE_NAME, raw_key)

    @classmethod
    def open(cls, folder: Path, raw_key: str) -> "Database":
        """An existing database; a missing file is an error, never a new one. Raises VaultDamagedError,
        VaultWriteError.
        """
        for name in FILE_NAMES:
            narrow(folder / name)
        return cls._open(folder / FILE_NAME, raw_key)

    @classmethod
    def _open(cls, path: Path, raw_key: str) -> "Database":
        with _our_errors(path.parent):
            connection = dbapi2.connect(
                f"{path.as_uri()}?mode=rw", uri=True, isolation_level=None, check_same_thread=False
            )
        database = cls(connection, path.parent)
        try:
            database.execute(f"PRAGMA key = \"x'{raw_key}'\"")
            database.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
            for pragma in _AFTER_KEY[:1]:
                database.execute(pragma)
            database.rows("SELECT count(*) FROM sqlite_master")
            for pragma in _AFTER_KEY[1:]:
                database.execute(pragma)
        except VaultError:
            database.close()
            raise
        return database

    def execute(self, statement: str, values: Sequence[Any] = ()) -> int:
        """Carry out a statement; returns the id of the row that it added, if it added one."""
        with _our_errors(self._folder):
            return int(self._connection.execute(statement, values).lastrowid or 0)

    def rows(self, statement: str, values: Sequence[Any] = ()) -> list[Row]:
        """The rows of a query."""
        with _our_errors(self._folder):
            found: list[Row] = self._connection.execute(statement, values).fetchall()
            return found

    def each(self, statement: str, values: Sequence[Any] = ()) -> Iterator[Row]:
        """The rows of a query, one by one, for one that may be left early."""
        with _our_errors(self._folder):
            yield from self._connection.execute(statement, values)

    def changed(self, statement: str, values: Sequence[Any] = ()) -> int:
        """Carry out a statement; returns how many rows it changed."""
        with _our_errors(self._folder):
            return int(self._connection.execute(statement, values).rowcount)

    @property
    def is_in_transaction(self) -> bool:
        """Whether a transaction is open."""
        return bool(self._connection.in_transaction)

    def in_transaction(self, work: Callable[[], T]) -> T:
        """All of it or nothing; on disk when this returns. Inside another one it is part of that."""
        if self.is_in_transaction:
            return work()
        self.execute("BEGIN IMMEDIATE")
        try:
            outcome = work()
            self.execute("COMMIT")
        except BaseException:
            if self.is_in_transaction:
                self.execute("ROLLBACK")
            raise
        return outcome

    def close(self) -> None:
        """Write the log back into the database and close."""
        with _our_errors(self._folder):
            self._connection.close()


@contextmanager
def _our_errors(folder: Path) -> Iterator[None]:
    """What SQLCipher raises becomes ours."""
    try:
        yield
    except dbapi2.Error as error:
        raise _our_error(error, folder) from error


def _our_error(error: Exception, folder: Path) -> VaultError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    text = str(error)
    if code == sqlite3.SQLITE_FULL or "full" in text:
        return VaultFullError(errno.ENOSPC)
    if code == sqlite3.SQLITE_READONLY or "readonly" in text:
        return VaultReadOnlyError(errno.EROFS)
    if (
        code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)
        or "not a database" in text
        or "malformed" in text
    ):
        return VaultDamagedError("database")
    if code == sqlite3.SQLITE_CANTOPEN or "unable to open" in text:
        return VaultDamagedError("database")
    return VaultFullError(errno.ENOSPC) if _is_full(folder) else VaultWriteError()


def _is_full(folder: Path) -> bool:
    """Whether the disk has no page left: some of SQLite's messages about a full disk do not say so."""
    try:
        found = os.statvfs(folder)
    except OSError:
        return False
    return found.f_bavail * found.f_frsize < _PAGE
