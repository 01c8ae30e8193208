"""A log whose new run has no frame yet is whole; one whose head is damaged is not taken for that."""

import shutil
import struct
from pathlib import Path

import pytest

from desktop.chat.conversation import Message, Role
from desktop.vault.errors import VaultDamagedError
from desktop.vault.pages import frames, head_checksum, is_whole_head
from desktop.vault.vault import Vault
from tests.vault.places import PASSPHRASE, new_vault, place


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The files of a vault as a program leaves them that is killed: all of its log is in the database."""
    vault = new_vault(tmp_path / "vault").vault
    talk = vault.conversations.create_conversation("kept")
    for number in range(5):
        vault.conversations.add_message(talk.id, None, Message(Role.USER, f"n{number}"))
    vault._database.rows("PRAGMA wal_checkpoint(PASSIVE)")
    shutil.copytree(tmp_path / "vault", tmp_path / "copy")
    vault.close()
    return tmp_path / "copy"


def begin_run(log: bytes) -> bytes:
    """The log after SQLite has begun another run in it, and nothing more: another head before old frames."""
    salt, other = struct.unpack_from(">II", log, 16)
    head = log[:16] + struct.pack(">II", (salt + 1) & 0xFFFFFFFF, other ^ 0x5A5A5A5A)
    return head + struct.pack(">II", *head_checksum(head)) + log[32:]


def test_the_checksum_is_sqlite_s(copied: Path) -> None:
    log = (copied / "vault.db-wal").read_bytes()
    assert is_whole_head(log)
    assert not is_whole_head(log[:17] + bytes([log[17] ^ 1]) + log[18:])


def test_a_run_without_a_frame_is_whole(copied: Path) -> None:
    log = copied / "vault.db-wal"
    assert len(frames(log.read_bytes())) > 2
    log.write_bytes(begin_run(log.read_bytes()))
    (copied / "vault.db-shm").unlink()
    assert frames(log.read_bytes()) == []
    vault = Vault.unlock_with_passphrase(place(copied), PASSPHRASE)
    (talk,) = vault.conversations.conversations()
    assert len(vault.conversations.messages(talk.id)) == 5
    vault.close()


def test_a_damaged_head_still_counts_what_would_be_lost(copied: Path) -> None:
    log = copied / "vault.db-wal"
    found = log.read_bytes()
    log.write_bytes(found[:17] + bytes([found[17] ^ 1]) + found[18:])
    (copied / "vault.db-shm").unlink()
    assert frames(log.read_bytes()) == frames(found)
    with pytest.raises(VaultDamagedError):
        Vault.unlock_with_passphrase(place(copied), PASSPHRASE)
