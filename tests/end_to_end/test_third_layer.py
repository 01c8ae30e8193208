"""Programs on a machine that lacks a tool of the third layer or forbids it: two layers, the reason, and the
vault closed where the administrator demands more.
"""

import contextlib
import json
import os
import pty
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.end_to_end.display import Display
from tests.end_to_end.programs import ROOT, Home, command, level_here, read_until, wait_for

pytestmark = pytest.mark.namespaces

_NOTHING = "/dev/null"
_AS_IT_IS = ("bwrap", "--dev-bind", "/", "/")
WITHOUT_BWRAP = (*_AS_IT_IS, "--ro-bind", _NOTHING, "/usr/bin/bwrap")
WITHOUT_PROXY = (*_AS_IT_IS, "--ro-bind", _NOTHING, "/usr/bin/xdg-dbus-proxy")
WITHOUT_NAMESPACES = (*_AS_IT_IS, "--unshare-user", "--disable-userns", "--cap-drop", "ALL")
FRONTS = {"window", "client"}
OTHERS = {"engine", "fetcher", "fetcher_local"}
Report = dict[str, dict[str, dict[str, dict[str, str]]]]


def reasons_by_doctor(home: Home) -> dict[str, str]:
    """Why the third layer is off in each program; `hisho doctor` has no problem with that."""
    done = home.hisho("doctor", "--json")
    assert done.returncode == 0, done.stderr
    protection = json.loads(done.stdout)["protection"]
    assert protection["level"] == "middle"
    assert all(each["ok"] for program in protection["programs"].values() for each in program["probes"])
    return {name: each["layers"]["namespaces"]["reason"] for name, each in protection["programs"].items()}


@pytest.mark.parametrize(
    ("prefix", "reason"), [(WITHOUT_BWRAP, "bwrap_missing"), (WITHOUT_NAMESPACES, "bwrap_refused")]
)
def test_without_bubblewrap_all_programs_have_two_layers_and_the_reason(
    home: Home, prefix: tuple[str, ...], reason: str
) -> None:
    home.prefix = prefix
    assert reasons_by_doctor(home) == dict.fromkeys(FRONTS | OTHERS, reason)


def test_without_the_proxy_only_window_and_client_have_two_layers(home: Home) -> None:
    home.prefix = WITHOUT_PROXY
    expected = dict.fromkeys(FRONTS, "proxy_missing") | dict.fromkeys(OTHERS, "in_force")
    assert reasons_by_doctor(home) == expected


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ja_JP.UTF-8", "bubblewrap がインストールされていません"),
        ("en_GB.UTF-8", "bubblewrap is not installed"),
    ],
)
def test_the_doctor_says_in_words_what_is_missing(home: Home, language: str, said: str) -> None:
    home.language, home.prefix = language, WITHOUT_BWRAP
    done = home.hisho("doctor")
    assert done.returncode == 0
    assert said in done.stdout


@pytest.fixture
def demanding(tmp_path: Path) -> Callable[[tuple[str, ...]], tuple[str, ...]]:
    """The prefix for a machine whose administrator demands the highest level."""
    folder = tmp_path / "etc"
    folder.mkdir(mode=0o755)
    (folder / "policy.toml").write_text('[protection]\nsandbox = "strong"\n')
    (folder / "policy.toml").chmod(0o644)
    # Where there is no such folder, none must come to be: /etc is put together anew.
    kept = [each for each in Path("/etc").iterdir() if each.name != "hisho" and os.access(each, os.R_OK)]
    etc = [argument for each in kept for argument in ("--ro-bind", str(each), str(each))]
    return lambda prefix: (*prefix, "--tmpfs", "/etc", *etc, "--ro-bind", str(folder), "/etc/hisho")


def test_a_demanded_level_that_is_not_reached_keeps_the_vault_closed(
    home: Home, demanding: Callable[[tuple[str, ...]], tuple[str, ...]]
) -> None:
    """Nothing is made and nothing is asked for; what needs no vault goes on, and the doctor names it."""
    home.prefix = demanding(WITHOUT_BWRAP)
    refused = home.with_passphrase("correct horse battery", "ask", "--save", "x")
    assert refused.returncode == 1
    assert "demands the protection level “strong”; here it is “medium”" in refused.stderr
    assert not (home.data / "vault").exists()
    assert home.hisho("ask", "--max-tokens", "1", "x").returncode == 0
    doctor = home.hisho("doctor", "--json")
    assert doctor.returncode == 1
    assert "policy:sandbox:strong" in json.loads(doctor.stdout)["problems"]


def test_a_demanded_level_that_is_reached_lets_the_vault_be_opened(
    home: Home, demanding: Callable[[tuple[str, ...]], tuple[str, ...]]
) -> None:
    home.prefix = demanding(_AS_IT_IS)
    done = home.with_passphrase("correct horse battery", "ask", "--save", "--max-tokens", "1", "x")
    assert (done.returncode == 0) == (level_here() == "strong"), done.stderr


def test_the_window_says_what_is_demanded_and_offers_nothing_else(
    home: Home, screen: Display, demanding: Callable[[tuple[str, ...]], tuple[str, ...]]
) -> None:
    home.prefix = demanding(WITHOUT_BWRAP)
    with home.started(stderr=subprocess.PIPE) as process:
        wait_for(lambda: "Hisho" in screen.title())
        screen.photograph(ROOT / "build" / "screens" / "window_protection_too_weak.png")
        screen.press("Return")  # the one button: quit
        assert process.wait(30) == 0
    assert not (home.data / "vault").exists()


def test_an_interrupt_by_the_terminal_ends_the_answer_and_not_the_wrapper(
    home: Home, slow_model: Path
) -> None:
    """The terminal sends it to all that run on it, bubblewrap included, whose end would be the client's."""
    ours, theirs = pty.openpty()
    wanted = ["setsid", "--ctty", "--wait", *command("ask", "--model", str(slow_model), "x")]
    process = subprocess.Popen(wanted, stdin=theirs, stdout=theirs, stderr=theirs, env=home.environment)
    os.close(theirs)
    read_until(ours, "\n")
    assert os.read(ours, 1)                              # it answers
    os.write(ours, b"\x03")
    with contextlib.suppress(OSError):                  # the terminal ends with its last program
        while os.read(ours, 4096):
            pass
    assert process.wait(30) == 130
    os.close(ours)
