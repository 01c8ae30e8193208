"""A task as JSON text, for the vault."""

import json
from dataclasses import asdict

from desktop.codec import MessageError, accept
from desktop.tasks.task import Task


def to_json(task: Task) -> str:
    """As it is kept."""
    return json.dumps(asdict(task), ensure_ascii=False, separators=(",", ":"))


def from_json(untrusted: str) -> Task:
    """Raises MessageError for what is no task."""
    try:
        return accept(Task, json.loads(untrusted))
    except (ValueError, RecursionError) as error:
        raise MessageError("task") from error
