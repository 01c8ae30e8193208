"""Reads the tasks of a folder: those that ship with the program, and those an administrator adds.

A text may be given in both languages (`title.ja`, `title.en`) or in one that holds for both. A file that is
malformed is left out and named; the others stay.
"""

import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from desktop.chat.lead import MAX_SYSTEM_TEXT, WHOLE_WISHES, WISH_BOUNDS, Lead, SamplingWish
from desktop.tasks.task import ICONS, NAME, Fault, Field, FieldKind, Task, fault_of
from desktop.words import Language
from model_manager.errors import CatalogueError
from model_manager.toml_lines import Table, read_toml

MAX_FILES = 64
MAX_BYTES = 128 * 1024
_KINDS = tuple(FieldKind)
_NOT_FOR_TASKS = "seed"             # asked again, a task is to answer otherwise
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class FileTask:
    """A task of a file; `key` is the file's name without its ending, and the name of its form."""

    key: str
    task: Task


@dataclass(frozen=True, slots=True)
class Problem:
    """A file that was left out: its name, the line, and the reason, for whoever wrote it. An empty name means
    the folder itself.
    """

    file: str
    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """What was read, in the order of the cards."""

    tasks: tuple[FileTask, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_tasks(folder: Path, language: Language) -> Shelf:
    """The tasks of this folder in this language. Never raises: what is wrong is among the problems."""
    try:
        files = sorted(folder.glob("*.toml"))
        if not folder.is_dir():
            return Shelf(problems=(Problem("", 0, "not a folder"),))
    except OSError as error:
        return Shelf(problems=(Problem("", 0, f"cannot be read ({error.errno})"),))
    found: list[tuple[int, FileTask]] = []
    problems = []
    for path in files[:MAX_FILES]:
        try:
            found.append(_read(path, language))
        except CatalogueError as error:
            problems.append(Problem(error.name, error.line, error.reason))
    problems += [Problem(path.name, 0, f"more than {MAX_FILES} tasks") for path in files[MAX_FILES:]]
    ordered = [each for _, each in sorted(found, key=lambda pair: (pair[0], pair[1].key))]
    return Shelf(tuple(ordered), tuple(problems))


def _read(path: Path, language: Language) -> tuple[int, FileTask]:
    """The task with its place. Raises CatalogueError."""
    _check_size(path)
    table = read_toml(path)
    place = table.integer("order") if table.has("order") else 1000
    task = Task(
        title=_text(table, "title", language),
        description=_text(table, "description", language),
        icon=table.choice("icon", ICONS),
        fields=tuple(_field(each, language) for each in table.tables("field")),
        pattern=_text(table, "pattern", language),
        lead=Lead(_system_text(table, language), _wish(table)),
    )
    table.finish()
    if fault := fault_of(task):
        raise CatalogueError(path.name, 0, _REASONS[fault])
    return place, FileTask(path.stem, task)


_REASONS = {
    Fault.TITLE: "title: empty",
    Fault.TOO_LONG: "a text is too long",
    Fault.FIELDS: "field: one to three, each with a name of its own",
    Fault.CHOICES: "choices: two to eight different ones, for a choice alone",
    Fault.PATTERN: "pattern: empty",
    Fault.UNKNOWN_PLACE: "pattern: names a field that there is not",
    Fault.UNUSED_FIELD: "pattern: does not name every field",
}


def _check_size(path: Path) -> None:
    try:
        found = path.stat()
    except OSError as error:
        raise CatalogueError(path.name, 0, f"cannot be read ({error.errno})") from error
    if not stat.S_ISREG(found.st_mode):         # a pipe would be waited for
        raise CatalogueError(path.name, 0, "not a file")
    if found.st_size > MAX_BYTES:
        raise CatalogueError(path.name, 0, f"larger than {MAX_BYTES} bytes")


def _field(table: Table, language: Language) -> Field:
    name = table.text("name")
    if not NAME.fullmatch(name):
        table.fail("name", "not lower-case letters, digits and _")
    field = Field(
        name=name,
        label=_text(table, "label", language),
        kind=table.choice("kind", _KINDS),
        required=table.truth("required") if table.has("required") else False,
        hint=_text(table, "hint", language) if table.has("hint") else "",
        choices=_choices(table, language),
    )
    table.finish()
    return field


def _text(table: Table, key: str, language: Language) -> str:
    """A text in this language. Where both are given, both are checked."""
    if not table.is_table(key):
        return table.text(key).strip("\n")
    both = table.bilingual(key)
    return (both.ja if language == "ja" else both.en).strip("\n")


def _choices(table: Table, language: Language) -> tuple[str, ...]:
    if not table.has("choices"):
        return ()
    if not table.is_table("choices"):
        return table.texts("choices")
    both = table.table("choices")
    ja, en = both.texts("ja"), both.texts("en")
    both.finish()
    if len(ja) != len(en):
        table.fail("choices", "not as many in one language as in the other")
    return ja if language == "ja" else en


def _system_text(table: Table, language: Language) -> str:
    text = _text(table, "system", language) if table.has("system") else ""
    if len(text) > MAX_SYSTEM_TEXT:
        table.fail("system", f"longer than {MAX_SYSTEM_TEXT} characters")
    return text


def _wish(table: Table) -> SamplingWish:
    if not table.has("sampling"):
        return SamplingWish()
    given = table.table("sampling")
    values = dict(_wished(given))
    given.finish()
    return SamplingWish(**values)  # type: ignore[arg-type]  # each is what its name says


def _wished(given: Table) -> Iterator[tuple[str, float | int]]:
    for name, (least, most) in WISH_BOUNDS.items():
        if name != _NOT_FOR_TASKS and given.has(name):
            value = given.integer(name) if name in WHOLE_WISHES else given.number(name)
            if not least <= value <= most:
                given.fail(name, f"not from {least:g} to {most:g}")
            yield name, value
