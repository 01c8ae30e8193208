"""What the page has done to the vault: only with the passphrase in use, and each way as it was asked for."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop import paths
from desktop.policy import NO_POLICY, Policy
from desktop.ui.protection.acts import VaultActs
from desktop.vault.errors import SlotNeededError, VaultError, WrongPassphraseError
from desktop.vault.openers import ByBoth, ByKeyring, ByPassphrase, ByRecoveryKey, Opener
from desktop.vault.vault import Created, Vault
from tests.fakes import FakeKeychain
from tests.vault.places import PASSPHRASE, new_vault, place

NEW = "もう一つの合言葉"
PLACES = paths.of({"HISHO_HOME": "/home/hanako/hisho", "HISHO_PROFILE": "work"})


@dataclass
class Opened:
    """A vault with a passphrase and the keyring, and what can be done to it."""

    created: Created
    acts: VaultActs
    folder: Path

    def opens(self, opener: Opener) -> bool:
        """Whether the vault opens in this way, once it is closed."""
        self.acts.vault.close()
        try:
            vault = Vault.unlock(place(self.folder), opener)
        except VaultError:
            return False
        vault.close()
        return True


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    keychain = FakeKeychain()
    created = new_vault(tmp_path / "vault", keychain)
    yield Opened(created, VaultActs(created.vault, keychain, PLACES), tmp_path / "vault")
    created.vault.close()


def names(opened: Opened, policy: Policy = NO_POLICY) -> list[str]:
    return [each.name for each in opened.acts.standing(policy, keyring_usable=True).ways]


def test_the_standing_says_what_opens_the_vault_and_since_when(opened: Opened) -> None:
    standing = opened.acts.standing(NO_POLICY, keyring_usable=True)
    assert [each.name for each in standing.ways] == ["keyring", "passphrase", "recovery"]
    assert all(each.since is not None for each in standing.ways)
    assert standing.vault == opened.acts.vault.ways.header.profile
    assert (standing.profile, standing.folder) == ("work", str(PLACES.vault))
    assert standing.recovery_confirmed
    assert standing.copies == []
    opened.acts.vault.back_up()
    (copy,) = opened.acts.standing(NO_POLICY, keyring_usable=True).copies
    assert copy.size > 0
    assert (opened.folder.parent / "vault-backups").samefile(standing.copies_folder)


def test_a_passphrase_is_changed_by_who_knows_it(opened: Opened) -> None:
    with pytest.raises(WrongPassphraseError):
        opened.acts.set_passphrase("wrong", NEW)
    opened.acts.set_passphrase(PASSPHRASE, NEW)
    assert opened.opens(ByPassphrase(NEW))
    assert not opened.opens(ByPassphrase(PASSPHRASE))


def test_keyring_and_passphrase_can_be_joined_and_parted(opened: Opened) -> None:
    with pytest.raises(WrongPassphraseError):
        opened.acts.join("wrong", NEW)
    opened.acts.join(PASSPHRASE, NEW)
    assert names(opened) == ["keyring+passphrase", "recovery"]
    with pytest.raises(WrongPassphraseError):
        opened.acts.set_passphrase("wrong", PASSPHRASE)
    with pytest.raises(WrongPassphraseError):
        opened.acts.join("wrong", PASSPHRASE)
    opened.acts.join(NEW, PASSPHRASE)
    opened.acts.set_passphrase(PASSPHRASE, NEW)
    assert names(opened) == ["passphrase", "recovery"]
    assert opened.opens(ByPassphrase(NEW))


def test_what_is_joined_opens_together_alone(opened: Opened) -> None:
    keychain = opened.acts.keychain
    opened.acts.join(PASSPHRASE, NEW)
    assert opened.opens(ByBoth(NEW, keychain))
    assert not opened.opens(ByPassphrase(NEW))
    assert not opened.opens(ByKeyring(keychain, may_ask=False))


def test_a_way_can_be_dropped_and_added_again(opened: Opened) -> None:
    opened.acts.drop("keyring", "")
    assert names(opened) == ["passphrase", "recovery"]
    opened.acts.add_keyring()
    assert names(opened) == ["keyring", "passphrase", "recovery"]
    with pytest.raises(WrongPassphraseError):
        opened.acts.drop("passphrase", "wrong")
    opened.acts.drop("passphrase", PASSPHRASE)
    assert names(opened) == ["keyring", "recovery"]
    with pytest.raises(SlotNeededError):
        opened.acts.drop("keyring", "")


def test_new_secrets_are_made_for_the_ways_that_there_are(opened: Opened) -> None:
    renewal = opened.acts.renewal(NEW)
    assert renewal.keychain is opened.acts.keychain
    opened.acts.vault.rekey(renewal, lambda _: None)
    assert not opened.opens(ByRecoveryKey(opened.created.recovery_key))
    assert opened.opens(ByRecoveryKey(renewal.recovery_key))
    assert opened.opens(ByPassphrase(NEW))
