"""Runs other programs for the set-up; the one place that does, so that tests can hand in another."""

import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol


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


class SetupError(Exception):
    """The set-up cannot go on; the text is for the user."""
