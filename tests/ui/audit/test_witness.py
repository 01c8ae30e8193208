"""A roll-back is told until somebody has seen it; what is around the vault is noted."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from desktop.paths import Paths
from desktop.ui.audit.witness import Witness, models_here
from desktop.ui.background import Background
from desktop.ui.notices import Notice, NoticeBar, NoticeKind
from desktop.vault.events import EventKind
from desktop.vault.place import VaultPlace
from desktop.vault.surroundings import ModelOrigin
from desktop.vault.vault import Vault
from tests.fakes import FakeKeychain
from tests.vault.places import PASSPHRASE, place


class Watch:
    """A vault that was opened, with the bar for notices."""

    def __init__(self, qtbot: QtBot, here: VaultPlace) -> None:
        self.background = Background()
        self.bar = NoticeBar(QTimer())
        qtbot.addWidget(self.bar)
        self.vault = Vault.unlock_with_passphrase(here, PASSPHRASE)
        self.witness = Witness(self.vault, self.background, self.bar)

    def close(self) -> None:
        self.background.close()
        self.vault.close()


@pytest.fixture
def keychain() -> FakeKeychain:
    return FakeKeychain()


@pytest.fixture
def here(tmp_path: Path, keychain: FakeKeychain) -> VaultPlace:
    """A vault with a keyring slot, used once; the folder beside it is an old copy."""
    here = replace(place(tmp_path / "vault"), safe=keychain)
    Vault.create(here, keychain, PASSPHRASE).vault.close()
    shutil.copytree(here.folder, tmp_path / "old")
    Vault.unlock_with_passphrase(here, PASSPHRASE).close()
    return here


def put_back(here: VaultPlace, *names: str) -> None:
    for name in names:
        shutil.copy2(here.folder.with_name("old") / name, here.folder / name)


@pytest.fixture
def watches(qtbot: QtBot, here: VaultPlace) -> Iterator[list[Watch]]:
    """Every watch that a test opens is closed in the end."""
    opened: list[Watch] = []
    yield opened
    for each in opened:
        each.close()


def opened(qtbot: QtBot, here: VaultPlace, watches: list[Watch]) -> Watch:
    while watches:
        watches.pop().close()
    watches.append(Watch(qtbot, here))
    return watches[-1]


WORDS = {
    ("vault.db",): "database is older",
    ("vault.json",): "vault.json is older",
    ("vault.db", "vault.json"): "The vault is older",
}


def told(qtbot: QtBot, watch: Watch) -> Notice:
    """The notice, as soon as it is there."""
    watch.witness.look_for_roll_back()
    qtbot.waitUntil(lambda: watch.bar.shown is not None)
    assert watch.bar.shown is not None
    return watch.bar.shown


@pytest.mark.parametrize("names", WORDS, ids=["database", "header", "both"])
def test_an_old_copy_is_told_until_somebody_closes_the_notice(
    qtbot: QtBot, here: VaultPlace, watches: list[Watch], names: tuple[str, ...]
) -> None:
    put_back(here, *names)
    told(qtbot, opened(qtbot, here, watches))
    watch = opened(qtbot, here, watches)        # it comes back at the next start
    notice = told(qtbot, watch)
    assert notice.kind is NoticeKind.ERROR
    assert WORDS[names] in notice.text
    watch.bar.close_shown()
    watch = opened(qtbot, here, watches)
    assert watch.vault.anchors.untold() is None


def test_the_notice_leads_to_the_log(qtbot: QtBot, here: VaultPlace, watches: list[Watch]) -> None:
    put_back(here, "vault.db")
    watch = opened(qtbot, here, watches)
    watch.witness.look_for_roll_back()
    qtbot.waitUntil(lambda: watch.bar.shown is not None)
    with qtbot.waitSignal(watch.witness.log_wanted):
        watch.bar.action_button.click()
    watch = opened(qtbot, here, watches)
    assert watch.vault.anchors.untold() is None


def test_other_notices_are_not_ours(qtbot: QtBot, here: VaultPlace, watches: list[Watch]) -> None:
    put_back(here, "vault.db")
    watch = opened(qtbot, here, watches)
    watch.bar.show_notice(Notice("another"))
    watch.bar.close_shown()
    watch = opened(qtbot, here, watches)
    assert watch.vault.anchors.untold() is not None


def test_a_vault_that_is_as_it_was_and_a_keyring_that_is_gone_tell_nothing(
    qtbot: QtBot, here: VaultPlace, keychain: FakeKeychain, watches: list[Watch]
) -> None:
    keychain.available = False
    watch = opened(qtbot, here, watches)
    watch.witness.look_for_roll_back()
    done: list[bool] = []
    watch.background.elsewhere(lambda: True, done.append)
    watch.background.on_vault(lambda: True, done.append)
    qtbot.waitUntil(lambda: len(done) == 2)
    assert watch.bar.shown is None
    keychain.available = True


def test_models_and_protection_are_noted(qtbot: QtBot, here: VaultPlace, watches: list[Watch]) -> None:
    watch = opened(qtbot, here, watches)
    watch.witness.note_models(lambda: {"aa": ModelOrigin("file", "", "")})
    watch.witness.note_protection("weak", ["window:landlock:not_in_kernel"])
    events = watch.vault.events
    qtbot.waitUntil(lambda: events.newest(EventKind.MODEL_REGISTERED) is not None)
    qtbot.waitUntil(lambda: events.newest(EventKind.PROTECTION) is not None)


def test_the_guide_is_no_model_of_the_users(tmp_path: Path) -> None:
    places = Paths(tmp_path / "data", tmp_path / "settings", tmp_path / "cache", tmp_path / "run")
    assert models_here(places) == {}
