"""What somebody's environment says about loaders, Python, keyrings, proxies and tokens changes nothing."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.programs import Home, child, children, wait_for

STRANGER = "libanl.so.1"                # of the C library, and nobody here needs it
SITE = """
import os
with open({marker!r}, "a") as file:
    file.write(f"{{os.getpid()}}\\n")
"""
BACKEND = "[backend]\ndefault-keyring=keyring.backends.null.Keyring\nkeyring-path={path}\n"


@pytest.fixture
def hostile(home: Home, tmp_path: Path) -> Path:
    """A home whose environment is as hostile as it gets; returns where foreign Python code leaves a mark."""
    marker, code, settings = tmp_path / "marker", tmp_path / "code", tmp_path / "config"
    code.mkdir()
    (code / "sitecustomize.py").write_text(SITE.format(marker=str(marker)))
    (settings / "python_keyring").mkdir(parents=True)
    (settings / "python_keyring" / "keyringrc.cfg").write_text(BACKEND.format(path=code))
    home.extra |= {
        "PYTHONPATH": str(code), "PYTHONSTARTUP": str(code / "sitecustomize.py"), "LD_PRELOAD": STRANGER,
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring", "XDG_CONFIG_HOME": str(settings),
        "HTTP_PROXY": "http://127.0.0.1:9", "HTTPS_PROXY": "http://127.0.0.1:9", "HF_TOKEN": "hf_secret",
        "QT_PLUGIN_PATH": str(code), "GLIBC_TUNABLES": "glibc.malloc.check=3",
    }  # fmt: skip
    return marker


def environment_of(pid: int) -> dict[str, str]:
    text = Path(f"/proc/{pid}/environ").read_bytes().decode()
    return dict(part.split("=", 1) for part in text.split("\0") if "=" in part)


@pytest.fixture
def waiting(home: Home, hostile: Path) -> Iterator[int]:
    """The supervisor of a command that waits for a passphrase."""
    assert not hostile.exists()
    read_end, write_end = os.pipe()
    try:
        arguments = ("vault", "create", "--new-passphrase-fd", str(read_end))
        with home.started(*arguments, pass_fds=[read_end]) as process:
            yield process.pid
    finally:
        os.close(read_end)
        os.close(write_end)


def test_no_process_of_ours_has_it(waiting: int, hostile: Path) -> None:
    client = wait_for(lambda: child(waiting, "client"))
    for pid in (waiting, client, *children(waiting)):
        found = environment_of(pid)
        assert not {"LD_PRELOAD", "PYTHONPATH", "PYTHONSTARTUP", "GLIBC_TUNABLES"} & set(found)
        assert STRANGER not in Path(f"/proc/{pid}/maps").read_text()
    seen = environment_of(client)
    others = {"PYTHON_KEYRING_BACKEND", "HTTP_PROXY", "HTTPS_PROXY", "HF_TOKEN", "QT_PLUGIN_PATH"}
    assert not others & set(seen)
    # The interpreter that we begin in has run it before our first line; nothing after that has.
    assert hostile.read_text().split() == [str(waiting)]


def test_the_environment_chooses_no_other_keyring(home: Home, hostile: Path) -> None:
    done = home.hisho("vault", "status", "--json")
    assert done.returncode == 0, done.stderr
    assert "hf_secret" not in done.stdout + done.stderr
    assert len(hostile.read_text().split()) == 1
    report = json.loads(home.hisho("doctor", "--json").stdout)
    assert report["keyring"] == "unavailable"       # not the one that loses what it is given
