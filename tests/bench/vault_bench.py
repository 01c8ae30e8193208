"""What the vault's encryption costs: commits against SQLite without a key, and short words in many texts."""

import json
import statistics
import sys
import tempfile
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from desktop.chat.conversation import Message, Role
from desktop.chat.folding import folded_or_none
from desktop.vault import keys
from desktop.vault.conversations import VaultConversations
from desktop.vault.database import Database
from desktop.vault.migrations import migrate
from tests.bench.rows import times

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 150
MESSAGES = 100_000
TEXT = "請求項1に係る発明は、固体電解質層の厚みが5μm以上20μm以下である点で相違する。" * 5
RAW_KEY = keys.raw_database_key(bytes(32), "00" * 16)


class PlainDatabase(Database):
    """The same schema and settings without a key: the very same library then writes plain SQLite files."""

    @classmethod
    def plain(cls, folder: Path) -> "PlainDatabase":
        """A new database."""
        connection = dbapi2.connect(str(folder / "plain.db"), isolation_level=None)
        for pragma in (
            "journal_mode = WAL", "synchronous = FULL", "temp_store = MEMORY", "secure_delete = ON",
            "foreign_keys = ON", "mmap_size = 0",
        ):  # fmt: skip
            connection.execute(f"PRAGMA {pragma}")
        return cls(connection, folder)


def run() -> list[dict[str, Any]]:
    """The figures; both databases lie on the same disk, and the commits alternate."""
    (ROOT / "build").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=ROOT / "build") as folder:
        place = Path(folder)
        encrypted, plain = Database.create(place, RAW_KEY), PlainDatabase.plain(place)
        ours, theirs = _commits(encrypted, plain)
        ratio = statistics.median(ours) / statistics.median(theirs)
        _fill(encrypted)
        store = VaultConversations(encrypted, _now)
        two = times(lambda: store.searching.find("極秘"), 15)
        three = times(lambda: store.searching.find("電解質"), 15)
        encrypted.close()
        plain.close()
        opening = times(lambda: Database.open(place, RAW_KEY).close(), 15)
    return [
        _figure("vault: one committed message against SQLCipher without a key", [ratio], "×", 2.0),
        _figure("vault: the same, encrypted", ours, "ms", None),
        _figure("SQLCipher without a key (plain SQLite files): the same", theirs, "ms", None),
        _figure(f"vault: a word of two characters in {MESSAGES:,} messages", two, "ms", 20.0),
        _figure("vault: a word of three characters that half of them hold", three, "ms", None),
        _figure("vault: open and close with the raw key", opening, "ms", None),
    ]


def _now() -> datetime:
    return datetime.now(UTC)


def _commits(encrypted: Database, plain: Database) -> tuple[list[float], list[float]]:
    """Milliseconds of each commit, in turn."""
    adders = []
    for database in (encrypted, plain):
        migrate(database)
        store = VaultConversations(database, _now)
        talk = store.create_conversation("bench")
        adders.append(partial(store.add_message, talk.id, None, Message(Role.USER, TEXT)))
    found: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        for adder, taken in zip(adders, found, strict=True):
            taken += times(adder, 1)
    return found


def _fill(database: Database) -> None:
    """Many messages in one transaction; a thousandth hold the rare word, half of them the frequent one."""

    def write() -> None:
        for number in range(MESSAGES):
            subject = "固体電解質" if number % 2 else "正極活物質"
            body = f"段落{number:06d} {subject}の厚みについて"
            body += "極秘" if number % 1000 == 0 else ""
            database.execute(
                "INSERT INTO messages(conversation_id, role, ending, created, protection) VALUES(1, 'user',"
                " 'complete', '2026-11-23T00:00:00+00:00', '')"
            )
            database.execute(
                "INSERT INTO texts(conversation_id, message_id, body, folded)"
                " VALUES(1, last_insert_rowid(), ?, ?)",
                (body, folded_or_none(body)),
            )

    database.in_transaction(write)


def _figure(name: str, values: list[float], unit: str, goal: float | None) -> dict[str, Any]:
    value = statistics.median(values)
    return {
        "name": name,
        "value": round(value, 2),
        "unit": unit,
        "goal": "" if goal is None else f"≤ {goal:g}",
        "met": None if goal is None else value <= goal,
        "spread": f"{min(values):.2f}–{max(values):.2f}",
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(run(), ensure_ascii=False, indent=1))
