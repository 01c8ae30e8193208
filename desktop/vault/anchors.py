"""Where the head of the chain of events is remembered outside the database, so that an old copy of the vault
that was put in its place is seen.

At every lock the head goes into `vault.json`, under its MAC, and where there is a keyring slot into the
keyring. When the vault is opened the chain must go through both: it may have grown since (a crash between the
last commit and the anchor is no roll-back), but not be shorter or another one.

What each case shows:
* an old database beside today's header – the header's anchor;
* an old header beside today's database (an old passphrase may open it again) – the database remembers how
  far the last header was;
* an old database with its old header – the keyring's anchor, if there is one; otherwise nothing shows it;
* a backup that was restored – no roll-back: whoever restores notes an event after the last anchoring that
  the copy remembers, which nobody can do without a key, and beside it the anchors as they are in that moment.
  Those do not fit and are excused; any other is not, so the copy cannot be put back a second time. (Where
  the keyring does not answer in that moment, its anchor is excused whatever it is, until the first lock.) The
  same holds for a database that was salvaged.
"""

import contextlib
from enum import StrEnum
from typing import Protocol

from desktop.vault.errors import KeychainEntryMissingError, KeychainError
from desktop.vault.events import EventKind, Events
from desktop.vault.facts import Facts
from desktop.vault.head import Head, head_from_text

_IN_HEADER, _IN_KEYRING = "anchors: header", "anchors: keyring"
_ACKNOWLEDGED = "anchors: acknowledged"
_EXCUSED = {_IN_HEADER: "anchors: excused header", _IN_KEYRING: "anchors: excused keyring"}
_ANY = b"?"


class RollBack(StrEnum):
    """What is older than it was."""

    DATABASE = "database"
    HEADER = "header"
    BOTH = "both"


class AnchorSafe(Protocol):
    """Where an anchor is kept that whoever copies the vault's folder does not copy with it."""

    def store_anchor(self, profile: str, anchor: str) -> None:
        """Keep it in the place of the one before. Raises KeychainError."""
        ...

    def load_anchor(self, profile: str) -> str:
        """The anchor, asking nobody. Raises KeychainError."""
        ...


def excuse(facts: Facts, head: Head | None, safe: AnchorSafe | None, profile: str) -> None:
    """What is restored or salvaged does not fit the anchors as they are now: these and no others. `profile`
    is empty where the vault has no keyring slot. Raises VaultError.
    """
    facts.put(_EXCUSED[_IN_HEADER], (Head() if head is None else head).to_text().encode())
    kept = b""
    if safe is not None and profile:
        try:
            kept = safe.load_anchor(profile).encode()
        except KeychainEntryMissingError:
            pass
        except KeychainError:
            kept = _ANY
    facts.put(_EXCUSED[_IN_KEYRING], kept)


class Anchors:
    """The anchors of an unlocked vault; belongs to the thread that owns the database."""

    def __init__(self, events: Events, facts: Facts, safe: AnchorSafe | None = None) -> None:
        self._events = events
        self._facts = facts
        self.safe = safe
        self._found: RollBack | None = None

    def compare_header(self, head: Head | None) -> RollBack | None:
        """Compare the chain with the header's anchor; what does not fit is noted, and told until somebody
        acknowledges it.
        """
        anchored = Head() if head is None else head
        if self._is_excused(_IN_HEADER, anchored):
            return None
        if head is not None and not self._events.holds(head):
            return self._note(RollBack.DATABASE, head)
        if anchored.count < self._remembered(_IN_HEADER):
            return self._note(RollBack.HEADER, anchored)
        return None

    def compare_safe(self, untrusted_anchor: str) -> RollBack | None:
        """Compare the chain with what the keyring remembers. An anchor that is none says nothing."""
        head = head_from_text(untrusted_anchor)
        if head is None or self._is_excused(_IN_KEYRING, head) or self._events.holds(head):
            return None
        return self._note(RollBack.BOTH, head)

    def look_in_safe(self, profile: str) -> None:
        """Compare with what the keyring remembers, where it answers."""
        if self.safe is not None:
            with contextlib.suppress(KeychainError):
                self.compare_safe(self.safe.load_anchor(profile))

    def _note(self, found: RollBack, anchored: Head) -> RollBack:
        """One old copy is one event, though several anchors may see it."""
        if self._found is None:
            here = self._events.head().count
            facts: dict[str, str | int] = {"part": found.value, "anchored": anchored.count, "found": here}
            self._events.note_or_owe(EventKind.ROLLED_BACK, **facts)
        self._found = self._found or found
        return self._found

    def _is_excused(self, where: str, anchor: Head) -> bool:
        """Whether a restore or a salvage came after the last anchoring that this database remembers, and
        found this anchor.
        """
        if self._facts.get(_EXCUSED[where]) not in (anchor.to_text().encode(), _ANY):
            return False
        remembered = self._remembered(where)
        newest = (self._events.newest(kind) for kind in (EventKind.RESTORED, EventKind.SALVAGED))
        return any(event is not None and event.id > remembered for event in newest)

    # -- told until it is acknowledged

    def untold(self) -> RollBack | None:
        """The last roll-back that nobody acknowledged yet."""
        event = self._events.newest(EventKind.ROLLED_BACK)
        if event is None or event.id <= self._remembered(_ACKNOWLEDGED):
            return None
        part = event.facts.get("part")
        return RollBack(part) if part in set(RollBack) else RollBack.BOTH

    def acknowledge(self) -> None:
        """Somebody has seen it."""
        self._remember(_ACKNOWLEDGED, self._events.head().count)

    # -- writing

    def header_written(self, head: Head) -> None:
        """The header on disk has this anchor."""
        self._remember(_IN_HEADER, head.count)

    def keep_in_safe(self, profile: str) -> None:
        """Anchor in the keyring, if there is one; never before what is there was compared, or an old copy
        that was opened once would be right for ever. Raises KeychainError: then the older anchor stays, and
        it holds.
        """
        if self.safe is None:
            return
        with contextlib.suppress(KeychainEntryMissingError):
            self.compare_safe(self.safe.load_anchor(profile))
        head = self._events.head()
        self.safe.store_anchor(profile, head.to_text())
        self._remember(_IN_KEYRING, head.count)

    def _remembered(self, name: str) -> int:
        return int(self._facts.get(name) or 0)

    def _remember(self, name: str, count: int) -> None:
        self._facts.put(name, str(count).encode())
