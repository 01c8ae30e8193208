"""From a secret to an open database: which header it fits, and whether the database has that header's key.

There are two headers only between the steps of a rekey (`vault/rekeying.py`). The one whose key the database
has is the vault's; the other one goes.
"""

import contextlib
from dataclasses import dataclass

from desktop.vault import header as headers
from desktop.vault import keys
from desktop.vault.attempts import Attempts
from desktop.vault.database import Database
from desktop.vault.errors import (
    VaultDamagedError,
    VaultError,
    VaultInUseError,
    VaultWriteError,
    WrongPassphraseError,
    WrongRecoveryKeyError,
)
from desktop.vault.header import Header
from desktop.vault.openers import Opener
from desktop.vault.place import VaultPlace


@dataclass(frozen=True, slots=True)
class Fit:
    """A header that the secret opens, and the data key in it."""

    header: Header
    data_key: bytes
    is_successor: bool


def tried(place: VaultPlace, opener: Opener, attempts: Attempts) -> list[Fit]:
    """The headers that this opens; at least one. A wrong secret is counted, and soon nothing is tried for a
    while. Raises TooManyAttemptsError, the opener's refusal, VaultError.
    """
    current, successor = headers.read(place.folder), headers.read_successor(place.folder)
    before = attempts.begin() if opener.is_guess else None
    found: list[Fit] = []
    refused: list[VaultError] = []
    for header in (current, successor):
        if header is None:
            continue
        try:
            data_key = opener.data_key(header, place)
            header.check_mac(data_key)
            found.append(Fit(header, data_key, header is successor))
        except VaultError as error:
            refused.append(error)
    if before is not None:
        attempts.end(before, wrong=not found and _is_wrong(refused[0]))
    if not found:
        raise refused[0]
    return found


def _is_wrong(error: VaultError) -> bool:
    """Whether it was a wrong secret; a slip that the recovery key's check characters show is none."""
    return isinstance(error, WrongPassphraseError) or (
        isinstance(error, WrongRecoveryKeyError) and error.group == 0
    )


def opened(place: VaultPlace, opener: Opener, fitting: list[Fit]) -> tuple[Header, bytes, Database]:
    """The database with the header that is its own; whoever calls has the vault to himself. A rekey that was
    cut short is finished, or taken back. Raises VaultError.
    """
    damage = VaultDamagedError("database")
    for fit in fitting:
        header = _still(place, opener, fit)
        try:
            database = Database.open(place.folder, keys.raw_database_key(fit.data_key, header.salt))
        except VaultDamagedError as error:
            damage = error              # or of another key: told below
            continue
        with contextlib.suppress(VaultWriteError):      # a full disk: the next start does it
            headers.end_creation(place.folder)          # killed after the header was written
            if fit.is_successor:
                database.settle()
                headers.succeed(place.folder)
            else:
                headers.discard_successor(place.folder)
        return header, fit.data_key, database
    if len(fitting) == 1 and headers.read_successor(place.folder) is not None:
        raise opener.refusal()          # the secret belongs to the header that goes
    raise damage


def _still(place: VaultPlace, opener: Opener, fit: Fit) -> Header:
    """The header as it is now that nobody else can change it: a question of the keyring's may have stood for
    minutes.
    """
    header = headers.read_successor(place.folder) if fit.is_successor else headers.read(place.folder)
    if header is None or header.slots.get(opener.slot) != fit.header.slots.get(opener.slot):
        raise VaultInUseError
    header.check_mac(fit.data_key)
    return header
