"""A vault is brought back in the window: a backup on a machine that has none, or what a damaged one still
holds.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.chat.conversation import Message, Role
from desktop.ui.background import Background
from desktop.ui.open_backup import OpenBackupDialog
from desktop.ui.pages.restore import RestorePage
from desktop.ui.restoring import Around, Restoring
from desktop.vault import marks
from desktop.vault.recovery import group_state
from desktop.vault.vault import Vault, VaultPlace
from tests.fakes import FakeKeychain
from tests.vault.places import PASSPHRASE, new_vault, place

TEXT = "請求項1に係る発明"


@dataclass
class Scene:
    """A page with what is behind it, and what it ended with."""

    where: VaultPlace
    page: RestorePage
    restoring: Restoring
    bot: QtBot
    opened: list[Vault] = field(default_factory=list)

    def wait_until_done(self) -> str:
        self.bot.waitUntil(lambda: self.page.result.isVisibleTo(self.page))
        return self.page.result.label.text()

    def wait_for_error(self) -> str:
        self.bot.waitUntil(lambda: self.page.error_line.isVisibleTo(self.page))
        return self.page.error_line.label.text()

    def enter(self) -> Vault:
        self.page.restore_button.click()
        self.bot.waitUntil(lambda: bool(self.opened))
        return self.opened[0]


@pytest.fixture
def scene(qtbot: QtBot, tmp_path: Path) -> Iterator[Scene]:
    background = Background()
    page = RestorePage(group_state)
    qtbot.addWidget(page)
    where = place(tmp_path / "home" / "vault")
    around = Around(
        where, FakeKeychain(), lambda opener: Vault.unlock(where, opener), lambda error: type(error).__name__
    )
    restoring = Restoring(around, background, lambda: page)
    found = Scene(where, page, restoring, qtbot)
    restoring.opened.connect(found.opened.append)
    yield found
    restoring.close()
    for vault in found.opened:
        background.on_vault(vault.close)
    background.close()


def filled(folder: Path) -> str:
    """A vault with one message and a backup of it; returns its recovery key."""
    created = new_vault(folder)
    talk = created.vault.conversations.create_conversation("出願A")
    created.vault.conversations.add_message(talk.id, None, Message(Role.USER, TEXT))
    created.vault.back_up()
    created.vault.close()
    return created.recovery_key


def titles(vault: Vault) -> list[str]:
    return [each.title for each in vault.conversations.conversations()]


def test_on_a_new_machine_a_backup_is_looked_for_and_restored(scene: Scene, tmp_path: Path) -> None:
    filled(tmp_path / "elsewhere" / "vault")
    scene.restoring.begin()
    assert scene.page.choices == []
    assert scene.page.empty.isVisibleTo(scene.page)
    assert not scene.page.restore_button.isVisibleTo(scene.page)
    scene.restoring.look_into(str(tmp_path))
    assert scene.wait_for_error() == "BackupMissingError"
    scene.restoring.look_into(str(tmp_path / "elsewhere" / "vault-backups"))
    assert len(scene.page.choices) == 1
    scene.page.passphrase.setText(PASSPHRASE)
    scene.page.restore_button.click()
    assert "kept" not in scene.wait_until_done()
    assert titles(scene.enter()) == ["出願A"]


def test_the_recovery_key_restores_as_well(scene: Scene, tmp_path: Path) -> None:
    key = filled(tmp_path / "elsewhere" / "vault")
    scene.restoring.begin()
    scene.restoring.look_into(str(tmp_path / "elsewhere" / "vault-backups"))
    scene.page.switch_button.click()
    for each, group in zip(scene.page.groups.fields, key.split("-"), strict=True):
        each.setText(group)
    scene.page.restore_button.click()
    scene.wait_until_done()
    assert titles(scene.enter()) == ["出願A"]


def test_the_vault_that_is_here_is_kept_and_the_page_says_where(scene: Scene) -> None:
    filled(scene.where.folder)
    vault = Vault.unlock_with_passphrase(scene.where, PASSPHRASE)
    vault.conversations.create_conversation("後の会話")
    vault.close()
    scene.restoring.begin()
    assert len(scene.page.choices) == 2         # the backup, and the repair
    assert scene.page.chosen is not None
    scene.page.passphrase.setText(PASSPHRASE)
    scene.page.restore_button.click()
    assert str(scene.where.folder.with_name("vault-kept-1")) in scene.wait_until_done()
    assert titles(scene.enter()) == ["出願A"]


def test_a_damaged_vault_is_repaired_and_the_page_counts(scene: Scene) -> None:
    filled(scene.where.folder)
    shutil.rmtree(scene.where.folder.with_name("vault-backups"))
    path = scene.where.folder / "vault.db"
    data = bytearray(path.read_bytes())
    data[2000] ^= 1                             # of the first page: nothing opens any more
    path.write_bytes(data)
    scene.restoring.is_damaged = True
    scene.restoring.begin()
    assert scene.page.chosen is None
    scene.page.passphrase.setText(PASSPHRASE)
    scene.page.restore_button.click()
    said = scene.wait_until_done()
    assert said.startswith("Damaged pages: 1 of ")
    assert "1 message(s) saved." in said        # without a translator
    assert "No text was lost." in said
    vault = scene.enter()
    (talk,) = vault.conversations.conversations()
    assert [each.message.text for each in vault.conversations.messages(talk.id)] == [TEXT]


def test_damage_that_a_check_has_found_offers_the_repair_first_until_it_is_done(scene: Scene) -> None:
    filled(scene.where.folder)
    marks.put(scene.where.folder, marks.DAMAGED)
    scene.restoring.begin()
    assert len(scene.page.choices) == 2         # there is a backup, which lacks what came after it
    assert scene.page.chosen is None
    assert "not in that" in scene.page.intro.text()
    scene.page.passphrase.setText(PASSPHRASE)
    scene.page.restore_button.click()
    scene.wait_until_done()
    assert not marks.is_set(scene.where.folder, marks.DAMAGED)


def test_a_wrong_passphrase_is_said_and_may_be_typed_again(scene: Scene) -> None:
    filled(scene.where.folder)
    scene.restoring.begin()
    scene.page.passphrase.setText("falsch")
    scene.page.restore_button.click()
    assert not scene.page.restore_button.isEnabled()
    assert scene.wait_for_error() == "WrongPassphraseError"
    scene.page.passphrase.setText(PASSPHRASE)
    scene.page.restore_button.click()
    scene.wait_until_done()
    scene.enter()


def test_whoever_leaves_before_going_on_leaves_a_closed_vault(scene: Scene) -> None:
    filled(scene.where.folder)
    scene.restoring.begin()
    scene.page.passphrase.setText(PASSPHRASE)
    scene.page.restore_button.click()
    scene.wait_until_done()
    scene.restoring.close()
    done: list[bool] = []
    scene.restoring._background.on_vault(lambda: None, lambda _: done.append(True))
    scene.bot.waitUntil(lambda: bool(done))
    Vault.unlock_with_passphrase(scene.where, PASSPHRASE).close()


def test_the_folder_is_asked_for_by_qt_s_own_dialog(scene: Scene) -> None:
    """A portal refuses a process that cannot be dumped."""
    scene.restoring.begin()
    scene.page.folder_button.click()
    (dialog,) = scene.page.findChildren(OpenBackupDialog)
    assert dialog.testOption(OpenBackupDialog.Option.DontUseNativeDialog)
    assert dialog.fileMode() is OpenBackupDialog.FileMode.Directory
    with scene.bot.waitSignal(dialog.finished):
        dialog.reject()
