"""The way in: the first start, every other one, and a vault that cannot be opened."""

import json
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.confinement.errors import ProtectionTooWeakError
from desktop.ui.background import Background
from desktop.ui.pages.first_run import Demands
from desktop.ui.vault_gate import FIRST_RUN, RECOVERY_KEY, RESTORE, UNLOCK, GatePages, VaultGate
from desktop.vault import marks
from desktop.vault.errors import WrongRecoveryKeyError
from desktop.vault.place import KeyRules
from desktop.vault.vault import Vault
from tests.fakes import FakeKeychain
from tests.sources import ROOT
from tests.vault.places import PASSPHRASE, new_vault, place

OLDER = ROOT / "tests" / "vault" / "fixtures" / "schema_6"


@dataclass
class Gate:
    """A gate, its pages, and what it asked for."""

    gate: VaultGate
    pages: GatePages
    keychain: FakeKeychain
    folder: Path
    bot: QtBot
    shown: list[str] = field(default_factory=list)
    opened: list[Vault] = field(default_factory=list)
    widgets: list[QWidget] = field(default_factory=list)

    def wait_for_vault(self) -> Vault:
        self.bot.waitUntil(lambda: bool(self.opened))
        return self.opened[0]


@pytest.fixture
def gate(qtbot: QtBot, tmp_path: Path) -> Iterator[Gate]:
    background, keychain, widgets = Background(), FakeKeychain(), list[QWidget]()

    def add(_name: str, page: QWidget) -> None:
        qtbot.addWidget(page)
        widgets.append(page)

    pages = GatePages(add)
    made = VaultGate(
        place(tmp_path / "vault"), keychain, background, pages, lambda error: type(error).__name__
    )
    found = Gate(made, pages, keychain, tmp_path / "vault", qtbot, widgets=widgets)
    made.page_wanted.connect(found.shown.append)
    made.opened.connect(found.opened.append)
    yield found
    made.close()
    for vault in found.opened:
        background.on_vault(vault.close)
    background.close()


def test_the_first_start_makes_a_vault_and_shows_the_recovery_key_until_it_is_confirmed(gate: Gate) -> None:
    gate.gate.begin(locked=False)
    assert gate.shown == [FIRST_RUN]
    gate.pages.first_run.create_requested.emit(PASSPHRASE, False)
    gate.bot.waitUntil(lambda: gate.shown == [FIRST_RUN, RECOVERY_KEY])
    assert not gate.opened
    key = "-".join(label.text() for label in gate.pages.recovery_key.plate.groups)
    gate.pages.recovery_key.confirmed.emit()
    gate.wait_for_vault()
    assert not any(label.text() for label in gate.pages.recovery_key.plate.groups)
    gate.opened.pop().close()
    Vault.unlock_with_recovery_key(place(gate.folder), key).close()


def test_whoever_left_before_confirming_gets_another_key(gate: Gate) -> None:
    first = Vault.create(place(gate.folder), None, PASSPHRASE)
    first.vault.close()
    gate.gate.begin(locked=False)
    gate.pages.unlock.passphrase_entered.emit(PASSPHRASE)
    gate.bot.waitUntil(lambda: gate.shown[-1] == RECOVERY_KEY)
    page = gate.pages.recovery_key
    assert not gate.opened
    assert not page.renewal.isHidden()
    key = "-".join(label.text() for label in page.plate.groups)
    assert key != first.recovery_key
    page.confirmed.emit()
    gate.wait_for_vault()
    gate.opened.pop().close()
    with pytest.raises(WrongRecoveryKeyError):
        Vault.unlock_with_recovery_key(place(gate.folder), first.recovery_key)
    again = Vault.unlock_with_recovery_key(place(gate.folder), key)
    assert again.is_recovery_confirmed
    again.close()


def test_a_vault_that_cannot_be_made_is_told_on_the_page(gate: Gate) -> None:
    gate.gate.begin(locked=False)
    gate.keychain.available = False
    gate.pages.first_run.create_requested.emit(None, True)
    gate.bot.waitUntil(lambda: gate.pages.first_run.error_line.label.text() == "KeychainUnavailableError")
    assert not gate.folder.joinpath("vault.json").exists()


def test_the_keyring_opens_without_a_question(gate: Gate) -> None:
    new_vault(gate.folder, gate.keychain).vault.close()
    gate.gate.begin(locked=False)
    gate.wait_for_vault()


def test_after_a_lock_the_keyring_is_not_asked(gate: Gate) -> None:
    new_vault(gate.folder, gate.keychain).vault.lock()
    for locked in (True, False):  # also when the program was started anew
        gate.gate.begin(locked=locked)
    done: list[bool] = []
    gate.gate._background.on_vault(lambda: None, lambda _: done.append(True))
    gate.bot.waitUntil(lambda: bool(done))
    assert not gate.opened
    assert set(gate.shown) == {UNLOCK}


def test_the_passphrase_opens_and_a_wrong_one_is_told(gate: Gate) -> None:
    new_vault(gate.folder).vault.close()
    gate.gate.begin(locked=False)
    unlock = gate.pages.unlock
    unlock.passphrase_entered.emit("wrong")
    gate.bot.waitUntil(lambda: unlock.error_line.label.text() == "WrongPassphraseError")
    unlock.passphrase_entered.emit(PASSPHRASE)
    gate.wait_for_vault()


def test_unlocking_lets_the_keyring_open_it_next_time(gate: Gate) -> None:
    new_vault(gate.folder, gate.keychain).vault.lock()
    gate.gate.begin(locked=True)
    gate.pages.unlock.passphrase_entered.emit(PASSPHRASE)
    gate.wait_for_vault()
    assert (gate.folder / "keyring-may-open").exists()


def test_the_recovery_key_opens(gate: Gate) -> None:
    created = new_vault(gate.folder, gate.keychain, None)
    created.vault.close()
    gate.keychain.entries.clear()
    gate.gate.begin(locked=False)
    gate.bot.waitUntil(lambda: gate.pages.unlock.reason.label.text() == "KeychainEntryMissingError")
    gate.pages.unlock.recovery_entered.emit(created.recovery_key)
    gate.wait_for_vault()


def test_a_locked_keyring_is_asked_where_nothing_else_opens(gate: Gate) -> None:
    new_vault(gate.folder, gate.keychain, None).vault.close()
    gate.keychain.locked = True
    gate.gate.begin(locked=False)
    gate.wait_for_vault()


class AskingKeychain(FakeKeychain):
    """A locked keyring whose own question waits for a person."""

    def __init__(self, entries: dict[str, bytes]) -> None:
        super().__init__(entries, locked=True)
        self.asked, self.answered = threading.Event(), threading.Event()

    def load(self, profile: str, *, may_ask: bool) -> bytes:
        if may_ask:
            self.asked.set()
            assert self.answered.wait(30)
        return super().load(profile, may_ask=may_ask)


def test_while_the_keyring_asks_the_recovery_key_opens(gate: Gate) -> None:
    created = new_vault(gate.folder, gate.keychain, None)
    created.vault.close()
    keychain = AskingKeychain(gate.keychain.entries)
    gate.gate._keychain = keychain
    gate.gate.begin(locked=False)
    gate.bot.waitUntil(keychain.asked.is_set)
    gate.pages.unlock.recovery_entered.emit(created.recovery_key)
    gate.wait_for_vault()
    shown = gate.pages.unlock.reason.label.text()
    keychain.answered.set()
    gate.bot.waitUntil(lambda: not [each for each in threading.enumerate() if each.name == "beside"])
    done: list[bool] = []
    gate.gate._background.elsewhere(lambda: None, lambda _: done.append(True))
    gate.bot.waitUntil(lambda: bool(done))
    assert len(gate.opened) == 1
    assert gate.pages.unlock.reason.label.text() == shown       # told of no lock that he holds himself


@pytest.mark.parametrize("damage", ["newer", "damaged", "foreign"])
def test_what_cannot_be_opened_is_explained_and_left_alone(gate: Gate, damage: str) -> None:
    new_vault(gate.folder).vault.close()
    file = gate.folder / "vault.json"
    header = json.loads(file.read_text())
    text = {"newer": json.dumps(header | {"version": 99}), "damaged": "{", "foreign": "{}"}[damage]
    file.write_text(text)
    gate.gate.begin(locked=False)
    assert gate.shown == [UNLOCK]
    assert gate.pages.unlock.folder.text() == str(gate.folder)
    assert gate.pages.unlock.error_line.label.text().startswith("Vault")
    assert file.read_text() == text


def test_a_vault_in_use_can_be_tried_again(gate: Gate) -> None:
    created = new_vault(gate.folder)
    gate.gate.begin(locked=False)
    gate.pages.unlock.passphrase_entered.emit(PASSPHRASE)
    gate.bot.waitUntil(lambda: gate.pages.unlock.error_line.label.text() == "VaultInUseError")
    created.vault.close()
    gate.pages.unlock.passphrase_entered.emit(PASSPHRASE)
    gate.wait_for_vault()


# -- what the administrator demands


def test_keyring_and_passphrase_together_open_it_by_the_passphrase_that_is_typed(gate: Gate) -> None:
    vault = new_vault(gate.folder, gate.keychain).vault
    vault.ways.set_together(gate.keychain, PASSPHRASE)
    vault.close()
    gate.gate.begin(locked=False)
    unlock = gate.pages.unlock
    assert unlock.passphrase.isVisibleTo(unlock)
    assert not unlock.keyring_button.isVisibleTo(unlock)
    unlock.passphrase_entered.emit("wrong")
    gate.bot.waitUntil(lambda: unlock.error_line.label.text() == "WrongPassphraseError")
    unlock.passphrase_entered.emit(PASSPHRASE)
    gate.wait_for_vault()
    assert gate.gate.opened_by == "keyring+passphrase"


def test_a_new_vault_is_made_as_is_demanded(gate: Gate) -> None:
    gate.gate.demands = lambda: Demands(passphrase=True, passphrase_min=4)
    gate.gate.rules = lambda: KeyRules(recovery=False, escrow=bytes(range(1, 33)))
    gate.gate.begin(locked=False)
    first_run = gate.pages.first_run
    assert not first_run.keyring_only.isEnabled()
    first_run.create_requested.emit(PASSPHRASE, False)
    vault = gate.wait_for_vault()               # there is no recovery key to show
    assert vault.slots == {"passphrase", "escrow"}
    assert RECOVERY_KEY not in gate.shown


def test_a_vault_is_sealed_when_it_is_opened(gate: Gate) -> None:
    new_vault(gate.folder).vault.close()
    gate.gate.rules = lambda: KeyRules(escrow=bytes(range(1, 33)))
    gate.gate.begin(locked=False)
    gate.pages.unlock.passphrase_entered.emit(PASSPHRASE)
    assert "escrow" in gate.wait_for_vault().slots
    assert gate.gate.opened_by == "passphrase"


def test_what_opened_it_is_known_for_the_recovery_key_too(gate: Gate) -> None:
    created = new_vault(gate.folder)
    created.vault.close()
    gate.gate.begin(locked=False)
    gate.pages.unlock.recovery_entered.emit(created.recovery_key)
    gate.wait_for_vault()
    assert gate.gate.opened_by == "recovery"


# -- bringing a vault back


def test_at_the_first_start_a_backup_may_be_restored_instead(gate: Gate, tmp_path: Path) -> None:
    made = new_vault(tmp_path / "old" / "vault").vault
    made.conversations.create_conversation("出願A")
    made.back_up()
    made.close()
    gate.gate.begin(locked=False)
    gate.pages.first_run.restore_button.click()
    assert gate.shown == [FIRST_RUN, RESTORE]
    gate.pages.restore.back_button.click()
    assert gate.shown[-1] == FIRST_RUN
    gate.pages.first_run.restore_button.click()
    gate.gate._restoring.look_into(str(tmp_path / "old" / "vault-backups"))
    gate.pages.restore.passphrase.setText(PASSPHRASE)
    gate.pages.restore.restore_button.click()
    gate.bot.waitUntil(lambda: gate.pages.restore.result.isVisibleTo(gate.pages.restore))
    assert not gate.opened
    gate.pages.restore.restore_button.click()
    vault = gate.wait_for_vault()
    assert [each.title for each in vault.conversations.conversations()] == ["出願A"]
    assert gate.gate.opened_by == "passphrase"


def test_a_damaged_vault_leads_to_its_repair(gate: Gate) -> None:
    new_vault(gate.folder).vault.close()
    path = gate.folder / "vault.db"
    data = path.read_bytes()
    path.write_bytes(data[:3000] + bytes([data[3000] ^ 1]) + data[3001:])
    gate.gate.begin(locked=False)
    gate.pages.unlock.passphrase_entered.emit(PASSPHRASE)
    unlock = gate.pages.unlock
    gate.bot.waitUntil(lambda: unlock.error_line.label.text() == "VaultDamagedError")
    assert unlock.restore_button.isVisibleTo(unlock)
    unlock.restore_button.click()
    assert gate.shown == [UNLOCK, RESTORE]
    assert gate.pages.restore.chosen is None
    gate.pages.restore.back_button.click()
    assert gate.shown[-1] == UNLOCK


def test_how_far_an_older_vault_is_brought_up_is_shown(gate: Gate) -> None:
    shutil.copytree(OLDER, gate.folder, ignore=shutil.ignore_patterns("known.json"))
    marks.put(gate.folder, marks.CONFIRMED)
    gate.gate.begin(locked=True)
    gate.pages.unlock.passphrase_entered.emit(PASSPHRASE)
    gate.wait_for_vault()
    assert "100 %" in gate.pages.unlock.reason.label.text()


@pytest.mark.parametrize("has_vault", [True, False])
def test_what_bars_the_vault_is_said_before_anything_is_asked(gate: Gate, has_vault: bool) -> None:
    """Also at the first start: no vault is made where none could be opened."""
    if has_vault:
        new_vault(gate.folder, gate.keychain).vault.close()
    gate.gate.bar = lambda: ProtectionTooWeakError("middle", "strong")
    gate.gate.begin(locked=False)
    assert gate.shown == [UNLOCK]
    assert gate.pages.unlock.error_line.label.text() == "ProtectionTooWeakError"
    assert not gate.pages.unlock.unlock_button.isVisibleTo(gate.pages.unlock)
    assert not gate.opened


def test_what_bars_the_vault_after_the_page_was_shown_is_told_and_counts_as_no_attempt(gate: Gate) -> None:
    def refused() -> KeyRules:
        raise ProtectionTooWeakError("middle", "strong")

    new_vault(gate.folder).vault.close()
    before = sorted(each.name for each in gate.folder.iterdir())
    gate.gate.rules = refused
    gate.gate.begin(locked=False)
    gate.pages.unlock.passphrase_entered.emit(PASSPHRASE)
    gate.bot.waitUntil(lambda: gate.pages.unlock.error_line.label.text() == "ProtectionTooWeakError")
    assert sorted(each.name for each in gate.folder.iterdir()) == before
    assert not gate.opened


def test_a_keyring_that_lost_its_key_is_known(gate: Gate) -> None:
    new_vault(gate.folder, gate.keychain).vault.close()
    vault = Vault.unlock_with_passphrase(place(gate.folder), PASSPHRASE)
    vault.let_keyring_open()
    vault.close()
    gate.keychain.entries.clear()
    gate.gate.begin(locked=False)
    gate.bot.waitUntil(lambda: gate.gate.keyring_lost)
    gate.pages.unlock.passphrase_entered.emit(PASSPHRASE)
    gate.wait_for_vault()
    assert gate.gate.opened_by == "passphrase"
