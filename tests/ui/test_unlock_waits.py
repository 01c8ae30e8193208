"""After several wrong secrets the unlock page waits, and says for how long."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.ui.background import Background
from desktop.ui.pages.unlock import UnlockPage
from desktop.ui.vault_gate import GatePages, VaultGate
from desktop.vault.place import VaultPlace
from desktop.vault.recovery import group_state
from desktop.vault.vault import Vault
from tests.fakes import FakeKeychain, ManualClock
from tests.vault.places import PASSPHRASE, new_vault, place


@pytest.fixture
def page(qtbot: QtBot) -> UnlockPage:
    made = UnlockPage(group_state)
    qtbot.addWidget(made)
    made.show_form(has_passphrase=True, has_keyring=False)
    return made


def test_the_page_counts_the_seconds_and_lets_the_passphrase_be_typed(page: UnlockPage, qtbot: QtBot) -> None:
    usual = page.unlock_button.text()
    page.show_wait(2)
    QTest.keyClicks(page.passphrase, "correct horse")
    assert page.passphrase.text() == "correct horse"
    assert "2" in page.unlock_button.text()
    with qtbot.assertNotEmitted(page.passphrase_entered):
        QTest.keyClick(page.passphrase, Qt.Key.Key_Return)
        page.unlock_button.click()
    assert page.second.isActive()
    page.second.timeout.emit()
    assert "1" in page.unlock_button.text()
    page.second.timeout.emit()
    assert not page.second.isActive()
    assert page.unlock_button.text() == usual
    with qtbot.waitSignal(page.passphrase_entered):
        QTest.keyClick(page.passphrase, Qt.Key.Key_Return)


def test_without_a_wait_nothing_is_counted(page: UnlockPage) -> None:
    page.show_wait(0)
    page.passphrase.setText("x")
    assert page.unlock_button.isEnabled()
    assert not page.second.isActive()


@pytest.fixture
def where(tmp_path: Path) -> VaultPlace:
    new_vault(tmp_path / "vault").vault.close()
    return place(tmp_path / "vault")


class Door:
    """A gate before this vault, and the page that it shows."""

    def __init__(self, where: VaultPlace, qtbot: QtBot) -> None:
        self.background = Background()
        self.pages = GatePages(lambda _name, page: qtbot.addWidget(page))
        keychain = FakeKeychain()
        self.gate = VaultGate(
            where, keychain, self.background, self.pages, lambda error: type(error).__name__
        )
        self.opened: list[Vault] = []
        self.gate.opened.connect(self.opened.append)
        self.gate.begin(locked=False)

    def close(self) -> None:
        self.gate.close()
        for vault in self.opened:
            self.background.on_vault(vault.close)
        self.background.close()


@pytest.fixture
def door(where: VaultPlace, qtbot: QtBot) -> Iterator[Door]:
    made = Door(where, qtbot)
    yield made
    made.close()


def test_the_third_wrong_passphrase_makes_it_wait_also_after_a_restart(
    where: VaultPlace, door: Door, qtbot: QtBot
) -> None:
    unlock = door.pages.unlock
    for _ in range(3):
        unlock.passphrase_entered.emit("wrong")
        qtbot.waitUntil(lambda: unlock.error_line.label.text() == "WrongPassphraseError")
        unlock.show_error("")
    assert unlock.second.isActive()
    again = Door(where, qtbot)
    try:
        assert again.pages.unlock.second.isActive()
    finally:
        again.close()


def test_the_page_stays_open_to_the_right_passphrase_when_the_wait_is_over(
    tmp_path: Path, qtbot: QtBot
) -> None:
    clock = ManualClock()
    new_vault(tmp_path / "vault").vault.close()
    at = place(tmp_path / "vault")
    door = Door(VaultPlace(at.folder, clock.now, at.kdf, at.limits), qtbot)
    unlock = door.pages.unlock
    try:
        (at.folder / "failed-unlocks").write_text("damaged")        # as bad as many
        unlock.passphrase_entered.emit(PASSPHRASE)
        qtbot.waitUntil(unlock.second.isActive)
        assert not door.opened
        assert not unlock.folder.isVisibleTo(unlock)                # nothing is wrong with the vault
        clock.moment += timedelta(seconds=60)
        unlock.passphrase_entered.emit(PASSPHRASE)
        qtbot.waitUntil(lambda: bool(door.opened))
    finally:
        door.close()
