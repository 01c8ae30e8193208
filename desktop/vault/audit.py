"""What went over the network, kept in the vault: taken from the fetcher's ledger whenever the vault opens.

The ledger lies beside the models, where whoever may write there can change it; what the vault has taken
stays. Equal lines are told apart by their order alone, so taking the same ledger twice adds nothing, and one
that was cut, replaced or joined to another adds what is new in it.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from desktop.vault.database import Database


@dataclass(frozen=True, slots=True)
class Exchange:
    """One exchange with a server: ISO 8601 in UTC, the host, bytes received, what the user had clicked."""

    at: str
    host: str
    received: int
    click: str


class Audit:
    """The network's part of an unlocked vault; belongs to the thread that owns the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def take(self, ledger: Sequence[Exchange]) -> int:
        """Keep what is not kept yet of a whole ledger, oldest first; returns how many lines were new."""

        def write() -> int:
            seen: Counter[Exchange] = Counter()
            added = 0
            for each in ledger:
                seen[each] += 1
                added += self._database.changed(
                    "INSERT OR IGNORE INTO network(at, host, received, click, nth) VALUES(?, ?, ?, ?, ?)",
                    (each.at, each.host, each.received, each.click, seen[each]),
                )
            return added

        return self._database.in_transaction(write) if ledger else 0

    def exchanges(self) -> tuple[Exchange, ...]:
        """All that was taken, oldest first."""
        rows = self._database.rows("SELECT at, host, received, click FROM network ORDER BY at, id")
        return tuple(Exchange(*row) for row in rows)
