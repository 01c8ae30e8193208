"""What the page has done to the vault: each act belongs on the lane that owns the vault. No Qt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop.paths import Paths
from desktop.policy import Policy
from desktop.ui.protection.standing import KEYRING, PASSPHRASE, TOGETHER, Copy, Standing, Way
from desktop.vault.backup import Backup, of_older_keys
from desktop.vault.keychain import Keychain
from desktop.vault.openers import ByBoth, ByPassphrase
from desktop.vault.rekeying import Renewal
from desktop.vault.slots import described
from desktop.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class VaultActs:
    """One unlocked vault with the keyring and the folders of its user. Every method raises VaultError; then
    the vault opens as before.
    """

    vault: Vault
    keychain: Keychain
    places: Paths

    def standing(self, policy: Policy, *, keyring_usable: bool) -> Standing:
        """How the vault stands now."""
        vault = self.vault
        header = vault.ways.header
        return Standing(
            vault=header.profile,
            folder=str(self.places.vault),
            profile=self.places.profile,
            ways=[Way(each.name, _moment(each.added), each.detail) for each in described(header)],
            keyring_usable=keyring_usable,
            recovery_confirmed=vault.is_recovery_confirmed,
            copies=_newest_first(vault.upkeep.backups(), self.places.vault),
            copies_folder=str(vault.upkeep.folders[0]),
            policy=policy,
        )

    def set_passphrase(self, old: str | None, new: str) -> None:
        """A passphrase that opens the vault alone; `old` must be the one in use, if there is one."""
        self.prove(old or "")
        self.vault.set_passphrase(new)
        if TOGETHER in self.vault.slots:
            self.vault.drop_slot(TOGETHER, self.keychain)

    def join(self, old: str | None, new: str) -> None:
        """From now on this passphrase and the keyring open the vault together, and neither alone."""
        self.prove(old or "")
        self.vault.ways.set_together(self.keychain, new)

    def add_keyring(self) -> None:
        """The keyring opens the vault too."""
        self.vault.add_keyring(self.keychain)

    def prove(self, passphrase: str) -> None:
        """Raise WrongPassphraseError unless this is the passphrase in use, where there is one: whoever sits
        at an open window could otherwise take the vault for good.
        """
        if TOGETHER in self.vault.slots:
            self.vault.ways.check(ByBoth(passphrase, self.keychain))
        elif PASSPHRASE in self.vault.slots:
            self.vault.ways.check(ByPassphrase(passphrase))

    def drop(self, name: str, passphrase: str) -> None:
        """This way opens the vault no more; the passphrase has to be known to take it away."""
        if name in (PASSPHRASE, TOGETHER):
            self.prove(passphrase)
        self.vault.drop_slot(name, self.keychain)

    def renew_recovery_key(self, secret: bytes) -> None:
        """The key of this secret, which was written down, takes the place of the one before."""
        self.vault.renew_recovery_key(secret)
        self.vault.confirm_recovery()

    def renewal(self, passphrase: str) -> Renewal:
        """New secrets for the ways that the vault has."""
        needs_keyring = {KEYRING, TOGETHER} & self.vault.slots
        return Renewal(passphrase, self.keychain if needs_keyring else None)


def _newest_first(found: Sequence[Backup], vault: Path) -> list[Copy]:
    old = of_older_keys(found, vault)
    return [
        Copy(each.made, each.size, each.folder in old)
        for each in sorted(found, key=lambda each: each.made, reverse=True)
    ]


def _moment(added: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(added)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None
