"""A task as JSON text, for the vault."""

import json
from dataclasses import asdict
from typing import Any

from desktop.chat.lead import kept_form, whole_form
from desktop.codec import MessageError, accept
from desktop.tasks.task import Task


def to_json(task: Task) -> str:
    """As it is kept."""
    body = asdict(task)
    body["lead"]["sampling"] = kept_form(task.lead.sampling)
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def from_json(untrusted: str) -> Task:
    """Raises MessageError for what is no task."""
    try:
        return accept(Task, _completed(json.loads(untrusted)))
    except (ValueError, RecursionError) as error:
        raise MessageError("task") from error


def _completed(untrusted: Any) -> Any:
    """With all fields of the wish for its sampling; anything else is left to who accepts it."""
    match untrusted:
        case {"lead": {"sampling": dict(untrusted_wish)}}:
            lead = untrusted["lead"] | {"sampling": whole_form(untrusted_wish)}
            return untrusted | {"lead": lead}
        case _:
            return untrusted
