"""Between the open vault and the room: what the administrator demands is done, and who has lost the
passphrase chooses another one.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from desktop.policy import Policy
from desktop.ui.background import Background
from desktop.ui.pages.passphrase_demand import Demand, PassphraseDemandPage
from desktop.vault.header import EMERGENCY, ESCROW, PASSPHRASE, TOGETHER
from desktop.vault.keychain import Keychain, KeychainState
from desktop.vault.openers import ByPassphrase
from desktop.vault.slots import Healed
from desktop.vault.vault import Vault
from desktop.vault_policy import drop_keyring, note_policy

DEMAND_PAGE = "passphrase_demand"
_ESCROW_TOLD = "escrow told"


@dataclass(frozen=True, slots=True)
class Found:
    """What has to be done before the room is entered, and what has to be told there."""

    demand: Demand | None = None
    exists: bool = False                        # the passphrase in use is asked for
    must_be_joint: bool = False                 # with the keyring, and not alone
    escrow_is_new: bool = False
    keyring_dropped: bool = False
    keyring_healed: bool = False


class Threshold(QObject):
    """Ends with `passed`; `told` says then what the user has to know."""

    page_wanted = Signal(str)
    quit_wanted = Signal()
    passed = Signal(object)                     # Vault

    def __init__(
        self,
        add_page: Callable[[str, PassphraseDemandPage], None],
        keychain: Keychain,
        background: Background,
        policy: Callable[[], Policy],
        words: Callable[[Exception], str],
    ) -> None:
        super().__init__()
        self._add_page = add_page
        self._keychain = keychain
        self._background = background
        self._policy = policy
        self._words = words
        self._page: PassphraseDemandPage | None = None
        self._vault: Vault | None = None
        self._found = Found()
        self._was_parted = False

    def begin(self, vault: Vault, opened_by: str, *, keyring_lost: bool = False) -> None:
        """See what has to be done; `opened_by` is the slot that has opened the vault, nothing at the first
        start. `keyring_lost`: the keyring was asked before and had no key for it. It is not asked again
        without need: one that does not answer would keep the user waiting.
        """
        self._vault = vault
        policy, keychain = self._policy(), self._keychain
        self._background.on_vault(
            lambda: settle(vault, policy, keychain, opened_by, keyring_lost=keyring_lost),
            self._on_found,
            lambda _: self.passed.emit(vault),          # a full disk must not keep somebody from their work
        )

    def _on_found(self, found: Found) -> None:
        self._found = found
        if found.demand is None:
            self._pass()
            return
        page = self.page
        page.ask(found.demand, self._policy().passphrase_min, exists=found.exists)
        self.page_wanted.emit(DEMAND_PAGE)

    @property
    def page(self) -> PassphraseDemandPage:
        """The page, made when it is first needed."""
        if self._page is None:
            self._page = PassphraseDemandPage()
            self._page.given.connect(self._on_given)
            self._page.put_off.connect(self._pass)
            self._page.quit_requested.connect(self.quit_wanted)
            self._add_page(DEMAND_PAGE, self._page)
        return self._page

    @Slot(str)
    def _on_given(self, passphrase: str) -> None:
        vault, found, keychain = self._vault, self._found, self._keychain
        if vault is None:
            return
        self.page.show_busy(busy=True)
        self._background.on_vault(
            lambda: obey(vault, found, keychain, passphrase),
            self._on_obeyed,
            lambda error: self.page.show_error(self._words(error)),
        )

    def _on_obeyed(self, was_parted: bool) -> None:
        self._was_parted = was_parted
        self._pass()

    @Slot()
    def _pass(self) -> None:
        if self._page is not None:
            self._page.forget()
        vault, self._vault = self._vault, None
        if vault is not None:
            self.passed.emit(vault)

    @property
    def told(self) -> tuple[str, ...]:
        """What the user has to know of what was done."""
        found = self._found
        escrow = self.tr(
            "Set by the administrator: the manager of intellectual property, or whoever has the private key "
            "of your organisation, can open this vault without you from now on."
        )
        dropped = self.tr("Set by the administrator: the keyring opens this vault no more.")
        healed = self.tr("The keyring had lost its key to this vault and has a new one now.")
        parted = self.tr(
            "This vault needed keyring and passphrase together. The keyring cannot be used now: the "
            "passphrase opens it alone from now on. “Vault and protection” can ask for both again."
        )
        told = (
            (found.escrow_is_new, escrow), (found.keyring_dropped, dropped), (found.keyring_healed, healed),
            (self._was_parted, parted),
        )
        return tuple(words for holds, words in told if holds)

    def close(self) -> None:
        """Leave without entering: the vault stays closed and whole."""
        if self._vault is not None:
            self._background.on_vault(self._vault.close)
            self._vault = None


# -- on the vault's lane


def settle(
    vault: Vault, policy: Policy, keychain: Keychain, opened_by: str, *, keyring_lost: bool = False
) -> Found:
    """Do what can be done without the user, and say what cannot. Raises VaultError."""
    note_policy(vault, policy)
    healed = Healed.NOT_NEEDED
    if (keyring_lost or opened_by in EMERGENCY) and policy.keyring != "forbidden":
        healed = vault.ways.heal(keychain)
    demand = _demand(vault, policy, keychain, opened_by)
    if healed is Healed.BOTH_WANTED and demand is None:
        demand = Demand.FORGOTTEN
    return Found(
        demand=demand,
        exists=demand is Demand.JOINT and PASSPHRASE in vault.slots,
        must_be_joint=policy.keyring == "with_passphrase",
        escrow_is_new=_escrow_is_new(vault),
        keyring_dropped=drop_keyring(vault, policy, keychain),
        keyring_healed=healed is Healed.KEYRING,
    )


def _demand(vault: Vault, policy: Policy, keychain: Keychain, opened_by: str) -> Demand | None:
    is_asked_for = bool({PASSPHRASE, TOGETHER} & vault.slots)
    if opened_by in EMERGENCY and is_asked_for:
        return Demand.FORGOTTEN
    is_to_be_joint = policy.keyring == "with_passphrase" and TOGETHER not in vault.slots
    if is_to_be_joint and keychain.state() is KeychainState.USABLE:
        return Demand.JOINT
    if (policy.require_passphrase or policy.keyring != "allowed") and not is_asked_for:
        return Demand.REQUIRED
    return None


def obey(vault: Vault, found: Found, keychain: Keychain, passphrase: str) -> bool:
    """Set the passphrase that was asked for; whether it opens the vault alone that needed the keyring as
    well before. Raises VaultError; then the vault opens as before.
    """
    if found.exists:
        vault.ways.check(ByPassphrase(passphrase))
    is_joint = found.demand is Demand.JOINT or TOGETHER in vault.slots
    if is_joint and (found.must_be_joint or keychain.state() is KeychainState.USABLE):
        vault.ways.set_together(keychain, passphrase)
        return False
    vault.set_passphrase(passphrase)
    if TOGETHER not in vault.slots:
        return False
    vault.drop_slot(TOGETHER)                   # another computer, or its keyring is gone
    return True


def _escrow_is_new(vault: Vault) -> bool:
    """Whether the vault is sealed to a key that its user has not been told of yet. Raises VaultError."""
    public = str(vault.ways.header.slots.get(ESCROW, {}).get("public", "")).encode()
    if not public or vault.facts.get(_ESCROW_TOLD) == public:
        return False
    vault.facts.put(_ESCROW_TOLD, public)
    return True
