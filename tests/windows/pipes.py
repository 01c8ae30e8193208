"""Pipes that look like those of Windows: ends are descriptors, a reading is begun and waited for."""

import os
import select
import socket
from dataclasses import dataclass, field


@dataclass(slots=True)
class FakeReading:
    """A reading under way; it is waited for by `event`, and can be cancelled from another thread."""

    end: int
    most: int
    event: int = -1
    _cancelled: tuple[socket.socket, socket.socket] = field(default_factory=socket.socketpair)

    def __post_init__(self) -> None:
        self.event = self.end

    def result(self) -> bytes:
        ready = select.select([self.end, self._cancelled[0].fileno()], [], [], 20)[0]
        assert ready, "nothing came, and nobody cancelled"
        for each in self._cancelled:
            each.close()
        if self.end not in ready:
            raise ConnectionAbortedError
        return os.read(self.end, self.most)

    def cancel(self) -> None:
        self._cancelled[1].send(b"\0")


@dataclass(slots=True)
class FakePipes:
    """Remembers which handles were made in which process; there, they are copies of descriptors of ours."""

    given: list[tuple[int, int]] = field(default_factory=list)
    written: int = 0

    def pair(self) -> tuple[int, int]:
        one, other = socket.socketpair()
        return one.detach(), other.detach()

    def begin(self, end: int, most: int) -> FakeReading:
        return FakeReading(end, most)

    def has_more(self, end: int) -> bool:
        return bool(select.select([end], [], [], 0)[0])

    def write(self, end: int, data: bytes) -> None:
        while data:
            sent = os.write(end, data)
            self.written += sent
            data = data[sent:]

    def give(self, descriptor: int, process: int) -> int:
        self.given.append((descriptor, process))
        return os.dup(descriptor)

    def take(self, number: int) -> int:
        os.fstat(number)
        return number


def first_ready(handles: list[int], patience_s: float | None) -> int | None:
    """As WaitForMultipleObjects: the first of those that are ready."""
    ready = select.select(handles, [], [], 20 if patience_s is None else patience_s)[0]
    return min((handles.index(each) for each in ready), default=None)
