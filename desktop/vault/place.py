"""Where a vault is, and what can be said of its folder without a key."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from desktop.vault import header as headers
from desktop.vault import keys, marks
from desktop.vault.anchors import AnchorSafe
from desktop.vault.errors import (
    VaultDamagedError,
    VaultError,
    VaultFolderForeignError,
    VaultMissingError,
    VaultTooNewError,
    VaultUnreadableError,
)
from desktop.vault.exchange import finish
from desktop.vault.header import KEYRING, PASSPHRASE


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
class VaultPlace:
    """Where a vault is and what it needs of the outside: the clock, and the cost and limits of its
    passphrase. `foreign` is a folder around it that is not ours, if there is one: then no vault is made.
    `safe` remembers how far the chain of events goes where the vault has a keyring slot. `backups` is the
    folder for them that was chosen; without one they lie beside the vault.
    """

    folder: Path
    now: Callable[[], datetime]
    kdf: keys.KdfParameters = keys.RFC_9106_LOW_MEMORY
    limits: keys.KdfLimits = keys.LIMITS
    foreign: Path | None = None
    safe: AnchorSafe | None = None
    backups: Path | None = None

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
    opens = KEYRING in slots and (PASSPHRASE not in slots or marks.is_set(folder, marks.MAY_OPEN))
    return Look(VaultState.PRESENT, slots, opens)
