"""The keyring's daemon dies in the middle of a call: an error soon, and the vault opens as before."""

from pathlib import Path

from tests.contracts.secret_service import on_a_real_service

_KILLED = '''
import os, re, signal, subprocess, threading
from pathlib import Path
from desktop.vault.errors import KeychainError
from desktop.vault.keychain import SystemKeychain
from desktop.vault.openers import ByKeyring
from desktop.vault.vault import Vault
from tests.contracts.secret_service import START
from tests.vault.places import PASSPHRASE, new_vault, place

folder = Path(os.environ["HOME"]) / "vault"
keychain = SystemKeychain()


def daemon():
    asked = ["dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/",
             "org.freedesktop.DBus.GetConnectionUnixProcessID", "string:org.freedesktop.secrets"]
    told = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    return int(re.search(r"uint32 (\\d+)", told).group(1))


def killed_in(call):
    """The daemon is held, so that the call cannot end, and then dies."""
    found = []

    def attempt():
        try:
            call()
            found.append("no error")
        except KeychainError as error:
            found.append("KeychainError")

    pid = daemon()
    os.kill(pid, signal.SIGSTOP)
    thread = threading.Thread(target=attempt)
    thread.start()
    thread.join(0.5)
    assert thread.is_alive()            # it is in the middle
    os.kill(pid, signal.SIGKILL)
    thread.join(30)
    subprocess.run(["sh", "-c", START], check=True)
    return found[0]


created = new_vault(folder, keychain)
vault, before = created.vault, (folder / "vault.json").read_bytes()
print("store", killed_in(lambda: vault.add_keyring(keychain)))
print("header", (folder / "vault.json").read_bytes() == before)
vault.close()
print("load", killed_in(lambda: Vault.unlock(place(folder), ByKeyring(keychain, may_ask=False))))
Vault.unlock_with_passphrase(place(folder), PASSPHRASE).close()
Vault.unlock_with_recovery_key(place(folder), created.recovery_key).close()
print("opens")
Vault.unlock(place(folder), ByKeyring(keychain, may_ask=False)).close()
print("opens with the keyring that came back")
'''


def test_a_daemon_that_is_killed_in_the_middle_costs_nothing(tmp_path: Path) -> None:
    assert on_a_real_service(_KILLED, tmp_path) == [
        "store KeychainError",
        "header True",
        "load KeychainError",
        "opens",
        "opens with the keyring that came back",
    ]
