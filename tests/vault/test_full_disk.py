"""A full disk is one clear error wherever it is met, and nothing that was kept before is lost."""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.chat.conversation import Message, Role
from desktop.vault.backup import backups, beside
from desktop.vault.errors import BackupRoomError, VaultError, VaultFullError
from desktop.vault.openers import ByPassphrase
from desktop.vault.restore import restore
from desktop.vault.salvage import salvage
from desktop.vault.vault import Vault, VaultPlace
from tests.vault.places import PASSPHRASE, new_vault, place

pytestmark = pytest.mark.namespaces
FIXTURES = Path(__file__).resolve().parent / "fixtures"
SIZE = 4 << 20
BLOCK = 4096


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of four mebibytes, in memory."""
    folder = tmp_path / "disk"
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)], check=True)
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def fill(disk: Path, leave: int) -> Path:
    """Fill the disk up to so many bytes."""
    filler = disk / "filler"
    free = shutil.disk_usage(disk).free
    filler.write_bytes(bytes(max(0, (free - leave) // BLOCK * BLOCK)))
    return filler


def made(where: VaultPlace, megabytes: float) -> set[str]:
    """A closed vault of about this size; returns its texts."""
    vault = new_vault(where.folder).vault
    talk = vault.conversations.create_conversation("x")
    texts = {os.urandom(20_000).hex() for _ in range(int(megabytes * 25))}
    for text in texts:
        vault.conversations.add_message(talk.id, None, Message(Role.USER, text))
    vault.close()
    return texts


def texts_of(where: VaultPlace) -> set[str]:
    vault = Vault.unlock_with_passphrase(where, PASSPHRASE)
    talk = vault.conversations.conversations()[0]
    found = {each.message.text for each in vault.conversations.messages(talk.id)}
    vault.close()
    return found


def kept(folder: Path) -> dict[str, bytes]:
    """What is on the disk but for locks."""
    return {
        str(each.relative_to(folder)): each.read_bytes()
        for each in folder.rglob("*")
        if each.is_file() and each.name not in ("filler", "lock")
    }


def test_a_backup_is_not_begun_without_room(disk: Path) -> None:
    where = place(disk / "vault")
    texts = made(where, 0.2)
    vault = Vault.unlock_with_passphrase(where, PASSPHRASE)
    first = vault.back_up()
    filler = fill(disk, 1 << 20)
    with pytest.raises(BackupRoomError) as caught:
        vault.back_up()
    assert caught.value.needed_bytes > caught.value.free_bytes
    assert backups(beside(where.folder)) == [first]
    filler.unlink()
    assert vault.back_up().number == 2
    vault.close()
    assert texts_of(where) == texts


def test_a_disk_that_fills_while_a_backup_is_written_leaves_the_earlier_ones(disk: Path) -> None:
    """Another program takes the room that was there when the backup began."""
    where = place(disk / "vault")
    texts = made(where, 0.2)
    vault = Vault.unlock_with_passphrase(where, PASSPHRASE)
    first = vault.back_up()
    with vault.upkeep._connection() as database:
        filler = fill(disk, 10 * BLOCK)
        (beside(where.folder) / "room").mkdir()
        with pytest.raises(VaultFullError):
            database.copy_to(beside(where.folder) / "room" / "vault.db", "ab" * 48, lambda: True)
    shutil.rmtree(beside(where.folder) / "room")
    assert backups(beside(where.folder)) == [first]
    filler.unlink()
    assert vault.upkeep.back_up().number == 2
    vault.close()
    assert texts_of(where) == texts


def test_a_migration_without_room_for_its_backup_changes_nothing(disk: Path) -> None:
    where = place(disk / "vault")
    shutil.copytree(FIXTURES / "schema_3", where.folder)
    before = kept(where.folder)
    filler = fill(disk, 1 << 20)
    with pytest.raises(VaultFullError):
        Vault.unlock_with_passphrase(where, PASSPHRASE)
    assert kept(where.folder) == before
    assert kept(disk).keys() == {f"vault/{name}" for name in before}
    filler.unlink()
    assert texts_of(where)


@pytest.mark.parametrize("leave", [4, 12, 20, 28, 36, 44])
def test_a_migration_that_runs_out_of_room_is_taken_back(disk: Path, leave: int) -> None:
    """Its backup lies on another disk, so only the migration itself meets the end of this one."""
    where = place(disk / "vault")
    shutil.copytree(FIXTURES / "schema_1", where.folder)
    (disk.parent / "elsewhere").mkdir()
    where = VaultPlace(where.folder, where.now, where.kdf, where.limits, backups=disk.parent / "elsewhere")
    filler = fill(disk, leave * BLOCK)
    with contextlib.suppress(VaultFullError):
        opened = Vault.unlock_with_passphrase(where, PASSPHRASE)
        with contextlib.suppress(VaultError):
            opened.close()
    filler.unlink()
    vault = Vault.unlock_with_passphrase(where, PASSPHRASE)
    assert vault._database.rows("SELECT count(*) FROM texts")[0][0] == 10
    assert vault.upkeep.check(deep=True).is_whole
    vault.close()
    made_before = backups(disk.parent / "elsewhere")
    assert min(each.schema for each in made_before) == 1        # however far the first try came


def test_a_restore_without_room_changes_nothing(disk: Path) -> None:
    where = place(disk / "vault")
    texts = made(where, 0.2)
    vault = Vault.unlock_with_passphrase(where, PASSPHRASE)
    backup = vault.back_up()
    vault.close()
    before = kept(disk)
    filler = fill(disk, 1 << 20)
    with pytest.raises(BackupRoomError):
        restore(where, backup, ByPassphrase(PASSPHRASE))
    assert kept(disk) == before
    filler.unlink()
    restore(where, backup, ByPassphrase(PASSPHRASE))
    assert texts_of(where) == texts


def test_a_salvage_without_room_changes_nothing(disk: Path) -> None:
    where = place(disk / "vault")
    texts = made(where, 0.2)
    path = where.folder / "vault.db"
    data = bytearray(path.read_bytes())
    data[2000] ^= 1
    path.write_bytes(data)
    before = kept(disk)
    filler = fill(disk, 1 << 20)
    with pytest.raises(VaultFullError):
        salvage(where, ByPassphrase(PASSPHRASE))
    assert kept(disk) == before
    filler.unlink()
    salvage(where, ByPassphrase(PASSPHRASE))
    assert texts_of(where) == texts


def test_a_salvage_that_fills_the_disk_changes_nothing(disk: Path) -> None:
    """What is saved may become larger than the damaged file was; here the disk fills on the way."""
    where = place(disk / "vault")
    made(where, 0.2)
    path = where.folder / "vault.db"
    data = bytearray(path.read_bytes())
    data[2000] ^= 1
    path.write_bytes(data)
    before = kept(disk)
    fillers: list[Path] = []

    def take_all(_done: int, _count: int) -> None:
        if not fillers:
            fillers.append(fill(disk, 2 * BLOCK))

    with pytest.raises(VaultFullError):
        salvage(where, ByPassphrase(PASSPHRASE), take_all)
    assert {name: data for name, data in kept(disk).items() if not name.startswith("vault-next")} == before
    assert not (disk / "vault-next").exists()


@pytest.mark.parametrize("leave", range(0, 24, 4))
def test_every_commit_that_was_acknowledged_is_there_after_a_full_disk(disk: Path, leave: int) -> None:
    where = place(disk / "vault")
    vault = new_vault(where.folder).vault
    talk = vault.conversations.create_conversation("x")
    filler = fill(disk, leave * BLOCK)
    acknowledged: set[str] = set()
    with contextlib.suppress(VaultFullError):
        for number in range(200):
            vault.conversations.add_message(talk.id, None, Message(Role.USER, f"n{number}" + "あ" * 900))
            acknowledged.add(f"n{number}" + "あ" * 900)
    assert len(acknowledged) < 200
    with contextlib.suppress(VaultError):
        vault.close()
    filler.unlink()
    assert texts_of(where) >= acknowledged
