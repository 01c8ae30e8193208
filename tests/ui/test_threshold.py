"""Between the open vault and the room: what the administrator demands, and a passphrase that is lost."""

import base64
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.key_rules import key_rules
from desktop.policy import NO_POLICY, Policy, closed
from desktop.ui.background import Background
from desktop.ui.pages.passphrase_demand import Demand, PassphraseDemandPage
from desktop.ui.threshold import DEMAND_PAGE, Found, Threshold, obey, settle
from desktop.vault.errors import KeychainUnavailableError, WrongPassphraseError
from desktop.vault.events import EventKind
from desktop.vault.keychain import KeychainState
from desktop.vault.openers import ByKeyring, ByPassphrase, ByRecoveryKey
from desktop.vault.vault import Vault
from model_manager.policy_file import PolicyFault
from tests.fakes import FakeKeychain
from tests.vault.places import PASSPHRASE, new_vault, place

NEW = "新しい合言葉は長い"
PUBLIC = base64.b64encode(bytes(range(1, 33))).decode()


class SilentKeychain(FakeKeychain):
    """A keyring that counts what it is asked."""

    asked = 0

    def state(self) -> KeychainState:
        self.asked += 1
        return super().state()

    def load(self, profile: str, *, may_ask: bool) -> bytes:
        self.asked += 1
        return super().load(profile, may_ask=may_ask)


@pytest.fixture
def keychain() -> FakeKeychain:
    return FakeKeychain()


@pytest.fixture
def vault(tmp_path: Path, keychain: FakeKeychain) -> Iterator[Vault]:
    """A vault that the keyring opens, and nothing else of every day."""
    made = new_vault(tmp_path / "vault", keychain, None).vault
    yield made
    made.close()


@pytest.fixture
def usual(tmp_path: Path, keychain: FakeKeychain) -> Iterator[Vault]:
    """A vault with keyring and passphrase."""
    made = new_vault(tmp_path / "usual", keychain).vault
    yield made
    made.close()


def kinds(vault: Vault) -> list[str]:
    return [each.kind for each in vault.events.all()]


# -- what is found


def test_without_a_policy_nothing_is_asked(usual: Vault, keychain: FakeKeychain) -> None:
    assert settle(usual, NO_POLICY, keychain, "passphrase") == Found()
    assert EventKind.POLICY_CHANGED not in kinds(usual)


def test_another_policy_is_noted_once(usual: Vault, keychain: FakeKeychain) -> None:
    policy = Policy(managed=True, digest="ab" * 32)
    refused = closed(PolicyFault(Path("/etc/hisho/policy.toml"), 1, "x"), "cd" * 32)
    for each in (policy, policy, refused, refused, NO_POLICY, NO_POLICY):
        settle(usual, each, keychain, "passphrase")
    noted = [each.facts for each in usual.events.all() if each.kind == EventKind.POLICY_CHANGED]
    assert noted == [
        {"policy": "ab" * 32, "accepted": 1},
        {"policy": "cd" * 32, "accepted": 0},
        {"policy": "", "accepted": 1},
    ]


@pytest.mark.parametrize("policy", [Policy(require_passphrase=True), Policy(keyring="forbidden")])
def test_a_passphrase_that_is_demanded_has_to_be_set(
    vault: Vault, keychain: FakeKeychain, policy: Policy
) -> None:
    found = settle(vault, policy, keychain, "keyring")
    assert (found.demand, found.exists) == (Demand.REQUIRED, False)
    obey(vault, found, keychain, NEW)
    assert "passphrase" in vault.slots
    again = settle(vault, policy, keychain, "keyring")
    assert again.demand is None
    assert again.keyring_dropped == (policy.keyring == "forbidden")
    assert ("keyring" in vault.slots) == (policy.keyring == "allowed")


def test_a_policy_with_a_mistake_demands_a_passphrase_and_drops_nothing(
    vault: Vault, keychain: FakeKeychain
) -> None:
    found = settle(vault, closed(PolicyFault(Path("/p"), 1, "x")), keychain, "keyring")
    assert found.demand is Demand.REQUIRED
    obey(vault, found, keychain, NEW)
    assert vault.slots == {"keyring", "passphrase", "recovery"}


def test_keyring_and_passphrase_are_joined_by_who_knows_the_passphrase(
    usual: Vault, keychain: FakeKeychain
) -> None:
    policy = Policy(keyring="with_passphrase")
    found = settle(usual, policy, keychain, "keyring")
    assert (found.demand, found.exists) == (Demand.JOINT, True)
    with pytest.raises(WrongPassphraseError):
        obey(usual, found, keychain, "wrong")
    obey(usual, found, keychain, PASSPHRASE)
    assert usual.slots == {"keyring+passphrase", "recovery"}
    assert settle(usual, policy, keychain, "keyring+passphrase").demand is None


def test_where_there_is_no_keyring_it_cannot_be_demanded(vault: Vault, keychain: FakeKeychain) -> None:
    keychain.available = False
    assert settle(vault, Policy(keyring="with_passphrase"), keychain, "recovery").demand is Demand.REQUIRED


def test_who_needed_the_recovery_key_chooses_a_new_passphrase(usual: Vault, keychain: FakeKeychain) -> None:
    found = settle(usual, NO_POLICY, keychain, "recovery")
    assert (found.demand, found.exists) == (Demand.FORGOTTEN, False)
    assert not obey(usual, found, keychain, NEW)
    usual.ways.check(ByPassphrase(NEW))
    with pytest.raises(WrongPassphraseError):
        usual.ways.check(ByPassphrase(PASSPHRASE))


def test_a_keyring_that_lost_its_key_is_healed_by_another_way(usual: Vault, keychain: FakeKeychain) -> None:
    keychain.entries.clear()
    assert settle(usual, NO_POLICY, keychain, "passphrase", keyring_lost=True).keyring_healed
    usual.let_keyring_open()
    usual.ways.check(ByKeyring(keychain, may_ask=False))


def test_a_keyring_is_not_asked_without_need(usual: Vault) -> None:
    """One that does not answer would keep the user waiting."""
    silent = SilentKeychain()
    assert settle(usual, NO_POLICY, silent, "passphrase") == Found()
    assert settle(usual, Policy(require_passphrase=True), silent, "keyring") == Found()
    assert silent.asked == 0


def test_on_a_computer_without_a_keyring_a_passphrase_takes_the_place_of_both(
    usual: Vault, keychain: FakeKeychain
) -> None:
    usual.ways.set_together(keychain, PASSPHRASE)
    keychain.available = False
    found = settle(usual, NO_POLICY, keychain, "recovery")
    assert found.demand is Demand.FORGOTTEN
    with pytest.raises(KeychainUnavailableError):
        obey(usual, replace(found, must_be_joint=True), keychain, NEW)
    assert obey(usual, found, keychain, NEW)     # which is told: it needed both before
    assert usual.slots == {"passphrase", "recovery"}


def test_the_escrow_key_is_added_at_the_next_unlock_and_told_once(
    tmp_path: Path, keychain: FakeKeychain
) -> None:
    new_vault(tmp_path / "vault").vault.close()
    policy = Policy(managed=True, escrow_key=PUBLIC)
    ruled = replace(place(tmp_path / "vault"), rules=key_rules(policy))
    vault = Vault.unlock(ruled, ByPassphrase(PASSPHRASE))
    assert vault.slots == {"passphrase", "recovery", "escrow"}
    assert settle(vault, policy, keychain, "passphrase").escrow_is_new
    assert not settle(vault, policy, keychain, "passphrase").escrow_is_new
    vault.close()


def test_a_recovery_key_that_may_not_be_goes_once_the_vault_is_sealed(tmp_path: Path) -> None:
    created = new_vault(tmp_path / "vault")
    created.vault.close()
    alone = replace(place(tmp_path / "vault"), rules=key_rules(Policy(recovery_key=False)))
    vault = Vault.unlock(alone, ByRecoveryKey(created.recovery_key))
    assert "recovery" in vault.slots            # nobody else could help
    vault.close()
    sealed = replace(alone, rules=key_rules(Policy(recovery_key=False, escrow_key=PUBLIC)))
    vault = Vault.unlock(sealed, ByPassphrase(PASSPHRASE))
    assert vault.slots == {"passphrase", "escrow"}
    vault.close()


# -- what is shown


@dataclass
class Door:
    """A threshold, and what it asked for."""

    threshold: Threshold
    bot: QtBot
    policy: Policy = NO_POLICY
    shown: list[str] = field(default_factory=list)
    passed: list[Vault] = field(default_factory=list)

    @property
    def page(self) -> PassphraseDemandPage:
        return self.threshold.page

    def begin(self, vault: Vault, opened_by: str, policy: Policy = NO_POLICY) -> None:
        self.policy = policy
        self.threshold.begin(vault, opened_by)

    def wait_for_page(self) -> None:
        self.bot.waitUntil(lambda: self.shown == [DEMAND_PAGE])

    def wait_until_passed(self, vault: Vault) -> None:
        self.bot.waitUntil(lambda: self.passed == [vault])

    def choose(self, passphrase: str) -> None:
        self.page.new.first.setText(passphrase)
        self.page.new.second.setText(passphrase)
        self.page.go_on_button.click()


class OwnedVault:
    """Closes what the lane has opened, on the lane."""

    def __init__(self, background: Background, bot: QtBot, folder: Path, keychain: FakeKeychain) -> None:
        self._background, self._bot = background, bot
        self.vault = self._done(lambda: new_vault(folder, keychain).vault)

    def _done(self, work: object) -> Vault:
        found: list[Vault] = []
        self._background.on_vault(work, found.append)  # type: ignore[arg-type]  # it returns the vault
        self._bot.waitUntil(lambda: bool(found))
        return found[0]


@pytest.fixture
def background() -> Iterator[Background]:
    made = Background()
    yield made
    made.close()


@pytest.fixture
def owned(qtbot: QtBot, tmp_path: Path, keychain: FakeKeychain, background: Background) -> Iterator[Vault]:
    made = OwnedVault(background, qtbot, tmp_path / "owned", keychain).vault
    yield made
    background.on_vault(made.close)


@pytest.fixture
def door(qtbot: QtBot, keychain: FakeKeychain, background: Background) -> Door:
    def add(_name: str, page: QWidget) -> None:
        qtbot.addWidget(page)

    made: list[Door] = []
    threshold = Threshold(
        add, keychain, background, lambda: made[0].policy, lambda error: type(error).__name__
    )
    made.append(Door(threshold, qtbot))
    threshold.page_wanted.connect(made[0].shown.append)
    threshold.passed.connect(made[0].passed.append)
    return made[0]


def test_who_has_nothing_to_do_walks_through(door: Door, owned: Vault) -> None:
    door.begin(owned, "passphrase")
    door.wait_until_passed(owned)
    assert door.shown == []
    assert door.threshold.told == ()


def test_after_the_recovery_key_a_new_passphrase_is_chosen(door: Door, owned: Vault) -> None:
    door.begin(owned, "recovery")
    door.wait_for_page()
    assert "recovery key has opened" in door.page.intro.text()
    assert not door.page.go_on_button.isEnabled()
    door.choose(NEW)
    door.wait_until_passed(owned)
    assert door.page.new.first.text() == ""


def test_that_can_be_put_off(door: Door, owned: Vault) -> None:
    door.begin(owned, "recovery")
    door.wait_for_page()
    assert not door.page.later_button.isHidden()
    door.page.later_button.click()
    door.wait_until_passed(owned)


def test_what_is_demanded_cannot_be_put_off(door: Door, owned: Vault) -> None:
    door.begin(owned, "keyring", Policy(keyring="with_passphrase"))
    door.wait_for_page()
    assert door.page.later_button.isHidden()
    door.page.known.setText("wrong")
    door.page.go_on_button.click()
    door.bot.waitUntil(lambda: door.page.error_line.label.text() == "WrongPassphraseError")
    assert door.passed == []
    with door.bot.waitSignal(door.threshold.quit_wanted):
        door.page.quit_button.click()
    door.page.known.setText(PASSPHRASE)
    door.page.go_on_button.click()
    door.wait_until_passed(owned)
    assert "keyring+passphrase" in owned.slots


def test_the_length_that_is_demanded_holds(door: Door, owned: Vault) -> None:
    door.begin(owned, "recovery", Policy(passphrase_min=12))
    door.wait_for_page()
    door.choose("short")
    assert not door.page.go_on_button.isEnabled()
    assert door.passed == []
    door.page.later_button.click()
    door.wait_until_passed(owned)


def test_what_was_done_is_told_in_the_room(door: Door, owned: Vault) -> None:
    door.begin(owned, "passphrase", Policy(keyring="forbidden"))
    door.wait_until_passed(owned)
    (told,) = door.threshold.told
    assert "administrator" in told
    assert "keyring" in told
