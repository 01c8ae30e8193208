"""One window for one user by sockets: the first supervisor claims the place, a second one hands its wish over
and ends.

The lock of the runtime folder decides; the socket beside it only carries the wish. Files of the vault are
locked on their own.
"""

import fcntl
import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import IO

from desktop.second_start import LIMIT, Asked, accept_wish, wish_bytes

_PATIENCE_S = 2.0


class Instance:
    """The place of the one supervisor that has a window."""

    def __init__(self, lock: IO[bytes], listener: socket.socket) -> None:
        self._lock = lock
        self._listener = listener

    @classmethod
    def claim(cls, runtime: Path) -> "Instance | None":
        """Claim the place; None if somebody has it. Raises OSError where the folder cannot be written."""
        runtime.mkdir(mode=0o700, parents=True, exist_ok=True)
        how = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW | os.O_CLOEXEC
        lock = os.fdopen(os.open(runtime / "instance.lock", how, 0o600), "ab")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            return None
        (runtime / "instance.sock").unlink(missing_ok=True)
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        _at(runtime, listener.bind)
        return cls(lock, listener)

    def fileno(self) -> int:
        """Readable when a second start has a wish."""
        return self._listener.fileno()

    def wish(self) -> Asked:
        """What somebody asks who was started beside us; what is no wish of ours only shows the window."""
        return accept_wish(self._listener.recv(LIMIT))

    def close(self) -> None:
        """Give the place back."""
        self._listener.close()
        self._lock.close()


def bring_forward(runtime: Path, model_path: str) -> bool:
    """Ask the supervisor that has the place to show its window. False if it cannot be reached."""
    return _ask(runtime, Asked(model_path))


def ask_to_lock(runtime: Path) -> bool:
    """Ask the supervisor that has the place to lock its window. False if it cannot be reached."""
    return _ask(runtime, Asked(lock=True))


def _ask(runtime: Path, wish: Asked) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
        sender.settimeout(_PATIENCE_S)
        try:
            _at(runtime, sender.connect)
            sender.send(wish_bytes(wish))
        except OSError:
            return False
    return True


def _at(runtime: Path, use: Callable[[str], None]) -> None:
    """Use the socket through its folder's descriptor: a path to a socket may have 107 bytes only."""
    folder = os.open(runtime, os.O_PATH | os.O_DIRECTORY)
    try:
        use(f"/proc/self/fd/{folder}/instance.sock")
    finally:
        os.close(folder)
