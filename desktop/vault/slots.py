"""The slots of an unlocked vault: one goes only after another one was added and seen to open."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from desktop.vault import header as headers
from desktop.vault import keys, marks, recovery
from desktop.vault.errors import (
    KeychainEntryMissingError,
    KeychainError,
    SlotForbiddenError,
    SlotNeededError,
    VaultDamagedError,
    WrongSecretError,
)
from desktop.vault.events import EventKind, Events
from desktop.vault.head import Head
from desktop.vault.header import EMERGENCY, ESCROW, KEYRING, PASSPHRASE, RECOVERY, TOGETHER, Header
from desktop.vault.keychain import Keychain
from desktop.vault.openers import (
    ByBoth,
    ByPassphrase,
    Opener,
    recovery_wrapping_key,
)
from desktop.vault.place import VaultPlace
from desktop.vault.wrapping import Wrapping, entries, forget_entries, new_entry

_TYPED = frozenset({PASSPHRASE, TOGETHER})
_ORDER = (KEYRING, PASSPHRASE, TOGETHER, RECOVERY, ESCROW)


class Healed(StrEnum):
    """What became of the keyring's part in opening the vault."""

    NOT_NEEDED = "not_needed"               # nothing was missing, or nobody can tell now
    KEYRING = "keyring"                     # the key had gone from the keyring; it has a new one
    BOTH_WANTED = "both_wanted"             # keyring and passphrase together have to be set anew


@dataclass(frozen=True, slots=True)
class SlotFacts:
    """What can be shown of a slot. `added`: ISO 8601, or nothing in vaults of before; `detail`: the keyring
    that has the key, the cost of the passphrase, or the public key it is sealed to.
    """

    name: str
    added: str
    detail: str


class Slots:
    """The ways into one unlocked vault. Whatever fails, the vault opens as before."""

    def __init__(self, place: VaultPlace, header: Header, data_key: bytes, events: Events) -> None:
        self._place = place
        self._header = header
        self._data_key = data_key
        self._events = events

    @property
    def names(self) -> frozenset[str]:
        """The ways in which it can be opened."""
        return frozenset(self._header.slots)

    @property
    def header(self) -> Header:
        """The header on disk."""
        return self._header

    @property
    def data_key(self) -> bytes:
        """What the slots wrap."""
        return self._data_key

    def became(self, header: Header, data_key: bytes) -> None:
        """The vault has another data key and the header that fits it."""
        self._header, self._data_key = header, data_key

    def anchor(self, head: Head) -> None:
        """Note in the header how far the chain of events goes. Raises VaultError."""
        self._replace(replace(self._header, head=head), lambda _: None)

    # -- the everyday ways

    def check(self, opener: Opener) -> None:
        """Raise VaultError if this does not open the vault."""
        if opener.data_key(self._header, self._place) != self._data_key:
            raise opener.refusal()

    def change_passphrase(self, old: str | None, new: str, keychain: Keychain | None = None) -> None:
        """Set another passphrase; where there is one, `old` must be it. Where it opens the vault only
        together with the keyring, that is needed too. Raises WrongPassphraseError, VaultError.
        """
        if TOGETHER in self.names and keychain is not None:
            self.check(ByBoth(old or "", keychain))
            self.set_together(keychain, new)
            return
        if PASSPHRASE in self.names:
            self.check(ByPassphrase(old or ""))
        self.set_passphrase(new)

    def set_passphrase(self, passphrase: str) -> None:
        """Add or replace the passphrase, which opens the vault alone. Raises VaultError."""
        made = self._wrapping().with_passphrase(self._header, passphrase)
        self._replace(made, lambda written: self._check_opens(written, ByPassphrase(passphrase)))
        self._note_added(PASSPHRASE)

    def add_keyring(self, keychain: Keychain) -> None:
        """Add or replace the keyring's key, which opens the vault alone. It has an entry of its own, and the
        old entry goes only when the header that names the new one is on disk. Raises SlotForbiddenError,
        VaultError.
        """
        if not self._place.rules.keyring_alone:
            raise SlotForbiddenError(KEYRING)
        before = self._header

        def check(written: Header) -> None:
            key = keychain.load(written.keyring_entry(), may_ask=False)
            _must_unwrap(written, KEYRING, key)

        with new_entry(keychain, self._place.folder) as entry:
            self._replace(self._wrapping().with_keyring(before, entry), check)
        forget_entries(keychain, before, self._header)
        self._note_added(KEYRING)

    def set_together(self, keychain: Keychain, passphrase: str) -> None:
        """From now on keyring and passphrase open the vault together, and neither does alone. Raises
        SlotForbiddenError, VaultError.
        """
        if not self._place.rules.keyring:
            raise SlotForbiddenError(TOGETHER)
        before = self._header

        def check(written: Header) -> None:
            self._check_opens(written, ByBoth(passphrase, keychain, may_ask=False))

        with new_entry(keychain, self._place.folder) as entry:
            self._replace(self._wrapping().with_both(before, entry, passphrase), check)
        forget_entries(keychain, before, self._header)
        self._note_added(TOGETHER)
        for name in sorted({KEYRING, PASSPHRASE} & set(before.slots)):
            self._events.note_or_owe(EventKind.SLOT_DROPPED, slot=name)

    # -- for an emergency

    def renew_recovery_key(self, secret: bytes | None = None) -> str:
        """Replace the recovery slot; returns the new key, which is shown once and kept nowhere. `secret`: of
        a key that was written down before, so that the old one opens the vault until then. Raises VaultError.
        """
        secret = secret or recovery.new_secret()
        marks.remove(self._place.folder, marks.CONFIRMED)
        self._replace(
            self._wrapping().with_recovery(self._header, secret),
            lambda written: _must_unwrap(written, RECOVERY, recovery_wrapping_key(secret)),
        )
        self._note_added(RECOVERY)
        return recovery.encode(secret)

    def set_escrow(self, public: bytes) -> None:
        """Seal the vault to a public key; whoever has the private one can open it. Raises VaultError."""
        self._replace(self._wrapping().with_escrow(self._header, public), lambda _: None)
        self._note_added(ESCROW)

    def follow_rules(self) -> None:
        """Do what the administrator demands: seal the vault to the escrow key, and only then let a recovery
        key go that may not be. Raises VaultError.
        """
        rules = self._place.rules
        if rules.escrow is not None and not _is_sealed_to(self._header, rules.escrow):
            self.set_escrow(rules.escrow)
        if not rules.has_recovery and RECOVERY in self.names:
            self.drop(RECOVERY)

    # -- letting go and healing

    def drop(self, name: str, keychain: Keychain | None = None) -> None:
        """Take a slot away; with the keychain its entry goes too. Raises SlotMissingError, SlotNeededError
        if no everyday way or no emergency key would be left, VaultError.
        """
        self._header.slot(name)
        before, after = self._header, self._header.without(name)
        left = frozenset(after.slots)
        if name in _TYPED and self._place.rules.passphrase and not left & _TYPED:
            raise SlotNeededError(name)
        if name in self._place.rules.demanded or not left - EMERGENCY or not left & EMERGENCY:
            raise SlotNeededError(name)
        self._replace(after, lambda _: None)
        if keychain is not None:
            forget_entries(keychain, before, self._header)
        self._events.note_or_owe(EventKind.SLOT_DROPPED, slot=name)

    def heal(self, keychain: Keychain) -> Healed:
        """After another way has opened the vault: where the keyring no longer has the key (another computer,
        another desktop, a reset), it gets a new one. A keyring that is locked or silent may still have it.
        Raises VaultError.
        """
        if not entries(self._header) or not _has_lost(self._header, keychain):
            return Healed.NOT_NEEDED
        if TOGETHER in self.names:
            return Healed.BOTH_WANTED
        if not self._place.rules.keyring_alone:
            return Healed.NOT_NEEDED
        self.add_keyring(keychain)
        return Healed.KEYRING

    def _wrapping(self) -> Wrapping:
        return Wrapping(self._place, self._data_key)

    def _replace(self, header: Header, check: Callable[[Header], None]) -> None:
        self._header = headers.write(self._place.folder, header, self._data_key, check)

    def _check_opens(self, written: Header, opener: Opener) -> None:
        if opener.data_key(written, self._place) != self._data_key:
            raise VaultDamagedError("header")

    def _note_added(self, name: str) -> None:
        self._events.note_or_owe(EventKind.SLOT_ADDED, slot=name)


def unwraps(header: Header, slot: str, key: bytes) -> bool:
    """Whether this key opens the slot."""
    try:
        keys.unwrap(header.slot(slot), key, header.context(slot))
    except WrongSecretError:
        return False
    return True


def _must_unwrap(header: Header, slot: str, key: bytes) -> None:
    if not unwraps(header, slot, key):
        raise VaultDamagedError("header")


def described(header: Header) -> Sequence[SlotFacts]:
    """What can be shown of the slots, in a fixed order; no secret, and no key is needed."""
    return [_facts(name, header.slots[name]) for name in _ORDER if name in header.slots]


def _facts(name: str, untrusted_slot: dict[str, Any]) -> SlotFacts:
    untrusted_added = untrusted_slot.get("added", "")
    cost = [untrusted_slot.get(part) for part in ("memory_kib", "iterations", "lanes")]
    parts = [untrusted_slot.get("backend", ""), untrusted_slot.get("public", "")]
    if all(type(each) is int for each in cost):
        parts.append("Argon2id {} MiB, t={}, p={}".format(cost[0] // 1024, *cost[1:]))  # type: ignore[operator]
    detail = "; ".join(each for each in parts if isinstance(each, str) and each)
    return SlotFacts(name, untrusted_added if isinstance(untrusted_added, str) else "", detail)


def _has_lost(header: Header, keychain: Keychain) -> bool:
    """Whether the keyring answers, and has no key for this vault or another one."""
    slot = KEYRING if KEYRING in header.slots else TOGETHER
    try:
        key = keychain.load(header.keyring_entry(slot), may_ask=False)
    except KeychainEntryMissingError:
        return True
    except KeychainError:
        return False
    return slot == KEYRING and not unwraps(header, KEYRING, key)


def _is_sealed_to(header: Header, public: bytes) -> bool:
    return bool(header.slots.get(ESCROW, {}).get("public") == keys.to_text(public))
