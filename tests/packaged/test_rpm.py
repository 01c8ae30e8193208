"""The .rpm, installed with rpm itself into a clean machine. There is no userland of Fedora here: the
libraries are Debian's, and what the package depends on by Fedora's names is not judged.
"""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.packaged.clean_machine import Machine
from tests.packaged.conftest import Packages
from tests.packaged.installed import InstalledHome, session
from tests.packaged.test_protection import ANSWER_LETTERS, QUESTION, protection
from tests.packaged.traces import KEPT_BY_APT, differences, look

# A folder that belongs to Fedora's own package `filesystem`, so ours does not take it away.
_FEDORAS = "/usr/share/metainfo"
Rpm = Callable[..., str]


@pytest.fixture
def rpm(desktop: Machine, tmp_path: Path) -> Rpm:
    """Our rpm, told that the machine is its root. SQLite follows the link in /proc, so the list of what is
    installed lies here and not in the machine: in a folder of the test's own.
    """
    desktop.path(str(tmp_path)).mkdir(parents=True)         # rpm makes it, and its lock in it

    def run(*arguments: str) -> str:
        command = ["rpm", "--root", str(desktop.path("/")), "--dbpath", str(tmp_path), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return run


@pytest.fixture
def package(packages: Packages) -> Path:
    """The .rpm."""
    return packages.find("hisho-[0-9]*.x86_64.rpm")


@pytest.fixture
def home(desktop: Machine, package: Path, rpm: Rpm) -> Iterator[InstalledHome]:
    """A person where it is installed."""
    rpm("--install", "--nodeps", str(package))
    made = InstalledHome(desktop)
    with session(desktop, made):
        yield made


def test_it_runs_as_well_protected_as_the_deb(home: InstalledHome) -> None:
    assert protection(home)["level"] == "strong"
    assert len(home.hisho("ask", "-", text=QUESTION).stdout) > ANSWER_LETTERS


def test_it_leaves_no_trace(desktop: Machine, package: Path, rpm: Rpm, tmp_path: Path) -> None:
    before = look(desktop.path("/"))
    rpm("--install", "--nodeps", str(package))
    assert rpm("--verify", "--nodeps", "hisho") == ""
    assert "+ /usr/bin/hisho" in differences(before, look(desktop.path("/")))
    rpm("--erase", "--nodeps", "hisho")
    kept = (*KEPT_BY_APT, str(tmp_path), _FEDORAS)
    assert differences(before, look(desktop.path("/")), kept) == []
    assert not list(desktop.path(_FEDORAS).glob("*hisho*"))


def test_it_is_the_same_as_the_deb(desktop: Machine, package: Path, packages: Packages, rpm: Rpm) -> None:
    """Both are made from one folder; what differs is each one's own papers."""
    rpm("--install", "--nodeps", str(package))
    by_rpm = look(desktop.path("/usr/lib/hisho"))
    rpm("--erase", "--nodeps", "hisho")
    desktop.must("dpkg", "-i", f"/packages/{packages.deb().name}")
    assert by_rpm
    assert look(desktop.path("/usr/lib/hisho")) == by_rpm
