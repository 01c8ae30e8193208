"""A rekey whose last step fails: the database has its new key, so nothing is called unchanged."""

import shutil
from pathlib import Path

import pytest

from desktop.vault.database import Database
from desktop.vault.errors import KeyringMayNotOpenError
from desktop.vault.rekeying import Renewal, rekey
from desktop.vault.vault import Vault
from tests.fakes import FakeKeychain
from tests.vault.places import new_vault, place


class InTheWay(Database):
    """Once it has its new key, something stands where the header has to go."""

    folder: Path

    def rekey(self, raw_key: str, new_raw_key: str) -> None:
        super().rekey(raw_key, new_raw_key)
        header = self.folder / "vault.json"
        header.rename(self.folder.parent / "old.json")
        (header / "x").mkdir(parents=True)


def test_a_header_that_cannot_take_its_place_does_so_at_the_next_unlock(tmp_path: Path) -> None:
    here, keychain = place(tmp_path / "vault"), FakeKeychain()
    vault = new_vault(here.folder, keychain).vault
    database = InTheWay(vault._database._connection, here.folder)
    database.folder = here.folder
    rekey(here, vault.ways, database, Renewal("another one", keychain), lambda _share: None)
    shutil.rmtree(here.folder / "vault.json")
    (tmp_path / "old.json").rename(here.folder / "vault.json")      # as after a fall of the machine
    vault._database.close()
    vault._lock.close()
    vault = Vault.unlock_with_passphrase(here, "another one")
    vault.let_keyring_open()
    vault.close()
    assert not (here.folder / "vault.json.next").exists()
    assert len(keychain.entries) == 1
    Vault.unlock_with_keyring(here, keychain, may_ask=False).close()


def test_a_mark_that_cannot_be_written_makes_no_failure_of_a_rekey(tmp_path: Path) -> None:
    here, keychain = place(tmp_path / "vault"), FakeKeychain()
    vault = new_vault(here.folder, keychain).vault
    (here.folder / "keyring-may-open.new").mkdir()
    vault.rekey(Renewal("another one", keychain), lambda _share: None)
    vault.close()
    (here.folder / "keyring-may-open.new").rmdir()
    Vault.unlock_with_passphrase(here, "another one").close()
    with pytest.raises(KeyringMayNotOpenError):
        Vault.unlock_with_keyring(here, keychain, may_ask=False)
