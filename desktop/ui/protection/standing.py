"""How the vault's protection stands, as values; words come from the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from desktop.policy import NO_POLICY, Policy

KEYRING, PASSPHRASE, TOGETHER = "keyring", "passphrase", "keyring+passphrase"
RECOVERY, ESCROW = "recovery", "escrow"
EVERYDAY = frozenset({KEYRING, PASSPHRASE, TOGETHER})


@dataclass(frozen=True, slots=True)
class Way:
    """A way into the vault. `since` is None in vaults of before dates were kept; `detail` is a technical word
    or two: which keyring, how dear the passphrase is, whose key.
    """

    name: str
    since: datetime | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Copy:
    """A backup. `is_old`: it opens with the secrets of before the key was changed."""

    made: datetime
    size: int
    is_old: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything that the page shows of the vault. `profile` is the name of the one in use, nothing for the
    first; `vault` tells this vault from others.
    """

    vault: str = ""
    folder: str = ""
    profile: str = ""
    ways: Sequence[Way] = ()
    keyring_usable: bool = False
    recovery_confirmed: bool = True
    copies: Sequence[Copy] = ()
    copies_folder: str = ""
    policy: Policy = NO_POLICY

    def has(self, name: str) -> bool:
        """Whether the vault opens this way."""
        return any(each.name == name for each in self.ways)

    @property
    def has_passphrase(self) -> bool:
        """Whether a passphrase is asked for, alone or with the keyring: only then can the vault be locked."""
        return self.has(PASSPHRASE) or self.has(TOGETHER)

    def may_drop(self, name: str) -> bool:
        """Whether this way can go: not the last one of every day, not what the administrator demands."""
        others = {each.name for each in self.ways} & EVERYDAY - {name}
        if name == PASSPHRASE:
            return bool(others) and not self.policy.require_passphrase
        if name == ESCROW:
            return not self.policy.escrow_key and self.has(RECOVERY)
        return name == KEYRING and bool(others)

    @property
    def may_add_keyring(self) -> bool:
        """Whether the keyring may open the vault alone, and does not yet."""
        is_free = not self.has(KEYRING) and not self.has(TOGETHER)
        return is_free and self.keyring_usable and self.policy.keyring == "allowed"

    @property
    def may_join(self) -> bool:
        """Whether keyring and passphrase can be asked for together, and are not yet."""
        return not self.has(TOGETHER) and self.keyring_usable and self.policy.keyring != "forbidden"

    @property
    def may_part(self) -> bool:
        """Whether they can be parted again: a passphrase alone then opens the vault."""
        return self.has(TOGETHER) and self.policy.keyring != "with_passphrase"
