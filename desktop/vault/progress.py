"""Telling how far long work on a vault is."""

from collections.abc import Callable

Progress = Callable[[int, int], None]           # done, of how many


def tell_nobody(_done: int, _count: int) -> None:
    """For who does not want to know."""
