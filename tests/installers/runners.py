"""A runner that starts nothing: it remembers the commands and answers by what they contain."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from installers.source.commands import Done

LOCKS = Path(__file__).resolve().parents[2] / "installers" / "locks"


class FakeRunner:
    """Answers commands by what they contain; remembers them, and the environments that they were given."""

    def __init__(
        self, answers: Mapping[str, Done], build: Callable[[Sequence[str]], None] | None = None
    ) -> None:
        self.commands: list[list[str]] = []
        self.environments: list[Mapping[str, str] | None] = []
        self._answers = answers
        self._build = build

    def __call__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str] | None = None,
        on_line: Callable[[str], None] | None = None,
    ) -> Done:
        self.commands.append(list(command))
        self.environments.append(environment)
        if self._build:
            self._build(command)
        if on_line:
            on_line("[57/135] Building CXX object")
        return next((done for part, done in self._answers.items() if part in command), Done(0, ""))


def program(folder: Path, name: str, text: str = "#!/bin/sh\n") -> Path:
    """A program of this name that can be found on a path."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)
    return path
