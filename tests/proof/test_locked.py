"""Locked stays locked, in the whole program and with a real keyring: after a lock, after a restart, when the
mark is damaged, and when the keyring has stopped answering.
"""

import contextlib
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.vault import marks
from tests.end_to_end.display import Display, display
from tests.end_to_end.programs import Home, child, is_alive, wait_for
from tests.end_to_end.test_window import PASSPHRASE, finish, shown_times, unlock
from tests.proof.keyring import make_vault_with_keyring, running_keyring

WAITS_FOR_THE_KEYRING_S = 8.0       # so long the window gives a keyring; a lock must not take that


@pytest.fixture
def home(tmp_path: Path) -> Home:
    (tmp_path / "home").mkdir()
    return Home(tmp_path / "home")


@pytest.fixture
def keyring(home: Home) -> "Iterator[subprocess.Popen[bytes]]":
    with running_keyring(home) as made:
        make_vault_with_keyring(home, PASSPHRASE)
        yield made


def opens_unasked(home: Home) -> bool:
    """Whether a program of ours gets in without a passphrase."""
    done = home.hisho("ask", "--save", "--max-tokens", "1", "x")
    assert done.returncode in (0, 1), done.stderr
    return done.returncode == 0


@pytest.mark.usefixtures("keyring")
def test_a_mark_that_is_damaged_or_missing_means_locked(home: Home) -> None:
    mark = home.data / "vault" / marks.MAY_OPEN
    whole = mark.read_bytes()
    assert opens_unasked(home)              # the positive control
    mark.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]) if whole else b"x")
    assert not opens_unasked(home)
    mark.unlink()
    assert not opens_unasked(home)


def test_a_keyring_that_stopped_answering_delays_no_lock(
    home: Home, keyring: "subprocess.Popen[bytes]"
) -> None:
    with display() as screen:
        home.extra["DISPLAY"] = screen.name
        with home.started(stderr=subprocess.PIPE) as process:
            wait_for(lambda: shown_times(home, "started engine"))       # the keyring opened it
            wait_for(lambda: "Hisho" in screen.title())
            window = wait_for(lambda: child(process.pid, "window"))
            keyring.send_signal(signal.SIGSTOP)
            assert lock(screen, window) or lock(screen, window)         # a busy machine can lose the first
            assert not (home.data / "vault" / marks.MAY_OPEN).exists()
            keyring.send_signal(signal.SIGCONT)
            wait_for(lambda: shown_times(home, "started window") == 2)
            unlock(screen, home)
            finish(screen, process)


def lock(screen: Display, window: int) -> bool:
    """Press the key; whether the window is gone long before the keyring would have been given up."""
    screen.click(700, 715)
    screen.press("ctrl+l")
    with contextlib.suppress(AssertionError):
        return wait_for(lambda: not is_alive(window), WAITS_FOR_THE_KEYRING_S / 3)
    return False
