"""What a second start asks of the supervisor that is there already: values, and how they are sent."""

import json
from dataclasses import dataclass

LIMIT = 8192


@dataclass(frozen=True, slots=True)
class Asked:
    """A wish of another start: show the window, with the .gguf at this path if there is one; or lock it."""

    model_path: str = ""
    lock: bool = False


def accept_wish(untrusted: bytes) -> Asked:
    """What somebody asks who was started beside us; what is no wish of ours only shows the window."""
    try:
        untrusted_wish = json.loads(untrusted)
        untrusted_path, untrusted_lock = untrusted_wish["model_path"], untrusted_wish.get("lock")
    except (ValueError, KeyError, TypeError, AttributeError):
        return Asked()
    return Asked(untrusted_path if isinstance(untrusted_path, str) else "", untrusted_lock is True)


def wish_bytes(asked: Asked) -> bytes:
    """A wish as it is sent."""
    return json.dumps({"model_path": asked.model_path, "lock": asked.lock}).encode()
