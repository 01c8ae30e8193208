"""The encrypted database: the only place that speaks SQLCipher, and where its errors become ours."""

import errno
import os
import shutil
import sqlite3
import sys
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
    WorkStoppedError,
)
from desktop.vault.files import DATABASE, DATABASE_FILES, make_private, narrow
from desktop.vault.pages import frames

FILE_NAME, FILE_NAMES = DATABASE, DATABASE_FILES
_TO_READ = (
    "PRAGMA query_only = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA mmap_size = 0",
)
_TO_WRITE = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
    "PRAGMA foreign_keys = ON",
    *_TO_READ[1:],
)
_BUSY_MS = 2000
_PAGE = 4096
_PAGES_AT_ONCE = 256                # of a copy: a mebibyte takes some 15 ms
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
        cls._check_log(folder, raw_key)
        return cls._open(folder / FILE_NAME, raw_key)

    @classmethod
    def _open(cls, path: Path, raw_key: str) -> "Database":
        return cls._keyed(_connect(path, "rw"), path, raw_key, _TO_WRITE)

    @classmethod
    def _keyed(cls, connection: Any, path: Path, raw_key: str, pragmas: Sequence[str]) -> "Database":
        database = cls(connection, path.parent)
        try:
            database.execute(f"PRAGMA key = \"x'{raw_key}'\"")
            database.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
            database.execute("PRAGMA cipher_log_level = NONE")
            database.rows("SELECT count(*) FROM sqlite_master")
            for pragma in pragmas:
                database.execute(pragma)
        except VaultError:
            database.close()
            raise
        return database

    @classmethod
    def _check_log(cls, folder: Path, raw_key: str) -> None:
        """Where a frame of the log is bad SQLite passes over all that follow, without a word, and the next
        commit would write over them. A power cut may spoil the last transaction, which nobody was told of
        yet; with two or more behind the bad frame, what was acknowledged is about to be lost. Raises
        VaultDamagedError.
        """
        log = folder / FILE_NAMES[1]
        if not log.exists() or not log.stat().st_size:
            return
        reader = cls.open_to_read(folder / FILE_NAME, raw_key)      # one that cannot write leaves the log
        try:
            ((_, taken, _),) = reader.rows("PRAGMA wal_checkpoint(NOOP)")
            passed_over = frames(log.read_bytes())[taken:]
        finally:
            reader.close()
        if sum(frame.ends for frame in passed_over) > 1:
            raise VaultDamagedError("database")

    @classmethod
    def open_to_read(cls, path: Path, raw_key: str) -> "Database":
        """Another connection to a database, which can change nothing in it. It may lie on a disk that cannot
        be written. Raises VaultDamagedError, VaultWriteError.
        """
        connection = _connect(path, "ro")
        return cls._keyed(connection, path, raw_key, _TO_READ)

    def copy_to(self, path: Path, raw_key: str, go_on: Callable[[], bool]) -> None:
        """Write all that is committed into a new file under this key, a single one without a log; `go_on` is
        asked now and then and may end it. Raises VaultDamagedError, VaultWriteError, WorkStoppedError.
        """
        make_private(path)
        copy = self._keyed(_connect(path, "rw"), path, raw_key, ())
        try:
            self.execute("BEGIN")
            try:
                self.rows("SELECT count(*) FROM sqlite_master")     # from here on it sees what is there now
                with _our_errors(path.parent):
                    self._connection.backup(
                        copy._connection, pages=_PAGES_AT_ONCE, progress=lambda *_: _or_stop(go_on)
                    )
            finally:
                self.execute("COMMIT")
            copy.rows("PRAGMA journal_mode = DELETE")
        finally:
            copy.close()

    @property
    def size(self) -> int:
        """How many bytes the database has, without its log."""
        ((pages,),) = self.rows("PRAGMA page_count")
        return int(pages) * _PAGE

    def rekey(self, raw_key: str, new_raw_key: str) -> None:
        """Encrypt the database anew, in one transaction, and see that it opens with the new key. Raises
        VaultWriteError, VaultDamagedError; then it has its old key.
        """
        self.settle()                   # so that the log shows how far the work is
        failure: VaultError | None = None
        try:
            self.execute(f"PRAGMA rekey = \"x'{new_raw_key}'\"")
            self.settle()
        except VaultError as error:
            failure = error
        self.close()                    # what it holds of either key goes; everybody keeps this object
        path = self._folder / FILE_NAME
        try:
            self._connection = self._open(path, new_raw_key)._connection
        except VaultDamagedError:
            self._connection = self._open(path, raw_key)._connection
            raise failure or VaultWriteError() from None

    def settle(self) -> None:
        """Write the log back into the database: checks of its pages look at nothing else."""
        self.rows("PRAGMA wal_checkpoint(TRUNCATE)")

    def share_logged(self) -> float:
        """How much of the database stands in its log, 0 to 1; from any thread."""
        try:
            logged = (self._folder / FILE_NAMES[1]).stat().st_size
            return min(1.0, logged / max(1, (self._folder / FILE_NAME).stat().st_size))
        except OSError:
            return 0.0

    def interrupt(self) -> None:
        """End what another thread does on this connection; that raises WorkStoppedError."""
        self._connection.interrupt()

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
        with _our_errors(self._folder):
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


def _connect(path: Path, mode: str) -> Any:
    if not path.is_file():                      # for a pipe SQLite would wait until somebody writes into it
        raise VaultDamagedError("database")
    with _our_errors(path.parent):
        return dbapi2.connect(
            f"{path.as_uri()}?mode={mode}", uri=True, isolation_level=None, check_same_thread=False
        )


def _or_stop(go_on: Callable[[], bool]) -> None:
    if not go_on():
        raise WorkStoppedError


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
    if code == sqlite3.SQLITE_INTERRUPT or "interrupted" in text:
        return WorkStoppedError()
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
        if sys.platform == "win32":
            return shutil.disk_usage(folder).free < _PAGE
        found = os.statvfs(folder)
    except OSError:
        return False
    return found.f_bavail * found.f_frsize < _PAGE
