"""Steps through the bytes of a GGUF's header: forwards only, each length checked against what is left, memory
and reading bounded whatever the file holds.
"""

import contextlib
import re
import struct
import sys
from dataclasses import dataclass
from typing import Any, BinaryIO

from model_manager.errors import GgufDamagedError, GgufTruncatedError

MAX_SKIPPED = 1 << 26               # a text that we only step over
_PIECE = 64 << 10                   # stays in the processor's cache while it is stepped over
_MEMORY = 8 << 20                   # of all that is kept of one model: a thousand tensors take half of one
_READING = 128 << 20                # of all its files; the largest vocabularies take ten of these
_ENTRY = 256                        # what a table needs for an entry besides key and value, rounded up
# Half a million short texts in a row are a large vocabulary: so many at once are matched by the regular
# expression's engine, one alternative for each length, five times as fast as a loop.
_AT_ONCE = 128
_SHORT = 48                         # bytes
_SHORT_TEXTS = re.compile(
    rb"(?:%s){%d}+" % (b"|".join(rb"\x%02x\0{7}.{%d}" % (each, each) for each in range(_SHORT)), _AT_ONCE),
    re.DOTALL,
)


@dataclass(slots=True)
class Room:
    """What may still be kept in memory, and read, of the headers of one model; both in bytes."""

    memory: int = _MEMORY
    reading: int = _READING


class HeaderBytes:
    """A file that is read from its beginning. Every method raises GgufTruncatedError where the file ends, and
    GgufDamagedError where it takes up more than its room.
    """

    def __init__(self, file: BinaryIO, size: int, name: str, room: Room) -> None:
        self.size = size
        self.name = name
        self.position = 0
        self._file = file
        self._room = room
        self._window = b""
        self._at = 0

    def damaged(self, reason: str) -> GgufDamagedError:
        """The error to raise about this file."""
        return GgufDamagedError(self.name, reason)

    def keep(self, *values: object) -> None:
        """Count what stays in memory as one entry."""
        self._room.memory -= _ENTRY + sum(map(sys.getsizeof, values))
        if self._room.memory < 0:
            raise self.damaged("too much")

    def take(self, length: int) -> bytes:
        """The next bytes."""
        if self._at + length > len(self._window):
            self._fill(length)
        found = self._window[self._at : self._at + length]
        self._at += length
        self.position += length
        return found

    def _fill(self, length: int) -> None:
        self._require(length)
        parts = [self._window[self._at :]]
        missing = length - len(parts[0])
        while missing > 0:
            part = self._file.read(max(missing, _PIECE))
            if not part:
                raise GgufTruncatedError(self.name, self.position + length, self.size)
            self._room.reading -= len(part)
            if self._room.reading < 0:
                raise self.damaged("too much")
            parts.append(part)
            missing -= len(part)
        self._window = b"".join(parts)
        self._at = 0

    def _require(self, length: int) -> None:
        if self.position + length > self.size:
            raise GgufTruncatedError(self.name, self.position + length, self.size)

    def skip(self, length: int) -> None:
        """Step over bytes."""
        if self._at + length <= len(self._window):
            self._at += length
        else:
            self._require(length)
            self._file.seek(self.position + length)
            self._window, self._at = b"", 0
        self.position += length

    def number(self, form: str) -> Any:
        """The next number, as `struct` writes it."""
        (value,) = struct.unpack(form, self.take(struct.calcsize(form)))
        return value

    def bounded(self, form: str, limit: int, what: str) -> int:
        """The next number if it is no larger than `limit`."""
        value = int(self.number(form))
        if value > limit:
            raise self.damaged(what)
        return value

    def text(self, limit: int) -> str:
        """The next text if it is no longer than `limit`."""
        return self.take(self.bounded("<Q", limit, "length of a text")).decode("utf-8", "replace")

    def cut_text(self, limit: int) -> str:
        """The next text up to `limit`; what is beyond is stepped over."""
        length = self.bounded("<Q", MAX_SKIPPED, "length of a text")
        kept = self.take(min(length, limit))
        self.skip(length - len(kept))
        return kept.decode("utf-8", "replace")

    def skip_texts(self, count: int) -> None:
        """Step over an array of texts."""
        while count:
            while count >= _AT_ONCE and (short := _SHORT_TEXTS.match(self._window, self._at)):
                self._step_to(short.end())
                count -= _AT_ONCE
            count = self._skip_within(min(count, _AT_ONCE)) + max(count - _AT_ONCE, 0)
            if count:
                self.skip(self.bounded("<Q", MAX_SKIPPED, "length of a text"))
                count -= 1

    def _skip_within(self, count: int) -> int:
        """Step over those of the next texts that lie in the window; returns how many do not."""
        length_at = struct.Struct("<Q").unpack_from
        window, at, end, left = self._window, self._at, len(self._window), count
        with contextlib.suppress(struct.error):                 # the window's end cuts a length
            for left in range(count, 0, -1):                    # noqa: B007  # it says where it ended
                after = at + 8 + length_at(window, at)[0]
                if after > end:
                    break
                at = after
            else:
                left = 0
        self._step_to(at)
        return left

    def _step_to(self, at: int) -> None:
        self.position += at - self._at
        self._at = at
