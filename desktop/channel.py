"""A two-way channel between two of our processes: length-prefixed JSON frames, file descriptors beside them.

Never pickle. A frame has a size limit in both directions, and what arrives stays untrusted until the reader's
own protocol has accepted it. Linux only: socketpairs, descriptors by SCM_RIGHTS. (Windows will get a named
pipe; not written yet.)

* ChannelError
  x ChannelClosedError
  x FrameError
    + FrameTooLargeError
"""

import array
import contextlib
import json
import socket
import struct
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from desktop.errors import HishoError

FRAME_LIMIT = 16 * 1024 * 1024
_LENGTH = struct.Struct("!I")
_READ = 65536
_MAX_DESCRIPTORS = 4


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


class Channel:
    """One end of a socket pair. `send` may block while the other side is slow; use it from one thread at a
    time.
    """

    def __init__(self, end: socket.socket) -> None:
        self._socket = end
        self._decoder = FrameDecoder()
        self._ready: deque[Frame] = deque()
        self._descriptors: list[int] = []

    @classmethod
    def pair(cls) -> tuple["Channel", socket.socket]:
        """Our end as a channel, and the other end as a socket to hand over."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        return cls(ours), theirs

    @classmethod
    def from_descriptor(cls, descriptor: int) -> "Channel":
        """The channel of an inherited or received descriptor, which it now owns."""
        return cls(socket.socket(fileno=descriptor))

    def fileno(self) -> int:
        """For selectors and socket notifiers."""
        return self._socket.fileno()

    def send(self, body: dict[str, Any], descriptors: Sequence[int] = ()) -> None:
        """Send one frame. Raises ChannelClosedError, FrameError."""
        data = encode(body)
        try:
            if descriptors:
                sent = socket.send_fds(self._socket, [data], list(descriptors))
                data = data[sent:]
            if data:
                self._socket.sendall(data)
        except OSError as error:
            raise ChannelClosedError from error

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

    def _read_once(self) -> None:
        try:
            data, ancillary, _, _ = self._socket.recvmsg(_READ, socket.CMSG_SPACE(_MAX_DESCRIPTORS * 4))
        except (ConnectionError, OSError) as error:
            raise ChannelClosedError from error
        for level, kind, payload in ancillary:
            if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
                received = array.array("i")
                received.frombytes(payload[: len(payload) - len(payload) % received.itemsize])
                self._descriptors.extend(received)
        if not data:
            raise ChannelClosedError
        for body in self._decoder.feed(data):
            self._ready.append(Frame(body, tuple(self._take_descriptors(body))))

    def _take_descriptors(self, untrusted_body: dict[str, Any]) -> list[int]:
        """The descriptors that belong to a frame: it says how many in `descriptors`; they never arrive after
        it.
        """
        untrusted_count = untrusted_body.get("descriptors", 0)
        if not isinstance(untrusted_count, int) or not 0 <= untrusted_count <= len(self._descriptors):
            raise FrameError("descriptors")
        taken, self._descriptors = self._descriptors[:untrusted_count], self._descriptors[untrusted_count:]
        return taken

    def refuse_more(self) -> None:
        """Let the other side send nothing from now on; it hears of it. Behind what had come by then there is
        the end of the stream, also for a thread that waits in `receive`.
        """
        with contextlib.suppress(OSError):      # the other side is gone, which is the same
            self._socket.shutdown(socket.SHUT_RD)

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

    def close(self) -> None:
        """Close our end. The other side reads the end of the stream."""
        self._socket.close()

    def __enter__(self) -> "Channel":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
