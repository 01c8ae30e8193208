"""Where a vault is, and what can be said of its folder without a key."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.vault import header as headers
from desktop.vault import keys, marks
from desktop.vault.calibration import calibrate, free_memory_kib
from desktop.vault.errors import (
    VaultDamagedError,
    VaultError,
    VaultFolderForeignError,
    VaultMissingError,
    VaultTooNewError,
    VaultUnreadableError,
)
from desktop.vault.exchange import finish
from desktop.vault.header import ESCROW, KEYRING, PASSPHRASE, RECOVERY
from desktop.vault.progress import Progress, tell_nobody

if TYPE_CHECKING:
    from desktop.vault.anchors import AnchorSafe  # how far events go matters when a vault is open

_PERMISSION = re.compile(r"[0-9a-f]{64}")       # whether it is ours is seen when a slot is open


class VaultState(StrEnum):
    """What a folder holds."""

    ABSENT = "absent"
    PRESENT = "present"
    FOREIGN = "foreign"
    UNREADABLE = "unreadable"
    DAMAGED = "damaged"
    TOO_NEW = "too_new"


@dataclass(frozen=True, slots=True)
class Look:
    """What can be said of a folder without a key. `keyring_opens`: the keyring may open the vault without a
    question.
    """

    state: VaultState
    slots: frozenset[str] = frozenset()
    keyring_opens: bool = False
    error: VaultError | None = None


@dataclass(frozen=True, slots=True)
class KeyRules:
    """What the administrator demands of the slots. `escrow`: the public key that every vault is sealed to;
    then there may be no recovery key. Both are followed whenever a vault is made or opened. `together`: a new
    vault with keyring and passphrase wants both, and the keyring may open none alone. Without `keyring` it
    may have no part in that. `passphrase`: the vault has to have one.
    """

    recovery: bool = True
    escrow: bytes | None = None
    together: bool = False
    keyring: bool = True
    passphrase: bool = False

    @property
    def keyring_alone(self) -> bool:
        """Whether the keyring may open a vault without a passphrase."""
        return self.keyring and not self.together

    @property
    def has_recovery(self) -> bool:
        """Whether a vault has a recovery key: always, where nobody else could help."""
        return self.recovery or self.escrow is None

    @property
    def demanded(self) -> frozenset[str]:
        """The emergency keys that may not go."""
        return frozenset(({RECOVERY} if self.has_recovery else set()) | ({ESCROW} if self.escrow else set()))


USUAL_RULES = KeyRules()


@dataclass(frozen=True, slots=True)
class VaultPlace:
    """Where a vault is and what it needs of the outside: the clock, and the cost and limits of its
    passphrase. `foreign` is a folder around it that is not ours, if there is one: then no vault is made.
    `safe` remembers how far the chain of events goes where the vault has a keyring slot. Without `kdf` the
    cost is what this computer does in less than a second. `backups` is the folder for them that was chosen;
    without one they lie beside the vault. `tell` hears how far a vault of an older version is being brought
    up to this one, in the thread that does it.
    """

    folder: Path
    now: Callable[[], datetime]
    kdf: keys.KdfParameters | None = None
    limits: keys.KdfLimits = keys.LIMITS
    foreign: Path | None = None
    safe: "AnchorSafe | None" = None
    rules: KeyRules = USUAL_RULES
    backups: Path | None = None
    tell: Progress = tell_nobody

    def parameters(self) -> keys.KdfParameters:
        """The cost of a passphrase that is set here and now."""
        return self.kdf or calibrate(time.perf_counter, free_memory_kib())

    def look(self) -> Look:
        """What is there, without opening anything."""
        finish(self.folder)
        seen = look(self.folder)
        if seen.state is VaultState.ABSENT and self.foreign is not None:
            return Look(VaultState.FOREIGN, error=VaultFolderForeignError(str(self.foreign)))
        return seen

    def check_absent(self) -> None:
        """Raise VaultError if no vault may be made here."""
        if error := self.look().error:
            raise error
        headers.check_absent(self.folder)


def look(folder: Path) -> Look:
    """What the folder holds, without opening anything."""
    try:
        header = headers.read(folder)
    except VaultMissingError:
        return Look(VaultState.ABSENT)
    except VaultFolderForeignError as error:
        return Look(VaultState.FOREIGN, error=error)
    except VaultUnreadableError as error:
        return Look(VaultState.UNREADABLE, error=error)
    except VaultTooNewError as error:
        return Look(VaultState.TOO_NEW, error=error)
    except VaultDamagedError as error:
        return Look(VaultState.DAMAGED, error=error)
    slots = frozenset(header.slots)
    # With no other slot there is nothing to ask for; otherwise a missing mark means locked.
    is_permitted = bool(_PERMISSION.fullmatch(marks.text(folder, marks.MAY_OPEN)))
    opens = KEYRING in slots and (PASSPHRASE not in slots or is_permitted)
    return Look(VaultState.PRESENT, slots, opens)
