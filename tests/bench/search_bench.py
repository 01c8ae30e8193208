"""What a search costs in a hundred thousand messages of a patent desk, and what folding them anew costs.

Times are those of the thread on the processor, so that other programs do not count; the files lie in the
memory of the system, as they do when a program has run for a while.
"""

import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from desktop.chat.labels import Label
from desktop.chat.searching import Limits, Part
from desktop.vault import keys
from desktop.vault.conversations import VaultConversations
from desktop.vault.database import Database
from desktop.vault.migrations import MIGRATIONS, migrate
from tests.bench.rows import row, times

_times = partial(times, clock=time.thread_time)
ROOT = Path(__file__).resolve().parents[2]
MESSAGES = 100_000
IN_ONE = 100                    # messages of a conversation
SENTENCES = (3, 8)              # of a message
BEFORE_FOLDING = 6
RAW_KEY = keys.raw_database_key(bytes(32), "00" * 16)
SUBJECTS = (
    "前記固体電解質層", "正極活物質", "負極集電体", "バインダー", "導電助剤", "セパレータ", "筐体10a",
    "基板12", "制御部30", "通信インターフェース", "ＣＰＵ", "メモリ", "センサユニット", "樹脂組成物",
    "触媒層",
)  # fmt: skip
VERBS = (
    "の厚みは5μm以上20μm以下である。", "は、引用文献1の段落0045に記載されている。",
    "との間に中間層を設ける。", "を備えることを特徴とする。", "の表面粗さについて実施例3を参照されたい。",
    "は周知技術であるとはいえない。",
    "の数値範囲には臨界的意義がある。", "を、請求項1に従属する形で補正する。",
)  # fmt: skip
RARE = "極秘"                   # in every thousandth message
BEGAN = datetime(2023, 11, 1, tzinfo=UTC)
MODELS = ("a" * 64, "b" * 64, "c" * 64)
NEWEST = 50


def run() -> list[dict[str, Any]]:
    """The figures; one vault serves them all."""
    (ROOT / "build").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=ROOT / "build") as folder:
        database = Database.create(Path(folder), RAW_KEY)
        _fill(database)
        folding = _times(lambda: migrate(database), 1)
        found = [row(f"search: fold and index {MESSAGES:,} messages anew, once", folding, "ms", None)]
        found += _searches(VaultConversations(database, lambda: datetime.now(UTC)))
        found += _changes(VaultConversations(database, lambda: datetime.now(UTC)))
        database.close()
    return found


def _searches(store: VaultConversations) -> list[dict[str, Any]]:
    find, year = store.searching.find, Limits(since=BEGAN, until=BEGAN + timedelta(days=365))
    works: tuple[tuple[str, Callable[[], object], float | None], ...] = (
        ("two characters that few hold", lambda: find(RARE), 20.0),
        ("two characters that most hold", lambda: find("請求"), 20.0),
        ("two characters that one in eight holds", lambda: find("周知"), 20.0),
        ("two words of two characters", lambda: find("触媒 補正"), None),
        ("one character, the newest", lambda: find("の"), 30.0),
        ("one character that nobody wrote", lambda: find("鱟"), 30.0),
        ("three characters that few hold", lambda: find("極秘。"), 20.0),
        ("three characters that half hold", lambda: find("電解質"), 20.0),
        ("a reference sign", lambda: find("筐体10a"), 20.0),
        ("a word and a character", lambda: find("電解質 ３"), 20.0),
        ("the tenth page", _tenth_page(store), None),
        ("of one year", lambda: find("電解質", limits=year), None),
        ("answers of one model", lambda: find("請求", limits=Limits(model=MODELS[0])), None),
        ("in titles alone", lambda: find("電解質", limits=Limits(parts=frozenset({Part.TITLE}))), None),
        ("of a label that few have", lambda: find("請求", limits=Limits(label=Label.TOP_SECRET)), None),
        ("a limit that nothing meets", lambda: find("請求", limits=Limits(model="d" * 64)), None),
    )
    return [row(f"search: {name}", _times(work, 9), "ms", goal) for name, work, goal in works]


def _tenth_page(store: VaultConversations) -> Callable[[], object]:
    cursor = None
    for _ in range(9):
        cursor = store.searching.find("電解質", NEWEST, after=cursor)[-1].cursor
    return lambda: store.searching.find("電解質", NEWEST, after=cursor)


def _changes(store: VaultConversations) -> list[dict[str, Any]]:
    def empty() -> None:
        store.move_to_trash(2)
        store.empty_trash()

    def empty_many() -> None:
        for talk in range(10, 30):
            store.move_to_trash(talk)
        store.empty_trash()

    renaming = _times(lambda: store.rename(1, "改題"), 5)
    return [
        row("search: rename a conversation, the old title gone from the index", renaming, "ms", None),
        row(f"search: delete {IN_ONE} messages for good", _times(empty, 1), "ms", None),
        row(f"search: delete {20 * IN_ONE:,} messages for good", _times(empty_many, 1), "ms", None),
    ]  # fmt: skip


def _fill(database: Database) -> None:
    """A vault of the schema before, whose index is still to be made."""
    for step in MIGRATIONS[:BEFORE_FOLDING]:
        step(database)
    database.execute(f"PRAGMA user_version = {BEFORE_FOLDING}")
    for name in ("texts_added", "texts_removed"):
        database.execute(f"DROP TRIGGER {name}")
    database.in_transaction(lambda: _write(database))
    for name in ("texts_added", "texts_removed"):       # the migration takes them away
        database.execute(f"CREATE TRIGGER {name} AFTER INSERT ON journal BEGIN SELECT 1; END")


def _write(database: Database) -> None:
    for number, text in enumerate(_texts()):
        at = (BEGAN + timedelta(minutes=15 * number)).isoformat(timespec="microseconds")
        talk = number // IN_ONE + 1
        if number % IN_ONE == 0:
            label = Label.TOP_SECRET if talk % 100 == 0 else Label.INTERNAL
            database.execute(
                "INSERT INTO conversations(title, created, updated, label) VALUES(?, ?, ?, ?)",
                (text[:20], at, at, label.value),
            )
            _add(database, talk, None, text[:20])
        role, model = ("assistant", MODELS[talk % 3]) if number % 2 else ("user", None)
        message = database.execute(
            "INSERT INTO messages(conversation_id, role, ending, created, protection, model_sha256)"
            " VALUES(?, ?, 'complete', ?, '', ?)",
            (talk, role, at, model),
        )
        _add(database, talk, message, text)


def _add(database: Database, talk: int, message: int | None, text: str) -> None:
    database.execute(
        "INSERT INTO texts(conversation_id, message_id, body) VALUES(?, ?, ?)", (talk, message, text)
    )


def _texts() -> Iterator[str]:
    chance = random.Random(7)       # the same texts every time
    for number in range(MESSAGES):
        count = chance.randint(*SENTENCES)
        text = "".join(chance.choice(SUBJECTS) + chance.choice(VERBS) for _ in range(count))
        yield text + f"整理番号{number:06d}" + (f"{RARE}。" if number % 1000 == 0 else "")


if __name__ == "__main__":
    sys.stdout.write(json.dumps(run(), ensure_ascii=False, indent=1))
