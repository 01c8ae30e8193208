"""The header of the vault, `vault.json`: which slots open it. It holds no secret.

Slots are opened before the header's MAC can be checked, since its key comes from the data key; so parameters
are checked for their limits first, and the MAC as soon as a slot is open.
"""

import hmac
import json
import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from desktop.vault import keys
from desktop.vault.errors import (
    SlotMissingError,
    VaultDamagedError,
    VaultError,
    VaultFolderForeignError,
    VaultMissingError,
    VaultTooNewError,
    VaultUnreadableError,
)
from desktop.vault.files import (
    DATABASE_FILES,
    discard_beside,
    flush_folder,
    move_onto,
    read_regular,
    take_its_place,
    write_beside,
    write_error,
    write_whole,
)
from desktop.vault.head import Head, head_of
from desktop.vault.marks import MARKS

VERSION = 2                         # where anything stands in it that version 1 did not know
_FIRST_VERSION = 1                  # wrapped data keys are bound to this one for ever
FILE_NAME = "vault.json"
SUCCESSOR = FILE_NAME + ".next"     # what shall take its place once the database has its new key
KEYRING, PASSPHRASE, RECOVERY = "keyring", "passphrase", "recovery"
TOGETHER, ESCROW = "keyring+passphrase", "escrow"
_FIRST_SLOTS = frozenset({KEYRING, PASSPHRASE, RECOVERY})
_SLOTS = _FIRST_SLOTS | {TOGETHER, ESCROW}
EMERGENCY = frozenset({RECOVERY, ESCROW})       # they open it when the everyday ways are lost
_ENTRY = re.compile(r"[0-9a-f]{16}")
_LARGEST = 1 << 20                  # five slots and a head take a few kilobytes
_CREATING = "creating"  # a vault is being made: its database has no header yet
_HEADERS = {FILE_NAME, FILE_NAME + ".new", SUCCESSOR, SUCCESSOR + ".new"}
_MARKS = {*MARKS, *(mark + ".new" for mark in MARKS)}
_OURS = frozenset({*_HEADERS, *_MARKS, "lock", _CREATING, *DATABASE_FILES})


@dataclass(frozen=True, slots=True)
class Header:
    """What stands in the file. `profile` names the vault; `salt` is SQLCipher's, in hex; `head` is the chain
    of events' at the last lock, which vaults of before the chain do not have; `epoch` counts the data keys
    that this vault has had.
    """

    profile: str
    salt: str
    slots: dict[str, dict[str, Any]] = field(default_factory=dict)
    mac: str = ""
    head: Head | None = None
    epoch: int = 1

    def slot(self, name: str) -> dict[str, Any]:
        """The slot with this name. Raises SlotMissingError."""
        if name not in self.slots:
            raise SlotMissingError(name)
        return self.slots[name]

    @property
    def anchored_as(self) -> str:
        """The name of the vault's anchor in the keyring; empty where it has none."""
        return self.profile if {KEYRING, TOGETHER} & set(self.slots) else ""

    def keyring_entry(self, slot: str = KEYRING) -> str:
        """The name under which the keyring holds the wrapping key of this slot: the slot says it, in the
        oldest vaults it is the profile. Raises SlotMissingError, VaultDamagedError.
        """
        untrusted_entry = self.slot(slot).get("entry", self.profile)
        if not isinstance(untrusted_entry, str) or not _ENTRY.fullmatch(untrusted_entry):
            raise VaultDamagedError("header")
        return untrusted_entry

    def context(self, slot: str) -> str:
        """What is authenticated with a wrapped data key: a slot cannot be moved to another vault or kind."""
        return f"hisho|{self.profile}|{slot}|{_FIRST_VERSION}"

    def with_slot(self, name: str, slot: dict[str, Any]) -> "Header":
        """The header with this slot added or replaced; its MAC is made when it is written."""
        return replace(self, slots={**self.slots, name: slot})

    def without(self, *names: str) -> "Header":
        """The header without these slots."""
        return replace(self, slots={name: slot for name, slot in self.slots.items() if name not in names})

    def body(self) -> dict[str, Any]:
        """All that the MAC covers."""
        body: dict[str, Any] = {"profile": self.profile, "salt": self.salt, "slots": self.slots}
        if self.head is not None:
            body["events"] = self.head.to_json()
        if self.epoch > 1:
            body["epoch"] = self.epoch
        is_first = len(body) == 3 and set(self.slots) <= _FIRST_SLOTS  # noqa: PLR2004  # nothing was added
        return body | {"version": _FIRST_VERSION if is_first else VERSION}

    def check_mac(self, data_key: bytes) -> None:
        """Raise VaultDamagedError if somebody changed the file."""
        if not hmac.compare_digest(keys.from_text(self.mac), _mac(self.body(), data_key)):
            raise VaultDamagedError("header")


def _mac(body: dict[str, Any], data_key: bytes) -> bytes:
    text = json.dumps(body, sort_keys=True, separators=(",", ":"))
    return hmac.digest(keys.derive(data_key, "header mac"), text.encode(), "sha256")


def write(
    folder: Path, header: Header, data_key: bytes, check: Callable[[Header], None] = lambda _: None
) -> Header:
    """Write the header with its MAC. It is written beside the old one, read back and given to `check`, which
    raises if it must not take the old one's place; until then the old one stands. Raises VaultWriteError,
    VaultDamagedError, and what `check` raises.
    """
    return _write(folder / FILE_NAME, header, data_key, check)


def write_successor(
    folder: Path, header: Header, data_key: bytes, check: Callable[[Header], None]
) -> Header:
    """Write the header that fits the database's next key, as `write` does; the header itself stays."""
    return _write(folder / SUCCESSOR, header, data_key, check)


def _write(path: Path, header: Header, data_key: bytes, check: Callable[[Header], None]) -> Header:
    signed = replace(header, mac=keys.to_text(_mac(header.body(), data_key)))
    text = json.dumps(signed.body() | {"mac": signed.mac}, indent=1, sort_keys=True)
    untrusted_text = write_beside(path, text.encode())
    try:
        written = _parse(untrusted_text, path.parent)
        written.check_mac(data_key)
        check(written)
    except VaultError:
        discard_beside(path)
        raise
    take_its_place(path)
    return written


def read_successor(folder: Path) -> Header | None:
    """The header that was to take the other's place, if the program ended before it did. One that is not
    whole was never needed: it is whole before the database's key changes.
    """
    try:
        return _parse(read_regular(folder / SUCCESSOR, _LARGEST), folder)
    except (OSError, VaultError):
        return None


def succeed(folder: Path) -> None:
    """The database has the successor's key: it is the header now. Raises VaultWriteError."""
    move_onto(folder / SUCCESSOR, folder / FILE_NAME)


def discard_successor(folder: Path) -> None:
    """The database kept its key. Raises VaultWriteError."""
    try:
        (folder / SUCCESSOR).unlink(missing_ok=True)
    except OSError as error:
        raise write_error(error) from error


def read(folder: Path) -> Header:
    """Read the header. Raises VaultMissingError, VaultFolderForeignError, VaultUnreadableError,
    VaultTooNewError, VaultDamagedError.
    """
    try:
        untrusted_text = read_regular(folder / FILE_NAME, _LARGEST)
    except FileNotFoundError:
        check_folder(folder)
        raise VaultMissingError from None
    except OSError as error:
        raise _unreadable(folder / FILE_NAME, error) from error
    return _parse(untrusted_text, folder)


def _parse(untrusted_text: bytes, folder: Path) -> Header:
    try:
        untrusted = json.loads(untrusted_text)
    except (ValueError, RecursionError) as error:
        raise VaultDamagedError("header") from error
    return _accept(untrusted, folder)


def _unreadable(path: Path, error: OSError) -> VaultUnreadableError:
    """Our error for what the system said; it names the outermost place that stands in the way."""
    around = (each for each in reversed(path.parents) if not each.is_dir() or not os.access(each, os.X_OK))
    return VaultUnreadableError(str(next(around, path)), error.errno or 0)


def check_absent(folder: Path) -> None:
    """Raise VaultFolderForeignError, VaultUnreadableError or VaultDamagedError if a vault must not be made
    here.
    """
    check_folder(folder)
    if (folder / FILE_NAME).exists():
        raise VaultFolderForeignError(str(folder))


def begin_creation(folder: Path) -> None:
    """Note that what follows is not whole yet, and clear what an earlier attempt left. Raises
    VaultWriteError.
    """
    write_whole(folder / _CREATING, b"")
    try:
        for name in DATABASE_FILES:
            (folder / name).unlink(missing_ok=True)
    except OSError as error:
        raise write_error(error) from error


def end_creation(folder: Path) -> None:
    """The vault is whole, and what is kept from now on will never be taken for an attempt: the note is off
    the disk when this returns. Raises VaultWriteError.
    """
    mark = folder / _CREATING
    try:
        if mark.exists():
            mark.unlink(missing_ok=True)
            flush_folder(folder)
    except OSError as error:
        raise write_error(error) from error


def check_folder(folder: Path) -> None:
    """Raise VaultFolderForeignError, VaultUnreadableError or VaultDamagedError if a vault must not be made
    here: something else, or a vault without its header.
    """
    try:
        found = {each.name for each in folder.iterdir()}
    except FileNotFoundError:
        return
    except OSError as error:
        raise _unreadable(folder, error) from error
    if found & set(DATABASE_FILES) and FILE_NAME not in found and _CREATING not in found:
        raise VaultDamagedError("header")  # the header is gone; a new one would bury the database for good
    if found - _OURS:
        raise VaultFolderForeignError(str(folder))


def _accept(untrusted: Any, folder: Path) -> Header:
    if not isinstance(untrusted, dict) or "version" not in untrusted or "slots" not in untrusted:
        raise VaultFolderForeignError(str(folder))
    untrusted_version = untrusted["version"]
    if type(untrusted_version) is not int or untrusted_version < _FIRST_VERSION:
        raise VaultDamagedError("header")
    if untrusted_version > VERSION:
        raise VaultTooNewError(untrusted_version, VERSION)
    texts = [untrusted.get(name) for name in ("profile", "salt", "mac")]
    untrusted_slots = untrusted["slots"]
    if not all(isinstance(text, str) for text in texts) or not isinstance(untrusted_slots, dict):
        raise VaultDamagedError("header")
    later = {"events", "epoch"} if untrusted_version > _FIRST_VERSION else set()
    if set(untrusted) - later != {"version", "profile", "salt", "slots", "mac"}:
        raise VaultDamagedError("header")
    _check_slots(untrusted_slots)
    head = _accept_head(untrusted["events"]) if "events" in untrusted else None
    epoch = _accept_epoch(untrusted.get("epoch", 1))
    return Header(untrusted["profile"], untrusted["salt"], untrusted_slots, untrusted["mac"], head, epoch)


def _check_slots(untrusted_slots: dict[str, Any]) -> None:
    """Raise VaultDamagedError if there are others than ours, or none for an emergency."""
    are_ours = set(untrusted_slots) <= _SLOTS and all(
        isinstance(slot, dict) for slot in untrusted_slots.values()
    )
    if not are_ours or not EMERGENCY & set(untrusted_slots):
        raise VaultDamagedError("header")


def _accept_epoch(untrusted: Any) -> int:
    if type(untrusted) is not int or not 1 <= untrusted < 1 << 31:
        raise VaultDamagedError("header")
    return untrusted


def _accept_head(untrusted: Any) -> Head:
    if not isinstance(untrusted, dict) or set(untrusted) != {"count", "head"}:
        raise VaultDamagedError("header")
    head = head_of(untrusted["count"], untrusted["head"])
    if head is None:
        raise VaultDamagedError("header")
    return head


def kdf_parameters(slot: dict[str, Any], limits: keys.KdfLimits) -> keys.KdfParameters:
    """The parameters of a slot with a passphrase, within the limits. Raises VaultDamagedError."""
    untrusted = [slot.get(name) for name in ("iterations", "lanes", "memory_kib")]
    if not all(type(value) is int for value in untrusted):
        raise VaultDamagedError("header")
    parameters = keys.KdfParameters(slot["iterations"], slot["lanes"], slot["memory_kib"])
    limits.check(parameters)
    return parameters
