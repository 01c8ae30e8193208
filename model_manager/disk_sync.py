"""Brings a growing file to the disk beside the thread that writes it: a loss of power costs little, and the
writer does not wait for the disk before the end.
"""

import os
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

_EVERY = 64 << 20

Sync = Callable[[int], None]


class DiskSync:
    """For one descriptor. The kernel reports a failed write once, to whoever asks first: so an error is kept,
    and `finish()` raises it. Use `close()` before the descriptor is closed.
    """

    def __init__(self, descriptor: int, sync: Sync = os.fsync) -> None:
        self._descriptor = descriptor
        self._sync = sync
        self._lane = ThreadPoolExecutor(1, "syncing")
        self._under_way: Future[None] | None = None
        self._error: OSError | None = None
        self._written = 0

    def written(self, size: int) -> None:
        """So many bytes more; they are brought to the disk from time to time, once at a time."""
        self._written += size
        if self._written >= _EVERY and (self._under_way is None or self._under_way.done()):
            self._written = 0
            self._under_way = self._lane.submit(self._try)

    def now(self) -> None:
        """Bring everything to the disk, as far as it goes."""
        self._lane.submit(self._try).result()

    def finish(self) -> None:
        """Bring everything to the disk. Raises OSError, if it could not be done now or before."""
        self.now()
        if self._error is not None:
            raise self._error

    def close(self) -> None:
        """Wait for what is under way."""
        self._lane.shutdown()

    def _try(self) -> None:
        try:
            self._sync(self._descriptor)
        except OSError as error:
            self._error = self._error or error
