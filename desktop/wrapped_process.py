"""A process that we started, and one that bubblewrap started for us: their ends and ways to bring them about.

Behind bubblewrap there are three processes: its watcher, which is our child; the first process of the new
namespace; and in that the program. What happens to the program is what counts. A signal for the watcher would
kill the program whatever it is, so each goes where it is meant to.
"""

import contextlib
import json
import os
import select
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import IO

FIRST = 1                               # the pid of the first process of a namespace, seen from within
_PATIENCE_S = 5.0
_LARGEST_CODE = 128                     # bubblewrap and shells say 128 + n of who ended by signal n


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended: by `signal`, or by itself (signal 0) with `exit_code`."""

    signal: int
    exit_code: int


class Process:
    """A child of ours."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._process = process
        self._pidfd = os.pidfd_open(process.pid)

    @property
    def pid(self) -> int:
        """The program's process id."""
        return self._process.pid

    def fileno(self) -> int:
        """Readable when it has ended."""
        return self._pidfd

    def wait(self, patience_s: float | None) -> Ended | None:
        """How it ended; None if it still runs after this time."""
        try:
            code = self._process.wait(patience_s)
        except subprocess.TimeoutExpired:
            return None
        return Ended(signal=-code, exit_code=0) if code < 0 else Ended(signal=0, exit_code=code)

    def terminate(self) -> None:
        """Ask it to end, by SIGTERM."""
        self._process.terminate()

    def kill(self) -> None:
        """End it."""
        self._process.kill()

    def close(self) -> None:
        """Close what we hold of it."""
        os.close(self._pidfd)


class WrappedProcess(Process):
    """A program behind bubblewrap. None of our programs ends by itself with a number above 128 but a client
    that was interrupted, which says 130 and means the same; so such a number is a signal.
    """

    def __init__(self, process: "subprocess.Popen[bytes]", status: IO[bytes]) -> None:
        super().__init__(process)
        self._first = _first_process(status)
        self._first_pidfd = _pidfd_of(self._first)

    @property
    def pid(self) -> int:
        """The program's process id outside; that of bubblewrap as long as there is no program."""
        return next(iter(_children(self._first)), self._process.pid) if self._first else self._process.pid

    def wait(self, patience_s: float | None) -> Ended | None:
        """The watcher may be killed by others: then the program goes too, and its end is waited for."""
        ended = super().wait(patience_s)
        if ended is None:
            return None
        if ended.signal and self._first_pidfd is not None:
            select.select([self._first_pidfd], [], [], _PATIENCE_S)
        if ended.exit_code > _LARGEST_CODE:
            return Ended(signal=ended.exit_code - _LARGEST_CODE, exit_code=0)
        return ended

    def terminate(self) -> None:
        """SIGTERM for the program itself."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGTERM)

    def kill(self) -> None:
        """End the first process: the kernel ends all of its namespace with it."""
        if self._first_pidfd is None:
            self._process.kill()
            return
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._first_pidfd, signal.SIGKILL)

    def close(self) -> None:
        """Close what we hold of both."""
        super().close()
        if self._first_pidfd is not None:
            os.close(self._first_pidfd)


def _first_process(status: IO[bytes]) -> int:
    """The first process of the namespace, as bubblewrap tells it; 0 if it ended before it could."""
    told = b""
    while select.select([status], [], [], _PATIENCE_S)[0]:
        piece = os.read(status.fileno(), 4096)
        told += piece
        if not piece:
            break
    try:
        return int(json.loads(told)["child-pid"])
    except (ValueError, KeyError, TypeError):
        return 0


def _pidfd_of(pid: int) -> int | None:
    try:
        return os.pidfd_open(pid) if pid else None
    except ProcessLookupError:
        return None                     # it has ended already


def _children(pid: int) -> list[int]:
    try:
        return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []
