"""What went over the network, line by line: when, to which host, how many bytes, for which click.

A JSON Lines file beside the models. An exchange begins with a line of no bytes, before anything is sent; what
comes is noted while it comes, so that a killed process leaves no exchange out. It names no model's content
and nothing of the user's; whoever must prove what left this computer reads it. A last line that a loss of
power cut is passed over.
"""

import json
import os
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from model_manager.errors import FolderNotWritableError
from model_manager.os_files import O_CLOEXEC, O_NOFOLLOW, open_file, pread

FILE = "ledger.jsonl"
_MAX_LINE = 4096
_MAX_TEXT = 300


def now() -> str:
    """This moment as ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


@dataclass(frozen=True, slots=True)
class Entry:
    """The begin of an exchange, or bytes that came in it. `click` says what the user did: `search`, `show`,
    `fetch owner/name` …
    """

    at: str
    host: str
    received: int
    click: str


class Ledger:
    """The file of entries. Threads may share it."""

    def __init__(self, path: Path, clock: Callable[[], str] = now) -> None:
        self._path = path
        self._clock = clock
        self._lock = threading.Lock()

    def note(self, host: str, received: int, click: str) -> None:
        """Add an entry. Raises FolderNotWritableError: what cannot be noted must not happen."""
        entry = Entry(self._clock(), host[:_MAX_TEXT], received, click[:_MAX_TEXT])
        line = json.dumps(asdict(entry), ensure_ascii=False) + "\n"
        try:
            with self._lock:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | O_NOFOLLOW | O_CLOEXEC
                descriptor = open_file(self._path, flags, 0o644)
                try:
                    os.write(descriptor, self._after_a_cut(descriptor) + line.encode())
                finally:
                    os.close(descriptor)
        except OSError as error:
            raise FolderNotWritableError(self._path.name, error.errno or 0) from error

    @staticmethod
    def _after_a_cut(descriptor: int) -> bytes:
        """A line end, where the last line was cut: the next must not be lost with it."""
        size = os.fstat(descriptor).st_size
        return b"\n" if size and pread(descriptor, 1, size - 1) != b"\n" else b""

    def require_writable(self) -> None:
        """Raises FolderNotWritableError, before anything is sent."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | O_NOFOLLOW | O_CLOEXEC
            os.close(open_file(self._path, flags, 0o644))
        except OSError as error:
            raise FolderNotWritableError(self._path.name, error.errno or 0) from error

    def entries(self) -> tuple[Entry, ...]:
        """All entries, oldest first; lines that are none are passed over."""
        try:
            lines = self._path.read_bytes().splitlines()
        except OSError:
            return ()
        return tuple(entry for line in lines if (entry := _accept(line)) is not None)


def _accept(untrusted_line: bytes) -> Entry | None:
    if len(untrusted_line) > _MAX_LINE:
        return None
    try:
        untrusted: Any = json.loads(untrusted_line)
        entry = Entry(**untrusted)
    except (ValueError, TypeError, RecursionError):
        return None
    return entry if all(type(getattr(entry, each.name)) is each.type for each in fields(Entry)) else None
