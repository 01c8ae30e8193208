"""One window for one user: the first supervisor claims the place, a second one hands its wish over and ends.

The lock of the runtime folder decides; the socket beside it only carries the wish. Files of the vault are
locked on their own.
"""

import fcntl
import json
import os
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

_LIMIT = 8192
_PATIENCE_S = 2.0


@dataclass(frozen=True, slots=True)
class Asked:
    """A wish of another start: show the window, with the .gguf at this path if there is one; or lock it."""

    model_path: str = ""
    lock: bool = False


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

    def wish(self) -> "Asked":
        """What somebody asks who was started beside us; what is no wish of ours only shows the window."""
        untrusted = self._listener.recv(_LIMIT)
        try:
            untrusted_wish = json.loads(untrusted)
            untrusted_path, untrusted_lock = untrusted_wish["model_path"], untrusted_wish.get("lock")
        except (ValueError, KeyError, TypeError, AttributeError):
            return Asked()
        return Asked(untrusted_path if isinstance(untrusted_path, str) else "", untrusted_lock is True)

    def close(self) -> None:
        """Give the place back."""
        self._listener.close()
        self._lock.close()


def bring_forward(runtime: Path, model_path: str) -> bool:
    """Ask the supervisor that has the place to show its window. False if it cannot be reached."""
    return _ask(runtime, {"model_path": model_path})


def ask_to_lock(runtime: Path) -> bool:
    """Ask the supervisor that has the place to lock its window. False if it cannot be reached."""
    return _ask(runtime, {"model_path": "", "lock": True})


def _ask(runtime: Path, wish: dict[str, Any]) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
        sender.settimeout(_PATIENCE_S)
        try:
            _at(runtime, sender.connect)
            sender.send(json.dumps(wish).encode())
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
