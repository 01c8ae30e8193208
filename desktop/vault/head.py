"""The head of the chain of events: what is anchored outside the database."""

import re
from dataclasses import dataclass
from typing import Any

NO_DIGEST = bytes(32)               # what the first event follows
_DIGEST = re.compile(r"[0-9a-f]{64}")
_MOST = 1 << 53


@dataclass(frozen=True, slots=True)
class Head:
    """How far a chain goes: how many events, and the digest of the last."""

    count: int = 0
    digest: bytes = NO_DIGEST

    def to_json(self) -> dict[str, Any]:
        """As it stands in the header."""
        return {"count": self.count, "head": self.digest.hex()}

    def to_text(self) -> str:
        """As it stands in the keyring."""
        return f"{self.count}:{self.digest.hex()}"


def head_of(untrusted_count: Any, untrusted_digest: Any) -> Head | None:
    """The head that these two say; None if they say none."""
    if type(untrusted_count) is not int or not 0 <= untrusted_count < _MOST:
        return None
    if not isinstance(untrusted_digest, str) or not _DIGEST.fullmatch(untrusted_digest):
        return None
    return Head(untrusted_count, bytes.fromhex(untrusted_digest))


def head_from_text(untrusted: str) -> Head | None:
    """The head as it stands in the keyring; None if it is none."""
    count, _, digest = untrusted.partition(":")
    return head_of(int(count), digest) if re.fullmatch(r"[0-9]{1,16}", count) else None
