"""Waiting for several things at once: for descriptors, on Windows for handles. Which, is chosen here.

Windows wakes a wait of the main thread for Ctrl+C by itself; elsewhere a signal is made something to read.
"""

import contextlib
import selectors
import sys
from collections.abc import Iterator
from typing import Protocol

__all__ = ["Selector", "Waker", "is_readable", "woken_by_signals"]


class HasFileno(Protocol):
    """What can be waited for."""

    def fileno(self) -> int:
        """Its descriptor or handle."""


if sys.platform == "win32":
    from desktop.windows_pipes import first_ready
    from desktop.windows_waiting import Selector, Waker

    def is_readable(source: HasFileno, patience_s: float) -> bool:
        """Whether something can be read there within this time."""
        return first_ready([source.fileno()], patience_s) is not None

    @contextlib.contextmanager
    def woken_by_signals(_selector: selectors.BaseSelector) -> Iterator[None]:
        """A signal ends the waiting anyway."""
        yield

else:
    import select
    import signal
    import socket
    from typing import Self

    Selector = selectors.DefaultSelector

    class Waker:
        """Wakes a selector from another thread."""

        def __init__(self) -> None:
            self._woken, self._waker = socket.socketpair()
            self._woken.setblocking(False)
            self._waker.setblocking(False)

        def fileno(self) -> int:
            """What is waited for."""
            return self._woken.fileno()

        def wake(self) -> None:
            """Wake whoever waits."""
            with contextlib.suppress(OSError):      # enough wake-ups wait, or nobody is there any more
                self._waker.send(b"\0")

        def drain(self) -> None:
            """Be quiet until the next time."""
            with contextlib.suppress(BlockingIOError):
                self._woken.recv(4096)

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_error: object) -> None:
            self._woken.close()
            self._waker.close()

    def is_readable(source: HasFileno, patience_s: float) -> bool:
        """Whether something can be read there within this time."""
        return bool(select.select([source], [], [], patience_s)[0])

    @contextlib.contextmanager
    def woken_by_signals(selector: selectors.BaseSelector) -> Iterator[None]:
        """Until this ends, a signal ends the selector's waiting."""
        woken, waker = socket.socketpair()
        with woken, waker:
            woken.setblocking(False)
            waker.setblocking(False)
            signal.set_wakeup_fd(waker.fileno(), warn_on_full_buffer=False)
            selector.register(woken, selectors.EVENT_READ, lambda: woken.recv(64))
            try:
                yield
            finally:
                signal.set_wakeup_fd(-1)
                selector.unregister(woken)
