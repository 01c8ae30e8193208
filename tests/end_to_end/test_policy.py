"""The administrator's word, read by the whole program from where it lies: /etc is another there."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.programs import LIMIT_S, ROOT, Home

POLICY = '[models]\nnetwork = "off"\n[lock]\nminutes_most = 5\n'


class Administered:
    """A home on a computer that has a policy."""

    def __init__(self, home: Home, etc: Path) -> None:
        self._home = home
        self._etc = etc
        shutil.copytree("/etc", etc, symlinks=True, ignore_dangling_symlinks=True)
        self.policy = etc / "hisho" / "policy.toml"
        self.policy.parent.mkdir(mode=0o755)
        self.policy.write_text(POLICY)
        self.policy.chmod(0o644)

    def hisho(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        script = f'mount --bind "{self._etc}" /etc && exec "$@"'
        command = ["unshare", "--mount", "sh", "-c", script, "sh", sys.executable, str(ROOT / "main.py")]
        return subprocess.run(
            [*command, *arguments], env=self._home.environment, capture_output=True, text=True,
            timeout=LIMIT_S, check=False,
        )  # fmt: skip

    def shown(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.hisho("policy", "show", "--json").stdout)
        return found


@pytest.fixture
def administered(home: Home, tmp_path: Path) -> Administered:
    return Administered(home, tmp_path / "etc")


@pytest.mark.namespaces
def test_a_policy_is_accepted_and_obeyed_behind_every_layer(administered: Administered) -> None:
    shown = administered.shown()
    assert (shown["file"], shown["state"]) == ("/etc/hisho/policy.toml", "accepted")
    assert shown["values"] == {"models": {"network": "off"}, "lock": {"minutes_most": 5}}
    refused = administered.hisho("models", "search", "anything")
    assert refused.returncode == 3          # not permitted
    assert refused.stdout == ""


@pytest.mark.namespaces
@pytest.mark.parametrize("spoilt", ["mode", "key"])
def test_one_that_is_not_accepted_closes_the_network_and_says_why(
    administered: Administered, spoilt: str
) -> None:
    if spoilt == "mode":
        administered.policy.chmod(0o666)
    else:
        administered.policy.write_text('[models]\nnetwork = "any"\nfree = true\n')
    shown = administered.shown()
    assert shown["state"] == "refused"
    expected = {"mode": "writable by others", "key": "models.free: unknown key"}
    assert shown["fault"]["reason"] == expected[spoilt]
    assert administered.hisho("models", "search", "anything").returncode == 3


SOMEBODY, SOMEBODY_ELSE = 54321, 4711
# Python may lie in a folder that is root's alone: one with nothing but the way to it takes its place.
AS_SOMEBODY = """
set -e
mount --make-rprivate /
mount --bind "$ETC" /etc
if [ -n "$CLOSED" ]; then
    mount --bind "$PYTHON" "$ASIDE"
    mount -t tmpfs -o mode=755 none "$CLOSED"
    mkdir -p "$PYTHON"
    mount --bind "$ASIDE" "$PYTHON"
fi
exec setpriv --reuid "$WHO" --regid "$WHO" --clear-groups "$@"
"""


def closed_folder(path: Path) -> str:
    """The outermost folder on the way there that others may not enter; empty if there is none."""
    around = reversed(path.resolve().parents)
    return next((str(each) for each in around if not each.stat().st_mode & 1), "")


@pytest.fixture
def of_somebody() -> Iterator[Home]:
    """A home that an ordinary user reaches and owns."""
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        Path(folder).chmod(0o755)
        inner = Path(folder, "home")
        inner.mkdir()
        os.chown(inner, SOMEBODY, SOMEBODY)
        yield Home(inner)


@pytest.mark.namespaces
def test_for_an_ordinary_user_only_roots_policy_is_accepted(of_somebody: Home) -> None:
    """Behind bubblewrap root and every stranger look the same there: the supervisor tells which it is."""
    around = of_somebody.folder.parent
    administered = Administered(of_somebody, around / "etc")
    (around / "aside").mkdir()
    with (around / "etc" / "passwd").open("a") as users:
        users.write(f"somebody:x:{SOMEBODY}:{SOMEBODY}::{of_somebody.folder}:/bin/sh\n")
    environment = of_somebody.environment | {
        "ETC": str(around / "etc"),
        "CLOSED": closed_folder(Path(sys.base_prefix)),
        "PYTHON": str(Path(sys.base_prefix).resolve()),
        "ASIDE": str(around / "aside"),
        "WHO": str(SOMEBODY),
    }

    def state(owner: int) -> tuple[str, str]:
        os.chown(administered.policy, owner, 0)
        done = subprocess.run(
            ["unshare", "--mount", "sh", "-c", AS_SOMEBODY, "sh", sys.executable, str(ROOT / "main.py"),
             "policy", "show", "--json"],
            env=environment, capture_output=True, text=True, timeout=LIMIT_S, check=False,
        )  # fmt: skip
        assert done.stdout, done.stderr
        shown = json.loads(done.stdout)
        return shown["state"], (shown["fault"] or {}).get("reason", "")

    assert state(0) == ("accepted", "")
    assert state(SOMEBODY_ELSE) == ("refused", "belongs to somebody else")
