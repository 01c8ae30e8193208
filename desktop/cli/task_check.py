"""What `hisho doctor` finds about the tasks: files that the empty page leaves out, each with its reason."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from desktop.paths import resources
from desktop.tasks.reading import read_tasks
from model_manager.policy import PolicyFile, read_policy

_FIGURES = re.compile(r"-?\d[\d.e+]*")


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
    place = f"{left_out.path}"
    if left_out.line:
        place = words("{file}, line {line}").format(file=place, line=left_out.line)
    text = words("Tasks that cannot be used were left out: {place}: {reason}")
    return text.format(place=place, reason=_reason_words(left_out.reason, words))


def _reason_words(reason: str, words: Callable[[str], str]) -> str:
    """A reason may begin with the key that it is about. What is none of ours was said by the TOML reader."""
    known = _without_figures(words) | _with_figures(words)
    key, _, about_key = reason.partition(": ")
    for said, before in ((reason, ""), (about_key, f"{key}: ")):
        if said in known:
            return before + known[said]
        figures = _FIGURES.findall(said)
        if (pattern := _FIGURES.sub("#", said)) in known:
            return before + known[pattern].format(*figures)
        first, _, allowed = said.partition("not one of ")
        if allowed and not first:
            return before + words("not one of {allowed}").format(allowed=allowed)
    return words("not valid TOML")


def _without_figures(words: Callable[[str], str]) -> dict[str, str]:
    return {
        "missing": words("missing"),
        "empty": words("empty"),
        "unknown key": words("unknown key"),
        "not a text": words("not a text"),
        "not a number": words("not a number"),
        "not true or false": words("neither true nor false"),
        "not a table": words("not a table"),
        "not a list": words("not a list"),
        "not a list of texts": words("not a list of texts"),
        "not an array of tables": words("not an array of tables"),
        "names something twice": words("names something twice"),
        "not lower-case letters, digits and _": words("may consist of lower-case letters, digits and _"),
        "not as many in one language as in the other": words("not as many in one language as in the other"),
        "one to three, each with a name of its own": words("one to three, each with a name of its own"),
        "two to eight different ones, for a choice alone": words(
            "two to eight different ones, for a choice alone"
        ),
        "names a field that there is not": words("names a field that there is not"),
        "does not name every field": words("does not name every field"),
        "a text is too long": words("a text is too long"),
        "not UTF-8": words("not UTF-8"),
        "not a file": words("not a file"),
        "not a folder": words("not a folder"),
    }  # fmt: skip


def _with_figures(words: Callable[[str], str]) -> dict[str, str]:
    """By the reason with `#` for each number."""
    return {
        "not a whole number from #": words("not a whole number from {0}"),
        "longer than # characters": words("longer than {0} characters"),
        "not from # to #": words("not from {0} to {1}"),
        "larger than # bytes": words("larger than {0} bytes"),
        "more than # tasks": words("more than {0} tasks"),
        "cannot be read (#)": words("cannot be read (error {0})"),
    }
