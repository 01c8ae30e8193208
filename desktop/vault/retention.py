"""The administrator's rule that conversations are kept for so many days after their last change, no longer.

A clock that runs ahead by mistake must not delete anything. So a conversation that is too old goes to the
trash first, and is deleted for good only when the vault has been in use on seven further days: days are
counted here, one for each date that is later than the last one seen, however far the clock has jumped. If the
clock comes to its senses, what is not too old after all comes back to where it was. What the user has put
into the trash is under the same rule. A conversation that is taken out of the trash, and not changed, goes
back the next time.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from desktop.vault.database import Database
from desktop.vault.deleting import delete_conversations, empty_log
from desktop.vault.facts import Facts
from desktop.vault.history import History
from desktop.vault.messages import time_text

DAYS_OF_USE = 7                 # between the trash and the end
_FACT = "retention: days of use"
_LIST, _TRASH = "list", "trash"     # where a conversation was


@dataclass(frozen=True, slots=True)
class Retained:
    """How many conversations went to the trash, came back from it, and were deleted for good."""

    retired: int = 0
    taken_back: int = 0
    deleted: int = 0


class Retention:
    """Belongs to the thread that owns the database."""

    def __init__(self, database: Database, history: History, now: Callable[[], datetime]) -> None:
        self._database = database
        self._facts = Facts(database)
        self._history = history
        self._now = now

    def keep(self, days: int) -> Retained:
        """Do what the rule asks for today; asked several times a day it does no more."""
        now = self._now()
        oldest = time_text(now - timedelta(days=days))
        done = self._database.in_transaction(lambda: self._keep(now, oldest))
        if done.deleted:
            empty_log(self._database)
        return done

    def _keep(self, now: datetime, oldest: str) -> Retained:
        count = self._counted(now.astimezone(UTC).date())
        taken_back = self._take_back(oldest)
        rows = self._database.rows(
            "SELECT id FROM conversations WHERE deleted IS NOT NULL AND updated < ? AND retired <= ?",
            (oldest, count - DAYS_OF_USE),
        )
        delete_conversations(self._database, self._history, [row[0] for row in rows])
        return Retained(self._retire(oldest, count, now), taken_back, len(rows))

    def _counted(self, today: date) -> int:
        """The number of this day of use."""
        count, last = self._days()
        if last is None or today > last:
            count += 1
        if today != last:
            self._facts.put(_FACT, json.dumps({"count": count, "day": today.isoformat()}).encode())
        return count

    def _days(self) -> tuple[int, date | None]:
        """The number of the last day of use, and its date; what cannot be read begins anew, which deletes
        later.
        """
        kept = self._facts.get(_FACT)
        try:
            found = json.loads(kept) if kept else {}
            return int(found["count"]), date.fromisoformat(found["day"])
        except (ValueError, TypeError, KeyError):
            return 0, None

    def _take_back(self, oldest: str) -> int:
        rows = self._database.rows(
            "SELECT id FROM conversations WHERE retired_from = ? AND deleted IS NOT NULL AND updated >= ?",
            (_LIST, oldest),
        )
        for (conversation_id,) in rows:
            self._database.execute(
                "UPDATE conversations SET deleted = NULL WHERE id = ?", (conversation_id,)
            )
            self._history.taken_back(conversation_id)
        self._database.execute(
            "UPDATE conversations SET retired = NULL, retired_from = '' WHERE updated >= ?", (oldest,)
        )
        return len(rows)

    def _retire(self, oldest: str, count: int, now: datetime) -> int:
        """Put what is too old into the trash, and begin to count for what is there already."""
        self._database.execute(
            "UPDATE conversations SET retired = ?, retired_from = coalesce(nullif(retired_from, ''), ?)"
            " WHERE updated < ? AND deleted IS NOT NULL AND (retired IS NULL OR retired > ?)",
            (count, _TRASH, oldest, count),
        )
        rows = self._database.rows(
            "SELECT id FROM conversations WHERE updated < ? AND deleted IS NULL", (oldest,)
        )
        for (conversation_id,) in rows:
            self._database.execute(
                "UPDATE conversations SET deleted = ?, retired = ?, retired_from = ? WHERE id = ?",
                (time_text(now), count, _LIST, conversation_id),
            )
            self._history.trashed(conversation_id)
        return len(rows)

    def days_left(self) -> Mapping[int, int]:
        """On how many further days of use the conversations in the trash are still there, where the rule has
        put them or found them.
        """
        count, _ = self._days()
        rows = self._database.rows(
            "SELECT id, retired FROM conversations WHERE deleted IS NOT NULL AND retired IS NOT NULL"
        )
        return {row[0]: max(0, row[1] + DAYS_OF_USE - count) for row in rows}
