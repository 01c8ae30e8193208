"""The frames of our channels: length-prefixed JSON, never pickle.

A frame has a size limit in both directions, and what arrives stays untrusted until the reader's own protocol
has accepted it.

* ChannelError
  x ChannelClosedError
  x FrameError
    + FrameTooLargeError
"""

import contextlib
import json
import struct
from abc import ABC, abstractmethod
from collections import deque
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from desktop.errors import HishoError

FRAME_LIMIT = 16 * 1024 * 1024
_LENGTH = struct.Struct("!I")


class ChannelError(HishoError):
    """Something about a channel between processes."""


class ChannelClosedError(ChannelError):
    """The other side is gone."""


class FrameError(ChannelError):
    """What arrived is no frame of ours."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class FrameTooLargeError(FrameError):
    """What was to be sent, or has arrived, is larger than a frame may be: `size` of `limit_bytes`."""

    def __init__(self, size: int) -> None:
        super().__init__("too large")
        self.size = size
        self.limit_bytes = FRAME_LIMIT


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame: a JSON object, and the descriptors that came with it (owned by whoever holds the frame)."""

    untrusted: dict[str, Any]
    descriptors: tuple[int, ...] = ()


def encode(body: dict[str, Any]) -> bytes:
    """The bytes of one frame. Raises FrameTooLargeError."""
    data = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    if len(data) > FRAME_LIMIT:
        raise FrameTooLargeError(len(data))
    return _LENGTH.pack(len(data)) + data


class FrameDecoder:
    """Bytes in, frames out; no input or output of its own."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> list[dict[str, Any]]:
        """Take in bytes; return the frames that are whole now. Raises FrameError."""
        self._buffer += data
        found = []
        while len(self._buffer) >= _LENGTH.size:
            (length,) = _LENGTH.unpack_from(self._buffer)
            if length > FRAME_LIMIT:
                raise FrameTooLargeError(length)
            end = _LENGTH.size + length
            if len(self._buffer) < end:
                break
            found.append(_decode_body(bytes(self._buffer[_LENGTH.size:end])))
            del self._buffer[:end]
        return found


def _decode_body(untrusted_body: bytes) -> dict[str, Any]:
    try:
        decoded = json.loads(untrusted_body.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError) as error:
        raise FrameError("not JSON") from error
    if not isinstance(decoded, dict):
        raise FrameError("not an object")
    return decoded


class FramedChannel(ABC):
    """What every channel does with frames; how the bytes come and go is the system's part."""

    def __init__(self) -> None:
        self._decoder = FrameDecoder()
        self._ready: deque[Frame] = deque()

    @abstractmethod
    def _read_once(self) -> None:
        """Wait for bytes, and add the frames that are whole by then to those that are ready. Raises
        ChannelClosedError, FrameError.
        """

    @abstractmethod
    def refuse_more(self) -> None:
        """Let the other side send nothing from now on."""

    @abstractmethod
    def close(self) -> None:
        """Close our end. The other side reads the end of the stream."""

    def receive(self) -> Frame:
        """Wait for one frame. Raises ChannelClosedError at the end of the stream, FrameError."""
        while not self._ready:
            self._read_once()
        return self._ready.popleft()

    def receive_available(self) -> list[Frame]:
        """One read (for an event loop that said the descriptor is readable) and the frames that are whole by
        then.
        """
        self._read_once()
        found = list(self._ready)
        self._ready.clear()
        return found

    def stop_receiving(self) -> list[Frame]:
        """Refuse more, and return what had come by then: nothing is lost between the two. Raises
        FrameError.
        """
        self.refuse_more()
        with contextlib.suppress(ChannelClosedError):
            while True:
                self._read_once()
        found = list(self._ready)
        self._ready.clear()
        return found

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
