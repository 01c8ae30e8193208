"""Wishes for the sampling as they are typed: from text to value and back. No Qt, no words."""

import re
import unicodedata
from collections.abc import Sequence

from desktop.chat.lead import MAX_STOP_TEXT, MAX_STOPS, WHOLE_WISHES, WISH_BOUNDS

_ESCAPED = re.compile(r"\\([\\nt])")
_MEANT = {"\\": "\\", "n": "\n", "t": "\t"}


def number_text(value: float | None) -> str:
    """As it is shown to be edited; nothing for no wish."""
    return "" if value is None else f"{value:.12g}"


def number_of(name: str, text: str) -> float | None:
    """The wish of this name, or None for none. Full-width digits are digits. Raises ValueError for what is no
    number or makes no sense.
    """
    typed = unicodedata.normalize("NFKC", text).strip()
    if not typed:
        return None
    value = int(typed) if name in WHOLE_WISHES else float(typed)
    least, most = WISH_BOUNDS[name]
    if not least <= value <= most:      # NaN fails too
        raise ValueError(name)
    return value


def stops_text(stops: Sequence[str] | None) -> str:
    """One a line; line breaks, tabs and backslashes in them are written with a backslash."""
    return "\n".join(
        each.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t") for each in stops or ()
    )


def stops_of(text: str) -> tuple[str, ...] | None:
    """The texts, each once, or None for none. Raises ValueError for too many, or one too long."""
    lines = [_ESCAPED.sub(lambda found: _MEANT[found[1]], line) for line in text.split("\n") if line]
    stops = tuple(dict.fromkeys(lines))
    if len(stops) > MAX_STOPS or any(len(each) > MAX_STOP_TEXT for each in stops):
        raise ValueError(text)
    return stops or None
