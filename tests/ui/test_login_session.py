"""Which session is ours, asked of the real library about a computer of the test's own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.ui.login_session import escaped
from tests.sources import ROOT

ASK = "from desktop.ui.login_session import own_session_path; print(own_session_path())"
WITH_RUN = 'mount --bind "$0" /run && exec "$@"'        # what systemd keeps there is the test's


def asked(run: Path) -> str:
    command = ["unshare", "--mount", "sh", "-c", WITH_RUN, str(run), sys.executable, "-c", ASK]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT, timeout=60)
    return done.stdout.strip()


@pytest.mark.namespaces
def test_it_is_the_one_in_front_of_the_users_display(tmp_path: Path) -> None:
    for name, told in {
        f"users/{os.getuid()}": "STATE=active\nDISPLAY=2\nSESSIONS=2 7\n",
        "sessions/2": f"UID={os.getuid()}\nACTIVE=1\nSTATE=active\n",
    }.items():
        (tmp_path / "systemd" / name).parent.mkdir(parents=True)
        (tmp_path / "systemd" / name).write_text(told)
    assert asked(tmp_path) == "/org/freedesktop/login1/session/_32"


@pytest.mark.namespaces
def test_where_nobody_can_say_it_is_unknown(tmp_path: Path) -> None:
    assert asked(tmp_path) == ""


@pytest.mark.parametrize(("name", "part"), [("2", "_32"), ("c1", "c1"), ("1a", "_31a"), ("a-b", "a_2db")])
def test_a_session_is_named_as_systemd_names_it(name: str, part: str) -> None:
    assert escaped(name) == part
