"""A channel over a socket pair, file descriptors beside the frames (SCM_RIGHTS)."""

import array
import contextlib
import socket
from collections.abc import Sequence
from typing import Any

from desktop.frames import ChannelClosedError, Frame, FramedChannel, FrameError, encode

_READ = 65536
_MAX_DESCRIPTORS = 4
End = socket.socket
ends = socket.socketpair


class Channel(FramedChannel):
    """One end of a socket pair. `send` may block while the other side is slow; use it from one thread at a
    time.
    """

    def __init__(self, end: socket.socket) -> None:
        super().__init__()
        self._socket = end
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

    @classmethod
    def inherited(cls, number: int) -> "Channel":
        """The channel to the program that started this one, by the number on the command line."""
        return cls.from_descriptor(number)

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

    def close(self) -> None:
        """Close our end. The other side reads the end of the stream."""
        self._socket.close()
