"""What Ctrl-C means on the command line: what looks now and then is asked to stop, so that what it did is
kept; a question, a server that does not answer, or a second Ctrl-C ends at once.
"""

import contextlib
import signal
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(slots=True)
class Interrupt:
    """Whether somebody wants it to stop."""

    _wanted: threading.Event = field(default_factory=threading.Event)
    _is_asked: bool = False

    def goes_on(self) -> bool:
        """What looks here now and then is not ended otherwise."""
        self._is_asked = True
        return not self._wanted.is_set()

    def wait(self, seconds: float) -> bool:
        """Wait, but no longer than until somebody wants it to stop; says whether to go on."""
        self._is_asked = True
        return not self._wanted.wait(seconds)

    def on_signal(self, _number: int, _frame: object) -> None:
        """Raises KeyboardInterrupt where nobody would look."""
        if self._wanted.is_set() or not self._is_asked:
            raise KeyboardInterrupt
        self._wanted.set()

    @contextlib.contextmanager
    def listening(self) -> Iterator[None]:
        """Take Ctrl-C until the block ends."""
        before = signal.signal(signal.SIGINT, self.on_signal)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)
