"""A slot goes only when the one that replaces it is on disk and was seen to open: whatever fails before, the
vault opens the old way.
"""

import dataclasses
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from desktop.vault import header as headers
from desktop.vault import keys
from desktop.vault.errors import (
    KeychainEntryMissingError,
    KeychainLockedError,
    KeychainUnavailableError,
    VaultDamagedError,
    VaultError,
    VaultWriteError,
    WrongPassphraseError,
    WrongRecoveryKeyError,
)
from desktop.vault.vault import Vault, VaultState, look
from tests.fakes import FakeKeychain
from tests.vault.places import PASSPHRASE, new_vault, place

ROOT = Path(__file__).resolve().parents[2]
NEW = "新しい合言葉"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "vault"


def opens(folder: Path, passphrase: str) -> bool:
    try:
        Vault.unlock_with_passphrase(place(folder), passphrase).close()
    except WrongPassphraseError:
        return False
    return True


def opens_by_keyring(folder: Path, keychain: FakeKeychain) -> bool:
    try:
        Vault.unlock_with_keyring(place(folder), keychain, may_ask=False).close()
    except KeychainEntryMissingError:
        return False
    return True


class StubbornKeychain(FakeKeychain):
    """Keeps a key and then shows another one, or none."""

    def __init__(self, shown: bytes | None) -> None:
        super().__init__()
        self.shown = shown
        self.is_stubborn = False

    def load(self, profile: str, *, may_ask: bool) -> bytes:
        if not self.is_stubborn:
            return super().load(profile, may_ask=may_ask)
        if self.shown is None:
            raise KeychainLockedError
        return self.shown


# -- what can go wrong on the way to the disk


@contextmanager
def no_room_beside(folder: Path) -> Iterator[None]:
    """The new header cannot be written."""
    beside = folder / "vault.json.new"
    beside.mkdir()
    yield
    beside.rmdir()


@contextmanager
def no_replacing(folder: Path) -> Iterator[None]:
    """The new header is whole, but cannot take the old one's place: that is a mount point."""
    file = str(folder / "vault.json")
    subprocess.run(["mount", "--bind", file, file], check=True)
    yield
    subprocess.run(["umount", file], check=True)


ON_DISK = [
    pytest.param(no_room_beside, id="written"),
    pytest.param(no_replacing, id="replaced", marks=pytest.mark.namespaces),
]
Fault = Callable[[Path], Any]


@pytest.mark.parametrize("fault", ON_DISK)
def test_a_passphrase_that_cannot_be_written_leaves_the_old_one(folder: Path, fault: Fault) -> None:
    vault = new_vault(folder).vault
    with fault(folder), pytest.raises(VaultWriteError):
        vault.change_passphrase(PASSPHRASE, NEW)
    vault.close()
    assert opens(folder, PASSPHRASE)
    assert not opens(folder, NEW)
    assert not (folder / "vault.json.new").exists()


def test_a_passphrase_that_does_not_open_when_read_back_leaves_the_old_one(folder: Path) -> None:
    """Its parameters, as they stand in the file, are refused."""
    new_vault(folder).vault.close()
    before = headers.read(folder).slots
    vault = Vault.unlock_with_passphrase(place(folder), PASSPHRASE)
    vault.ways._place = dataclasses.replace(place(folder), limits=keys.LIMITS)
    with pytest.raises(VaultDamagedError):
        vault.set_passphrase(NEW)
    vault.close()
    assert headers.read(folder).slots == before
    assert not (folder / "vault.json.new").exists()
    assert opens(folder, PASSPHRASE)


@pytest.mark.parametrize("fault", ON_DISK)
def test_a_recovery_key_that_cannot_be_written_leaves_the_old_one(folder: Path, fault: Fault) -> None:
    created = new_vault(folder)
    with fault(folder), pytest.raises(VaultWriteError):
        created.vault.renew_recovery_key()
    created.vault.close()
    again = Vault.unlock_with_recovery_key(place(folder), created.recovery_key)
    assert not again.is_recovery_confirmed      # so the next start offers another one
    renewed = again.renew_recovery_key()
    again.close()
    with pytest.raises(WrongRecoveryKeyError):
        Vault.unlock_with_recovery_key(place(folder), created.recovery_key)
    Vault.unlock_with_recovery_key(place(folder), renewed).close()


def test_after_a_failure_the_next_attempt_works(folder: Path) -> None:
    vault = new_vault(folder).vault
    with no_room_beside(folder), pytest.raises(VaultWriteError):
        vault.set_passphrase(NEW)
    vault.set_passphrase(NEW)
    vault.close()
    assert opens(folder, NEW)
    assert not opens(folder, PASSPHRASE)


@pytest.mark.parametrize("fault", ON_DISK)
def test_a_keyring_slot_that_cannot_be_written_leaves_the_old_one(folder: Path, fault: Fault) -> None:
    keychain = FakeKeychain()
    vault = new_vault(folder, keychain).vault
    entries = dict(keychain.entries)
    with fault(folder), pytest.raises(VaultWriteError):
        vault.add_keyring(keychain)
    vault.close()
    assert keychain.entries == entries      # nothing is left over either
    assert opens_by_keyring(folder, keychain)


def forgets(keychain: FakeKeychain) -> None:
    keychain.forgets = True


def stubborn(keychain: FakeKeychain) -> None:
    assert isinstance(keychain, StubbornKeychain)
    keychain.is_stubborn = True


@pytest.mark.parametrize(
    ("keychain", "fail", "error"),
    [
        (FakeKeychain(), forgets, KeychainUnavailableError),
        (StubbornKeychain(None), stubborn, KeychainLockedError),
        (StubbornKeychain(bytes(32)), stubborn, VaultDamagedError),
    ],
    ids=["not kept", "not shown", "another shown"],
)
def test_a_keyring_that_fails_leaves_the_old_slot(
    folder: Path, keychain: FakeKeychain, fail: Callable[[FakeKeychain], None], error: type[VaultError]
) -> None:
    vault = new_vault(folder, keychain).vault
    entries, slots = dict(keychain.entries), headers.read(folder).slots
    fail(keychain)
    with pytest.raises(error):
        vault.add_keyring(keychain)
    vault.close()
    assert headers.read(folder).slots == slots
    assert keychain.entries == entries
    healed = FakeKeychain(entries)
    assert opens_by_keyring(folder, healed)


class KeepingKeychain(FakeKeychain):
    """Deletes nothing."""

    def delete(self, profile: str) -> None:
        raise KeychainUnavailableError("failed")


def test_a_new_keyring_slot_has_an_entry_of_its_own_and_the_old_one_goes(folder: Path) -> None:
    keychain = FakeKeychain()
    vault = new_vault(folder, keychain).vault
    (old,) = keychain.entries
    vault.add_keyring(keychain)
    vault.close()
    (new,) = keychain.entries
    assert new != old
    assert headers.read(folder).keyring_entry() == new
    assert opens_by_keyring(folder, keychain)


def test_an_old_entry_that_cannot_be_deleted_does_no_harm(folder: Path) -> None:
    keychain = KeepingKeychain()
    vault = new_vault(folder, keychain).vault
    vault.add_keyring(keychain)
    vault.close()
    assert len(keychain.entries) == 2
    assert opens_by_keyring(folder, keychain)


ADD_KEYRING = """
import json, sys
from pathlib import Path
from desktop.vault.errors import VaultWriteError
from desktop.vault.vault import Vault
from tests.fakes import FakeKeychain
from tests.vault.places import PASSPHRASE, place
keychain = FakeKeychain({name: bytes.fromhex(key) for name, key in json.loads(sys.argv[2]).items()})
vault = Vault.unlock_with_passphrase(place(Path(sys.argv[1])), PASSPHRASE)
try:
    vault.add_keyring(keychain)
except VaultWriteError:
    print(json.dumps({name: key.hex() for name, key in keychain.entries.items()}))
"""


def test_a_header_that_was_not_flushed_to_the_end_finds_its_entry(folder: Path) -> None:
    """It has taken the old one's place, but after a power cut that may be undone: neither entry may go."""
    keychain = FakeKeychain()
    new_vault(folder, keychain).vault.close()
    old = headers.read(folder).keyring_entry()
    entries = json.dumps({name: key.hex() for name, key in keychain.entries.items()})
    fault = ["strace", "-f", "-qq", "-o", "/dev/null", "-P", str(folder), "-e", "inject=fsync:error=EIO"]
    done = subprocess.run(
        [*fault, sys.executable, "-c", ADD_KEYRING, str(folder), entries],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    kept = {name: bytes.fromhex(key) for name, key in json.loads(done.stdout).items()}
    assert headers.read(folder).keyring_entry() != old
    assert old in kept
    assert opens_by_keyring(folder, FakeKeychain(kept))


def test_a_vault_that_is_not_made_leaves_nothing_in_the_keyring(folder: Path) -> None:
    keychain = FakeKeychain()
    folder.mkdir()
    (folder / "vault.json.new").mkdir()
    with pytest.raises(VaultWriteError):
        new_vault(folder, keychain)
    assert keychain.entries == {}
    assert look(folder).state is VaultState.ABSENT


def test_a_keyring_entry_under_the_name_of_the_vault_still_opens_it(folder: Path) -> None:
    """As the first vaults had it."""
    keychain = FakeKeychain()
    created = new_vault(folder, keychain)
    header, data_key = created.vault.ways.header, created.vault.ways.data_key
    slot = {name: text for name, text in header.slot(headers.KEYRING).items() if name != "entry"}
    created.vault.close()
    headers.write(folder, header.with_slot(headers.KEYRING, slot), data_key)
    keychain.entries = {header.profile: next(iter(keychain.entries.values()))}
    assert opens_by_keyring(folder, keychain)


@pytest.mark.parametrize("entry", ["", "ab", "../" + "a" * 13, 7, None, "Z" * 16])
def test_a_name_of_an_entry_that_is_none_of_ours_is_not_asked_for(folder: Path, entry: object) -> None:
    keychain = FakeKeychain()
    new_vault(folder, keychain).vault.close()
    header = json.loads((folder / "vault.json").read_text())
    header["slots"]["keyring"]["entry"] = entry
    (folder / "vault.json").write_text(json.dumps(header))
    with pytest.raises(VaultDamagedError):
        Vault.unlock_with_keyring(place(folder), keychain, may_ask=False)
