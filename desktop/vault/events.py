"""What happened to the vault and in it: a chain of events, each of which vouches for all before it.

An event's digest is SHA-256 over the digest before it (32 zero bytes before the first) and the JSON text
`[id,at,kind,facts]`: UTF-8, no spaces, the names of the facts in order. So whoever changes, drops or adds one
in the middle breaks the chain there; one that is missing at the end is seen by the anchors outside
(`vault/anchors.py`). Ids count from 1 without a gap.

Facts are numbers and short words of ours; never text of the user's. Where a text has to be recognised, its
keyed digest stands for it (`Events.digest`): without the vault nobody can try short texts on an exported
chain.
"""

import hmac
import json
import secrets
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256

from desktop.vault.database import Database, Row
from desktop.vault.errors import VaultDamagedError, VaultWriteError
from desktop.vault.facts import Facts
from desktop.vault.head import Head

NOTHING = Head()                    # what the first event follows
_TEXT_KEYS = "events: keys of digests"
_KEY_BYTES = 32
_COLUMNS = "id, at, kind, facts, digest"


class EventKind(StrEnum):
    """What may happen; the value is what is kept."""

    CREATED = "created"
    UNLOCKED = "unlocked"
    UNLOCK_FAILED = "unlock_failed"
    LOCKED = "locked"
    CLOSED = "closed"
    SLOT_ADDED = "slot_added"
    SLOT_DROPPED = "slot_dropped"
    REKEYED = "rekeyed"
    MODEL_REGISTERED = "model_registered"
    MODEL_REMOVED = "model_removed"
    CONVERSATION_CREATED = "conversation_created"
    CONVERSATION_LABELLED = "conversation_labelled"
    CONVERSATION_TRASHED = "conversation_trashed"
    CONVERSATION_TAKEN_BACK = "conversation_taken_back"
    CONVERSATION_DELETED = "conversation_deleted"
    GENERATED = "generated"
    EXPORTED = "exported"
    IMPORTED = "imported"
    BACKED_UP = "backed_up"
    RESTORED = "restored"
    SALVAGED = "salvaged"
    POLICY_CHANGED = "policy_changed"
    PROTECTION = "protection"
    ROLLED_BACK = "rolled_back"
    EVENTS_EXPORTED = "events_exported"
    REPORTED = "reported"


@dataclass(frozen=True, slots=True)
class Event:
    """One event. `at` is ISO 8601 in UTC by this computer's clock; `kind` is a value of EventKind, or of a
    newer version's.
    """

    id: int
    at: str
    kind: str
    facts: Mapping[str, str | int]
    digest: bytes


@dataclass(frozen=True, slots=True)
class Verified:
    """What came of checking the whole chain: how far it holds, and the id of the first event that does not
    follow from those before it.
    """

    head: Head
    first_break: int | None = None

    @property
    def holds(self) -> bool:
        """Whether every event follows from those before it."""
        return self.first_break is None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which events to show: of these kinds (of all, if none is named), from `since` on and before `until`,
    both as ISO 8601 in UTC.
    """

    kinds: frozenset[str] = frozenset()
    since: str = ""
    until: str = ""


ALL = Wanted()


class Events:
    """The chain of an unlocked vault; belongs to the thread that owns the database."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now
        self._facts = Facts(database)
        self._owed: list[tuple[str, EventKind, Mapping[str, str | int]]] = []

    def note(self, kind: EventKind, **facts: str | int) -> Event:
        """Add an event: on disk when this returns, or with the transaction that is open. Raises
        VaultWriteError.
        """
        at = _moment_text(self._now())
        if self._database.is_in_transaction:        # which may come to nothing yet: what is owed waits
            return self._add(at, kind, facts)

        def write() -> Event:
            for owed in self._owed:
                self._add(*owed)
            return self._add(at, kind, facts)

        event = self._database.in_transaction(write)
        self._owed.clear()
        return event

    def note_or_owe(self, kind: EventKind, **facts: str | int) -> None:
        """Add an event of something that a full disk must not hinder: what cannot be written now is written
        with the next one.
        """
        at = _moment_text(self._now())
        try:
            self.note(kind, **facts)
        except VaultWriteError:
            self._owed.append((at, kind, facts))

    def _add(self, at: str, kind: EventKind, facts: Mapping[str, str | int]) -> Event:
        before = self.head()
        text = canonical(facts)
        event_id = before.count + 1
        digest = digest_after(before.digest, (event_id, at, kind.value, text))
        self._database.execute(
            f"INSERT INTO events({_COLUMNS}) VALUES(?, ?, ?, ?, ?)",
            (event_id, at, kind.value, text, digest),
        )
        return Event(event_id, at, kind.value, facts, digest)

    def head(self) -> Head:
        """How far the chain goes, by its last event alone."""
        rows = self._database.rows("SELECT id, digest FROM events ORDER BY id DESC LIMIT 1")
        return Head(rows[0][0], bytes(rows[0][1])) if rows else Head()

    def holds(self, head: Head) -> bool:
        """Whether the chain went through this head: it ends there, or has grown since."""
        if head.count == 0:
            return head == Head()
        rows = self._database.rows("SELECT digest FROM events WHERE id = ?", (head.count,))
        return bool(rows) and hmac.compare_digest(bytes(rows[0][0]), head.digest)

    def verify(self) -> Verified:
        """Check every event from the first on."""
        rows = self._database.each(f"SELECT {_COLUMNS} FROM events ORDER BY id")  # noqa: S608  # our own text
        return verify_rows(rows)

    def verify_some(self, since: Head, count: int) -> Verified:
        """Check at most so many events after this head, which was checked before: what takes seconds as a
        whole must not hold up a lock. Nothing is left when the head stays where it is.
        """
        where = "WHERE id > ? " if since.count else ""          # from the first on, whatever its number is
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM events {where}ORDER BY id LIMIT {count}",  # noqa: S608  # our own text
            (since.count,) if where else (),
        )
        return verify_rows(rows, since)

    # -- reading

    def after(self, event_id: int, count: int) -> Sequence[Event]:
        """At most so many events after this one, oldest first. Raises VaultDamagedError."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM events WHERE id > ? ORDER BY id LIMIT {count}",  # noqa: S608  # our own text
            (event_id,),
        )
        return [_event(row) for row in rows]

    def all(self) -> Sequence[Event]:
        """Every event, oldest first. Raises VaultDamagedError."""
        rows = self._database.rows(f"SELECT {_COLUMNS} FROM events ORDER BY id")  # noqa: S608  # our own text
        return [_event(row) for row in rows]

    def ids(self, wanted: Wanted = ALL) -> Sequence[int]:
        """The ids of the events that are wanted, newest first."""
        where, values = _condition(wanted)
        rows = self._database.rows(f"SELECT id FROM events{where} ORDER BY id DESC", values)  # noqa: S608  # our own text
        return [row[0] for row in rows]

    def some(self, ids: Collection[int]) -> Sequence[Event]:
        """The events with these ids, newest first. Raises VaultDamagedError."""
        places = ",".join("?" * len(ids))
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM events WHERE id IN ({places}) ORDER BY id DESC",  # noqa: S608  # our own text
            tuple(ids),
        )
        return [_event(row) for row in rows]

    def count(self, kind: EventKind) -> int:
        """How many there are of a kind."""
        ((count,),) = self._database.rows("SELECT count(*) FROM events WHERE kind = ?", (kind.value,))
        return int(count)

    def newest(self, kind: EventKind) -> Event | None:
        """The last event of a kind. Raises VaultDamagedError."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM events WHERE kind = ? ORDER BY id DESC LIMIT 1",  # noqa: S608  # our own text
            (kind.value,),
        )
        return _event(rows[0]) if rows else None

    # -- digests of texts

    def digest(self, text: str | bytes) -> str:
        """What stands for a text in the facts: the number of a key, a colon, and HMAC-SHA-256 in hex. The
        keys are random, lie in the vault and are made when they are first needed.
        """
        found = self._text_keys() or self.renew_text_key()
        return _keyed(found, len(found), text)

    def digests(self, text: str | bytes) -> frozenset[str]:
        """What may stand for this text in the facts, by every key there was."""
        found = self._text_keys()
        return frozenset(_keyed(found, number, text) for number in range(1, len(found) + 1))

    def is_of(self, digest: str, text: str | bytes) -> bool:
        """Whether a digest of the facts is this text's."""
        return digest in self.digests(text)

    def about(self, content: bytes) -> Sequence[Event]:
        """The events in which this text or file has a part: answered with, asked by, written. A line end that
        an editor has added is no other text. Raises VaultDamagedError.
        """
        if not content.strip():
            return ()                           # many an answer has no recipe, and its digest is nothing's
        text = content.decode(errors="replace")
        wanted = self.digests(text) | self.digests(text.rstrip("\r\n")) | {sha256(content).hexdigest()}
        return [each for each in self.all() if not wanted.isdisjoint(map(str, each.facts.values()))]

    def renew_text_key(self) -> Sequence[bytes]:
        """Digests are made with a new key from now on: whoever stole the old one learns nothing of what
        comes. The old keys stay, so that old digests can be compared.
        """
        found = [*self._text_keys(), secrets.token_bytes(_KEY_BYTES)]
        self._facts.put(_TEXT_KEYS, b"".join(found))
        return found

    def _text_keys(self) -> Sequence[bytes]:
        kept = self._facts.get(_TEXT_KEYS) or b""
        return [kept[start : start + _KEY_BYTES] for start in range(0, len(kept), _KEY_BYTES)]


def _moment_text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def canonical(facts: Mapping[str, str | int]) -> str:
    """The one JSON text of these facts."""
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_after(before: bytes, event: tuple[int, str, str, str]) -> bytes:
    """The digest of an event, its facts as their JSON text, that follows an event with the digest
    `before`.
    """
    event_id, at, kind, facts = event
    text = f"[{event_id},{_text(at)},{_text(kind)},{facts}]"
    return sha256(before + text.encode()).digest()


def verify_rows(rows: Iterable[Row], head: Head = NOTHING) -> Verified:
    """Check (id, at, kind, facts as text, digest) from this head on."""
    for event_id, at, kind, facts, digest in rows:
        if event_id != head.count + 1 or digest != digest_after(head.digest, (event_id, at, kind, facts)):
            return Verified(head, head.count + 1)
        head = Head(event_id, digest)
    return Verified(head)


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _keyed(found: Sequence[bytes], number: int, text: str | bytes) -> str:
    body = text.encode() if isinstance(text, str) else text
    return f"{number}:{hmac.digest(found[number - 1], body, 'sha256').hex()}"


def _condition(wanted: Wanted) -> tuple[str, tuple[str, ...]]:
    parts: list[str] = []
    values: list[str] = []
    if wanted.kinds:
        parts.append(f"kind IN ({','.join('?' * len(wanted.kinds))})")
        values += sorted(wanted.kinds)
    if wanted.since:
        parts.append("at >= ?")
        values.append(wanted.since)
    if wanted.until:
        parts.append("at < ?")
        values.append(wanted.until)
    return (" WHERE " + " AND ".join(parts) if parts else ""), tuple(values)


def _event(row: Row) -> Event:
    event_id, at, kind, text, digest = row
    try:
        facts = json.loads(text)
    except ValueError as error:
        raise VaultDamagedError("database") from error
    if not isinstance(facts, dict) or not all(isinstance(each, str | int) for each in facts.values()):
        raise VaultDamagedError("database")
    return Event(event_id, at, kind, facts, bytes(digest))
