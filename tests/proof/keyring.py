"""A keyring of the test's own: gnome-keyring on a bus of its own, unlocked, and ended with the test."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator

from tests.buses import is_owned, running_bus
from tests.end_to_end.programs import Home, wait_for
from tests.sources import ROOT

SECRETS = "org.freedesktop.secrets"
_MAKE = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from desktop.vault.keychain import SystemKeychain
from desktop.vault.vault import Vault, VaultPlace
place = VaultPlace(Path(sys.argv[1]), lambda: datetime.now(UTC))
created = Vault.create(place, SystemKeychain(), sys.argv[2])
created.vault.confirm_recovery()
created.vault.close()
"""


@contextlib.contextmanager
def running_keyring(home: Home) -> Iterator["subprocess.Popen[bytes]"]:
    """The keyring's process; the home's programs find it on their session bus."""
    folder = home.folder / "session"
    folder.mkdir()
    with running_bus(folder) as bus:
        home.extra["DBUS_SESSION_BUS_ADDRESS"] = bus
        environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "DBUS_SESSION_BUS_ADDRESS": bus}
        command = ["gnome-keyring-daemon", "--foreground", "--components=secrets", "--unlock"]
        pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
        with subprocess.Popen(command, env=environment, stdin=pipe, stdout=nowhere, stderr=nowhere) as daemon:
            assert daemon.stdin is not None
            daemon.stdin.write(b"passphrase of the keyring")
            daemon.stdin.close()
            try:
                wait_for(lambda: is_owned(bus, SECRETS))
                yield daemon
            finally:
                daemon.kill()


def make_vault_with_keyring(home: Home, passphrase: str) -> None:
    """A vault that both open."""
    command = [sys.executable, "-c", _MAKE, str(home.data / "vault"), passphrase]
    environment = {**home.environment, "PYTHONPATH": str(ROOT)}
    subprocess.run(command, env=environment, check=True, timeout=60)
