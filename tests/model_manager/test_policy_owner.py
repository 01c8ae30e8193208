"""A policy counts only where nobody but its owner can have written it or put it there."""

import os
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import pytest

from model_manager.policy_file import PolicyFault, PolicyFile, read_text
from model_manager.policy_owner import FOREIGN, Doubt, read_owned, seen_from
from tests.policies import policy_at, policy_saying
from tests.sources import ROOT

EVERY_USER_HAS_A_NUMBER = "         0          0 4294967295\n"
BUBBLEWRAP = "      1000       1000          1\n"


def fault(file: PolicyFile) -> PolicyFault:
    found = read_text(file).fault
    assert found is not None
    return found


@pytest.fixture
def file(tmp_path: Path) -> PolicyFile:
    return policy_saying(tmp_path, "[lock]\nminutes_most = 5\n")


def test_a_file_of_the_owner_alone_is_read(file: PolicyFile) -> None:
    assert read_text(file).values == {("lock", "minutes_most"): 5}
    assert read_owned(file.path, file.owners) == file.path.read_bytes()


@pytest.mark.parametrize("mode", [0o664, 0o646, 0o666, 0o622])
def test_a_file_that_others_may_write_is_refused(file: PolicyFile, mode: int) -> None:
    file.path.chmod(mode)
    assert fault(file) == PolicyFault(file.path, 0, "writable by others")


@pytest.mark.parametrize("mode", [0o775, 0o757, 0o777])
def test_a_folder_that_others_may_write_is_refused(file: PolicyFile, mode: int) -> None:
    file.path.parent.chmod(mode)
    assert fault(file) == PolicyFault(file.path.parent, 0, "writable by others")


def test_a_file_of_another_user_is_refused(file: PolicyFile) -> None:
    """Whoever runs the tests stands for another: nobody trusts them here."""
    stranger = frozenset({os.geteuid() + 1}) if os.geteuid() == 0 else frozenset({0})
    refused = fault(PolicyFile(file.path, stranger))
    assert refused.reason == "belongs to somebody else"
    assert file.path.is_relative_to(refused.place)


def test_a_folder_where_nobody_exchanges_what_is_not_theirs_is_no_danger(file: PolicyFile) -> None:
    file.path.parent.chmod(0o1777)
    assert read_text(file).fault is None


def test_a_link_leads_to_what_is_looked_at_as_strictly(tmp_path: Path, file: PolicyFile) -> None:
    (tmp_path / "link.toml").symlink_to(file.path)
    link = policy_at(tmp_path / "link.toml")
    assert read_text(link).values == {("lock", "minutes_most"): 5}
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "up.toml").symlink_to("../policy.toml")
    assert read_text(policy_at(tmp_path / "inner" / "up.toml")).fault is None
    file.path.chmod(0o666)
    assert fault(link).reason == "writable by others"


@pytest.mark.parametrize("target", ["nothing.toml", "/tmp/nothing/policy.toml"])
def test_a_link_that_leads_to_nothing_is_no_missing_policy(tmp_path: Path, target: str) -> None:
    """Programs that are shut in see an empty /tmp: what is there outside must not count as nothing."""
    (tmp_path / "link.toml").symlink_to(target)
    assert fault(policy_at(tmp_path / "link.toml")).reason == "a link that leads to nothing here"
    assert not read_text(policy_at(tmp_path / "absent.toml")).is_there


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    assert fault(policy_at(tmp_path / "a")).reason == "not a file"


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "policy.toml"
    os.mkfifo(pipe, 0o600)
    assert fault(policy_at(pipe)) == PolicyFault(pipe, 0, "not a file")


def test_a_folder_is_no_policy(tmp_path: Path) -> None:
    (tmp_path / "policy.toml").mkdir(mode=0o755)
    assert fault(policy_at(tmp_path / "policy.toml")).reason == "not a file"


def test_a_file_in_the_place_of_its_folder_is_no_missing_policy(file: PolicyFile) -> None:
    assert fault(policy_at(file.path / "policy.toml")).reason == "cannot be read (20)"


def test_a_huge_file_is_refused(tmp_path: Path) -> None:
    refused = read_owned(policy_saying(tmp_path, b"#" * ((1 << 20) + 1)).path, frozenset({0, os.geteuid()}))
    assert isinstance(refused, Doubt)
    assert refused.reason == "larger than 1048576 bytes"


def test_no_descriptor_stays_open(file: PolicyFile) -> None:
    opened = Path("/proc/self/fd")
    before = len(list(opened.iterdir()))
    for _ in range(3):
        read_text(file)
    assert len(list(opened.iterdir())) == before


def test_root_behind_bubblewrap_is_whoever_has_no_number_there() -> None:
    """The window sees only its own user there; all others, and so root, look like the one for the rest."""
    assert seen_from(EVERY_USER_HAS_A_NUMBER, frozenset({0}), 65534) == {0}
    assert seen_from(BUBBLEWRAP, frozenset({0}), 65534) == {0, 65534}
    assert seen_from(BUBBLEWRAP, frozenset({1000}), 65534) == {1000}
    assert seen_from("", frozenset({0}), 65534) == {0}


SYSTEM_PYTHON = "/usr/bin/python3"      # ours may lie in root's home; what is tried needs no library
SOMEBODY = 54321
LOOK = """
import sys
sys.path.insert(0, {root!r})
from pathlib import Path
from desktop.confinement import profiles
from desktop.confinement.linux import apply
from model_manager.policy_owner import read_owned, seen_from_here
apply(profiles.{profile})
root = frozenset({{0}})
believed = seen_from_here(root)
for path, owners in (("/etc/hostname", believed), ({own!r}, believed), ("/etc/hostname", root)):
    found = read_owned(Path(path), owners)
    print("read" if isinstance(found, bytes) else found.reason)
"""


@pytest.mark.parametrize(
    "profile",
    ["client(())", "window((), closed_abstract=True)", "fetcher(Path('/srv'), (Path('/etc'),), ())"],
    ids=["client", "window", "fetcher"],
)
def test_shut_in_an_ordinary_user_reads_roots_files_and_trusts_none_of_their_own(profile: str) -> None:
    """What our programs do behind all three layers, in a namespace in which root has no number: only if they
    were told that somebody looked from outside, where it has one.
    """
    somebody = SOMEBODY if os.geteuid() == 0 else os.geteuid()
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        own = Path(folder, "policy.toml")
        own.write_text("[lock]\n")
        for each in (Path(folder), own):
            each.chmod(0o755)
            os.chown(each, somebody, -1)
        look = LOOK.format(root=str(ROOT), own=str(own), profile=profile)
        command = ["bwrap", "--ro-bind", "/", "/", "--proc", "/proc", "--unshare-pid", "--cap-drop", "ALL"]
        who: dict[str, Any] = {"user": somebody, "group": somebody, "extra_groups": []}
        done = subprocess.run(
            [*command, SYSTEM_PYTHON, "-B", "-c", look],
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
            **(who if os.geteuid() == 0 else {}),
        )
    assert done.stdout.split("\n")[:-1] == ["read", FOREIGN, FOREIGN], done.stderr
