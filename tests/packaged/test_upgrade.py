"""A newer package takes an older one's place: the vault is brought up to date, and kept as it was before."""

from pathlib import Path

import pytest

from desktop.vault.backup import Cause, backups, beside
from tests.packaged import older
from tests.packaged.clean_machine import Machine
from tests.packaged.conftest import Packages
from tests.packaged.installed import InstalledHome
from tests.vault.fixtures.make_fixture import TITLE

PASSPHRASE = "correct horse battery"


@pytest.fixture
def installed(desktop: Machine, packages: Packages, tmp_path: Path) -> Machine:
    """A machine with the older package."""
    made = older.package(packages.deb(), tmp_path)
    inside = desktop.path("/var/tmp/older.deb")  # in the machine
    inside.write_bytes(made.read_bytes())
    desktop.must("dpkg", "-i", "/var/tmp/older.deb")
    inside.unlink()
    return desktop


def version(machine: Machine) -> str:
    """Which version is installed."""
    return machine.must("dpkg-query", "--show", "--showformat=${Version} ${db:Status-Status}", "hisho")


def test_the_vault_is_kept_and_backed_up_before_it_is_changed(
    home: InstalledHome, packages: Packages
) -> None:
    machine = home.machine
    assert version(machine) == f"{older.OLDER} installed"
    schema = older.lay_vault(home.data, PASSPHRASE)
    policy = machine.path("/etc/hisho/policy.toml")
    policy.write_text('[models]\nnetwork = "off"\n', encoding="utf-8")
    machine.must("apt-get", "install", "-yq", f"/packages/{packages.deb().name}")
    assert older.OLDER not in version(machine)
    assert policy.is_file()
    listed = home.with_passphrase(PASSPHRASE, "conversations", "list")
    assert TITLE in listed.stdout, listed.stderr
    (kept,) = [each for each in backups(beside(home.data / "vault")) if each.cause is Cause.MIGRATION]
    assert kept.schema == schema
    assert home.with_passphrase(PASSPHRASE, "vault", "check").returncode == 0
