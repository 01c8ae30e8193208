"""Locking ends in time: when all is well, when the lane is busy, and when something of ours fails."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from pytestqt.qtbot import QtBot

from desktop.ui.background import Background
from desktop.ui.locking import Locking
from desktop.vault import marks
from desktop.vault.vault import Vault
from tests.fakes import FakeKeychain
from tests.vault.places import PASSPHRASE, new_vault, place


class Rig:
    """A vault that its keyring opens, the lanes, and what was told."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.keychain = FakeKeychain()
        self.background = Background()
        self.ends = 0
        self.let_go = 0
        self.free = threading.Event()
        self.locking = Locking(self.background, self.end)
        created: list[Vault] = []
        self.background.on_vault(lambda: new_vault(folder, self.keychain, PASSPHRASE).vault, created.append)
        self.created = created

    def end(self) -> None:
        self.ends += 1

    def leave(self) -> None:
        self.let_go += 1

    @property
    def keyring_opens(self) -> bool:
        return place(self.folder).look().keyring_opens


@pytest.fixture
def rig(qtbot: QtBot, tmp_path: Path) -> Iterator[Rig]:
    made = Rig(tmp_path / "vault")
    qtbot.waitUntil(lambda: bool(made.created))
    assert made.keyring_opens
    yield made
    made.free.set()
    made.background.close()
    # They hold the rig, and it holds them: the collector would end them in whatever thread it runs.
    shiboken6.delete(made.locking)
    shiboken6.delete(made.background)


def test_it_lets_go_closes_and_ends(rig: Rig, qtbot: QtBot) -> None:
    rig.locking.begin(rig.created[0], rig.leave)
    assert rig.let_go == 1
    qtbot.waitUntil(lambda: rig.ends >= 1)
    assert not rig.keyring_opens
    opened: list[Vault] = []
    rig.background.on_vault(
        lambda: Vault.unlock_with_passphrase(place(rig.folder), PASSPHRASE), opened.append
    )
    qtbot.waitUntil(lambda: bool(opened))
    rig.background.on_vault(opened[0].close)


def test_a_busy_lane_does_not_keep_it_open(rig: Rig, qtbot: QtBot) -> None:
    """A keyring that does not answer, a long search: the keyring is barred at once, the end comes in time."""
    rig.background.on_vault(rig.free.wait)
    rig.locking.begin(rig.created[0], rig.leave)
    assert not rig.keyring_opens
    qtbot.waitUntil(lambda: rig.ends >= 1)
    assert not rig.free.is_set()


def test_a_fault_in_letting_go_does_not_keep_it_open(rig: Rig, qtbot: QtBot) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        rig.locking.begin(rig.created[0], fail)
    assert not rig.keyring_opens
    qtbot.waitUntil(lambda: rig.ends >= 1)
    rig.background.on_vault(rig.created[0].close)


def test_a_mark_that_cannot_be_removed_does_not_keep_it_open(rig: Rig, qtbot: QtBot) -> None:
    mark = rig.folder / marks.MAY_OPEN
    mark.unlink()
    mark.mkdir()
    rig.locking.begin(rig.created[0], rig.leave)
    qtbot.waitUntil(lambda: rig.ends >= 1)
    assert not rig.keyring_opens
