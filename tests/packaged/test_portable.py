"""The portable archive: unpacked anywhere and run from there; with --portable nothing stays elsewhere."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.packaged.clean_machine import USER, USER_ID, Machine
from tests.packaged.conftest import Packages
from tests.packaged.installed import InstalledHome, session
from tests.packaged.test_protection import ANSWER_LETTERS, QUESTION, protection
from tests.packaged.traces import differences, look

PASSPHRASE = "correct horse battery"
# An unlocked keyring opens the vault as well, and keeps a key for that, which is of no use without the vault.
_KEYRING = (f"/{USER}/.local/share/keyrings",)
PLACE = "USB メモリ 1/秘書 (portable)"


@pytest.fixture
def unpacked(desktop: Machine, packages: Packages) -> str:
    """Where it lies in the machine: a folder of the user's with spaces and Japanese in its name."""
    place = desktop.path(f"/media/{PLACE}")
    place.mkdir(parents=True)
    archive = packages.find("hisho-[0-9]*-linux-x86_64.tar.zst")
    unpack = ["tar", "--zstd", "--no-same-owner", "-xf", str(archive), "-C", str(place)]
    subprocess.run(unpack, check=True, timeout=300)
    (folder,) = place.iterdir()
    desktop.must("chown", "-R", f"{USER}:{USER}", "/media")
    return f"/media/{PLACE}/{folder.name}"


@pytest.fixture
def portable(desktop: Machine, unpacked: str) -> Iterator[InstalledHome]:
    """A person who starts it from there with --portable."""
    made = InstalledHome(desktop, (f"{unpacked}/run-hisho.sh", "--portable"))
    with session(desktop, made):
        yield made


def test_it_is_protected_as_if_it_were_installed(portable: InstalledHome) -> None:
    assert protection(portable)["level"] == "strong"


def test_what_it_keeps_lies_beside_it_and_goes_with_it(
    portable: InstalledHome, desktop: Machine, unpacked: str
) -> None:
    before = look(desktop.path("/home"))
    done = portable.with_passphrase(PASSPHRASE, "ask", "--save", QUESTION.strip())
    assert done.returncode == 0, done.stderr
    kept = desktop.path(unpacked) / "home" / "data" / "vault" / "vault.db"
    assert kept.is_file()
    assert kept.stat().st_uid == USER_ID
    shutil.rmtree(desktop.path("/media") / Path(PLACE).parts[0])
    assert differences(before, look(desktop.path("/home")), _KEYRING) == []


def test_without_the_option_it_keeps_its_things_in_the_home(desktop: Machine, unpacked: str) -> None:
    home = InstalledHome(desktop, (f"{unpacked}/run-hisho.sh",))
    with session(desktop, home):
        done = home.with_passphrase(PASSPHRASE, "ask", "--save", QUESTION.strip())
        assert done.returncode == 0, done.stderr
        assert len(done.stdout) > ANSWER_LETTERS
    assert (home.data / "vault" / "vault.db").is_file()
    assert not (desktop.path(unpacked) / "home").exists()


def test_the_folder_may_be_moved_and_be_read_only(desktop: Machine, unpacked: str) -> None:
    moved = "/media/elsewhere"
    desktop.must("mv", unpacked, moved)
    desktop.must("chown", "-R", "root:root", moved)
    home = InstalledHome(desktop, (f"{moved}/run-hisho.sh",))
    with session(desktop, home):
        assert len(home.hisho("ask", "-", text=QUESTION).stdout) > ANSWER_LETTERS
