"""A backup becomes the vault again, on this machine or on a new one; what was there before is kept aside."""

import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.chat.conversation import Message, Role
from desktop.vault.backup import Backup, backups
from desktop.vault.errors import (
    BackupDamagedError,
    BackupRoomError,
    TooManyAttemptsError,
    VaultFolderForeignError,
    VaultInUseError,
    VaultWriteError,
    WorkStoppedError,
    WrongPassphraseError,
    WrongRecoveryKeyError,
)
from desktop.vault.events import EventKind
from desktop.vault.exchange import kept_aside, preparing, take_place
from desktop.vault.openers import ByPassphrase, ByRecoveryKey, Opener
from desktop.vault.restore import require_room, restore
from desktop.vault.vault import Vault, VaultPlace, VaultState
from tests.fakes import ManualClock
from tests.vault.places import PASSPHRASE, new_vault, place

STRANGE_KEY = "2RTCY-Q2K47-6BYFD-5725Y-B6FWV-TGDMF-2T5HK-40DJM"
BEFORE, AFTER = "昨日の会話", "今日の会話"


@dataclass(frozen=True, slots=True)
class Home:
    """A vault with a conversation that its backup has, and one that came later."""

    where: VaultPlace
    backup: Backup
    recovery_key: str


@pytest.fixture
def home(tmp_path: Path) -> Home:
    where = place(tmp_path / "home" / "vault")
    created = new_vault(where.folder)
    store = created.vault.conversations
    talk = store.create_conversation(BEFORE)
    store.add_message(talk.id, None, Message(Role.USER, "請求項1"))
    backup = created.vault.back_up()
    store.create_conversation(AFTER)
    created.vault.close()
    return Home(where, backup, created.recovery_key)


def titles(where: VaultPlace) -> set[str]:
    vault = Vault.unlock_with_passphrase(where, PASSPHRASE)
    try:
        return {each.title for each in vault.conversations.conversations()}
    finally:
        vault.close()


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(each.relative_to(folder)): each.read_bytes() for each in folder.rglob("*") if each.is_file()
    }


# -- it works


def test_what_was_restored_is_the_vault_and_the_other_one_is_kept(home: Home) -> None:
    restored = restore(home.where, home.backup, ByPassphrase(PASSPHRASE))
    assert titles(home.where) == {BEFORE}
    assert restored.kept == home.where.folder.with_name("vault-kept-1")
    assert titles(replace(home.where, folder=restored.kept)) == {BEFORE, AFTER}
    again = restore(home.where, home.backup, ByPassphrase(PASSPHRASE))
    assert again.kept == home.where.folder.with_name("vault-kept-2")
    assert kept_aside(home.where.folder) == [restored.kept, again.kept]


def test_a_passphrase_that_was_replaced_opens_no_vault_that_was_kept(home: Home) -> None:
    kept = restore(home.where, home.backup, ByPassphrase(PASSPHRASE)).kept
    assert kept is not None
    vault = Vault.unlock_with_passphrase(home.where, PASSPHRASE)
    vault.set_passphrase("新しい")
    assert vault.upkeep.refresh_ways() == 2         # and the backup
    vault.close()
    aside = replace(home.where, folder=kept)
    with pytest.raises(WrongPassphraseError):
        Vault.unlock_with_passphrase(aside, PASSPHRASE)
    found = Vault.unlock_with_passphrase(aside, "新しい")
    assert {each.title for each in found.conversations.conversations()} == {BEFORE, AFTER}
    found.close()


@pytest.mark.parametrize("by", ["passphrase", "recovery key"])
def test_a_new_machine_has_the_vault_after_it(home: Home, tmp_path: Path, by: str) -> None:
    """Nothing is there but the folder of the backup: no vault, no keyring, no settings."""
    stick = tmp_path / "stick" / home.backup.folder.name
    shutil.copytree(home.backup.folder, stick)
    shutil.rmtree(home.where.folder.parent)
    new = place(tmp_path / "new" / "home" / "vault")
    assert new.look().state is VaultState.ABSENT
    (found,) = backups(stick.parent)
    way = ByPassphrase(PASSPHRASE) if by == "passphrase" else ByRecoveryKey(home.recovery_key)
    assert restore(new, found, way).kept is None
    assert titles(new) == {BEFORE}
    vault = Vault.unlock_with_recovery_key(new, home.recovery_key)
    assert vault.is_recovery_confirmed      # the printed key goes on to be the right one
    vault.close()


def test_the_chain_says_it_and_takes_it_for_no_old_copy(home: Home) -> None:
    restore(home.where, home.backup, ByPassphrase(PASSPHRASE))
    vault = Vault.unlock_with_passphrase(home.where, PASSPHRASE)
    event = vault.events.newest(EventKind.RESTORED)
    assert event is not None
    assert event.facts["number"] == home.backup.number
    assert vault.events.newest(EventKind.ROLLED_BACK) is None
    assert vault.events.verify().holds
    vault.close()


def test_the_vault_may_be_gone_or_without_its_header(home: Home) -> None:
    (home.where.folder / "vault.json").unlink()
    assert home.where.look().state is VaultState.DAMAGED
    restored = restore(home.where, home.backup, ByPassphrase(PASSPHRASE))
    assert restored.kept is not None
    assert (restored.kept / "vault.db").exists()
    assert titles(home.where) == {BEFORE}


# -- it does not, and then nothing has changed


@pytest.mark.parametrize(
    ("way", "error"),
    [(ByPassphrase("falsch"), WrongPassphraseError), (ByRecoveryKey(STRANGE_KEY), WrongRecoveryKeyError)],
)
def test_the_wrong_secret_changes_nothing(home: Home, way: Opener, error: type[Exception]) -> None:
    before = contents(home.where.folder.parent)
    with pytest.raises(error):
        restore(home.where, home.backup, way)
    after = contents(home.where.folder.parent)
    counted = after.keys() - before.keys()
    assert len(counted) == 1            # it counts as a wrong guess at the vault
    assert {name: data for name, data in after.items() if name not in counted} == before


def flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder: flip(folder / "vault.db", -100),
        lambda folder: flip(folder / "vault.db", 100),
        lambda folder: (folder / "vault.db").write_bytes((folder / "vault.db").read_bytes()[:-4096]),
        lambda folder: (folder / "vault.json").write_text("{"),
        lambda folder: (folder / "vault.json").unlink(),
        lambda folder: (folder / "vault.json").write_text(
            (folder / "vault.json").read_text().replace('"mac": "', '"mac": "AAAA')
        ),
    ],
)
def test_a_damaged_backup_is_not_used(home: Home, damage: Callable[[Path], object]) -> None:
    damage(home.backup.folder)
    before = contents(home.where.folder.parent)
    with pytest.raises(BackupDamagedError):
        restore(home.where, home.backup, ByPassphrase(PASSPHRASE))
    assert {**contents(home.where.folder.parent)} == before
    assert titles(home.where) == {BEFORE, AFTER}


def test_an_open_vault_is_not_exchanged(home: Home) -> None:
    vault = Vault.unlock_with_passphrase(home.where, PASSPHRASE)
    with pytest.raises(VaultInUseError):
        restore(home.where, home.backup, ByPassphrase(PASSPHRASE))
    vault.close()
    assert titles(home.where) == {BEFORE, AFTER}


def test_what_is_not_ours_is_not_moved(home: Home, tmp_path: Path) -> None:
    strange = tmp_path / "strange"
    strange.mkdir()
    (strange / "thesis.docx").write_bytes(b"x")
    with pytest.raises(VaultFolderForeignError):
        restore(place(strange), home.backup, ByPassphrase(PASSPHRASE))
    with pytest.raises(VaultFolderForeignError):
        restore(replace(place(tmp_path / "x"), foreign=strange), home.backup, ByPassphrase(PASSPHRASE))
    assert contents(strange) == {"thesis.docx": b"x"}


def test_what_is_stopped_changes_nothing(home: Home) -> None:
    before = contents(home.where.folder.parent)
    with pytest.raises(WorkStoppedError):
        restore(home.where, home.backup, ByPassphrase(PASSPHRASE), lambda: False)
    assert contents(home.where.folder.parent) == before


def test_room_is_looked_at_first(tmp_path: Path) -> None:
    with pytest.raises(BackupRoomError) as caught:
        require_room(tmp_path / "not" / "there", 1 << 60)
    assert caught.value.needed_bytes > caught.value.free_bytes > 0
    require_room(tmp_path, 1)


# -- the exchange


def vault_of(folder: Path, text: str) -> None:
    folder.mkdir(parents=True)
    (folder / "vault.db").write_text(text)


def test_what_was_not_finished_is_gone_and_the_vault_as_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "vault"
    vault_of(folder, "old")
    with suppress(ZeroDivisionError), preparing(folder) as prepared:
        (prepared / "vault.db").write_text("new")
        raise ZeroDivisionError
    assert contents(tmp_path) == {"vault/vault.db": b"old"}


def test_an_exchange_that_was_cut_after_its_first_half_is_brought_to_its_end(tmp_path: Path) -> None:
    """Where the system cannot exchange in one step there is a moment without a vault."""
    folder = tmp_path / "vault"
    vault_of(tmp_path / "vault-next", "new")
    vault_of(tmp_path / "vault-kept-1", "old")
    assert place(folder).look().state is VaultState.DAMAGED     # it is there, and not taken for a first start
    assert (folder / "vault.db").read_text() == "new"


def test_an_exchange_that_was_cut_before_the_old_one_had_its_name_keeps_both(tmp_path: Path) -> None:
    folder = tmp_path / "vault"
    vault_of(folder, "new")
    vault_of(tmp_path / "vault-next", "old")
    with preparing(folder) as prepared:
        (prepared / "vault.db").write_text("newer")
        take_place(folder)
    assert contents(tmp_path) == {
        "vault/vault.db": b"newer", "vault-kept-1/vault.db": b"old", "vault-kept-2/vault.db": b"new",
    }  # fmt: skip


def test_unfinished_work_of_a_killed_program_is_removed(tmp_path: Path) -> None:
    folder = tmp_path / "vault"
    vault_of(folder, "old")
    vault_of(tmp_path / "vault-next", "half")
    (tmp_path / "vault-next" / "unfinished").touch()
    assert place(folder).look().state is VaultState.DAMAGED
    assert (tmp_path / "vault-next").exists()       # a look removes nothing: it may be at work elsewhere
    with preparing(folder) as prepared:
        assert [each.name for each in prepared.iterdir()] == ["unfinished"]
    assert not (tmp_path / "vault-next").exists()


def test_what_cannot_take_the_place_leaves_the_vault_there(tmp_path: Path) -> None:
    folder = tmp_path / "vault"
    vault_of(folder, "old")
    with preparing(folder) as prepared:
        shutil.rmtree(prepared)
        with pytest.raises(VaultWriteError):
            take_place(folder)
    assert contents(tmp_path) == {"vault/vault.db": b"old"}


def test_where_the_system_cannot_exchange_names_there_are_two_steps(tmp_path: Path) -> None:
    folder = tmp_path / "vault"
    vault_of(folder, "old")
    with preparing(folder) as prepared:
        (prepared / "vault.db").write_text("new")
        assert take_place(folder, lambda *_: False) == tmp_path / "vault-kept-1"
    assert contents(tmp_path) == {"vault/vault.db": b"new", "vault-kept-1/vault.db": b"old"}


# -- guesses where there is no vault


def test_wrong_guesses_at_a_backup_count_where_there_is_no_vault(home: Home, tmp_path: Path) -> None:
    clock = ManualClock()
    where = replace(place(tmp_path / "new" / "vault"), now=clock.now)
    for _ in range(3):
        with pytest.raises(WrongPassphraseError):
            restore(where, home.backup, ByPassphrase("wrong"))
    with pytest.raises(TooManyAttemptsError):
        restore(where, home.backup, ByPassphrase(PASSPHRASE))
    assert where.look().state is VaultState.ABSENT
    clock.moment += timedelta(seconds=1)
    restored = restore(where, home.backup, ByPassphrase(PASSPHRASE))
    assert restored.kept is None
    assert kept_aside(where.folder) == []
    assert titles(where) == {BEFORE}


def test_a_new_vault_begins_without_guesses_at_a_backup(home: Home, tmp_path: Path) -> None:
    where = place(tmp_path / "new" / "vault")
    for _ in range(3):
        with pytest.raises(WrongPassphraseError):
            restore(where, home.backup, ByPassphrase("wrong"))
    new_vault(where.folder).vault.close()
    assert titles(where) == set()
