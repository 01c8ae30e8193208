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
    yield _line({"format": FORMAT, "how": _HOW, "before": NO_DIGEST.hex()})
    head = Head()
    for each in events:
        head = Head(each.id, each.digest)
        yield _line(event_values(each))
    yield _line({"count": head.count, "head": head.digest.hex()})


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
