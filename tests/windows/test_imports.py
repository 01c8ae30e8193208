"""Every module of a program can be imported where what is Linux's alone is missing."""

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.sources import ROOT

# Chosen on Linux and nowhere else; that they fail shows that the pretence works.
LINUX_ALONE = {
    "desktop.confinement.linux": "resource",
    "desktop.socket_instance": "fcntl",
}


@pytest.fixture(scope="module")
def pretended() -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.windows.pretending"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={"QT_QPA_PLATFORM": "offscreen", "PATH": "", "HOME": str(ROOT)},
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_only_what_is_linux_alone_cannot_be_imported(pretended: dict[str, Any]) -> None:
    assert pretended["failures"] == {
        name: f"import of {missing} halted; None in sys.modules" for name, missing in LINUX_ALONE.items()
    }


def test_on_windows_an_engine_claims_no_layer(pretended: dict[str, Any]) -> None:
    assert pretended["engine"]["level"] == "weak"
    layers = pretended["engine"]["programs"]["engine"]["layers"]
    assert {name: layer["on"] for name, layer in layers.items()} == {
        "seccomp": False, "landlock": False, "namespaces": False,
    }  # fmt: skip
    assert layers["seccomp"]["reason"] == "refused"     # the stand-in has none of Windows' libraries
    assert pretended["engine"]["programs"]["engine"]["probes"] == []
