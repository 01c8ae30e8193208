"""What the chain of events says of conversations and answers: numbers, labels and digests, never a word of
them.
"""

import json
from typing import Any

from desktop.chat.conversation import Role
from desktop.chat.labels import Label
from desktop.vault.database import Database
from desktop.vault.events import EventKind, Events

# Of what made an answer: the numbers. Texts that may be the user's stand only in the recipe's digest.
_PARAMETERS = (
    "temperature", "top_k", "top_p", "min_p", "seed", "repeat_penalty", "presence_penalty",
    "frequency_penalty", "penalty_window", "dry_multiplier", "dry_base", "dry_allowed_length",
)  # fmt: skip
_ANSWER = """
    SELECT m.conversation_id, m.parent_id, m.ending, m.model_sha256, m.left_out, m.system_text, m.recipe,
    m.protection, t.body FROM messages m LEFT JOIN texts t ON t.message_id = m.id WHERE m.id = ?"""
_PATH = """
    WITH RECURSIVE path(id, parent_id) AS (
        SELECT id, parent_id FROM messages WHERE id = ?
        UNION ALL SELECT m.id, m.parent_id FROM messages m JOIN path ON m.id = path.parent_id)
    SELECT m.role, t.body FROM path JOIN messages m ON m.id = path.id
    LEFT JOIN texts t ON t.message_id = m.id ORDER BY m.id"""


class History:
    """Notes what happens to conversations, in the transaction in which it happens."""

    def __init__(self, database: Database, events: Events) -> None:
        self._database = database
        self._events = events

    def created(self, conversation_id: int, label: Label) -> None:
        """A conversation was begun."""
        self._events.note(
            EventKind.CONVERSATION_CREATED, conversation=conversation_id, label=label.value
        )

    def labelled(self, conversation_id: int, before: Label, after: Label) -> None:
        """It is as secret as this from now on."""
        self._events.note(
            EventKind.CONVERSATION_LABELLED,
            conversation=conversation_id,
            before=before.value,
            after=after.value,
        )

    def trashed(self, conversation_id: int) -> None:
        """It went to the trash."""
        self._events.note(EventKind.CONVERSATION_TRASHED, conversation=conversation_id)

    def taken_back(self, conversation_id: int) -> None:
        """It came out of the trash."""
        self._events.note(EventKind.CONVERSATION_TAKEN_BACK, conversation=conversation_id)

    def deleted(self, conversation_id: int) -> None:
        """It is gone for good."""
        self._events.note(EventKind.CONVERSATION_DELETED, conversation=conversation_id)

    def generated(self, message_id: int) -> None:
        """An answer has come to its end. Its prompt's digest is that of `prompt_text`."""
        ((conversation, parent, ending, model, left_out, system_text, recipe, protection, body),) = (
            self._database.rows(_ANSWER, (message_id,))
        )
        path = self._database.rows(_PATH, (parent,))
        prompt = prompt_text(system_text, [(role, text or "") for role, text in path], left_out)
        self._events.note(
            EventKind.GENERATED,
            conversation=conversation,
            message=message_id,
            model=model or "",
            ending=ending,
            protection=protection,
            parameters=parameters_of(recipe),
            recipe=self._events.digest(recipe),
            prompt=self._events.digest(prompt),
            answer=self._events.digest(body or ""),
        )


def prompt_text(system_text: str, path: list[tuple[str, str]], left_out: int) -> str:
    """What the model was given to answer to, as the JSON text whose digest is kept: `[[role, text], …]`, what
    leads the conversation first, without the `left_out` oldest messages.
    """
    given = [[Role.SYSTEM.value, system_text]] if system_text else []
    passed = 0
    for role, text in path:
        if role == Role.SYSTEM.value or passed >= left_out:
            given.append([role, text])
        passed += role != Role.SYSTEM.value
    return json.dumps(given, ensure_ascii=False, separators=(",", ":"))


def parameters_of(recipe: str) -> str:
    """The numbers of how an answer was drawn: `temperature=0.7 top_k=40 …`; empty where nobody kept them."""
    try:
        kept = json.loads(recipe)
        sampling: dict[str, Any] = kept["sampling"]
        found = {name: sampling[name] for name in _PARAMETERS if name in sampling}
    except (ValueError, TypeError, KeyError):
        return ""
    return " ".join(f"{name}={value}" for name, value in found.items() if isinstance(value, int | float))
