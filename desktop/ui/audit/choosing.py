"""Where a file of evidence shall be saved: asked by a dialog that remembers nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SaveQuestion:
    """What the dialog asks: its title, the name that is offered, and the kinds of files by their words."""

    title: str
    name: str
    kinds: Sequence[tuple[str, str]]            # words, suffix


Choose = Callable[[SaveQuestion, Callable[[str], None]], None]
"""Asks, and hands the path to the second; nothing happens where nobody wants to save."""
