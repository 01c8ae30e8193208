"""The .deb on a clean system: it installs quickly, and leaves nothing but what is the user's own."""

import os
import time

from tests.packaged.clean_machine import USER, Machine
from tests.packaged.conftest import Ground, Packages
from tests.packaged.installed import PROGRAMS, InstalledHome
from tests.packaged.traces import KEPT_BY_APT, differences, look

PASSPHRASE = "correct horse battery"
MOST_INSTALL_S = 20.0


def test_it_installs_quickly_and_a_purge_leaves_no_trace(
    desktop: Machine, packages: Packages, furnished: Ground
) -> None:
    before = look(desktop.path("/"))
    begun, worked = time.monotonic(), os.times()
    desktop.must("dpkg", "-i", f"/packages/{packages.deb().name}")
    furnished.note("dpkg -i with everything there, s", time.monotonic() - begun)
    work = sum(os.times()[2:4]) - sum(worked[2:4])
    furnished.note("dpkg -i with everything there, s of the processor", work)
    there = differences(before, look(desktop.path("/")), KEPT_BY_APT)
    assert f"+ {PROGRAMS}/hisho" in there
    assert "+ /usr/bin/hisho" in there
    desktop.must("apt-get", "purge", "-yq", "hisho")
    assert differences(before, look(desktop.path("/")), KEPT_BY_APT) == []
    assert work <= MOST_INSTALL_S           # the time by the clock may be that of a busy machine


def test_removal_and_purge_ask_nothing_and_leave_the_vault(home: InstalledHome) -> None:
    machine = home.machine
    assert home.with_passphrase(PASSPHRASE, "ask", "--save", "What is Hisho?").returncode == 0
    before = {name: facts for name, facts in look(home.folder).items() if "/run/" not in name}
    assert any(name.endswith("/vault/vault.db") for name in before)
    for command in (("apt-get", "remove", "-yq", "hisho"), ("apt-get", "purge", "-yq", "hisho")):
        machine.must(*command)
        after = {name: facts for name, facts in look(home.folder).items() if "/run/" not in name}
        assert differences(before, after) == []
    assert not machine.path(PROGRAMS).exists()
    assert not machine.path("/etc/hisho").exists()
    machine.must("dpkg", "-i", f"/packages/{_deb(machine)}")
    asked = home.with_passphrase(PASSPHRASE, "conversations", "list")
    assert "What is Hisho?" in asked.stdout, asked.stderr


def test_an_administrators_policy_outlives_a_removal_and_a_purge(installed: Machine) -> None:
    """It is the administrator's file, as a vault is the user's; the package has brought its reader alone."""
    policy = installed.path("/etc/hisho/policy.toml")
    policy.write_text('[models]\nnetwork = "off"\n', encoding="utf-8")
    for command in ("remove", "purge"):
        installed.must("apt-get", command, "-yq", "hisho")
        assert policy.is_file()
    assert list(policy.parent.iterdir()) == [policy]


def test_files_belong_to_root_and_nobody_else_may_write_them(installed: Machine) -> None:
    theirs = ["(", "!", "-user", "root", "-o", "-perm", "/022", ")", "!", "-type", "l"]
    assert installed.must("find", PROGRAMS, "/etc/hisho", *theirs) == ""
    assert USER not in installed.must("dpkg", "-L", "hisho")


def _deb(machine: Machine) -> str:
    return machine.must("sh", "-c", "cd /packages && ls hisho_*_amd64.deb").strip()
