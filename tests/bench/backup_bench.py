"""What a vault of 100,000 messages costs: to open it up to the first list, to check it, to back it up, to
bring it back, and to save it page by page.
"""

import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from desktop.chat.folding import folded_or_none
from desktop.vault.openers import ByPassphrase
from desktop.vault.restore import restore
from desktop.vault.salvage import salvage
from desktop.vault.vault import Vault, VaultPlace
from tests.bench.rows import Row, row
from tests.vault.places import PASSPHRASE, new_vault, place

ROOT = Path(__file__).resolve().parents[2]
MESSAGES, TALKS = 100_000, 500
ROUNDS = 7
BODY = "段落{number:06d} 固体電解質層の厚みが{number}μmである点で相違する。"


def run() -> list[Row]:
    """The figures. The passphrase costs nothing here: what Argon2id takes is chosen (`keys_bench`)."""
    (ROOT / "build").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=ROOT / "build") as folder:
        where = place(Path(folder) / "vault")
        _fill(new_vault(where.folder).vault)
        opening = [_opening_ms(where) for _ in range(ROUNDS)]
        vault = _opened(where)
        checks = [_ms(vault.upkeep.check) for _ in range(3)]
        deep = [_ms(lambda: vault.upkeep.check(deep=True))]
        copies = [_ms(vault.back_up) for _ in range(3)]
        (backup,) = vault.upkeep.backups()
        vault.close()
        restored = [_ms(lambda: restore(where, backup, ByPassphrase(PASSPHRASE)))]
        salvaged = [_ms(lambda: salvage(where, ByPassphrase(PASSPHRASE)))]
    size = f"{MESSAGES:,} messages, {backup.size / 1e6:.0f} MB"
    return [
        row(f"vault: open it up to the first list ({size})", opening, "ms", 150.0),
        row("vault: the check at every start, beside everything else", checks, "ms", None),
        row("vault: the weekly check", deep, "ms", None),
        row("vault: a backup, checked", copies, "ms", None),
        row("vault: restore it, checked", restored, "ms", None),
        row("vault: save it page by page, index built anew", salvaged, "ms", None),
    ]


def _opened(where: VaultPlace) -> Vault:
    """Unlocked, with the list that the window shows first."""
    vault = Vault.unlock(where, ByPassphrase(PASSPHRASE))
    vault.conversations.conversations()
    return vault


def _opening_ms(where: VaultPlace) -> float:
    """Until the first list is there; closing is nobody's wait."""
    began = time.perf_counter()
    vault = _opened(where)
    found = (time.perf_counter() - began) * 1000
    vault.close()
    return found


def _ms(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def _fill(vault: Vault) -> None:
    """All in one transaction, and closed."""
    database = vault._database

    def write() -> None:
        for talk in range(TALKS):
            talk_id = vault.conversations.create_conversation(f"案件{talk}").id
            for number in range(talk, MESSAGES, TALKS):
                body = BODY.format(number=number)
                database.execute(
                    "INSERT INTO messages(conversation_id, role, ending, created, protection)"
                    " VALUES(?, 'user', 'complete', '2026-11-23T00:00:00+00:00', '')",
                    (talk_id,),
                )
                database.execute(
                    "INSERT INTO texts(conversation_id, message_id, body, folded)"
                    " VALUES(?, last_insert_rowid(), ?, ?)",
                    (talk_id, body, folded_or_none(body)),
                )

    database.in_transaction(write)
    vault.close()


if __name__ == "__main__":
    sys.stdout.write(json.dumps(run(), ensure_ascii=False, indent=1))
