"""A program that has its children killed while they migrate an old vault or back one up, and looks what is
left. Children are forked, as in `killing.py`.
"""

import json
import os
import random
import shutil
import sys
from pathlib import Path
from typing import Any

from desktop.chat.conversation import Message, Role
from desktop.vault.backup import backups, beside
from desktop.vault.openers import ByPassphrase
from desktop.vault.restore import restore
from desktop.vault.vault import Vault
from tests.vault.killing import duration, killed
from tests.vault.places import PASSPHRASE, new_vault, place

FIXTURE = Path(__file__).resolve().parent / "fixtures" / "schema_3"


def say(told: int, number: int) -> None:
    """Acknowledge."""
    os.write(told, number.to_bytes(4, "big"))


def migrate(folder: Path, told: int, number: int) -> None:
    """Open a vault of an old schema: first its backup, then the migration."""
    Vault.unlock_with_passphrase(place(folder), PASSPHRASE).close()
    say(told, number)


def back_up(folder: Path, told: int, number: int) -> None:
    """One backup after the other, each after a commit."""
    vault = Vault.unlock_with_passphrase(place(folder), PASSPHRASE)
    talk = vault.conversations.conversations()[0]
    while True:
        number += 1
        vault.conversations.add_message(talk.id, None, Message(Role.USER, f"n{number} " + "あ" * 2000))
        vault.back_up()
        say(told, number)


def back_up_once(folder: Path, told: int, number: int) -> None:
    """To see how long it takes here and now."""
    vault = Vault.unlock_with_passphrase(place(folder), PASSPHRASE)
    vault.back_up()
    vault.close()
    say(told, number)


def migrations(folder: Path, rounds: int, dice: random.Random) -> None:
    """Each round begins with the old vault again."""

    def begin() -> None:
        for each in (folder, beside(folder)):
            shutil.rmtree(each, ignore_errors=True)
        shutil.copytree(FIXTURE, folder)

    begin()
    span = duration(folder, migrate)
    for _ in range(rounds):
        begin()
        done = bool(killed(folder, migrate, 1, dice.uniform(0, span * 1.1)))
        vault = Vault.unlock_with_passphrase(place(folder), PASSPHRASE)
        rows = vault._database.rows("SELECT count(*) FROM texts")[0][0]
        seen = {"done": done, "texts": rows, "whole": vault.upkeep.check(deep=True).is_whole}
        vault.close()
        tell(seen | {"old": [each.schema for each in backups(beside(folder))], "left": left(folder)})


def copies(folder: Path, rounds: int, dice: random.Random) -> None:
    """The newest backup that was acknowledged is there, opens, and has what was committed before it."""
    vault = new_vault(folder).vault
    vault.conversations.create_conversation("x")
    vault.close()
    acknowledged, span = 0, duration(folder, back_up_once)
    for number in range(rounds):
        told = killed(folder, back_up, acknowledged, dice.uniform(span / 4, span * 2))
        acknowledged = max([acknowledged, *told])
        new = folder.parent / f"new{number}" / "vault"
        found = backups(beside(folder))
        lost = [acknowledged] if acknowledged and not found else []
        if found:
            restore(place(new), found[0], ByPassphrase(PASSPHRASE))
            lost = sorted(set(range(1, acknowledged + 1)) - numbers(new))
        seen = {"acknowledged": acknowledged, "lost": lost, "count": len(found)}
        tell(seen | {"here": sorted(set(range(1, acknowledged + 1)) - numbers(folder))})
        shutil.rmtree(new.parent, ignore_errors=True)


def numbers(folder: Path) -> set[int]:
    """Which messages a vault has."""
    vault = Vault.unlock_with_passphrase(place(folder), PASSPHRASE)
    talk = vault.conversations.conversations()[0]
    found = {int(each.message.text.split(" ")[0][1:]) for each in vault.conversations.messages(talk.id)}
    vault.close()
    return found


def left(folder: Path) -> list[str]:
    """What lies beside the vault and its backups."""
    return sorted(each.name for each in folder.parent.iterdir() if each not in (folder, beside(folder)))


def tell(seen: dict[str, Any]) -> None:
    """One JSON line."""
    sys.stdout.write(json.dumps(seen) + "\n")


if __name__ == "__main__":
    {"migrate": migrations, "backup": copies}[sys.argv[2]](
        Path(sys.argv[1]), int(sys.argv[3]), random.Random(int(sys.argv[4]))
    )
