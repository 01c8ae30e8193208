"""Something to upgrade from: the package under an older number, and a vault of an older schema."""

import json
import os
import re
import shutil
import subprocess
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from desktop.vault import header as headers
from desktop.vault import keys
from desktop.vault.migrations import MIGRATIONS
from desktop.vault.openers import ByPassphrase
from desktop.vault.place import VaultPlace
from desktop.vault.wrapping import Wrapping
from tests.packaged.clean_machine import USER_ID
from tests.vault.places import PASSPHRASE, place

OLDER = "0.0.9-1"
_FIXTURES = Path(__file__).resolve().parents[1] / "vault" / "fixtures"


def package(newer: Path, folder: Path) -> Path:
    """The same package with a smaller version."""
    made = folder / "older.deb"
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        subprocess.run(["dpkg-deb", "-R", str(newer), scratch], check=True)
        control = Path(scratch) / "DEBIAN" / "control"
        text, count = re.subn(r"(?m)^Version: .*$", f"Version: {OLDER}", control.read_text(encoding="utf-8"))
        assert count == 1
        control.write_text(text, encoding="utf-8")
        build = ["dpkg-deb", "--root-owner-group", "-Znone", "--build", scratch, str(made)]
        subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
    return made


def lay_vault(data: Path, passphrase: str) -> int:
    """Put the fixture of the schema before this one into a data folder; returns its number. Fixtures have a
    passphrase that costs nothing to check; this one gets a real one, as the product demands.
    """
    schema = len(MIGRATIONS) - 1
    source, vault = _FIXTURES / f"schema_{schema}", data / "vault"
    shutil.copytree(source, vault, ignore=shutil.ignore_patterns("known.json"))
    header = headers.read(vault)
    data_key = ByPassphrase(PASSPHRASE).data_key(header, place(vault))
    here = VaultPlace(vault, lambda: datetime.now(UTC), keys.RFC_9106_LOW_MEMORY)
    headers.write(vault, Wrapping(here, data_key).with_passphrase(header, passphrase), data_key)
    for each in (data, vault):
        each.chmod(0o700)
    for each in vault.iterdir():
        each.chmod(0o600)
    for each in (*data.parents[:2], data, vault, *vault.iterdir()):
        os.chown(each, USER_ID, USER_ID)
    assert json.loads((source / "known.json").read_text(encoding="utf-8"))["schema"] == schema
    return schema
