"""Something that is no file under a name of ours, a pipe above all: it is refused, never waited for."""

import os
import shutil
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.vault.backup import Backup, backup_in, backups
from desktop.vault.errors import (
    TooManyAttemptsError,
    VaultDamagedError,
    VaultError,
    VaultUnreadableError,
    VaultWriteError,
)
from desktop.vault.openers import ByPassphrase
from desktop.vault.place import VaultState
from desktop.vault.restore import restore
from desktop.vault.vault import Vault, VaultPlace
from tests.vault.places import PASSPHRASE, new_vault, place

_MOST_S = 30


@pytest.fixture(autouse=True)
def bounded() -> Iterator[None]:
    """A test that waits for a pipe ends and says so."""

    def end(_number: int, _frame: object) -> None:
        raise AssertionError("somebody waits for a pipe")

    before = signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, _MOST_S)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture
def where(tmp_path: Path) -> VaultPlace:
    """A closed vault."""
    created = new_vault(tmp_path / "home" / "vault")
    created.vault.close()
    return place(tmp_path / "home" / "vault")


def become_pipe(path: Path) -> None:
    path.unlink(missing_ok=True)
    os.mkfifo(path)


@pytest.mark.parametrize(
    ("name", "refusal"),
    [
        ("vault.json", VaultUnreadableError),
        ("vault.db", VaultDamagedError),
        ("lock", VaultWriteError),
        ("failed-unlocks", TooManyAttemptsError),       # as a count that was damaged
    ],
)
def test_a_vault_with_a_pipe_in_it_is_refused(
    where: VaultPlace, name: str, refusal: type[VaultError]
) -> None:
    become_pipe(where.folder / name)
    with pytest.raises(refusal):
        Vault.unlock_with_passphrase(where, PASSPHRASE)


@pytest.mark.parametrize("name", ["vault.json.next", "vault.json.new", "keyring-may-open", "vault.db-wal"])
def test_a_pipe_where_nothing_has_to_be_keeps_nobody_waiting(where: VaultPlace, name: str) -> None:
    become_pipe(where.folder / name)
    where.look()
    try:
        Vault.unlock_with_passphrase(where, PASSPHRASE).close()
    except VaultError:
        (where.folder / name).unlink()
        Vault.unlock_with_passphrase(where, PASSPHRASE).close()


def test_an_unreadable_header_is_told_of_by_its_name(where: VaultPlace) -> None:
    become_pipe(where.folder / "vault.json")
    seen = where.look()
    assert seen.state is VaultState.UNREADABLE
    assert isinstance(seen.error, VaultUnreadableError)
    assert seen.error.path == str(where.folder / "vault.json")


def odd_backup(where: VaultPlace, name: str) -> Backup:
    """A backup beside a good one, with a pipe in it."""
    vault = Vault.unlock_with_passphrase(where, PASSPHRASE)
    backup = vault.back_up()
    vault.close()
    odd = replace(backup, folder=backup.folder.with_name("odd"))
    shutil.copytree(backup.folder, odd.folder)
    become_pipe(odd.folder / name)
    return odd


def test_a_pipe_in_the_place_of_a_description_is_no_backup(where: VaultPlace) -> None:
    odd = odd_backup(where, "backup.json")
    assert backup_in(odd.folder) is None
    assert len(backups(odd.folder.parent)) == 1


@pytest.mark.parametrize(
    ("name", "refusal"), [("vault.json", VaultUnreadableError), ("vault.db", VaultWriteError)]
)
def test_a_backup_with_a_pipe_in_it_is_refused(
    where: VaultPlace, name: str, refusal: type[VaultError]
) -> None:
    odd = odd_backup(where, name)
    assert len(backups(odd.folder.parent)) == 2
    with pytest.raises(refusal):
        restore(where, odd, ByPassphrase(PASSPHRASE))
    Vault.unlock_with_passphrase(where, PASSPHRASE).close()
