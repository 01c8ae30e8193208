"""The chain of events as JSON Lines, so that somebody without the vault can check it.

The first line says what it is and how a digest is made, then comes one line for each event, and the last line
repeats how many there are and the digest of the last: a file whose end was cut off has none.
"""

import json
from collections.abc import Iterable, Iterator

from desktop.vault.events import Event
from desktop.vault.head import NO_DIGEST, Head

FORMAT = "hisho events 1"
_HOW = (
    "digest = SHA-256(digest before + UTF-8 of the JSON array [id,at,kind,facts] without spaces, "
    "names of the facts sorted)"
)


def event_lines(events: Iterable[Event]) -> Iterator[str]:
    """Every line, with its line end."""
    lines = EventLines()
    yield lines.first()
    for each in events:
        yield lines.of(each)
    yield lines.last()


class EventLines:
    """The lines one after the other, for who gets the events piece by piece."""

    def __init__(self) -> None:
        self.head = Head()

    def first(self) -> str:
        """What it is."""
        return _line({"format": FORMAT, "how": _HOW, "before": NO_DIGEST.hex()})

    def of(self, event: Event) -> str:
        """The next event."""
        self.head = Head(event.id, event.digest)
        return _line(event_values(event))

    def last(self) -> str:
        """How far it goes."""
        return _line({"count": self.head.count, "head": self.head.digest.hex()})


def event_values(event: Event) -> dict[str, object]:
    """One event as a JSON object."""
    return {
        "id": event.id,
        "at": event.at,
        "kind": event.kind,
        "facts": dict(event.facts),
        "digest": event.digest.hex(),
    }


def _line(values: dict[str, object]) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")) + "\n"
