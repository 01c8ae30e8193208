"""Starting one of our programs, hearing of its end, and ending it: ask, terminate, kill, each with a limit.

Used by the supervisor only, and only from its main thread: PR_SET_PDEATHSIG follows the thread that forked.
"""

import contextlib
import os
import selectors
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.bus_proxy import BusProxy
from desktop.channel import Channel, ChannelClosedError
from desktop.executables import executable, running
from desktop.logs import open_log
from desktop.paths import source_root
from desktop.wrapped_process import FIRST, Ended, Process, WrappedProcess

if sys.platform == "win32":
    from desktop.windows_processes import start_in_job

_GRACE_S = 0.5


@dataclass(frozen=True, slots=True)
class Launch:
    """How a program is started. `quiet` programs get no terminal; what they write to it goes to `log`, if
    there is one. `wrapper`: the command line of bubblewrap, where the program is started behind it.
    """

    program: str
    environment: Mapping[str, str]
    start: Mapping[str, Any]
    descriptors: Sequence[int] = ()
    quiet: bool = True
    log: Path | None = None
    wrapper: Sequence[str] = ()


class Child:
    """A running program of ours: its control channel and its process."""

    def __init__(self, program: str, process: Process, channel: Channel) -> None:
        self.program = program
        self.channel = channel
        self.asked_to_end = False
        self._process = process
        self.companion: BusProxy | None = None          # lives as long as it does

    @classmethod
    def start(cls, launch: Launch) -> "Child":
        """Start the program and hand it its first frame. Raises OSError."""
        channel, theirs = Channel.pair()
        try:
            with theirs:
                process = _spawn(launch, theirs.fileno())
            if sys.platform == "win32":
                channel.hand_over_to(process.fileno())
        except OSError:
            channel.close()
            raise
        child = cls(launch.program, process, channel)
        with contextlib.suppress(ChannelClosedError):       # it died at once: its end is an event
            channel.send({**launch.start, "descriptors": len(launch.descriptors)}, launch.descriptors)
        return child

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    @property
    def ended_fileno(self) -> int:
        """Readable when the process has ended."""
        return self._process.fileno()

    def collect(self) -> Ended:
        """How it ended; waits for the end."""
        ended = self._process.wait(None)
        return ended if ended is not None else Ended(signal=0, exit_code=1)

    def end(self, patience_s: float = _GRACE_S) -> Ended:
        """End it: close its channel, then SIGTERM, then SIGKILL, each after `patience_s`."""
        self.asked_to_end = True
        self.channel.close()
        for step, patience in (
            (None, patience_s),
            (self._process.terminate, patience_s),
            (self._process.kill, None),
        ):
            if step is not None:
                step()
            if (ended := self._process.wait(patience)) is not None:
                return ended
        return self.collect()

    def kill(self) -> None:
        """End it at once; its end arrives as an event."""
        self.asked_to_end = True
        self._process.kill()

    def release(self) -> None:
        """Close what we hold of an ended process."""
        self.channel.close()
        self._process.close()
        if self.companion is not None:
            self.companion.end()


def forget(selector: selectors.BaseSelector, child: Child) -> None:
    """Hear no more of a child that has ended, and close what we hold of it."""
    held: list[Channel | BusProxy | int] = [child.channel, child.ended_fileno]
    for each in held + ([child.companion] if child.companion is not None else []):
        with contextlib.suppress(KeyError, ValueError):     # never registered, or taken off when it broke
            selector.unregister(each)
    child.release()


def main_program(_program: str) -> Path:
    """The script that from source is every program of ours."""
    return source_root() / "main.py"


def program_command(program: str) -> list[str]:
    """How a program of ours is started; its numbers follow."""
    if (own := running()) is not None:
        return [str(executable(program, own)), program]
    return [sys.executable, "-I", "-X", "utf8", str(main_program(program)), program]


def _spawn(launch: Launch, control: int) -> Process:
    """Behind bubblewrap the program's parent is the first process of its own namespace."""
    script = program_command(launch.program)
    if sys.platform == "win32":
        with Path(os.devnull).open("wb") as nowhere, _log_or(launch.log, nowhere.fileno()) as log:
            return start_in_job(script, launch.environment, control, log if launch.quiet else None)
    if not launch.wrapper:
        return Process(_popen(launch, [*script, str(control), str(os.getpid())], control))
    found, told = os.pipe()
    with os.fdopen(found, "rb") as status:
        try:
            command = [*launch.wrapper, "--info-fd", str(told), "--", *script, str(control), str(FIRST)]
            process = _popen(launch, command, control, told)
        finally:
            os.close(told)
        return WrappedProcess(process, status)


def _popen(launch: Launch, command: Sequence[str], *descriptors: int) -> "subprocess.Popen[bytes]":
    if not launch.quiet:
        # Descriptors that the user handed over (--passphrase-fd) go along; our own are closed on exec.
        for each in descriptors:
            os.set_inheritable(each, True)
        return subprocess.Popen(command, env=dict(launch.environment), close_fds=False)  # noqa: S603  # ours
    with Path(os.devnull).open("wb") as nowhere, _log_or(launch.log, nowhere.fileno()) as log:
        return subprocess.Popen(  # noqa: S603  # our own program
            command,
            env=dict(launch.environment),
            pass_fds=descriptors,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",                # nothing is ever looked for in the folder the user happens to stand in
            start_new_session=True,
        )


def _log_or(log: Path | None, nowhere: int) -> Any:
    """The log opened for appending; where that cannot be, nowhere."""
    if log is not None:
        try:
            return os.fdopen(open_log(str(log), os.O_WRONLY | os.O_CREAT | os.O_APPEND), "wb")
        except OSError:
            pass                    # a full or read-only disk: the program must start all the same
    return os.fdopen(os.dup(nowhere), "wb")
