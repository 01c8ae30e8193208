"""A program that has its children killed while they commit or change the vault's key, and looks what is left.

One Python for all rounds: children are forked, so that a round costs what its work costs.
"""

import json
import os
import random
import select
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop.chat.conversation import Ending, Message, Role
from desktop.vault.database import Database
from desktop.vault.errors import WrongPassphraseError
from desktop.vault.rekeying import Renewal, rekey
from desktop.vault.vault import Vault
from tests.vault.places import new_vault, place

FILLING = 20                            # messages of 20 kB: a rekey takes some ten milliseconds
_LONGEST_S = 20.0
Work = Callable[[Path, int, int], None]


def made(folder: Path) -> None:
    """A closed vault with something in it; its passphrase is "p0"."""
    vault = new_vault(folder, passphrase="p0").vault
    talk = vault.conversations.create_conversation("x")
    for _ in range(FILLING):
        vault.conversations.add_message(talk.id, None, Message(Role.USER, os.urandom(10_000).hex()))
    vault.close()


def _say(told: int, number: int) -> None:
    os.write(told, number.to_bytes(4, "big"))


def _commit(vault: Vault, told: int, number: int) -> None:
    """One question and the beginning of its answer; acknowledged when both are committed."""
    store = vault.conversations
    talk = store.conversations()[0]
    stored = store.add_message(talk.id, None, Message(Role.USER, f"n{number} " + "あ" * 500))
    growing = store.add_message(talk.id, stored.id, Message(Role.ASSISTANT, "", Ending.STREAMING))
    store.journal_answer(growing.id, f"j{number}", (number,))
    _say(told, number)
    store.finish_answer(growing.id, Ending.COMPLETE)


def commit_for_ever(folder: Path, told: int, number: int) -> None:
    """Until it is killed."""
    vault = Vault.unlock_with_passphrase(place(folder), "p0")
    while True:
        number += 1
        _commit(vault, told, number)


def rekey_once(folder: Path, told: int, number: int) -> None:
    """Commit, change the key, commit."""
    generation = int((folder.parent / "generation").read_text())
    vault = Vault.unlock_with_passphrase(place(folder), f"p{generation}")
    _commit(vault, told, number + 1)
    vault.rekey(Renewal(f"p{generation + 1}"), lambda _share: None)
    _commit(vault, told, number + 2)
    vault.close()


class Deadly(Database):
    """Kills its program before or after the database has its new key."""

    after = False

    def rekey(self, raw_key: str, new_raw_key: str) -> None:
        if self.after:
            super().rekey(raw_key, new_raw_key)
        os.kill(os.getpid(), signal.SIGKILL)


def die_in_rekey(after: bool) -> Work:
    """Work that is killed at the worst of moments."""

    def work(folder: Path, told: int, number: int) -> None:
        generation = int((folder.parent / "generation").read_text())
        vault = Vault.unlock_with_passphrase(place(folder), f"p{generation}")
        _commit(vault, told, number + 1)
        database = Deadly(vault._database._connection, folder)
        database.after = after
        rekey(place(folder), vault.ways, database, Renewal(f"p{generation + 1}"), lambda _share: None)

    return work


def _opened(folder: Path) -> tuple[Vault, int]:
    """The vault, opened with the passphrase before the last rekey or the one after it; it becomes the one of
    the next round.
    """
    generation = int((folder.parent / "generation").read_text())
    try:
        vault = Vault.unlock_with_passphrase(place(folder), f"p{generation}")
    except WrongPassphraseError:
        generation += 1
        vault = Vault.unlock_with_passphrase(place(folder), f"p{generation}")
    (folder.parent / "generation").write_text(str(generation))
    return vault, generation


def killed(folder: Path, work: Work, number: int, after_s: float) -> set[int]:
    """Run the work in a child and kill it; returns the numbers it acknowledged."""
    hears, told = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(hears)
        try:
            work(folder, told, number)
        finally:
            os._exit(0)
    os.close(told)
    handle = os.pidfd_open(child)
    select.select([handle], [], [], after_s)
    signal.pidfd_send_signal(handle, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(handle)
    with os.fdopen(hears, "rb") as file:
        told_all = file.read()
    return {int.from_bytes(told_all[at : at + 4], "big") for at in range(0, len(told_all), 4)}


def seen(folder: Path, acknowledged: set[int]) -> dict[str, Any]:
    """What is left: whether everything acknowledged is there and whole, and which passphrase opens."""
    vault, generation = _opened(folder)
    talk = vault.conversations.conversations()[0]
    texts = {each.message.text.split(" ")[0] for each in vault.conversations.messages(talk.id)}
    wanted = {f"{kind}{number}" for kind in "nj" for number in acknowledged}
    newest = max((int(each[1:]) for each in texts if each[:1] == "n" and each[1:].isdigit()), default=0)
    whole = {
        "pages": not vault._database.rows("PRAGMA cipher_integrity_check"),
        "structure": vault._database.rows("PRAGMA integrity_check") == [("ok",)],
        "events": vault.events.verify().holds,
    }
    vault.close()
    bad = [name for name, is_whole in whole.items() if not is_whole]
    return {"lost": sorted(wanted - texts), "bad": bad, "generation": generation, "newest": newest}


def duration(folder: Path, work: Work) -> float:
    """How long the work takes when nobody disturbs it."""
    began = time.monotonic()
    killed(folder, work, 0, _LONGEST_S)
    return time.monotonic() - began


def main(folder: Path, kind: str, rounds: int, seed: int) -> None:
    """Print what was seen after each kill, as JSON lines."""
    (folder.parent / "generation").write_text("0")
    made(folder)
    work = {
        "commit": commit_for_ever, "rekey": rekey_once,
        "before": die_in_rekey(after=False), "after": die_in_rekey(after=True),
    }[kind]  # fmt: skip
    dice = random.Random(seed)
    span = 0.3 if kind == "commit" else duration(folder, rekey_once) if kind == "rekey" else _LONGEST_S
    acknowledged: set[int] = set()
    number = seen(folder, acknowledged)["newest"]
    for _ in range(rounds):
        after_s = span if kind in ("before", "after") else dice.uniform(0, span * 1.1)
        acknowledged |= killed(folder, work, number, after_s)
        found = seen(folder, acknowledged)
        number = found["newest"]
        sys.stdout.write(json.dumps(found | {"acknowledged": len(acknowledged)}) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
