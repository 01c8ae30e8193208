"""Another data key: every old secret is void, every new one opens, and no moment of it costs anything."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from desktop.chat.conversation import Message, Role
from desktop.vault import header as headers
from desktop.vault import keys
from desktop.vault.backup import of_older_keys
from desktop.vault.database import Database
from desktop.vault.errors import (
    KeychainEntryMissingError,
    KeychainUnavailableError,
    VaultDamagedError,
    VaultError,
    VaultFullError,
    WrongPassphraseError,
    WrongRecoveryKeyError,
)
from desktop.vault.escrow import ByEscrow
from desktop.vault.events import EventKind
from desktop.vault.openers import ByBoth
from desktop.vault.rekeying import Renewal
from desktop.vault.vault import Vault
from tests.fakes import FakeKeychain, ManualClock
from tests.vault.places import PASSPHRASE, new_vault, place
from tests.vault.test_ways import pem

ROOT = Path(__file__).resolve().parents[2]
NEW = "新しい合言葉"


def ignore(_share: float) -> None:
    """Nobody looks."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "vault"


def write(vault: Vault, text: str) -> None:
    talk = vault.conversations.create_conversation(text)
    vault.conversations.add_message(talk.id, None, Message(Role.USER, text))


def titles(vault: Vault) -> list[str]:
    try:
        return sorted(each.title for each in vault.conversations.conversations())
    finally:
        vault.close()


def test_the_new_secrets_open_and_the_old_ones_do_not(folder: Path) -> None:
    keychain, manager = FakeKeychain(), X25519PrivateKey.generate()
    created = new_vault(folder, keychain)
    vault = created.vault
    vault.ways.set_escrow(manager.public_key().public_bytes_raw())
    write(vault, "before")
    slots, old_entries, old_key = vault.slots, dict(keychain.entries), vault.ways.data_key
    renewal = Renewal(NEW, keychain)
    shares: list[float] = []
    vault.rekey(renewal, shares.append)
    write(vault, "after")               # everybody who had the database goes on with it
    assert vault.conversations.searching.find("befo")
    assert vault.slots == slots
    assert vault.ways.data_key != old_key
    vault.close()

    assert shares[-1] == 1.0
    assert shares == sorted(shares)
    assert not set(old_entries) & set(keychain.entries)
    everything = ["after", "before"]
    assert titles(Vault.unlock_with_passphrase(place(folder), NEW)) == everything
    assert titles(Vault.unlock_with_recovery_key(place(folder), renewal.recovery_key)) == everything
    assert titles(Vault.unlock_with_keyring(place(folder), keychain, may_ask=False)) == everything
    assert titles(Vault.unlock(place(folder), ByEscrow(pem(manager)))) == everything
    with pytest.raises(WrongPassphraseError):
        Vault.unlock_with_passphrase(place(folder), PASSPHRASE)
    with pytest.raises(WrongRecoveryKeyError):
        Vault.unlock_with_recovery_key(place(folder), created.recovery_key)
    with pytest.raises(KeychainEntryMissingError):
        Vault.unlock_with_keyring(place(folder), FakeKeychain(old_entries), may_ask=False)
    raw_key = keys.raw_database_key(old_key, headers.read(folder).salt)
    with pytest.raises(VaultDamagedError):
        Database.open(folder, raw_key)
    assert not (folder / headers.SUCCESSOR).exists()


def test_both_together_are_renewed_together(folder: Path) -> None:
    keychain = FakeKeychain()
    vault = new_vault(folder, keychain).vault
    vault.ways.set_together(keychain, PASSPHRASE)
    vault.rekey(Renewal(NEW, keychain), ignore)
    vault.close()
    assert len(keychain.entries) == 1
    Vault.unlock(place(folder), ByBoth(NEW, keychain)).close()


def test_a_rekey_is_counted_and_noted(folder: Path) -> None:
    vault = new_vault(folder).vault
    for _ in range(2):
        vault.rekey(Renewal(NEW), ignore)
    noted = vault.events.newest(EventKind.REKEYED)
    assert noted is not None
    assert noted.facts["epoch"] == 3
    assert vault.events.verify().holds
    vault.close()
    assert headers.read(folder).epoch == 3


def test_a_secret_that_is_missing_is_asked_for_before_anything_changes(folder: Path) -> None:
    keychain = FakeKeychain()
    vault = new_vault(folder, keychain).vault
    before = (folder / "vault.json").read_bytes()
    for renewal in (Renewal(), Renewal(NEW), Renewal("", keychain)):
        with pytest.raises(ValueError, match="needs"):
            vault.rekey(renewal, ignore)
    assert (folder / "vault.json").read_bytes() == before
    vault.close()


def test_a_keyring_that_keeps_nothing_leaves_everything_as_it_was(folder: Path) -> None:
    keychain = FakeKeychain()
    vault = new_vault(folder, keychain).vault
    entries, keychain.forgets = dict(keychain.entries), True
    with pytest.raises(KeychainUnavailableError):
        vault.rekey(Renewal(NEW, keychain), ignore)
    write(vault, "after")
    vault.close()
    assert keychain.entries == entries
    assert titles(Vault.unlock_with_passphrase(place(folder), PASSPHRASE)) == ["after"]
    assert not (folder / headers.SUCCESSOR).exists()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Eight megabytes, in memory."""
    disk = tmp_path / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(disk)], check=True)
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.namespaces
def test_a_full_disk_leaves_the_old_key(small_disk: Path) -> None:
    folder = small_disk / "vault"
    keychain = FakeKeychain()
    vault = new_vault(folder, keychain).vault
    write(vault, "before")
    for _ in range(10):
        write(vault, os.urandom(5_000).hex())
    count, entries = len(vault.conversations.conversations()), dict(keychain.entries)
    vault._database.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    free = os.statvfs(small_disk).f_bavail * os.statvfs(small_disk).f_bsize
    (small_disk / "filler").write_bytes(bytes(free - 150_000))
    with pytest.raises(VaultFullError):
        vault.rekey(Renewal(NEW, keychain), ignore)
    assert len(vault.conversations.conversations()) == count        # it goes on with the old one
    vault.close()
    assert keychain.entries == entries
    assert len(titles(Vault.unlock_with_passphrase(place(folder), PASSPHRASE))) == count
    with pytest.raises(WrongPassphraseError):
        Vault.unlock_with_passphrase(place(folder), NEW)


# -- cut short


def rounds(folder: Path, kind: str, count: int) -> list[dict[str, Any]]:
    """What was left after each kill."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.vault.killing", str(folder / "vault"), kind, str(count), "6"],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
        cwd=ROOT, capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize(("kind", "generations"), [("before", [0, 0]), ("after", [1, 2])])
def test_killed_on_either_side_of_the_change_exactly_one_key_opens(
    in_memory: Path, kind: str, generations: list[int]
) -> None:
    found = rounds(in_memory, kind, 2)
    assert [each["generation"] for each in found] == generations
    assert all(not each["bad"] and not each["lost"] for each in found)
    assert [each["acknowledged"] for each in found] == [1, 2]


def test_no_acknowledged_message_is_lost_by_sixty_kills_while_the_key_changes(in_memory: Path) -> None:
    found = rounds(in_memory, "rekey", 60)
    assert [each for each in found if each["lost"] or each["bad"]] == []
    assert len(found) == 60
    assert found[-1]["acknowledged"] > 10
    assert 0 < found[-1]["generation"] < 60         # some were killed before the change, some after


def test_no_acknowledged_message_is_lost_by_sixty_kills_during_commits(in_memory: Path) -> None:
    found = rounds(in_memory, "commit", 60)
    assert [each for each in found if each["lost"] or each["bad"]] == []
    assert len(found) == 60
    assert found[-1]["acknowledged"] > 60


def test_the_new_passphrase_opens_nothing_while_the_old_key_holds(folder: Path) -> None:
    new_vault(folder).vault.close()
    old = {each.name: each.read_bytes() for each in folder.iterdir()}
    vault = Vault.unlock_with_passphrase(place(folder), PASSPHRASE)
    vault.rekey(Renewal(NEW), ignore)
    vault.close()
    new_header = (folder / "vault.json").read_bytes()
    for name, content in old.items():
        (folder / name).write_bytes(content)
    (folder / headers.SUCCESSOR).write_bytes(new_header)
    with pytest.raises(WrongPassphraseError):
        Vault.unlock_with_passphrase(place(folder), NEW)
    Vault.unlock_with_passphrase(place(folder), PASSPHRASE).close()
    assert not (folder / headers.SUCCESSOR).exists()


def test_the_old_passphrase_opens_nothing_once_the_new_key_holds(folder: Path) -> None:
    vault = new_vault(folder).vault
    vault.close()
    old_header = (folder / "vault.json").read_bytes()
    vault = Vault.unlock_with_passphrase(place(folder), PASSPHRASE)
    write(vault, "kept")
    vault.rekey(Renewal(NEW), ignore)
    vault.close()
    (folder / "vault.json").rename(folder / headers.SUCCESSOR)
    (folder / "vault.json").write_bytes(old_header)
    with pytest.raises(WrongPassphraseError):
        Vault.unlock_with_passphrase(place(folder), PASSPHRASE)
    assert titles(Vault.unlock_with_passphrase(place(folder), NEW)) == ["kept"]
    assert not (folder / headers.SUCCESSOR).exists()


@pytest.mark.parametrize("content", [b"", b"{}", b"\0" * 40])
def test_a_successor_that_is_not_whole_was_never_needed(folder: Path, content: bytes) -> None:
    new_vault(folder).vault.close()
    (folder / headers.SUCCESSOR).write_bytes(content)
    Vault.unlock_with_passphrase(place(folder), PASSPHRASE).close()
    assert not (folder / headers.SUCCESSOR).exists()


def test_a_backup_of_before_keeps_its_old_key_and_says_so(folder: Path) -> None:
    clock = ManualClock()
    created = Vault.create(replace(place(folder), now=clock.now), None, PASSPHRASE)
    backup = created.vault.back_up()
    clock.moment += timedelta(days=1)           # of one day only the newest is kept
    created.vault.rekey(Renewal(NEW), ignore)
    created.vault.upkeep.refresh_ways()
    newer = created.vault.back_up()
    found = created.vault.upkeep.backups()
    assert {each.folder: each.key for each in found} == {backup.folder: 1, newer.folder: 2}
    assert of_older_keys(found, folder) == {backup.folder}
    assert of_older_keys(found, folder.with_name("nowhere")) == {backup.folder}
    assert of_older_keys([each for each in found if each.key == 1], folder) == {backup.folder}
    created.vault.close()
    with pytest.raises(VaultError):
        Vault.unlock_with_passphrase(place(backup.folder), NEW)
