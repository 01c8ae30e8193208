"""An open vault is looked after in the background; something is said only where something is wrong."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from desktop.chat.conversation import Message, Role
from desktop.ui.background import Background
from desktop.ui.room.upkeep_corner import Round, UpkeepCorner, look_after
from desktop.vault import marks
from desktop.vault.checking import Checked
from desktop.vault.errors import VaultError, WorkStoppedError
from desktop.vault.events import EventKind
from desktop.vault.upkeep import CHECKED
from desktop.vault.vault import Vault, VaultPlace
from tests.fakes import ManualClock
from tests.vault.places import PASSPHRASE, new_vault, place

DAY_S = 24 * 60 * 60


@dataclass
class Scene:
    """A corner whose timer is let go by hand, and what it said."""

    corner: UpkeepCorner
    vault: Vault
    clock: ManualClock
    timer: QTimer
    bot: QtBot
    said: list[str] = field(default_factory=list)
    troubles: list[VaultError] = field(default_factory=list)

    def go_round(self) -> None:
        """One round, to its end on the vault's lane."""
        self.timer.stop()
        self.timer.timeout.emit()
        self.bot.waitUntil(self.timer.isActive)     # the next one is set when this one is over
        done: list[bool] = []
        self.corner._background.on_vault(lambda: None, lambda _: done.append(True))
        self.bot.waitUntil(lambda: bool(done))


Begin = Callable[[VaultPlace], Scene]


@pytest.fixture
def where(tmp_path: Path) -> VaultPlace:
    vault = new_vault(tmp_path / "vault").vault
    talk = vault.conversations.create_conversation("x")
    vault.conversations.add_message(talk.id, None, Message(Role.USER, "長文" * 30_000))     # many pages
    vault.close()
    return place(tmp_path / "vault")


@pytest.fixture
def begin(qtbot: QtBot) -> Iterator[Begin]:
    background = Background()
    vaults: list[Vault] = []
    corners: list[UpkeepCorner] = []

    def opened(where: VaultPlace) -> Scene:
        clock, timer = ManualClock(), QTimer()
        vault = Vault.unlock_with_passphrase(replace(where, now=clock.now), PASSPHRASE)
        vaults.append(vault)
        corner = UpkeepCorner(vault, background, timer)
        corners.append(corner)
        scene = Scene(corner, vault, clock, timer, qtbot)
        corner.said.connect(lambda text, _: scene.said.append(text))
        corner.trouble_found.connect(scene.troubles.append)
        corner.begin()
        return scene

    yield opened
    for corner in corners:
        corner.leave()
    for vault in vaults:
        background.on_vault(vault.close)
    background.close()


def test_a_whole_vault_is_backed_up_once_a_day_and_nothing_is_said(begin: Begin, where: VaultPlace) -> None:
    scene = begin(where)
    for _ in range(2):
        scene.go_round()
    assert [each.number for each in scene.vault.upkeep.backups()] == [1]
    scene.clock.go(DAY_S)
    scene.go_round()
    assert [each.number for each in scene.vault.upkeep.backups()] == [2, 1]
    event = scene.vault.events.newest(EventKind.BACKED_UP)
    assert event is not None
    assert event.facts["number"] == 2
    assert (scene.said, scene.troubles) == ([], [])


def test_the_deep_check_is_remembered_in_the_vault(begin: Begin, where: VaultPlace) -> None:
    scene = begin(where)
    scene.go_round()
    first = scene.vault.facts.get(CHECKED)
    assert first is not None
    scene.go_round()
    assert scene.vault.facts.get(CHECKED) == first
    scene.clock.go(8 * DAY_S)
    scene.go_round()
    assert scene.vault.facts.get(CHECKED) not in (None, first)


def test_a_damaged_vault_is_told_once_and_not_backed_up(begin: Begin, where: VaultPlace) -> None:
    path = where.folder / "vault.db"
    data = bytearray(path.read_bytes())
    data[-5 * 4096 - 1000] ^= 1
    path.write_bytes(data)
    scene = begin(where)
    for _ in range(2):
        scene.clock.go(8 * DAY_S)
        scene.go_round()
    assert len(scene.said) == 1
    assert "bad pages: 1" in scene.said[0]
    assert scene.vault.upkeep.backups() == []
    assert scene.vault.facts.get(CHECKED) is None
    assert marks.is_set(where.folder, marks.DAMAGED)    # the next start offers the repair first


def test_a_chosen_folder_that_cannot_be_used_is_told(begin: Begin, where: VaultPlace, tmp_path: Path) -> None:
    scene = begin(replace(where, backups=tmp_path / "stick"))
    scene.go_round()
    assert len(scene.said) == 1
    assert [each.folder.parent.name for each in scene.vault.upkeep.backups()] == ["vault-backups"]


def test_a_backup_that_cannot_be_made_is_told(begin: Begin, where: VaultPlace) -> None:
    where.folder.with_name("vault-backups").write_text("a file where the folder should be")
    scene = begin(where)
    scene.go_round()
    assert len(scene.troubles) == 1
    assert scene.said == []


def test_a_vault_that_is_closed_meanwhile_is_no_trouble(begin: Begin, where: VaultPlace) -> None:
    scene = begin(where)
    scene.vault.upkeep.stop()
    with pytest.raises(WorkStoppedError) as stopped:
        look_after(scene.vault.upkeep, None, checks=True)
    scene.corner._on_failed(stopped.value)
    assert (scene.said, scene.troubles) == ([], [])


def test_what_comes_after_the_room_was_left_is_dropped(begin: Begin, where: VaultPlace) -> None:
    scene = begin(where)
    scene.corner.leave()
    scene.corner._on_round(Round(Checked(10, (3,)), trouble=VaultError()))
    scene.corner._go_round(None)
    scene.corner._on_failed(VaultError())
    assert (scene.said, scene.troubles, scene.timer.isActive()) == ([], [], False)
    assert scene.vault.upkeep.backups() == []
