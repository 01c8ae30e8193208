"""How secret a conversation is: four labels, from what may be shown to what hardly anybody may see.

The names are those that Japanese companies stamp on paper (極秘, 秘, 社外秘, 一般); a policy may give them
others.
"""

from collections.abc import Iterable
from enum import StrEnum


class Label(StrEnum):
    """From the most secret to the least; `rank` compares them."""

    TOP_SECRET = "top_secret"       # noqa: S105  # 極秘
    SECRET = "secret"               # noqa: S105  # 秘
    INTERNAL = "internal"           # 社外秘
    GENERAL = "general"             # 一般

    @property
    def rank(self) -> int:
        """0 for what anybody may see, 3 for the most secret."""
        return _RANKS.index(self)


_RANKS = (Label.GENERAL, Label.INTERNAL, Label.SECRET, Label.TOP_SECRET)
USUAL = Label.INTERNAL
"""What a new conversation is given where nobody says otherwise: a draft of a patent desk is not for
outsiders."""


def label_from(text: str) -> Label:
    """The label that is kept as this text; the most secret for one that nobody knows: it fails closed."""
    try:
        return Label(text)
    except ValueError:
        return Label.TOP_SECRET


def most_secret(labels: Iterable[Label]) -> Label:
    """The most secret of these; what has none is for everybody."""
    return max(labels, key=lambda label: label.rank, default=Label.GENERAL)
