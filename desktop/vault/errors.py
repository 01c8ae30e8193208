"""What may go wrong with the vault.

* HishoError
  x VaultError
    + VaultMissingError             there is no vault in this folder
    + VaultFolderForeignError       the folder holds something that is not ours
    + VaultUnreadableError          the system does not let us read it (errno says why)
    + VaultDamagedError             the header or the database is damaged
    + VaultTooNewError              written by a newer version of Hisho
    + VaultInUseError               another program of Hisho has it open
    + VaultWriteError               it cannot be written (errno says why)
      - VaultReadOnlyError          the disk is read-only
      - VaultFullError              the disk is full
        . BackupRoomError           there is no room for a backup
    + WorkStoppedError              a copy or a check was ended before its time, which harms nothing
    + BackupError
      - BackupMissingError          there is no backup in this folder
      - BackupDamagedError          a backup is damaged, or was not written as it should be
    + KeyMemoryError                there is no memory to make a key of a passphrase
    + WrongSecretError              this does not open it
      - WrongPassphraseError
      - WrongRecoveryKeyError       `group` is the mistyped group, counted from 1; 0 if none stands out
      - WrongEscrowKeyError         this escrow key does not open it
    + TooManyAttemptsError          too many wrong secrets: wait first
    + EscrowKeyUnreadableError      this is no escrow key
    + SlotMissingError              the vault has no such slot
    + SlotNeededError               this slot may not go
    + SlotForbiddenError            the administrator does not allow this slot
    + KeychainError
      - KeychainUnavailableError    no usable keyring on this computer
      - KeychainLockedError         the keyring is locked
      - KeychainEntryMissingError   the keyring has no key for this vault
      - KeyringMayNotOpenError      the vault is locked: its keyring does not open it alone
"""

import errno

from desktop.errors import HishoError


class VaultError(HishoError):
    """Something about the vault."""


class VaultMissingError(VaultError):
    """There is no vault in this folder."""


class VaultFolderForeignError(VaultError):
    """The folder holds something that is not ours; nothing in it is touched. `folder` is its path."""

    def __init__(self, folder: str) -> None:
        super().__init__(folder)
        self.folder = folder


class VaultUnreadableError(VaultError):
    """The system does not let us read `path`; `error_number` is its errno. Whether there is a vault is not
    known.
    """

    def __init__(self, path: str, error_number: int) -> None:
        super().__init__(path, error_number)
        self.path = path
        self.error_number = error_number


class VaultDamagedError(VaultError):
    """`part` is `header` or `database`."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


class VaultTooNewError(VaultError):
    """Written by a newer version: `found` and the newest that we know, `known`."""

    def __init__(self, found: int, known: int) -> None:
        super().__init__(found, known)
        self.found = found
        self.known = known


class VaultInUseError(VaultError):
    """Another program of Hisho has the vault open."""


class VaultWriteError(VaultError):
    """It cannot be written. `error_number` is the system's errno, 0 if unknown."""

    def __init__(self, error_number: int = 0) -> None:
        super().__init__(error_number)
        self.error_number = error_number


class VaultReadOnlyError(VaultWriteError):
    """The disk or folder is read-only."""


class VaultFullError(VaultWriteError):
    """The disk is full."""


class BackupRoomError(VaultFullError):
    """There is no room for a backup: it needs `needed_bytes` in `folder`, where `free_bytes` are left."""

    def __init__(self, folder: str, needed_bytes: int, free_bytes: int) -> None:
        super().__init__(errno.ENOSPC)
        self.folder = folder
        self.needed_bytes = needed_bytes
        self.free_bytes = free_bytes


class WorkStoppedError(VaultError):
    """A copy or a check was ended before its time: the vault was being closed."""


class BackupError(VaultError):
    """Something about a backup. `folder` is its place."""

    def __init__(self, folder: str) -> None:
        super().__init__(folder)
        self.folder = folder


class BackupMissingError(BackupError):
    """There is no backup in this folder."""


class BackupDamagedError(BackupError):
    """The backup is damaged, or what was written cannot be read back."""


class KeyMemoryError(VaultError):
    """To make the key of a passphrase takes `needed_bytes` of memory, which are not there."""

    def __init__(self, needed_bytes: int) -> None:
        super().__init__(needed_bytes)
        self.needed_bytes = needed_bytes


class WrongSecretError(VaultError):
    """What was given does not open the vault."""


class WrongPassphraseError(WrongSecretError):
    """This is not the passphrase."""


class WrongRecoveryKeyError(WrongSecretError):
    """This is not the recovery key. `group` is the mistyped group, counted from 1; 0 if none stands out."""

    def __init__(self, group: int = 0) -> None:
        super().__init__(group)
        self.group = group


class WrongEscrowKeyError(WrongSecretError):
    """The vault was not sealed to this key."""


class TooManyAttemptsError(VaultError):
    """Too many wrong secrets: nothing was tried, and nothing is for another `seconds`."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class EscrowKeyUnreadableError(VaultError):
    """No X25519 key: the private one as a PEM file without a password, the public one as 32 bytes."""


class SlotMissingError(VaultError):
    """The vault cannot be opened this way. `slot` is one of the names in `vault/header.py`."""

    def __init__(self, slot: str) -> None:
        super().__init__(slot)
        self.slot = slot


class SlotNeededError(VaultError):
    """This slot may not go: without it only an emergency key would be left, or none. `slot` is its name."""

    def __init__(self, slot: str) -> None:
        super().__init__(slot)
        self.slot = slot


class SlotForbiddenError(VaultError):
    """The administrator does not allow this way into a vault. `slot` is its name."""

    def __init__(self, slot: str) -> None:
        super().__init__(slot)
        self.slot = slot


class KeychainError(VaultError):
    """Something about the keyring of this computer."""


class KeychainUnavailableError(KeychainError):
    """There is no usable keyring. `reason` is a short word of ours: missing, refused, failed or timeout."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class KeychainLockedError(KeychainError):
    """The keyring is locked and may put up its own question."""


class KeychainEntryMissingError(KeychainError):
    """The keyring has no key for this vault."""


class KeyringMayNotOpenError(KeychainError):
    """The vault was locked, or what says that it was not is missing or damaged: a passphrase is needed."""
