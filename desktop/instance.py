"""One window for one user: the first supervisor claims the place, a second one hands its wish over and ends.

The lock of the runtime folder decides; the socket beside it only carries the wish. Files of the vault are
locked on their own.
"""

import fcntl
import json
import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import IO

_LIMIT = 8192
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
        lock = (runtime / "instance.lock").open("ab")
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

    def wish(self) -> str:
        """The path of the .gguf that the second start was given, or an empty text."""
        untrusted = self._listener.recv(_LIMIT)
        try:
            untrusted_path = json.loads(untrusted)["model_path"]
        except (ValueError, KeyError, TypeError):
            return ""
        return untrusted_path if isinstance(untrusted_path, str) else ""

    def close(self) -> None:
        """Give the place back."""
        self._listener.close()
        self._lock.close()


def bring_forward(runtime: Path, model_path: str) -> bool:
    """Ask the supervisor that has the place to show its window. False if it cannot be reached."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
        sender.settimeout(_PATIENCE_S)
        try:
            _at(runtime, sender.connect)
            sender.send(json.dumps({"model_path": model_path}).encode())
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
