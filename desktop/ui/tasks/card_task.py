"""A task as the empty page knows it: what it is, where it comes from, and the name of its form."""

from dataclasses import dataclass
from enum import StrEnum

from desktop.tasks.reading import FileTask
from desktop.tasks.store import OwnTask, form_key
from desktop.tasks.task import Task


class Source(StrEnum):
    """Where a task comes from; only the user's own can be changed."""

    SHIPPED = "shipped"
    POLICY = "policy"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class CardTask:
    """`own_id` is that of a task of the user's."""

    key: str
    source: Source
    task: Task
    own_id: int | None = None


def of_file(source: Source, found: FileTask) -> CardTask:
    """A task that was read from a file."""
    return CardTask(f"{source}:{found.key}", source, found.task)


def of_user(own: OwnTask) -> CardTask:
    """A task of the user's."""
    return CardTask(form_key(own.id), Source.OWN, own.task, own.id)
