"""Tells how far a long copy is, and passes on the wish to stop."""

from collections.abc import Callable

from model_manager.errors import FetchCancelledError

Progress = Callable[[int, int], bool]       # bytes done and in all; whether to go on


class Meter:
    """Counts for one export or import; `name` is what a FetchCancelledError names."""

    def __init__(self, progress: Progress, total: int, name: str) -> None:
        self._progress = progress
        self._name = name
        self.total = total
        self.done = 0

    def at(self, done: int) -> None:
        """So many bytes are done. Raises FetchCancelledError."""
        self.done = done
        if not self._progress(done, self.total):
            raise FetchCancelledError(self._name)
