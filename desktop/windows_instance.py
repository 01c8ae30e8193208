"""One window for one user on Windows: a locked file decides, the wish is a small file, and an event with a
name tells that it is there. Written from documentation, never run there; its logic is tested with events that
only look like those of Windows.
"""

import contextlib
import hashlib
import os
import sys
from pathlib import Path
from typing import IO, Protocol, Self

from desktop.second_start import LIMIT, Asked, accept_wish, wish_bytes
from model_manager.os_files import LOCK_EX, LOCK_NB, O_NOFOLLOW, flock, open_file

_LOCK, _WISH = "instance.lock", "instance.wish"


class Events(Protocol):
    """Events with names, as handles; they stay ready until they are reset. All raise OSError."""

    def new(self, name: str) -> int:
        """Make one."""

    def set(self, name: str) -> None:
        """Make somebody's ready."""

    def reset(self, handle: int) -> None:
        """Ready no more."""

    def close(self, handle: int) -> None:
        """Give it back."""


class EventInstance:
    """The place of the one supervisor that has a window."""

    def __init__(self, lock: IO[bytes], runtime: Path, events: Events) -> None:
        self._lock = lock
        self._wish = runtime / _WISH
        self._events = events
        self._handle = events.new(event_name(runtime))

    @classmethod
    def claim_with(cls, runtime: Path, events: Events) -> Self | None:
        """Claim the place; None if somebody has it. Raises OSError where the folder cannot be written."""
        runtime.mkdir(mode=0o700, parents=True, exist_ok=True)
        how = os.O_WRONLY | os.O_CREAT | os.O_APPEND | O_NOFOLLOW
        lock = os.fdopen(open_file(runtime / _LOCK, how, 0o600), "ab")
        try:
            flock(lock.fileno(), LOCK_EX | LOCK_NB)
        except BlockingIOError:
            lock.close()
            return None
        (runtime / _WISH).unlink(missing_ok=True)
        return cls(lock, runtime, events)

    def fileno(self) -> int:
        """A handle that is ready when a second start has a wish."""
        return self._handle

    def wish(self) -> Asked:
        """What somebody asks who was started beside us."""
        self._events.reset(self._handle)
        try:
            with self._wish.open("rb") as file:
                untrusted = file.read(LIMIT)
            self._wish.unlink()
        except OSError:
            return Asked()
        return accept_wish(untrusted)

    def close(self) -> None:
        """Give the place back."""
        self._events.close(self._handle)
        self._lock.close()


def ask(runtime: Path, asked: Asked, events: Events) -> bool:
    """Ask the supervisor that has the place. False if it cannot be reached."""
    beside = runtime / f"{_WISH}.{os.getpid()}"
    try:
        beside.write_bytes(wish_bytes(asked))
        beside.replace(runtime / _WISH)
        events.set(event_name(runtime))
    except OSError:
        for each in (beside, runtime / _WISH):
            with contextlib.suppress(OSError):
                each.unlink(missing_ok=True)
        return False
    return True


def event_name(runtime: Path) -> str:
    """The name of the event of this folder: one for each user and profile, and of this session alone."""
    return "Local\\Hisho-" + hashlib.sha256(str(runtime.absolute()).casefold().encode()).hexdigest()[:32]


if sys.platform == "win32":
    from desktop.windows_pipes import close_handle, new_event, open_event, reset_event, set_event

    class _WindowsEvents:
        def new(self, name: str) -> int:
            return new_event(name=name)

        def set(self, name: str) -> None:
            handle = open_event(name)
            set_event(handle)
            close_handle(handle)

        def reset(self, handle: int) -> None:
            reset_event(handle)

        def close(self, handle: int) -> None:
            close_handle(handle)

    class Instance(EventInstance):
        """The place on this system."""

        @classmethod
        def claim(cls, runtime: Path) -> Self | None:
            """See EventInstance.claim_with."""
            return cls.claim_with(runtime, _WindowsEvents())

    def bring_forward(runtime: Path, model_path: str) -> bool:
        """Ask the supervisor that has the place to show its window. False if it cannot be reached."""
        return ask(runtime, Asked(model_path), _WindowsEvents())

    def ask_to_lock(runtime: Path) -> bool:
        """Ask the supervisor that has the place to lock its window. False if it cannot be reached."""
        return ask(runtime, Asked(lock=True), _WindowsEvents())
