"""What `hisho doctor` finds about the tasks: files that the empty page leaves out, each with its reason."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from desktop.paths import resources
from desktop.tasks.reading import read_tasks
from desktop.ui.toml_words import place_words, reason_words
from model_manager.policy import PolicyFile, read_policy


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file, or a whole folder, that cannot be used; line 0 where it has none."""

    path: Path
    line: int
    reason: str

    @property
    def code(self) -> str:
        """For programs that read the report."""
        return f"task:{self.path}:{self.line}: {self.reason}"


def task_problems(policy_file: PolicyFile) -> list[LeftOut]:
    """All that cannot be used, of the program's and of the administrator's folder."""
    folders = [resources() / "tasks", read_policy(policy_file).tasks_folder]
    return [
        LeftOut(folder / each.file, each.line, each.reason)
        for folder in folders
        if folder is not None
        for each in read_tasks(folder, "ja").problems
    ]


def task_words(left_out: LeftOut, words: Callable[[str], str]) -> str:
    """The same for people: which task is left out, where to look, and why."""

    def translate(_context: str, source: str) -> str:
        return words(source)

    place = place_words(left_out.path, left_out.line, translate)
    text = words("Tasks that cannot be used were left out: {place}: {reason}")
    return text.format(place=place, reason=reason_words(left_out.reason, translate))
