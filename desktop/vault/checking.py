"""Whether the database is whole: what authenticates each page, how the pages hang together, and in the deep
check whether index and tables say the same.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from desktop.vault.database import Database, Row
from desktop.vault.errors import VaultDamagedError, WorkStoppedError

_BAD_PAGE = re.compile(r"page (\d+)")
_MOST = 1000


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of a check. `bad_pages` are those that do not authenticate; `faults` counts what does not
    hang together.
    """

    pages: int
    bad_pages: tuple[int, ...] = ()
    faults: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether nothing was found."""
        return not self.bad_pages and not self.faults


def check(database: Database, go_on: Callable[[], bool] = lambda: True, *, deep: bool = False) -> Checked:
    """Check the database on this connection, which is of no further use where a page was bad. Raises
    WorkStoppedError, also where the connection is interrupted.
    """
    ((pages,),) = database.rows("PRAGMA page_count")
    questions = _questions(deep=deep)
    if not go_on():
        raise WorkStoppedError
    if bad := bad_pages(database):      # SQLCipher gives a connection up that has read a bad page
        return Checked(pages, bad)
    faults = 0
    for question in questions:
        if not go_on():
            raise WorkStoppedError
        faults += question(database)
    return Checked(pages, faults=faults)


def bad_pages(database: Database) -> tuple[int, ...]:
    """The pages of the file that do not authenticate. They are read beside all locks: one that is just being
    written is right a moment later, so what is bad is what is bad twice.
    """
    found = _bad_pages(database)
    return tuple(sorted(found & _bad_pages(database))) if found else ()


def _bad_pages(database: Database) -> set[int]:
    """A file that ends in the middle of a page has one more."""
    found = [_BAD_PAGE.search(row[0]) for row in database.rows("PRAGMA cipher_integrity_check")]
    return {int(match[1]) if match else 0 for match in found}


def _questions(*, deep: bool) -> Iterator[Callable[[Database], int]]:
    yield lambda database: _faults(database, "PRAGMA integrity_check" if deep else "PRAGMA quick_check")
    if deep:
        yield lambda database: len(_rows(database, "PRAGMA foreign_key_check"))


def _faults(database: Database, question: str) -> int:
    rows = _rows(database, f"{question}({_MOST})")
    return 0 if rows == [("ok",)] else len(rows)


def _rows(database: Database, question: str) -> list[Row]:
    """What is so damaged that it cannot be looked at is one fault."""
    try:
        return database.rows(question)
    except VaultDamagedError:
        return [("damaged",)]
