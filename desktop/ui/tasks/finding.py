"""Finds everything that can be a card: the user's own tasks, those of the organisation and of the program."""

from dataclasses import dataclass

from desktop.paths import resources
from desktop.tasks.reading import Problem, Shelf, read_tasks
from desktop.tasks.store import TaskStore
from desktop.ui.tasks.card_task import CardTask, Source, of_file, of_user
from desktop.words import Language
from model_manager.policy import PolicyFile, read_policy


@dataclass(frozen=True, slots=True)
class Found:
    """Everything that can be a card, and what cannot."""

    cards: tuple[CardTask, ...]
    problems: tuple[Problem, ...]


def find(tasks: TaskStore, policy_file: PolicyFile, language: Language) -> Found:
    """The user's own tasks, those of the organisation, those of the program."""
    own = [of_user(each) for each in tasks.own()]
    folder = read_policy(policy_file).tasks_folder
    of_policy = read_tasks(folder, language) if folder is not None else Shelf()
    shipped = read_tasks(resources() / "tasks", language)
    cards = (
        *own,
        *(of_file(Source.POLICY, each) for each in of_policy.tasks),
        *(of_file(Source.SHIPPED, each) for each in shipped.tasks),
    )
    return Found(cards, of_policy.problems + shipped.problems)
