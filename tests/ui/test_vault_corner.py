"""The page about the vault, joined with a real one: what is wanted there is done, and shown."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from desktop import paths
from desktop.policy import NO_POLICY
from desktop.ui.actions import WindowActions
from desktop.ui.background import Background
from desktop.ui.lock_rules import LockRules
from desktop.ui.main_window import MainWindow
from desktop.ui.pages.recovery_key import RecoveryKeyPage
from desktop.ui.protection.acts import VaultActs
from desktop.ui.protection.page import ProtectionPage
from desktop.ui.room.new_key import NEW_KEY
from desktop.ui.room.vault_corner import VAULT_PAGE, VaultCorner
from desktop.ui.status.state import ProtectionLevel, ProtectionStatus
from desktop.vault import header as headers
from desktop.vault.errors import WrongPassphraseError
from desktop.vault.events import EventKind
from desktop.vault.openers import ByPassphrase, ByRecoveryKey, Opener
from desktop.vault.vault import Created, Vault
from model_manager.edition import Edition
from tests.fakes import FakeKeychain
from tests.vault.places import PASSPHRASE, new_vault, place

NEW = "もう一つの合言葉"


@dataclass
class FakeOutside:
    """What the corner needs of the world."""

    background: Background
    edition: Edition = Edition.FULL

    def words(self, error: Exception) -> str:
        return type(error).__name__


@dataclass
class Rig:
    """A corner over a vault of its own."""

    corner: VaultCorner
    window: MainWindow
    created: Created
    folder: Path
    background: Background
    bot: QtBot
    changes: list[bool] = field(default_factory=list)

    @property
    def page(self) -> ProtectionPage:
        return self.corner.page

    @property
    def key_page(self) -> RecoveryKeyPage:
        return self.corner.new_key.page

    def wait(self, holds: Callable[[], object]) -> None:
        self.bot.waitUntil(lambda: bool(holds()))

    def on_lane(self, work: Callable[[], Any]) -> Any:
        """What the vault says, on the lane that owns it."""
        found: list[Any] = []
        self.background.on_vault(work, found.append)
        self.wait(lambda: found)
        return found[0]

    def confirm_key(self) -> str:
        """Type the groups that are asked for, as somebody would who wrote the key down."""
        self.wait(lambda: self.window.page == NEW_KEY)
        groups = [label.text() for label in self.key_page.plate.groups]
        self.key_page.next_button.click()
        for editor, place_of_group in zip(self.key_page.groups.fields, self.key_page._asked, strict=True):
            editor.setText(groups[place_of_group])
        self.key_page.next_button.click()
        return "-".join(groups)

    def opens(self, opener: Opener) -> bool:
        """Whether the vault opens in this way."""

        def check() -> bool:
            self.created.vault.ways.check(opener)
            return True

        refused: list[Exception] = []
        found: list[bool] = []
        self.background.on_vault(check, found.append, refused.append)
        self.wait(lambda: found or refused)
        return bool(found)


@pytest.fixture
def rig(qtbot: QtBot, tmp_path: Path) -> Iterator[Rig]:
    background, keychain = Background(), FakeKeychain()
    window = MainWindow(WindowActions())
    qtbot.addWidget(window)
    made: list[Created] = []
    background.on_vault(lambda: new_vault(tmp_path / "vault", keychain), made.append)
    qtbot.waitUntil(lambda: bool(made))
    acts = VaultActs(made[0].vault, keychain, paths.of({"HISHO_HOME": str(tmp_path)}))
    outside: Any = FakeOutside(background)
    corner = VaultCorner(
        window, acts, outside, NO_POLICY, lambda: ProtectionStatus(ProtectionLevel.STRONG)
    )
    found = Rig(corner, window, made[0], tmp_path / "vault", background, qtbot)
    corner.ways_changed.connect(lambda: found.changes.append(True))
    with qtbot.waitExposed(window):
        window.show()
    corner.show()
    found.wait(lambda: found.page.ways.rows)
    yield found
    background.on_vault(made[0].vault.close)
    background.close()


def test_the_page_shows_how_the_vault_stands(rig: Rig) -> None:
    assert rig.window.page == VAULT_PAGE
    assert list(rig.page.ways.rows) == ["keyring", "passphrase", "recovery"]
    assert rig.page.level.level.text()
    rig.corner.take_rules(LockRules(7, on_sleep=False, with_session=False), hears_sleep=True)
    assert rig.page.lock.text.text().count("\n") == 1


def test_a_passphrase_is_changed_and_backups_follow(rig: Rig) -> None:
    rig.page.copies.now_button.click()
    rig.wait(lambda: rig.page.copies.result.isVisible())
    rig.wait(lambda: "·" in rig.page.copies.list.text())
    rig.page.ways.passphrase_button.click()
    form = rig.page.ways.form
    form.old.setText("wrong")
    for editor in (form.new.first, form.new.second):
        editor.setText(NEW)
    form.save_button.click()
    rig.wait(lambda: form.wrong_line.label.text() == "WrongPassphraseError")
    assert form.error_line.isHidden()
    assert form.old.selectedText() == "wrong"
    rig.wait(form.old.hasFocus)
    form.old.setText(PASSPHRASE)
    form.save_button.click()
    rig.wait(lambda: rig.changes)
    assert not form.isVisible()
    assert rig.opens(ByPassphrase(NEW))
    assert not rig.opens(ByPassphrase(PASSPHRASE))
    (copy,) = rig.created.vault.upkeep.backups()
    rig.wait(lambda: _opens_copy(copy.folder, NEW))
    assert not _opens_copy(copy.folder, PASSPHRASE)


def _opens_copy(folder: Path, passphrase: str) -> bool:
    """Whether a backup opens with this passphrase."""
    try:
        return bool(ByPassphrase(passphrase).data_key(headers.read(folder), place(folder)))
    except WrongPassphraseError:
        return False


def test_a_way_is_dropped_and_one_that_is_needed_is_not(rig: Rig) -> None:
    rig.page.ways.drop_wanted.emit("keyring", "")
    rig.wait(lambda: list(rig.page.ways.rows) == ["passphrase", "recovery"])
    rig.page.ways.drop_wanted.emit("passphrase", "wrong")
    rig.wait(lambda: rig.page.ways.trouble.label.text() == "WrongPassphraseError")
    rig.page.ways.drop_wanted.emit("passphrase", PASSPHRASE)
    rig.wait(lambda: rig.page.ways.trouble.label.text() == "SlotNeededError")
    rig.page.ways.keyring_button.click()
    rig.wait(lambda: "keyring" in rig.page.ways.rows)
    assert not rig.page.ways.trouble.isVisible()


def ask_for_key(rig: Rig, passphrase: str) -> None:
    """Ask for a new recovery key, as a person does."""
    rig.page.ways.recovery_button.click()
    rig.page.ways.key_question.known.setText(passphrase)
    rig.page.ways.key_question.yes.click()


def test_a_new_recovery_key_is_shown_once_and_confirmed(rig: Rig) -> None:
    ask_for_key(rig, PASSPHRASE)
    key = rig.confirm_key()
    rig.wait(lambda: rig.window.page == VAULT_PAGE and rig.changes)
    assert not any(label.text() for label in rig.key_page.plate.groups)
    assert rig.opens(ByRecoveryKey(key))
    assert not rig.opens(ByRecoveryKey(rig.created.recovery_key))
    assert rig.created.vault.is_recovery_confirmed


def test_until_then_the_key_on_paper_opens_the_vault(rig: Rig) -> None:
    ask_for_key(rig, PASSPHRASE)
    rig.wait(lambda: rig.window.page == NEW_KEY)
    assert rig.opens(ByRecoveryKey(rig.created.recovery_key))
    rig.key_page.leave_button.click()
    rig.wait(lambda: rig.window.page == VAULT_PAGE)
    assert not any(label.text() for label in rig.key_page.plate.groups)
    assert rig.opens(ByRecoveryKey(rig.created.recovery_key))


def test_an_open_window_is_not_enough_for_another_key(rig: Rig) -> None:
    ask_for_key(rig, "wrong")
    rig.wait(lambda: rig.page.ways.trouble.label.text() == "WrongPassphraseError")
    rig.page.theft.rekey_wanted.emit("wrong", NEW)
    rig.wait(lambda: rig.page.theft.trouble.label.text() == "WrongPassphraseError")
    assert rig.window.page == VAULT_PAGE
    assert rig.opens(ByPassphrase(PASSPHRASE))
    assert rig.opens(ByRecoveryKey(rig.created.recovery_key))


def test_a_backup_is_noted_where_it_cannot_be_changed(rig: Rig) -> None:
    rig.page.copies.now_button.click()
    rig.wait(lambda: rig.page.copies.result.isVisible())
    rig.wait(lambda: "·" in rig.page.copies.list.text())
    assert EventKind.BACKED_UP in rig.on_lane(lambda: [e.kind for e in rig.created.vault.events.all()])


def test_all_keys_are_made_anew_once_the_new_key_is_written_down(rig: Rig) -> None:
    rig.page.theft.rekey_wanted.emit(PASSPHRASE, NEW)
    assert rig.opens(ByPassphrase(PASSPHRASE))          # nothing has changed before
    key = rig.confirm_key()
    rig.wait(lambda: rig.page.theft.result.isVisible())
    assert rig.opens(ByRecoveryKey(key))
    assert rig.opens(ByPassphrase(NEW))
    assert not rig.opens(ByPassphrase(PASSPHRASE))
    assert not rig.opens(ByRecoveryKey(rig.created.recovery_key))
    assert rig.created.vault.is_recovery_confirmed
    assert rig.page.theft.button.hasFocus()


def test_a_backup_that_opens_with_the_new_keys_is_made_at_once(rig: Rig) -> None:
    rig.page.theft.rekey_wanted.emit(PASSPHRASE, NEW)
    rig.confirm_key()
    rig.wait(lambda: rig.page.copies.result.isVisible())
    (copy,) = rig.created.vault.upkeep.backups()
    assert _opens_copy(copy.folder, NEW)
    assert rig.page.theft.button.hasFocus()


def test_that_can_be_given_up_and_nothing_has_changed(rig: Rig) -> None:
    rig.page.theft.rekey_wanted.emit(PASSPHRASE, NEW)
    rig.wait(lambda: rig.window.page == NEW_KEY)
    assert "nothing is changed" in rig.key_page.leave_button.text()
    rig.key_page.leave_button.click()
    rig.wait(lambda: rig.window.page == VAULT_PAGE)
    assert rig.opens(ByPassphrase(PASSPHRASE))
    assert rig.opens(ByRecoveryKey(rig.created.recovery_key))


def test_who_wants_to_lock_without_a_passphrase_is_led_to_it(rig: Rig) -> None:
    rig.page.ways.drop_wanted.emit("passphrase", PASSPHRASE)
    rig.wait(lambda: list(rig.page.ways.rows) == ["keyring", "recovery"])
    rig.corner.begin_passphrase()
    rig.wait(lambda: rig.page.ways.form.isVisible())
    assert "Locking needs a passphrase" in rig.page.error_line.label.text()
    assert rig.page.ways.form.new.first.hasFocus()


def test_the_vault_opens_as_it_was_left(rig: Rig) -> None:
    rig.page.theft.rekey_wanted.emit(PASSPHRASE, NEW)
    rig.confirm_key()
    rig.wait(lambda: rig.page.theft.result.isVisible())
    rig.background.on_vault(rig.created.vault.close)
    vault = rig.on_lane(lambda: Vault.unlock(place(rig.folder), ByPassphrase(NEW)))
    assert rig.on_lane(vault.events.verify).holds
    rig.background.on_vault(vault.close)
