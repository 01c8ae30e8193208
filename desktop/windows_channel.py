"""A channel over a pipe of Windows. Written from documentation, never run there; its logic is tested with
pipes that only look like those of Windows.

A handle is given to another process by making it there, and its number travels in the frame: so numbers are
believed of nobody but the supervisor, on the channel that a program was started with.
"""

import contextlib
import os
import sys
import threading
from collections.abc import Sequence
from typing import Any, Protocol, Self

from desktop.frames import ChannelClosedError, Frame, FramedChannel, FrameError, encode

_READ = 65536
_MAX_HANDLES = 4
_LARGEST = 1 << 32                      # handles have 32 bits that count, also where pointers have 64


class Reading(Protocol):
    """Bytes that are awaited."""

    @property
    def event(self) -> int:
        """A handle that can be waited for."""

    def result(self) -> bytes:
        """Wait for them. Raises OSError, also where it was cancelled; empty at the end."""

    def cancel(self) -> None:
        """Let whoever waits wait no longer. What has come by then has come."""


class Pipes(Protocol):
    """What Windows can do with pipes; ends are descriptors of the C library. All raise OSError."""

    def pair(self) -> tuple[int, int]:
        """Two ends that are joined."""

    def begin(self, end: int, most: int) -> Reading:
        """Begin to read. The end of the stream and errors are the reading's."""

    def has_more(self, end: int) -> bool:
        """Whether bytes wait to be read."""

    def write(self, end: int, data: bytes) -> None:
        """Write all of it; waits."""

    def give(self, descriptor: int, process: int) -> int:
        """Make another handle of the same thing in another process; its number there."""

    def take(self, number: int) -> int:
        """The descriptor of a handle that was made or inherited in this process, and is now owned by it."""


class PipeEnd:
    """An end that nobody reads or writes here: to be handed over."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def fileno(self) -> int:
        """Its descriptor."""
        return self._descriptor

    def close(self) -> None:
        """Close it, once."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()


class PipeChannel(FramedChannel):
    """One end of a pipe. One thread may read while another writes. `takes_handles`: the other side is the
    supervisor.
    """

    def __init__(self, end: PipeEnd, pipes: Pipes, *, takes_handles: bool = False) -> None:
        super().__init__()
        self._end = end
        self._pipes = pipes
        self._takes_handles = takes_handles
        self._receiver = 0
        self._reading: Reading | None = None
        self._refuses = False
        self._guard = threading.Lock()      # of the two above

    def hand_over_to(self, process: int) -> None:
        """From now on handles are made in this process, which has the other end."""
        self._receiver = process

    def fileno(self) -> int:
        """A handle that can be waited for: something can be read, be it the end. Another one after each
        reading.
        """
        return self._begun().event

    def send(self, body: dict[str, Any], descriptors: Sequence[int] = ()) -> None:
        """Send one frame. Raises ChannelClosedError, FrameError."""
        encode(body)                        # what is too large is, before anything is made elsewhere
        try:
            if descriptors:
                made = [self._pipes.give(each, self._receiver) for each in descriptors]
                body = {**body, "handles": made}
            self._pipes.write(self._end.fileno(), encode(body))
        except OSError as error:
            raise ChannelClosedError from error

    def _begun(self) -> Reading:
        with self._guard:
            if self._reading is None:
                end = self._end.fileno()
                if end < 0 or (self._refuses and not self._pipes.has_more(end)):
                    raise ChannelClosedError
                self._reading = self._pipes.begin(end, _READ)
            return self._reading

    def _read_once(self) -> None:
        reading = self._begun()
        try:
            data = reading.result()
        except OSError as error:
            raise ChannelClosedError from error
        finally:
            with self._guard:
                self._reading = None
        if not data:
            raise ChannelClosedError
        for body in self._decoder.feed(data):
            self._ready.append(Frame(body, self._taken(body)))

    def _taken(self, untrusted_body: dict[str, Any]) -> tuple[int, ...]:
        """The descriptors of the handles that a frame names. Raises FrameError."""
        untrusted = untrusted_body.get("handles", [])
        if not isinstance(untrusted, list) or len(untrusted) > _MAX_HANDLES:
            raise FrameError("handles")
        if untrusted_body.get("descriptors", 0) != len(untrusted):
            raise FrameError("descriptors")
        if untrusted and not self._takes_handles:
            raise FrameError("handles of somebody else")
        if not all(type(each) is int and 0 < each < _LARGEST for each in untrusted):
            raise FrameError("handles")
        try:
            return tuple(self._pipes.take(each) for each in untrusted)
        except OSError as error:
            raise FrameError("handles") from error

    def refuse_more(self) -> None:
        """Read no more than has come. A pipe cannot tell the other side; it hears of it when this end is
        closed.
        """
        with self._guard:
            self._refuses = True
            if self._reading is not None:
                self._reading.cancel()

    def close(self) -> None:
        """Close our end. The other side reads the end of the stream."""
        with self._guard:
            self._refuses = True
            if self._reading is not None:
                self._reading.cancel()
                with contextlib.suppress(OSError):
                    self._reading.result()      # the system writes into its memory until then
            self._end.close()


if sys.platform == "win32":
    from desktop.windows_pipes import WindowsPipes

    End = PipeEnd
    _PIPES = WindowsPipes()

    def ends() -> tuple[End, End]:
        """Two joined ends to hand over. Raises OSError."""
        one, other = _PIPES.pair()
        return PipeEnd(one), PipeEnd(other)

    class Channel(PipeChannel):
        """A channel of this system."""

        @classmethod
        def pair(cls) -> tuple["Channel", End]:
            """Our end as a channel, and the other end to hand over."""
            ours, theirs = ends()
            return cls(ours, _PIPES), theirs

        @classmethod
        def from_descriptor(cls, descriptor: int) -> "Channel":
            """The channel of a received descriptor, which it now owns."""
            return cls(PipeEnd(descriptor), _PIPES)

        @classmethod
        def inherited(cls, number: int) -> "Channel":
            """The channel to the program that started this one, by the handle on the command line."""
            return cls(PipeEnd(_PIPES.take(number)), _PIPES, takes_handles=True)
