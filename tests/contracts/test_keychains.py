"""The keychain's contract, on the fake and on a real Secret Service (gnome-keyring on a bus of its own)."""

from pathlib import Path

import pytest

from tests.contracts.keychain_contract import (
    EXPECTED,
    EXPECTED_OF_ANCHORS,
    EXPECTED_OF_TOKENS,
    walk,
    walk_anchors,
    walk_tokens,
)
from tests.contracts.secret_service import on_a_real_service
from tests.fakes import FakeKeychain

_REAL = """
import secretstorage
from desktop.vault.keychain import SystemKeychain
from tests.contracts.keychain_contract import walk

def lock():
    connection = secretstorage.dbus_init()
    secretstorage.get_default_collection(connection).lock()
    connection.close()

print("\\n".join(walk(SystemKeychain(), lock)))
"""
_TOKENS = """
from desktop.vault.keychain import SystemKeychain
from tests.contracts.keychain_contract import walk_tokens
print("\\n".join(walk_tokens(SystemKeychain())))
"""
_ANCHORS = """
import os
from dataclasses import replace
from pathlib import Path
from desktop.vault.keychain import SystemKeychain
from desktop.vault.vault import Vault
from tests.contracts.keychain_contract import walk_anchors
from tests.vault.places import place
print("\\n".join(walk_anchors(SystemKeychain())))
here = replace(place(Path(os.environ["HOME"]) / "vault"), safe=SystemKeychain())
Vault.create(here, SystemKeychain(), None).vault.close()
old = {name: (here.folder / name).read_bytes() for name in ("vault.db", "vault.json")}
Vault.unlock_with_keyring(here, SystemKeychain(), may_ask=False).close()
for name, content in old.items():
    (here.folder / name).write_bytes(content)
vault = Vault.unlock_with_keyring(here, SystemKeychain(), may_ask=False)
vault.anchors.look_in_safe(vault.ways.header.profile)
print(vault.anchors.untold())
vault.close()
"""
_CONFINED = """
import os
from pathlib import Path
from desktop.confinement import profiles, tripwire
from desktop.confinement.linux import apply
done = apply(profiles.client((Path(os.environ["HOME"]),)))
assert done.seccomp.on and done.landlock.on
tripwire.install()
from desktop.vault.keychain import SystemKeychain
keychain = SystemKeychain()
keychain.store("vault-3", bytes(32))
print(keychain.load("vault-3", may_ask=False) == bytes(32))
"""
_VAULT = """
import os
from pathlib import Path
from desktop.vault import header as headers
from desktop.vault.errors import KeychainEntryMissingError
from desktop.vault.keychain import SystemKeychain
from desktop.vault.vault import Vault
from tests.vault.places import new_vault, place
folder = Path(os.environ["HOME"]) / "vault"
created = new_vault(folder, SystemKeychain(), None)
created.vault.close()
Vault.unlock_with_keyring(place(folder), SystemKeychain(), may_ask=False).close()
SystemKeychain().delete(headers.read(folder).keyring_entry())
try:
    Vault.unlock_with_keyring(place(folder), SystemKeychain(), may_ask=False)
except KeychainEntryMissingError:
    Vault.unlock_with_recovery_key(place(folder), created.recovery_key).close()
    print("recovered")
"""


def test_the_fake() -> None:
    keychain = FakeKeychain()

    def lock() -> None:
        keychain.locked = True

    assert walk(keychain, lock) == EXPECTED


def test_tokens_in_the_fake() -> None:
    assert walk_tokens(FakeKeychain()) == EXPECTED_OF_TOKENS


def test_anchors_in_the_fake() -> None:
    assert walk_anchors(FakeKeychain()) == EXPECTED_OF_ANCHORS


@pytest.mark.parametrize(
    "hostile",
    [
        {},
        {"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"},
        {"KEYRING_PROPERTY_PREFERRED_COLLECTION": "/nowhere", "KEYRING_PROPERTY_APPID": "evil"},
    ],
    ids=["plain", "null backend", "properties"],
)
def test_the_secret_service(tmp_path: Path, hostile: dict[str, str]) -> None:
    assert on_a_real_service(_REAL, tmp_path, **hostile) == EXPECTED


def test_tokens_in_the_secret_service(tmp_path: Path) -> None:
    assert on_a_real_service(_TOKENS, tmp_path) == EXPECTED_OF_TOKENS


def test_the_secret_service_from_a_confined_client(tmp_path: Path) -> None:
    assert on_a_real_service(_CONFINED, tmp_path) == ["True"]


def test_a_vault_whose_key_is_gone_is_opened_by_its_recovery_key(tmp_path: Path) -> None:
    assert on_a_real_service(_VAULT, tmp_path) == ["recovered"]


def test_an_old_pair_is_seen_by_what_the_secret_service_remembers(tmp_path: Path) -> None:
    assert on_a_real_service(_ANCHORS, tmp_path) == [*EXPECTED_OF_ANCHORS, "both"]
