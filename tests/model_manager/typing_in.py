"""Types commands in for tests: within this process with whatever premises, or as a program of its own."""

import io
import json
from dataclasses import dataclass, field, replace
from typing import Any

from model_manager import command_line
from model_manager.arguments import Defaults, parse
from model_manager.connection import Connection
from model_manager.reporting import Report
from model_manager.sentences import sentence_of
from model_manager.stated_usage import read_usage
from tests.model_manager.premises import Premises


@dataclass
class Typed:
    """What a command said, and how it ended."""

    code: int
    out: str
    notes: str

    @property
    def bodies(self) -> list[dict[str, Any]]:
        """Its lines of JSON, but for the progress."""
        found = [json.loads(each) for each in self.out.splitlines()]
        return [each for each in found if each.get("event") != "progress"]

    @property
    def last(self) -> dict[str, Any]:
        return self.bodies[-1]


@dataclass
class Keyboard:
    """Somebody who types commands at these premises."""

    premises: Premises
    endpoint: str = ""
    changes: dict[str, object] = field(default_factory=dict)
    answers: list[str] = field(default_factory=list)

    def defaults(self) -> Defaults:
        made = Defaults(
            models=self.premises.models.path,
            shared=self.premises.shared.path,
            inventory=self.premises.inventory,
            connection=Connection(self.endpoint, patience_s=60.0) if self.endpoint else Connection(),
            resources=self.premises.resources,
            policy=self.premises.policy,
            usage=read_usage(self.premises.inventory.parent),
        )
        return replace(made, **self.changes)  # type: ignore[arg-type]

    def types(self, *arguments: str, language: str = "en") -> Typed:
        """Type a command; `--json` among the arguments is for programs."""
        wanted = parse(arguments, self.defaults())
        out, notes = io.StringIO(), io.StringIO()
        report = Report(out, notes, wanted.options.json, str, language, answer=self._answer)
        code = command_line.run(wanted, report, sentence_of)
        return Typed(code, out.getvalue(), notes.getvalue())

    def _answer(self) -> str:
        if not self.answers:
            raise EOFError              # as at the end of a pipe
        return self.answers.pop(0)

    def asks(self, *arguments: str) -> Typed:
        """The same for a program."""
        return self.types(*arguments, "--json")
