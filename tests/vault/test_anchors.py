"""Old copies of a vault that are put back: which of them are seen, and what must not be taken for one."""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.vault import header as headers
from desktop.vault.anchors import RollBack
from desktop.vault.backup import backups, beside
from desktop.vault.errors import VaultWriteError
from desktop.vault.events import EventKind
from desktop.vault.head import Head, head_from_text, head_of
from desktop.vault.openers import ByPassphrase
from desktop.vault.place import VaultPlace
from desktop.vault.rekeying import Renewal
from desktop.vault.restore import restore
from desktop.vault.salvage import salvage
from desktop.vault.vault import Vault
from tests.fakes import FakeKeychain
from tests.vault.places import PASSPHRASE, place
from tests.vault.places import new_vault as made_anywhere

DATABASE = ("vault.db",)
HEADER = ("vault.json",)


@pytest.fixture
def keychain() -> FakeKeychain:
    return FakeKeychain()


@pytest.fixture
def here(tmp_path: Path, keychain: FakeKeychain) -> VaultPlace:
    """A place beside a keyring that remembers."""
    plain = place(tmp_path / "vault")
    return VaultPlace(plain.folder, plain.now, plain.kdf, plain.limits, safe=keychain)


def unlocked(here: VaultPlace) -> Vault:
    return Vault.unlock_with_passphrase(here, PASSPHRASE)


def use(here: VaultPlace) -> None:
    """Somebody works with the vault for a while."""
    vault = unlocked(here)
    vault.conversations.create_conversation("全固体電池")
    vault.close()


def kinds(vault: Vault) -> Sequence[str]:
    return [each.kind for each in vault.events.all()]


def copy_of(here: VaultPlace) -> Path:
    """A copy of the folder as it is now."""
    copy = here.folder.with_name("copy")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(here.folder, copy)
    return copy


def put_back(here: VaultPlace, copy: Path, names: Sequence[str]) -> None:
    for name in names:
        shutil.copy2(copy / name, here.folder / name)


def with_keyring(here: VaultPlace, keychain: FakeKeychain) -> None:
    Vault.create(here, keychain, PASSPHRASE).vault.close()


@pytest.mark.parametrize(
    ("names", "found"),
    [(DATABASE, RollBack.DATABASE), (HEADER, RollBack.HEADER), (DATABASE + HEADER, RollBack.BOTH)],
    ids=["database", "header", "both"],
)
def test_an_old_copy_that_was_put_back_is_told(
    here: VaultPlace, keychain: FakeKeychain, names: Sequence[str], found: RollBack
) -> None:
    with_keyring(here, keychain)
    copy = copy_of(here)
    use(here)
    put_back(here, copy, names)
    vault = unlocked(here)
    vault.close()                       # the keyring is compared by then at the latest
    vault = unlocked(here)
    assert vault.anchors.untold() is found
    event = vault.events.newest(EventKind.ROLLED_BACK)
    assert event is not None
    assert event.facts["part"] == found.value
    assert kinds(vault).count("rolled_back") == 1
    assert vault.events.verify().holds
    vault.close()


def test_without_a_keyring_an_old_pair_is_not_seen_and_nobody_says_so(here: VaultPlace) -> None:
    """What the documentation admits: if this fails, the documentation promises too little."""
    Vault.create(here, None, PASSPHRASE).vault.close()
    copy = copy_of(here)
    use(here)
    put_back(here, copy, DATABASE + HEADER)
    use(here)
    vault = unlocked(here)
    assert vault.anchors.untold() is None
    vault.close()


def test_a_vault_that_nobody_touched_is_not_suspected(here: VaultPlace, keychain: FakeKeychain) -> None:
    with_keyring(here, keychain)
    for _ in range(3):
        use(here)
    vault = unlocked(here)
    assert "rolled_back" not in kinds(vault)
    assert keychain.anchors
    vault.close()


def test_a_crash_between_the_last_commit_and_the_anchor_is_no_roll_back(
    here: VaultPlace, keychain: FakeKeychain
) -> None:
    with_keyring(here, keychain)
    vault = unlocked(here)
    vault.conversations.create_conversation("全固体電池")
    vault._database.close()             # as if the process had been killed: no anchor is written
    vault._lock.close()
    use(here)
    vault = unlocked(here)
    assert "rolled_back" not in kinds(vault)
    vault.close()


def test_a_keyring_anchor_is_never_replaced_by_an_old_copy_unseen(
    here: VaultPlace, keychain: FakeKeychain
) -> None:
    """Opened and closed by a program that asks nothing of the anchors."""
    with_keyring(here, keychain)
    copy = copy_of(here)
    use(here)
    put_back(here, copy, DATABASE + HEADER)
    unlocked(here).close()
    vault = unlocked(here)
    assert vault.anchors.untold() is RollBack.BOTH
    vault.close()


def test_a_roll_back_is_told_until_somebody_acknowledges_it(
    here: VaultPlace, keychain: FakeKeychain
) -> None:
    with_keyring(here, keychain)
    copy = copy_of(here)
    use(here)
    put_back(here, copy, DATABASE)
    for _ in range(2):
        vault = unlocked(here)
        assert vault.anchors.untold() is RollBack.DATABASE
        vault.close()
    vault = unlocked(here)
    vault.anchors.acknowledge()
    assert vault.anchors.untold() is None
    vault.close()
    vault = unlocked(here)
    assert vault.anchors.untold() is None
    assert kinds(vault).count("rolled_back") == 1
    vault.close()


@pytest.mark.parametrize("names", [DATABASE, DATABASE + HEADER], ids=["database", "both"])
def test_what_was_restored_once_cannot_be_put_back_later(
    here: VaultPlace, keychain: FakeKeychain, names: Sequence[str]
) -> None:
    """Its event of a restore excuses the anchors of that moment alone."""
    with_keyring(here, keychain)
    vault = unlocked(here)
    vault.back_up()
    vault.close()
    use(here)
    restored(here)
    copy = copy_of(here)                # before anybody has opened it
    for _ in range(3):
        use(here)
    vault = unlocked(here)
    assert "rolled_back" not in kinds(vault)
    vault.close()
    put_back(here, copy, names)
    unlocked(here).close()
    vault = unlocked(here)
    assert vault.anchors.untold() is (RollBack.DATABASE if names == DATABASE else RollBack.BOTH)
    vault.close()


def test_a_keyring_that_was_silent_at_a_restore_raises_no_false_alarm(
    here: VaultPlace, keychain: FakeKeychain
) -> None:
    with_keyring(here, keychain)
    vault = unlocked(here)
    vault.back_up()
    vault.close()
    use(here)
    silent = replace(here, safe=FakeKeychain(locked=True))
    restore(silent, backups(beside(here.folder))[-1], ByPassphrase(PASSPHRASE))
    use(here)
    vault = unlocked(here)
    assert "rolled_back" not in kinds(vault)
    vault.close()


def test_a_keyring_that_does_not_answer_keeps_the_older_anchor(
    here: VaultPlace, keychain: FakeKeychain
) -> None:
    with_keyring(here, keychain)
    before = dict(keychain.anchors)
    keychain.available = False
    use(here)
    assert keychain.anchors == before
    keychain.available = True
    use(here)
    assert keychain.anchors != before
    vault = unlocked(here)
    assert "rolled_back" not in kinds(vault)
    vault.close()


def test_a_vault_without_a_keyring_slot_leaves_nothing_in_the_keyring(
    here: VaultPlace, keychain: FakeKeychain
) -> None:
    Vault.create(here, None, PASSPHRASE).vault.close()
    use(here)
    assert keychain.anchors == {}


def test_a_header_of_before_the_chain_opens_and_gets_its_anchor(tmp_path: Path) -> None:
    vault = made_anywhere(tmp_path / "vault").vault
    first = headers.read(tmp_path / "vault")
    assert first.head is None
    assert '"version": 1' in (tmp_path / "vault" / "vault.json").read_text()
    vault.close()
    second = headers.read(tmp_path / "vault")
    assert second.head is not None
    assert second.head.count == 2       # created, closed
    assert '"version": 2' in (tmp_path / "vault" / "vault.json").read_text()
    assert opens_again(tmp_path / "vault")


def opens_again(folder: Path) -> bool:
    vault = Vault.unlock_with_passphrase(place(folder), PASSPHRASE)
    vault.close()
    return True


def test_a_full_disk_does_not_keep_the_vault_shut_and_the_event_comes_later(
    here: VaultPlace, keychain: FakeKeychain
) -> None:
    with_keyring(here, keychain)
    vault = unlocked(here)
    vault._database.execute("PRAGMA query_only = ON")       # as a disk that takes nothing
    vault.events.note_or_owe(EventKind.PROTECTION, level="weak")
    with pytest.raises(VaultWriteError):
        vault.events.note(EventKind.IMPORTED)
    vault._database.execute("PRAGMA query_only = OFF")
    vault.events.note(EventKind.EXPORTED)
    assert kinds(vault)[-2:] == ["protection", "exported"]
    assert vault.events.verify().holds
    vault.close()


@pytest.mark.parametrize(
    "untrusted",
    ["", "1", "1:", "1:00", f"-1:{'0' * 64}", f"x:{'0' * 64}", f"1:{'G' * 64}", f"1e3:{'0' * 64}"],
)
def test_an_anchor_that_is_none_says_nothing(untrusted: str) -> None:
    assert head_from_text(untrusted) is None


def test_an_anchor_comes_back_as_it_was_written() -> None:
    head = Head(12, bytes(range(32)))
    assert head_from_text(head.to_text()) == head
    assert head_of(*head.to_json().values()) == head


def restored(here: VaultPlace) -> None:
    backup = backups(beside(here.folder))[-1]
    restore(here, backup, ByPassphrase(PASSPHRASE))


@pytest.mark.parametrize("refreshed", [False, True])
def test_a_backup_of_long_ago_is_restored_without_suspicion(
    here: VaultPlace, keychain: FakeKeychain, refreshed: bool
) -> None:
    """Also where the header in the backup is of today, because the ways in have changed since."""
    with_keyring(here, keychain)
    vault = unlocked(here)
    vault.back_up()
    vault.close()
    use(here)
    vault = unlocked(here)
    if refreshed:
        vault.add_keyring(keychain)
        vault.upkeep.refresh_ways()
    vault.close()
    restored(here)
    use(here)
    vault = unlocked(here)
    assert "restored" in kinds(vault)
    assert "rolled_back" not in kinds(vault)
    assert vault.events.verify().holds
    vault.close()


def test_a_new_key_is_no_roll_back_and_an_old_copy_is_seen_after_it(
    here: VaultPlace, keychain: FakeKeychain
) -> None:
    with_keyring(here, keychain)
    copy = copy_of(here)
    vault = unlocked(here)
    vault.rekey(Renewal(PASSPHRASE, keychain), lambda _: None)
    vault.close()
    use(here)
    vault = unlocked(here)
    assert "rolled_back" not in kinds(vault)
    vault.close()
    put_back(here, copy, DATABASE + HEADER)
    use(here)
    vault = unlocked(here)
    assert vault.anchors.untold() is RollBack.BOTH
    vault.close()


def test_digests_are_made_with_a_new_key_after_a_rekey(here: VaultPlace, keychain: FakeKeychain) -> None:
    with_keyring(here, keychain)
    vault = unlocked(here)
    before = vault.events.digest("全固体電池")
    vault.rekey(Renewal(PASSPHRASE, keychain), lambda _: None)
    assert vault.events.digest("全固体電池") != before
    assert vault.events.is_of(before, "全固体電池")
    vault.close()


def test_a_database_that_was_salvaged_is_no_roll_back(here: VaultPlace, keychain: FakeKeychain) -> None:
    with_keyring(here, keychain)
    use(here)
    salvage(here, ByPassphrase(PASSPHRASE))
    use(here)
    vault = unlocked(here)
    assert "salvaged" in kinds(vault)
    assert "rolled_back" not in kinds(vault)
    vault.close()
