"""The ways in that are more than one secret: both together, sealed for an escrow, healed, and let go."""

import base64
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from desktop.vault import header as headers
from desktop.vault.errors import (
    EscrowKeyUnreadableError,
    KeychainEntryMissingError,
    KeyringMayNotOpenError,
    SlotMissingError,
    SlotNeededError,
    VaultDamagedError,
    WrongEscrowKeyError,
    WrongPassphraseError,
)
from desktop.vault.escrow import ByEscrow
from desktop.vault.header import ESCROW, KEYRING, PASSPHRASE, RECOVERY, TOGETHER
from desktop.vault.openers import ByBoth
from desktop.vault.place import KeyRules, VaultPlace
from desktop.vault.slots import Healed, described
from desktop.vault.vault import Vault, look
from tests.fakes import FakeKeychain
from tests.vault.places import PASSPHRASE as TYPED
from tests.vault.places import new_vault, place


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "vault"


def pem(key: X25519PrivateKey | Ed25519PrivateKey, password: bytes | None = None) -> bytes:
    protection = (
        serialization.BestAvailableEncryption(password) if password else serialization.NoEncryption()
    )
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, protection)


def ruled(folder: Path, rules: KeyRules) -> VaultPlace:
    return replace(place(folder), rules=rules)


# -- keyring and passphrase together


@pytest.fixture
def both(folder: Path) -> FakeKeychain:
    """A closed vault that wants both."""
    keychain = FakeKeychain()
    vault = new_vault(folder, keychain).vault
    vault.ways.set_together(keychain, TYPED)
    assert vault.slots == {TOGETHER, RECOVERY}
    vault.close()
    return keychain


def test_both_together_open_and_neither_does_alone(folder: Path, both: FakeKeychain) -> None:
    Vault.unlock(place(folder), ByBoth(TYPED, both)).close()
    with pytest.raises(WrongPassphraseError):
        Vault.unlock(place(folder), ByBoth("wrong", both))
    with pytest.raises(KeychainEntryMissingError):
        Vault.unlock(place(folder), ByBoth(TYPED, FakeKeychain()))
    with pytest.raises(SlotMissingError):
        Vault.unlock_with_passphrase(place(folder), TYPED)
    with pytest.raises(SlotMissingError):
        Vault.unlock_with_keyring(place(folder), both, may_ask=False)
    assert not look(folder).keyring_opens


def test_the_passphrase_does_nothing_with_another_key_of_the_keyring(
    folder: Path, both: FakeKeychain
) -> None:
    other = FakeKeychain({name: bytes(32) for name in both.entries})
    with pytest.raises(WrongPassphraseError):
        Vault.unlock(place(folder), ByBoth(TYPED, other))


def test_setting_both_leaves_one_entry_in_the_keyring(folder: Path, both: FakeKeychain) -> None:
    assert set(both.entries) == {headers.read(folder).keyring_entry(TOGETHER)}


def test_the_passphrase_of_both_is_changed(folder: Path, both: FakeKeychain) -> None:
    vault = Vault.unlock(place(folder), ByBoth(TYPED, both))
    with pytest.raises(WrongPassphraseError):
        vault.ways.change_passphrase("wrong", "new", both)
    vault.ways.change_passphrase(TYPED, "new", both)
    assert vault.slots == {TOGETHER, RECOVERY}
    vault.close()
    Vault.unlock(place(folder), ByBoth("new", both)).close()


def test_a_new_vault_wants_both_where_that_is_demanded(folder: Path) -> None:
    keychain = FakeKeychain()
    created = Vault.create(ruled(folder, KeyRules(together=True)), keychain, TYPED)
    assert created.vault.slots == {TOGETHER, RECOVERY}
    created.vault.close()
    Vault.unlock(place(folder), ByBoth(TYPED, keychain)).close()


# -- escrow


def test_who_has_the_escrow_key_opens_the_vault_and_sets_a_new_passphrase(folder: Path) -> None:
    manager = X25519PrivateKey.generate()
    rules = KeyRules(escrow=manager.public_key().public_bytes_raw())
    Vault.create(ruled(folder, rules), None, TYPED).vault.close()
    vault = Vault.unlock(place(folder), ByEscrow(pem(manager)))
    assert vault.slots == {PASSPHRASE, RECOVERY, ESCROW}
    vault.set_passphrase("new")
    vault.close()
    Vault.unlock_with_passphrase(place(folder), "new").close()


@pytest.mark.parametrize(
    ("key", "error"),
    [
        (pem(X25519PrivateKey.generate()), WrongEscrowKeyError),
        (pem(X25519PrivateKey.generate(), b"secret"), EscrowKeyUnreadableError),
        (pem(Ed25519PrivateKey.generate()), EscrowKeyUnreadableError),
        (b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", EscrowKeyUnreadableError),
        (b"", EscrowKeyUnreadableError),
    ],
    ids=["another", "with a password", "of another kind", "damaged", "empty"],
)
def test_another_key_opens_nothing(folder: Path, key: bytes, error: type[Exception]) -> None:
    public = X25519PrivateKey.generate().public_key().public_bytes_raw()
    Vault.create(ruled(folder, KeyRules(escrow=public)), None, TYPED).vault.close()
    with pytest.raises(error):
        Vault.unlock(place(folder), ByEscrow(key))


def test_what_was_sealed_for_another_vault_opens_nothing(folder: Path, tmp_path: Path) -> None:
    """The vault's name is bound to what is sealed, as to every slot."""
    manager = X25519PrivateKey.generate()
    rules = KeyRules(escrow=manager.public_key().public_bytes_raw())
    vaults = [
        Vault.create(ruled(each, rules), None, TYPED).vault for each in (folder, tmp_path / "other")
    ]
    one, other = (each.ways.header for each in vaults)
    headers.write(folder, one.with_slot(ESCROW, other.slot(ESCROW)), vaults[0].ways.data_key)
    vaults[0]._lock.close()
    with pytest.raises(VaultDamagedError):
        Vault.unlock(place(folder), ByEscrow(pem(manager)))
    vaults[1].close()


def test_a_vault_of_before_is_sealed_when_it_is_opened(folder: Path) -> None:
    """And anew when the administrator has another key."""
    new_vault(folder).vault.close()
    managers = [X25519PrivateKey.generate() for _ in range(2)]
    for manager in managers:
        rules = KeyRules(escrow=manager.public_key().public_bytes_raw())
        Vault.unlock_with_passphrase(ruled(folder, rules), TYPED).close()
        Vault.unlock(place(folder), ByEscrow(pem(manager))).close()
    with pytest.raises(WrongEscrowKeyError):
        Vault.unlock(place(folder), ByEscrow(pem(managers[0])))


def test_a_recovery_key_goes_only_where_an_escrow_key_is(folder: Path) -> None:
    public = X25519PrivateKey.generate().public_key().public_bytes_raw()
    new_vault(folder).vault.close()
    for rules, slots in (
        (KeyRules(recovery=False), {PASSPHRASE, RECOVERY}),
        (KeyRules(recovery=False, escrow=public), {PASSPHRASE, ESCROW}),
    ):
        vault = Vault.unlock_with_passphrase(ruled(folder, rules), TYPED)
        assert vault.slots == slots
        vault.close()


def test_without_recovery_keys_a_new_vault_has_none_to_show(folder: Path) -> None:
    rules = KeyRules(recovery=False, escrow=X25519PrivateKey.generate().public_key().public_bytes_raw())
    created = Vault.create(ruled(folder, rules), None, TYPED)
    assert created.recovery_key == ""
    assert created.vault.slots == {PASSPHRASE, ESCROW}
    created.vault.close()


def test_a_public_key_that_is_none_is_refused(folder: Path) -> None:
    vault = new_vault(folder).vault
    with pytest.raises(EscrowKeyUnreadableError):
        vault.ways.set_escrow(b"short")
    with pytest.raises(EscrowKeyUnreadableError):
        vault.ways.set_escrow(bytes(32))            # a point with which there is no secret
    assert vault.slots == {PASSPHRASE, RECOVERY}
    vault.close()


# -- letting go


@pytest.mark.parametrize(
    ("slots", "drop", "left"),
    [
        ((KEYRING, PASSPHRASE), KEYRING, {PASSPHRASE, RECOVERY}),
        ((KEYRING, PASSPHRASE), PASSPHRASE, {KEYRING, RECOVERY}),
        ((PASSPHRASE,), PASSPHRASE, None),
        ((KEYRING,), KEYRING, None),
        ((KEYRING, PASSPHRASE), RECOVERY, None),
    ],
)
def test_the_last_way_in_stays(
    folder: Path, slots: tuple[str, ...], drop: str, left: set[str] | None
) -> None:
    keychain = FakeKeychain() if KEYRING in slots else None
    vault = new_vault(folder, keychain, TYPED if PASSPHRASE in slots else None).vault
    if left is None:
        before = (folder / "vault.json").read_bytes()
        with pytest.raises(SlotNeededError) as caught:
            vault.drop_slot(drop, keychain)
        assert caught.value.slot == drop
        assert (folder / "vault.json").read_bytes() == before
    else:
        vault.drop_slot(drop, keychain)
        assert vault.slots == left
        assert keychain is not None
        assert bool(keychain.entries) == (KEYRING in left)
    vault.close()


def test_what_is_not_there_cannot_go(folder: Path) -> None:
    vault = new_vault(folder).vault
    with pytest.raises(SlotMissingError):
        vault.drop_slot(KEYRING)
    vault.close()


# -- another computer, another desktop, a reset


@pytest.mark.parametrize(
    "lose",
    [
        lambda keychain: keychain.entries.clear(),
        lambda keychain: keychain.entries.update({name: bytes(32) for name in keychain.entries}),
    ],
    ids=["no entry", "another key"],
)
def test_a_keyring_that_lost_the_key_gets_a_new_one(
    folder: Path, lose: Callable[[FakeKeychain], None]
) -> None:
    keychain = FakeKeychain()
    new_vault(folder, keychain).vault.close()
    old = headers.read(folder).keyring_entry()
    lose(keychain)
    vault = Vault.unlock_with_passphrase(place(folder), TYPED)
    assert vault.ways.heal(keychain) is Healed.KEYRING
    assert vault.ways.heal(keychain) is Healed.NOT_NEEDED
    vault.let_keyring_open()
    vault.close()
    assert headers.read(folder).keyring_entry() != old
    Vault.unlock_with_keyring(place(folder), keychain, may_ask=False).close()


def test_a_keyring_that_may_still_have_the_key_is_left_alone(folder: Path) -> None:
    keychain = FakeKeychain()
    new_vault(folder, keychain).vault.close()
    header = (folder / "vault.json").read_bytes()
    vault = Vault.unlock_with_passphrase(place(folder), TYPED)
    for state in ({"locked": True, "available": True}, {"locked": False, "available": False}):
        for name, value in state.items():
            setattr(keychain, name, value)
        assert vault.ways.heal(keychain) is Healed.NOT_NEEDED
    assert (folder / "vault.json").read_bytes() == header
    vault.close()


def test_a_vault_without_the_keyring_is_not_given_to_it(folder: Path) -> None:
    keychain = FakeKeychain()
    vault = new_vault(folder).vault
    assert vault.ways.heal(keychain) is Healed.NOT_NEEDED
    assert not keychain.entries
    vault.close()


def test_both_together_have_to_be_set_anew_by_their_owner(folder: Path, both: FakeKeychain) -> None:
    vault = Vault.unlock(place(folder), ByBoth(TYPED, both))
    both.entries.clear()
    assert vault.ways.heal(both) is Healed.BOTH_WANTED
    vault.close()


# -- what is shown without a key, and the mark of the keyring


def test_the_slots_are_described_without_a_key_and_without_a_secret(folder: Path) -> None:
    manager = X25519PrivateKey.generate()
    public = manager.public_key().public_bytes_raw()
    created = Vault.create(ruled(folder, KeyRules(escrow=public)), FakeKeychain(), TYPED)
    created.vault.close()
    found = described(headers.read(folder))
    assert [(each.name, each.detail) for each in found] == [
        (KEYRING, "memory"),
        (PASSPHRASE, "Argon2id 0 MiB, t=1, p=1"),
        (RECOVERY, ""),
        (ESCROW, base64.b64encode(public).decode()),
    ]
    assert all(each.added.startswith("2026-11-23T09:00:00") for each in found)


@pytest.mark.parametrize(
    "damage",
    [
        lambda mark: mark.unlink(),
        lambda mark: mark.write_bytes(b""),
        lambda mark: mark.write_bytes(mark.read_bytes()[:-1]),
        lambda mark: mark.write_bytes(b"0" * 64),
        lambda mark: mark.write_bytes(b"\xff" * 64),
        lambda mark: (mark.unlink(), mark.mkdir()),
        lambda mark: (mark.rename(mark.with_name("aside")), mark.symlink_to("aside")),
    ],
    ids=["missing", "empty", "cut", "another's", "no text", "a folder", "a link"],
)
def test_a_mark_that_is_not_whole_means_locked(folder: Path, damage: Callable[[Path], None]) -> None:
    keychain = FakeKeychain()
    new_vault(folder, keychain).vault.close()
    damage(folder / "keyring-may-open")
    with pytest.raises(KeyringMayNotOpenError):
        Vault.unlock_with_keyring(place(folder), keychain, may_ask=True)
    Vault.unlock_with_passphrase(place(folder), TYPED).close()


def test_the_mark_of_another_vault_opens_nothing(folder: Path, tmp_path: Path) -> None:
    keychain = FakeKeychain()
    new_vault(folder, keychain).vault.lock()
    new_vault(tmp_path / "other", keychain).vault.close()
    mark = (tmp_path / "other" / "keyring-may-open").read_bytes()
    (folder / "keyring-may-open").write_bytes(mark)
    with pytest.raises(KeyringMayNotOpenError):
        Vault.unlock_with_keyring(place(folder), keychain, may_ask=False)
