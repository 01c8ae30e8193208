"""A terminal's way to a vault whose passphrases cost nothing to check."""

import os

from desktop.cli.terminal import Terminal
from desktop.cli.vault_access import VaultAccess
from desktop.confinement.report import ProtectionReport
from desktop.paths import Paths
from desktop.vault.keychain import Keychain
from desktop.vault.place import VaultPlace


def access_to(
    here: VaultPlace, terminal: Terminal, keychain: Keychain, typed: str | None = None
) -> VaultAccess:
    """Without `typed` a passphrase is asked for at the terminal; with it, it is read from a descriptor."""
    around = here.folder.parent
    places = Paths(around / "data", around / "settings", around / "cache", around / "run")
    access = VaultAccess(
        places, keychain, terminal, ProtectionReport({}), None if typed is None else _descriptor(typed)
    )
    access.place = here
    return access


def _descriptor(typed: str) -> int:
    reading, writing = os.pipe()
    os.write(writing, typed.encode() + b"\n")
    os.close(writing)
    return reading


