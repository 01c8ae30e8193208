"""A task: a form of at most three fields, the question that is made of them, and how the model is led.

The question is made by plain substitution: a pattern such as `次の文を校正してください。\\n\\n{text}` names
its fields in braces. What a user fills in is never looked at again, so that their braces mean nothing.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from desktop.chat.conversation import title_from
from desktop.chat.lead import MAX_SYSTEM_TEXT, Lead

ICONS = (
    "book", "bulb", "chat", "check", "edit", "globe", "mail", "minutes", "page", "rephrase", "shorten",
    "terms",
)  # fmt: skip
"""What a card may show; each is in `resources/icons`."""
MAX_FIELDS = 3
MAX_CHOICES = 8
MAX_LINE = 200                      # characters of a title, a label, a choice
MAX_PATTERN = 20_000
NAME = re.compile(r"[a-z][a-z0-9_]{0,31}", re.ASCII)
_HEADING = re.compile(r"[^{}]*[:：]\s*")                # alone on its line
_LABELLED = re.compile(r"[^{}]*[:：]|\s*$")             # what can belong to no heading above it
_PLACE = re.compile(r"\{([a-z][a-z0-9_]{0,31})\}", re.ASCII)


class FieldKind(StrEnum):
    """How a field is filled in."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that is asked. `hint` stands in it while it is empty; `choices` are of a choice alone, and
    the first of them is chosen at the beginning.
    """

    name: str
    label: str
    kind: FieldKind
    required: bool = False
    hint: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """`pattern` becomes the question. `icon` is one of ICONS."""

    title: str
    description: str
    icon: str
    fields: tuple[Field, ...]
    pattern: str
    lead: Lead


class Fault(StrEnum):
    """Why a task cannot be used."""

    TITLE = "title"                 # it has none
    TOO_LONG = "too_long"           # one of its texts
    FIELDS = "fields"               # none, too many, or two of one name
    CHOICES = "choices"             # fewer than two, too many, or two that are the same
    PATTERN = "pattern"             # it has none
    UNKNOWN_PLACE = "unknown_place"     # the pattern names a field that there is not
    UNUSED_FIELD = "unused_field"       # a field that the pattern does not name


def fault_of(task: Task) -> Fault | None:
    """The first thing that is wrong with a task."""
    names = [each.name for each in task.fields]
    lines = [task.title, task.description, *(each.label for each in task.fields)]
    lines += [each.hint for each in task.fields]
    lengths = (
        (MAX_LINE, max(map(len, lines))),
        (MAX_PATTERN, len(task.pattern)),
        (MAX_SYSTEM_TEXT, len(task.lead.system_text)),
    )
    wrong = {
        Fault.TITLE: not task.title.strip(),
        Fault.TOO_LONG: any(length > limit for limit, length in lengths),
        Fault.FIELDS: not 1 <= len(names) <= MAX_FIELDS or len(set(names)) != len(names),
        Fault.CHOICES: any(not _choices_fit(each) for each in task.fields),
        Fault.PATTERN: not task.pattern.strip(),
        Fault.UNKNOWN_PLACE: bool(set(_PLACE.findall(task.pattern)) - set(names)),
        Fault.UNUSED_FIELD: bool(set(names) - set(_PLACE.findall(task.pattern))),
    }
    return next((fault for fault, is_there in wrong.items() if is_there), None)


def _choices_fit(field: Field) -> bool:
    if field.kind is not FieldKind.CHOICE:
        return not field.choices
    whole = all(each.strip() and len(each) <= MAX_LINE for each in field.choices)
    return whole and 1 < len(set(field.choices)) == len(field.choices) <= MAX_CHOICES


def missing(task: Task, values: Mapping[str, str]) -> tuple[Field, ...]:
    """The fields that have still to be filled in."""
    return tuple(each for each in task.fields if each.required and not values.get(each.name, "").strip())


def question(task: Task, values: Mapping[str, str]) -> str:
    """The question that the values make. A line whose fields are all empty is left out: an optional field
    takes the words before it along, and a heading above it that would have nothing below it.
    """
    lines = task.pattern.strip().split("\n")
    says = [_says_something(line, values) for line in lines]
    kept = [line for at, line in enumerate(lines) if says[at] and not _is_bare(lines[at:], says[at:])]
    return _PLACE.sub(lambda place: values.get(place[1], "").strip("\n"), "\n".join(kept))


def _is_bare(lines: Sequence[str], says: Sequence[bool]) -> bool:
    """Whether the first line is a heading and all that belongs to it is left out."""
    if not _HEADING.fullmatch(lines[0]) or says[1:2] != [False]:
        return False
    following = next((line for line, stays in zip(lines[1:], says[1:], strict=True) if stays), "")
    return _LABELLED.match(following) is not None


def _says_something(line: str, values: Mapping[str, str]) -> bool:
    places = _PLACE.findall(line)
    return not places or any(values.get(name, "").strip() for name in places)


def title(task: Task, values: Mapping[str, str]) -> str:
    """What a conversation is called that begins so: the task, and the beginning of what was written."""
    written = [each for each in task.fields if each.kind is not FieldKind.CHOICE]
    found = (title_from(values.get(each.name, "")) for each in _longest_first(written))
    about = next((each for each in found if each), "")
    return title_from(f"{task.title}: {about}" if about else task.title)


def _longest_first(fields: Sequence[Field]) -> list[Field]:
    return sorted(fields, key=lambda each: each.kind is not FieldKind.LONG_TEXT)
