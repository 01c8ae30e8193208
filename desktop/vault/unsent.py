"""What the user wrote that is no message: drafts, instructions, forms that were begun, own tasks.

They are few and small, so a search looks at all of them; an index of their own would have to forget every key
stroke again.
"""

import contextlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.chat.labels import USUAL, label_from
from desktop.chat.searching import Limits, Part, SearchHit
from desktop.codec import MessageError
from desktop.tasks.kept import from_json
from desktop.tasks.store import form_key
from desktop.vault.database import Database


@dataclass(frozen=True, slots=True)
class Unsent:
    """A text, and a hit that says where it is; excerpt and marks are left to who searches."""

    text: str
    hit: SearchHit


class UnsentTexts:
    """Belongs to the thread that owns the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, limits: Limits) -> Sequence[Unsent]:
        """Those within the limits. Tasks, forms and the draft of a new conversation have no label."""
        every = (*self._drafts(), *self._instructions(), *self._forms(), *self._tasks())
        return [
            each
            for each in every
            if (not limits.parts or each.hit.part in limits.parts)
            and (limits.label is None or (each.hit.conversation_id and each.hit.label is limits.label))
        ]

    def _drafts(self) -> Iterator[Unsent]:
        rows = self._database.rows(
            "SELECT c.id, d.body, c.title, c.label FROM drafts d"
            " LEFT JOIN conversations c ON c.id = d.conversation_id"
            " WHERE c.deleted IS NULL ORDER BY d.conversation_id DESC"
        )
        for conversation_id, body, title, label in rows:
            kept = USUAL if label is None else label_from(label)
            yield Unsent(
                body, SearchHit(Part.DRAFT, conversation_id, title or "", None, "", (), label=kept)
            )

    def _instructions(self) -> Iterator[Unsent]:
        """Each text once, with the conversation that changed last: a task gives all of its own the same."""
        rows = self._database.rows(
            "SELECT id, system_text, title, label, max(updated) FROM conversations"
            " WHERE deleted IS NULL AND system_text <> '' GROUP BY system_text, label ORDER BY 5 DESC"
        )
        for conversation_id, body, title, label, _ in rows:
            yield Unsent(
                body,
                SearchHit(
                    Part.INSTRUCTIONS, conversation_id, title, None, "", (), label=label_from(label)
                ),
            )

    def _forms(self) -> Iterator[Unsent]:
        for key, body in self._database.rows("SELECT task, body FROM forms ORDER BY task"):
            with contextlib.suppress(ValueError, AttributeError):      # nobody could show it either
                text = "\n".join(str(value) for value in json.loads(body).values())
                yield Unsent(text, SearchHit(Part.FORM, None, "", None, "", (), key=key))

    def _tasks(self) -> Iterator[Unsent]:
        for task_id, body in self._database.rows("SELECT id, body FROM tasks ORDER BY place, id"):
            with contextlib.suppress(MessageError):                    # the same
                task = from_json(body)
                words = [task.title, task.description, task.pattern, task.lead.system_text]
                words += [each.label for each in task.fields]
                hit = SearchHit(Part.TASK, None, task.title, None, "", (), key=form_key(task_id))
                yield Unsent("\n".join(words), hit)
