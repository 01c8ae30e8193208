"""Somebody who types into `hisho chat`: lines go in over a terminal, answers and notes are read apart."""

import contextlib
import os
import pty
import re
import select
import signal
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import IO

from tests.end_to_end.programs import Home, child, command, passphrase_end, wait_for

_PIECE = 4096


@dataclass
class Chat:
    """A running chat."""

    process: "subprocess.Popen[bytes]"
    keyboard: int
    _heard: dict[int, bytearray] = field(default_factory=dict)

    def type(self, line: str) -> None:
        """Type a line."""
        os.write(self.keyboard, line.encode() + b"\n")

    def interrupt(self) -> None:
        """Ctrl+C, as the terminal would send it to who runs on it."""
        os.kill(self.pid("client"), signal.SIGINT)

    def pid(self, program: str) -> int:
        """The pid of the client or the engine, as soon as it runs."""
        return wait_for(lambda: child(self.process.pid, program))

    def answer(self, least: int = 1) -> str:
        """The answer so far, as soon as there are as many characters; the next call begins after it."""
        return self._read(self.process.stdout, lambda text: len(text) >= least)

    def rest_of_answer(self) -> str:
        """What was written before the last note, and has not been read; the next call begins after it."""
        assert self.process.stdout is not None
        seen = self._heard.pop(self.process.stdout.fileno(), bytearray())
        while select.select([self.process.stdout], [], [], 0)[0]:
            seen.extend(os.read(self.process.stdout.fileno(), _PIECE))
        return seen.decode()

    def note(self, wanted: str) -> str:
        """What is noted until this pattern is; the next call begins after it."""
        return self._read(self.process.stderr, lambda text: re.search(wanted, text) is not None)

    def _read(self, stream: IO[bytes] | None, is_enough: Callable[[str], bool]) -> str:
        assert stream is not None
        seen = self._heard.setdefault(stream.fileno(), bytearray())

        def look() -> str | None:
            if select.select([stream], [], [], 0.1)[0]:
                seen.extend(os.read(stream.fileno(), _PIECE))
            text = seen.decode("utf-8", "ignore")       # the last character may still be on its way
            return text if is_enough(text) else None

        text = wait_for(look, 60.0)
        seen.clear()
        return text


@contextlib.contextmanager
def chatting(home: Home, passphrase: str, *arguments: str) -> Iterator[Chat]:
    """A chat with the vault open and the model loaded; it is over afterwards."""
    keyboard, terminal = pty.openpty()
    with passphrase_end(passphrase) as descriptor:
        process = subprocess.Popen(
            command("chat", "--passphrase-fd", str(descriptor), *arguments),
            stdin=terminal,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**home.environment, "TERM": "dumb"},
            pass_fds=[descriptor],
            start_new_session=True,
        )
    os.close(terminal)
    chat = Chat(process, keyboard)
    try:
        chat.note("/quit")
        yield chat
    finally:
        if process.poll() is None:
            process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(10)
        if process.poll() is None:
            process.kill()
            process.wait()
        for stream in (process.stdout, process.stderr):
            if stream is not None:
                stream.close()
        os.close(keyboard)
