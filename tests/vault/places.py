"""Vaults for the tests, with a passphrase that costs nothing to check."""

from pathlib import Path

from desktop.vault import keys
from desktop.vault.keychain import Keychain
from desktop.vault.vault import Created, Vault, VaultPlace
from tests.fakes import ManualClock

PASSPHRASE = "発明は寝て待て"


def place(folder: Path) -> VaultPlace:
    """A place whose passphrases are cheap."""
    return VaultPlace(folder, ManualClock().now, keys.CHEAPEST, keys.LOOSE_LIMITS)


def new_vault(folder: Path, keychain: Keychain | None = None, passphrase: str | None = PASSPHRASE) -> Created:
    """A new vault, unlocked; its recovery key was written down."""
    created = Vault.create(place(folder), keychain, passphrase)
    created.vault.confirm_recovery()
    return created
