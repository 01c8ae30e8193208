"""What is asked of a place that keeps a user's own tasks, and forms that were begun; the vault is one, a fake
in the tests another. Every call is synchronous and belongs on the vault's lane.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from desktop.tasks.task import Task


@dataclass(frozen=True, slots=True)
class OwnTask:
    """A task of the user's."""

    id: int
    task: Task


class TaskStore(Protocol):
    """The user's own tasks in their order, and what was filled in and not sent yet."""

    def own(self) -> Sequence[OwnTask]:
        """All, in their order."""
        ...

    def add(self, task: Task, place: int | None = None) -> OwnTask:
        """Keep a new one at the end, or at this place, counted from 0."""
        ...

    def change(self, task_id: int, task: Task) -> None:
        """Keep it changed. Raises TaskMissingError."""
        ...

    def remove(self, task_id: int) -> None:
        """Delete it for good, with its form; nothing happens where there is none."""
        ...

    def arrange(self, task_ids: Sequence[int]) -> None:
        """Put them into this order; those that are not named come last, in theirs."""
        ...

    def form(self, key: str) -> Mapping[str, str]:
        """What was filled into the form of this task and not sent."""
        ...

    def keep_form(self, key: str, values: Mapping[str, str]) -> None:
        """Keep what is filled in so far; nothing filled in means nothing kept."""
        ...


def form_key(task_id: int) -> str:
    """The name of the form of one of the user's own tasks."""
    return f"own:{task_id}"
