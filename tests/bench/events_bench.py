"""What the audit log costs in a vault with a hundred thousand events, and what a protection report takes."""

import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from desktop.paths import source_root
from desktop.report.hashes import hash_files
from desktop.vault import keys
from desktop.vault.anchors import Anchors
from desktop.vault.database import Database
from desktop.vault.event_lines import event_lines
from desktop.vault.events import EventKind, Events, Wanted
from desktop.vault.facts import Facts
from desktop.vault.migrations import migrate
from tests.bench.rows import Row, row, times

ROOT = Path(__file__).resolve().parents[2]
EVENTS = 100_000
BLOCK = 200                     # rows that the page of the log fetches together
TURNS = 9


def run() -> list[Row]:
    """The figures; one vault serves them all."""
    (ROOT / "build").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=ROOT / "build") as folder:
        database = Database.create(Path(folder), keys.raw_database_key(bytes(32), "00" * 16))
        migrate(database)
        events = Events(database, lambda: datetime.now(UTC))
        database.in_transaction(lambda: _fill(events))
        try:
            return [*_log(events), *_unlocking(events, Facts(database)), _hashing()]
        finally:
            database.close()


def _fill(events: Events) -> None:
    digest = events.digest("前記固体電解質層の厚みは5μm以上20μm以下である。")
    for number in range(EVENTS):
        events.note(
            EventKind.GENERATED, conversation=number // 20, message=number, model="ab" * 32,
            ending="complete", protection="strong", parameters="temperature=0.7 top_k=40 seed=7",
            recipe=digest, prompt=digest, answer=digest,
        )  # fmt: skip


def _log(events: Events) -> list[Row]:
    works: tuple[tuple[str, Callable[[], object], int], ...] = (
        ("note one, on disk", lambda: events.note(EventKind.IMPORTED), TURNS),
        ("the numbers of all", events.ids, TURNS),
        ("the numbers of a kind", lambda: events.ids(Wanted(frozenset({"imported"}))), TURNS),
        ("a block of the page", lambda: events.some(range(EVENTS // 2, EVENTS // 2 + BLOCK)), TURNS),
        ("check the whole chain", events.verify, 3),
        ("write it as JSON Lines", lambda: sum(map(len, event_lines(events.all()))), 1),
    )
    return [row(f"log of {EVENTS:,}: {name}", times(work, turns), "ms", None) for name, work, turns in works]


def _unlocking(events: Events, facts: Facts) -> list[Row]:
    """What every unlock and every lock pays for it: of the 60 ms of an unlock no more than a trace."""
    anchors, head = Anchors(events, facts), events.head()

    def compare() -> None:
        anchors.compare_header(head)
        anchors.untold()

    return [row(f"log of {EVENTS:,}: compare the anchor at unlock", times(compare, TURNS), "ms", 5.0)]


def _hashing() -> Row:
    return row("report: hash all that runs here", times(lambda: hash_files(source_root()), 3), "ms", None)
