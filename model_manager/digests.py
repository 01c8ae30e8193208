"""Hashes a growing file beside the thread that writes it: hashlib lets the other threads run meanwhile."""

import hashlib
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor

_BATCH = 1 << 20                    # handed over at once: a switch of threads costs as much as some kilobytes
_AHEAD = 4                          # batches that may wait; then the writer waits, so that memory stays small


class Digests:
    """SHA-256 of a file, and git's SHA-1 of it where `git_size` tells how large it will be. Use `close()`."""

    def __init__(self, git_size: int = 0) -> None:
        self._sha256 = hashlib.sha256()
        self._git = hashlib.sha1(b"blob %d\0" % git_size, usedforsecurity=False) if git_size else None
        self._lane = ThreadPoolExecutor(1, "hashing")
        self._under_way: deque[Future[None]] = deque()
        self._batch: list[bytes | memoryview] = []
        self._batched = 0

    def update(self, data: bytes | memoryview) -> None:
        """Take the next bytes in, soon; nobody may change them."""
        self._batch.append(data)
        self._batched += len(data)
        if self._batched >= _BATCH:
            self._hand_over()
            if len(self._under_way) > _AHEAD:
                self._under_way.popleft().result()

    @property
    def sha256(self) -> str:
        """The SHA-256 so far, in lower-case hex."""
        self._settle()
        return self._sha256.hexdigest()

    @property
    def blob_id(self) -> str:
        """Git's SHA-1 so far, in lower-case hex; empty where it was not wanted."""
        self._settle()
        return self._git.hexdigest() if self._git is not None else ""

    def close(self) -> None:
        """End the thread; what was not hashed yet is not needed any more."""
        self._lane.shutdown(cancel_futures=True)

    def _hand_over(self) -> None:
        self._under_way.append(self._lane.submit(self._hash, self._batch))
        self._batch, self._batched = [], 0

    def _hash(self, batch: list[bytes | memoryview]) -> None:
        for data in batch:
            self._sha256.update(data)
            if self._git is not None:
                self._git.update(data)

    def _settle(self) -> None:
        """Wait until everything is taken in."""
        if self._batch:
            self._hand_over()
        while self._under_way:
            self._under_way.popleft().result()
