"""Tells of a long text that it is too long without reading all of it: some tokenisers take minutes for a
million characters, and nobody can stop them meanwhile.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache

SHORT = 16_384                      # characters: read as a whole in no time
_PART = 2_048                       # characters; a token more or less at each end changes little
_CERTAIN = 1.25                     # so many times the limit: parts have a few more tokens than the whole
_KEPT = 32                          # texts: a talk is counted at every key press

Tokenise = Callable[[bytes], Sequence[int]]


class Lengths:
    """Estimates of one vocabulary."""

    def __init__(self, tokenise: Tokenise) -> None:
        self._tokenise = tokenise
        self.beyond = lru_cache(_KEPT)(self._beyond)

    def _beyond(self, text: str, limit: int) -> int:
        """About how many tokens a text has that certainly has more than `limit`; 0 for any other."""
        if len(text) <= SHORT:
            return 0
        count = 0
        for start in range(0, len(text), _PART):
            count += len(self._tokenise(text[start : start + _PART].encode("utf-8", "replace")))
            if count > limit * _CERTAIN:
                return count * len(text) // min(start + _PART, len(text))
        return 0
