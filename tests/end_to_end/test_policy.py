"""The administrator's word, read by the whole program from where it lies: /etc is another there."""

import json
import shutil
import subprocess
import sys
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
