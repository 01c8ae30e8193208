"""Runs other programs for the set-up; the one place that does, so that tests can hand in another."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

if sys.platform != "win32":         # there nothing is set up from source; the packager runs programs, too
    import fcntl


@dataclass(frozen=True, slots=True)
class Done:
    """How a program ended, and what it said."""

    code: int
    output: str


class Runner(Protocol):
    """Runs a command to its end."""

    def __call__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str] | None = None,
        on_line: Callable[[str], None] | None = None,
    ) -> Done:
        """Run it; `on_line` hears each line as it is written."""
        ...


def run(
    command: Sequence[str],
    environment: Mapping[str, str] | None = None,
    on_line: Callable[[str], None] | None = None,
) -> Done:
    """Run a command; standard error goes with standard output."""
    with subprocess.Popen(
        list(command),
        env=None if environment is None else dict(environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
        errors="replace",
    ) as process:
        lines = []
        for line in process.stdout or ():
            lines.append(line)
            if on_line is not None:
                on_line(line)
        code = process.wait()
    return Done(code, "".join(lines))


@dataclass(frozen=True, slots=True)
class Workshop:
    """What the parts of the set-up work with: the lock files, the environment, and whoever runs programs."""

    locks: Path
    environment: Mapping[str, str]
    run: Runner

    def must(self, command: Sequence[str], failing: str, environment: Mapping[str, str] | None = None) -> str:
        """Run it and return what it said; a failure is told with these words. Raises SetupError."""
        try:
            done = self.run(command, environment)
        except FileNotFoundError:
            raise SetupError(f"{failing}: {command[0]} is not installed") from None
        if done.code:
            raise SetupError(f"{failing}:\n{done.output[-2000:]}")
        return done.output


if sys.platform != "win32":

    @contextmanager
    def alone(path: Path) -> Iterator[None]:
        """One set-up at a time is in here; a second one says that it waits. What is locked stays as it is."""
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                print("Another set-up or packager is at work here: waiting for it to end", flush=True)
                fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)


class SetupError(Exception):
    """The set-up cannot go on; the text is for the user."""
