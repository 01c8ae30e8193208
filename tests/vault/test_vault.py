"""A vault opens with each of its slots and with nothing else, and is never replaced by a new one."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.chat.conversation import Ending, Message, Role
from desktop.vault import header as headers
from desktop.vault import keys
from desktop.vault.attempts import Attempts
from desktop.vault.database import Database
from desktop.vault.errors import (
    KeychainEntryMissingError,
    KeychainLockedError,
    KeychainUnavailableError,
    SlotMissingError,
    VaultDamagedError,
    VaultFolderForeignError,
    VaultInUseError,
    VaultMissingError,
    VaultTooNewError,
    WrongPassphraseError,
    WrongRecoveryKeyError,
)
from desktop.vault.migrations import MIGRATIONS
from desktop.vault.vault import Vault, VaultState, look
from tests.fakes import FakeKeychain
from tests.vault.places import PASSPHRASE, new_vault, place


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "vault"


def made(folder: Path, keychain: FakeKeychain | None = None, passphrase: str | None = PASSPHRASE) -> str:
    """A closed vault with one conversation; returns its recovery key."""
    created = new_vault(folder, keychain, passphrase)
    talk = created.vault.conversations.create_conversation("秘密")
    created.vault.conversations.add_message(talk.id, None, Message(Role.USER, "請求項1"))
    created.vault.close()
    return created.recovery_key


def titles(vault: Vault) -> list[str]:
    try:
        return [each.title for each in vault.conversations.conversations()]
    finally:
        vault.close()


def contents(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.iterdir()}


# -- opening


def test_every_slot_opens_the_same_vault(folder: Path) -> None:
    keychain = FakeKeychain()
    recovery_key = made(folder, keychain)
    assert titles(Vault.unlock_with_passphrase(place(folder), PASSPHRASE)) == ["秘密"]
    assert titles(Vault.unlock_with_recovery_key(place(folder), recovery_key)) == ["秘密"]
    assert titles(Vault.unlock_with_keyring(place(folder), keychain, may_ask=False)) == ["秘密"]


def test_a_passphrase_is_the_same_in_every_normal_form(folder: Path) -> None:
    made(folder, passphrase="ガギグ１２３")
    assert titles(Vault.unlock_with_passphrase(place(folder), "ガギグ123")) == ["秘密"]


def test_a_wrong_passphrase_opens_nothing_and_changes_nothing(folder: Path) -> None:
    made(folder)
    before = contents(folder)
    with pytest.raises(WrongPassphraseError):
        Vault.unlock_with_passphrase(place(folder), PASSPHRASE + " ")
    assert Attempts(folder, place(folder).now).forget().count == 1
    assert contents(folder) == before


def test_a_mistyped_recovery_key_names_its_group(folder: Path) -> None:
    groups = made(folder).split("-")
    groups[3] = groups[3][:4] + ("2" if groups[3][4] != "2" else "3")
    with pytest.raises(WrongRecoveryKeyError) as caught:
        Vault.unlock_with_recovery_key(place(folder), "-".join(groups))
    assert caught.value.group == 4


def test_the_recovery_key_of_another_vault_is_refused(folder: Path, tmp_path: Path) -> None:
    made(folder)
    other = made(tmp_path / "other")
    with pytest.raises(WrongRecoveryKeyError) as caught:
        Vault.unlock_with_recovery_key(place(folder), other)
    assert caught.value.group == 0


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (lambda keychain: keychain.entries.clear(), KeychainEntryMissingError),
        (
            lambda keychain: keychain.entries.update({k: bytes(32) for k in keychain.entries}),
            KeychainEntryMissingError,
        ),
        (lambda keychain: setattr(keychain, "available", False), KeychainUnavailableError),
        (lambda keychain: setattr(keychain, "locked", True), KeychainLockedError),
    ],
)
def test_a_keyring_that_fails_never_leads_to_a_new_vault(
    folder: Path, change: Callable[[FakeKeychain], Any], error: type[Exception]
) -> None:
    keychain = FakeKeychain()
    recovery_key = made(folder, keychain, passphrase=None)
    before = contents(folder)
    change(keychain)
    with pytest.raises(error):
        Vault.unlock_with_keyring(place(folder), keychain, may_ask=False)
    assert contents(folder) == before
    assert titles(Vault.unlock_with_recovery_key(place(folder), recovery_key)) == ["秘密"]


def test_a_locked_keyring_opens_once_the_user_is_asked(folder: Path) -> None:
    keychain = FakeKeychain()
    made(folder, keychain, passphrase=None)
    keychain.locked = True
    assert titles(Vault.unlock_with_keyring(place(folder), keychain, may_ask=True)) == ["秘密"]


def test_without_a_slot_there_is_nothing_to_try(folder: Path) -> None:
    made(folder, FakeKeychain(), passphrase=None)
    with pytest.raises(SlotMissingError) as caught:
        Vault.unlock_with_passphrase(place(folder), "x")
    assert caught.value.slot == "passphrase"


# -- making


def test_a_vault_needs_more_than_its_recovery_key(folder: Path) -> None:
    with pytest.raises(ValueError, match="keyring or a passphrase"):
        Vault.create(place(folder), None, None)
    assert not folder.exists()


def test_a_keyring_that_forgets_makes_no_vault(folder: Path) -> None:
    with pytest.raises(KeychainUnavailableError):
        Vault.create(place(folder), FakeKeychain(forgets=True), None)
    assert look(folder).state is VaultState.ABSENT
    made(folder)


def test_an_attempt_that_was_cut_short_can_be_made_again(folder: Path) -> None:
    folder.mkdir()
    headers.begin_creation(folder)
    Database.create(folder, "ab" * 48).close()
    assert look(folder).state is VaultState.ABSENT
    made(folder)
    assert look(folder).state is VaultState.PRESENT


def test_an_existing_vault_is_never_replaced(folder: Path) -> None:
    made(folder)
    before = contents(folder)
    with pytest.raises(VaultFolderForeignError):
        new_vault(folder)
    assert contents(folder) == before


def test_a_folder_with_something_else_in_it_is_left_alone(folder: Path) -> None:
    folder.mkdir()
    (folder / "thesis.docx").write_bytes(b"x")
    assert look(folder).state is VaultState.FOREIGN
    with pytest.raises(VaultFolderForeignError):
        new_vault(folder)
    assert (folder / "thesis.docx").read_bytes() == b"x"
    assert not (folder / "vault.db").exists()


def test_a_database_whose_header_is_gone_is_not_buried(folder: Path) -> None:
    made(folder)
    (folder / "vault.json").unlink()
    assert look(folder).state is VaultState.DAMAGED
    before = contents(folder)
    with pytest.raises(VaultDamagedError):
        new_vault(folder)
    assert {**contents(folder), "lock": b""} == {**before, "lock": b""}


# -- what is on disk


def test_the_header_is_private_and_holds_no_secret(folder: Path) -> None:
    keychain = FakeKeychain()
    recovery_key = made(folder, keychain)
    text = (folder / "vault.json").read_text()
    assert (folder / "vault.json").stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700
    assert recovery_key not in text
    assert next(iter(keychain.entries.values())).hex() not in text


def test_a_newer_header_is_refused_and_left_alone(folder: Path) -> None:
    made(folder)
    header = json.loads((folder / "vault.json").read_text())
    (folder / "vault.json").write_text(json.dumps(header | {"version": headers.VERSION + 1}))
    before = contents(folder)
    with pytest.raises(VaultTooNewError) as caught:
        Vault.unlock_with_passphrase(place(folder), PASSPHRASE)
    assert (caught.value.found, caught.value.known) == (headers.VERSION + 1, headers.VERSION)
    assert look(folder).state is VaultState.TOO_NEW
    assert contents(folder) == before


def test_a_newer_database_is_refused_and_left_alone(folder: Path) -> None:
    created = new_vault(folder)
    created.vault._database.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    created.vault.close()
    before = contents(folder)
    with pytest.raises(VaultTooNewError):
        Vault.unlock_with_passphrase(place(folder), PASSPHRASE)
    assert contents(folder)["vault.db"] == before["vault.db"]


@pytest.mark.parametrize(
    "damage",
    [
        lambda header: header["slots"].pop("recovery"),
        lambda header: header["slots"]["passphrase"].update(iterations=0),
        lambda header: header["slots"]["passphrase"].update(memory_kib=2**30),
        lambda header: header["slots"]["passphrase"].update(lanes="4"),
        lambda header: header["slots"]["passphrase"].update(salt="!!"),
        lambda header: header["slots"]["passphrase"].pop("nonce"),
        lambda header: header.update(salt="00" * 16),
        lambda header: header.update(mac=""),
        lambda header: header.update(mac=3),
        lambda header: header["slots"].update(other={}),
        lambda header: header.update(version="1"),
        lambda header: header.update(version=1),
        lambda header: header.update(version=0),
        lambda header: header["events"].update(count=0),
        lambda header: header["events"].update(count=True),
        lambda header: header["events"].update(head="00"),
        lambda header: header["events"].update(other=1),
        lambda header: header.update(events=[]),
        lambda header: header.pop("events"),
    ],
)
def test_a_header_that_was_changed_is_refused(folder: Path, damage: Callable[[dict[str, Any]], Any]) -> None:
    made(folder)
    header = json.loads((folder / "vault.json").read_text())
    damage(header)
    (folder / "vault.json").write_text(json.dumps(header))
    with pytest.raises(VaultDamagedError):
        Vault.unlock_with_passphrase(place(folder), PASSPHRASE)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": 1}', "\0\0\0"])
def test_a_header_that_is_none_is_refused(folder: Path, text: str) -> None:
    made(folder)
    (folder / "vault.json").write_text(text)
    assert look(folder).state in (VaultState.DAMAGED, VaultState.FOREIGN)
    with pytest.raises((VaultDamagedError, VaultFolderForeignError)):
        Vault.unlock_with_passphrase(place(folder), PASSPHRASE)


def test_weak_parameters_in_a_header_are_refused() -> None:
    with pytest.raises(VaultDamagedError):
        keys.LIMITS.check(keys.CHEAPEST)
    keys.LIMITS.check(keys.RFC_9106_LOW_MEMORY)


def test_a_missing_database_is_an_error_not_a_new_one(folder: Path) -> None:
    made(folder)
    (folder / "vault.db").unlink()
    with pytest.raises(VaultDamagedError):
        Vault.unlock_with_passphrase(place(folder), PASSPHRASE)
    assert not (folder / "vault.db").exists()


def test_a_damaged_database_is_an_error(folder: Path) -> None:
    made(folder)
    (folder / "vault.db").write_bytes(os.urandom(8192))
    with pytest.raises(VaultDamagedError):
        Vault.unlock_with_passphrase(place(folder), PASSPHRASE)


def test_no_vault_is_an_error(folder: Path) -> None:
    with pytest.raises(VaultMissingError):
        Vault.unlock_with_passphrase(place(folder), PASSPHRASE)
    assert not folder.exists()


def test_the_raw_key_has_the_only_form_that_is_no_passphrase() -> None:
    raw = keys.raw_database_key(bytes(32), "00" * 16)
    assert len(raw) == 96
    with pytest.raises(VaultDamagedError):
        keys.raw_database_key(bytes(32), "00")


# -- locking and slots


def test_after_a_lock_the_keyring_alone_opens_nothing_unasked(folder: Path) -> None:
    keychain = FakeKeychain()
    new_vault(folder, keychain).vault.close()
    assert look(folder).keyring_opens
    Vault.unlock_with_passphrase(place(folder), PASSPHRASE).lock()
    assert not look(folder).keyring_opens
    vault = Vault.unlock_with_passphrase(place(folder), PASSPHRASE)
    vault.let_keyring_open()
    vault.close()
    assert look(folder).keyring_opens


def test_without_a_passphrase_the_keyring_is_the_only_question(folder: Path) -> None:
    new_vault(folder, FakeKeychain(), None).vault.close()
    (folder / "keyring-may-open").unlink()
    assert look(folder).keyring_opens


def test_one_program_at_a_time(folder: Path) -> None:
    created = new_vault(folder)
    with pytest.raises(VaultInUseError):
        Vault.unlock_with_passphrase(place(folder), PASSPHRASE)
    created.vault.close()
    Vault.unlock_with_passphrase(place(folder), PASSPHRASE).close()


def test_a_passphrase_is_set_and_replaced(folder: Path) -> None:
    keychain = FakeKeychain()
    vault = new_vault(folder, keychain, None).vault
    assert vault.slots == {"keyring", "recovery"}
    vault.set_passphrase("first")
    vault.set_passphrase("second")
    assert vault.slots == {"keyring", "recovery", "passphrase"}
    vault.close()
    with pytest.raises(WrongPassphraseError):
        Vault.unlock_with_passphrase(place(folder), "first")
    Vault.unlock_with_passphrase(place(folder), "second").close()


def test_changing_a_passphrase_wants_the_old_one(folder: Path) -> None:
    vault = new_vault(folder).vault
    with pytest.raises(WrongPassphraseError):
        vault.change_passphrase("wrong", "new")
    vault.change_passphrase(PASSPHRASE, "new")
    vault.close()
    Vault.unlock_with_passphrase(place(folder), "new").close()


def test_a_keyring_slot_is_added_later(folder: Path) -> None:
    keychain = FakeKeychain()
    vault = new_vault(folder).vault
    vault.add_keyring(keychain)
    vault.close()
    Vault.unlock_with_keyring(place(folder), keychain, may_ask=False).close()


def test_an_answer_left_open_is_marked_when_the_vault_is_unlocked(folder: Path) -> None:
    created = new_vault(folder)
    store = created.vault.conversations
    talk = store.create_conversation("x")
    growing = store.add_message(talk.id, None, Message(Role.ASSISTANT, "", Ending.STREAMING))
    store.journal_answer(growing.id, "途中まで", (1, 2))
    created.vault.close()
    vault = Vault.unlock_with_passphrase(place(folder), PASSPHRASE)
    (found,) = vault.conversations.messages(talk.id)
    vault.close()
    assert (found.message.text, found.message.ending) == ("途中まで", Ending.INTERRUPTED)
