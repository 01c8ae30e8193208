"""The values of a talk: messages, their tree, and the path through it that is shown.

Messages are pure values; identity (ids, parents, times) belongs to the stored form. A regenerated or edited
message is a sibling of the first one: nothing is ever overwritten.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from desktop.chat.labels import USUAL, Label

TITLE_LENGTH = 40                   # characters of a title that was made from the first question


class Role(StrEnum):
    """Who speaks."""

    SYSTEM = "system"
    USER = "user"
    ASSISTANT = "assistant"


class Ending(StrEnum):
    """How a message came to its end."""

    COMPLETE = "complete"           # its author finished it
    LENGTH = "length"               # the limit of tokens was reached
    STOPPED = "stopped"             # the user stopped it
    INTERRUPTED = "interrupted"     # the engine or the window died while it was written
    STREAMING = "streaming"         # it is being written now


@dataclass(frozen=True, slots=True)
class ModelMark:
    """Which model wrote an answer: `sha256` of the GGUF in lower-case hex, `name` as shown, `architecture` of
    the header.
    """

    sha256: str
    name: str
    architecture: str


@dataclass(frozen=True, slots=True)
class Message:
    """One entry of the talk. `token_ids` are the sampled tokens of an answer, thinking included, valid for
    `model` only. `thinking` is what the model wrote to itself before the answer; `recipe` is what made the
    answer, as the engine's own JSON text, and `system_text` what led the conversation at that time.
    """

    role: Role
    text: str
    ending: Ending = Ending.COMPLETE
    model: ModelMark | None = None
    token_ids: tuple[int, ...] = ()
    protection: str = ""            # the protection level in force while the answer was written
    left_out: int = 0               # how many of the oldest messages its prompt left out
    thinking: str = ""
    recipe: str = ""
    system_text: str = ""


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """A message with its place in the vault."""

    id: int
    conversation_id: int
    parent_id: int | None
    message: Message
    created: datetime


@dataclass(frozen=True, slots=True)
class ConversationSummary:
    """What a list of conversations shows. `deleted` is the time it went to the trash."""

    id: int
    title: str
    created: datetime
    updated: datetime
    deleted: datetime | None = None
    label: Label = USUAL


def title_from(text: str) -> str:
    """A title for a conversation that begins with this text: its first line that is not empty, shortened."""
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return line if len(line) <= TITLE_LENGTH else line[: TITLE_LENGTH - 1].rstrip() + "…"


@dataclass(frozen=True, slots=True)
class Siblings:
    """The place of a message among its alternatives: `index` counts from 0 in order of creation."""

    ids: tuple[int, ...]
    index: int


@dataclass(slots=True)
class ConversationTree:
    """All messages of one conversation, and the path from the root to the leaf that is shown."""

    _messages: dict[int, StoredMessage] = field(default_factory=dict)
    _children: dict[int | None, list[int]] = field(default_factory=dict)
    _leaf: int | None = None

    @classmethod
    def of(cls, messages: Iterable[StoredMessage], leaf: int | None = None) -> "ConversationTree":
        """Build the tree. Without a known `leaf` the newest message is shown."""
        tree = cls()
        for stored in sorted(messages, key=lambda each: each.id):
            tree.add(stored)
        if leaf in tree._messages:
            tree._leaf = leaf
        return tree

    def add(self, stored: StoredMessage) -> None:
        """Take in a new message and show it."""
        self._messages[stored.id] = stored
        self._children.setdefault(stored.parent_id, []).append(stored.id)
        self._leaf = stored.id

    def replace(self, stored: StoredMessage) -> None:
        """Take the newer text of a message that is known already (an answer that streams)."""
        self._messages[stored.id] = stored

    def knows(self, message_id: int) -> bool:
        """Whether the message is of this conversation."""
        return message_id in self._messages

    def shows(self, message_id: int) -> bool:
        """Whether the message is on the path that is shown."""
        return any(stored.id == message_id for stored in self.path())

    def get(self, message_id: int) -> StoredMessage:
        """The message with this id; KeyError if it is not of this conversation."""
        return self._messages[message_id]

    @property
    def leaf(self) -> int | None:
        """Id of the last message shown."""
        return self._leaf

    def path(self) -> tuple[StoredMessage, ...]:
        """The messages shown, oldest first."""
        return self.path_to(self._leaf)

    def path_to(self, message_id: int | None) -> tuple[StoredMessage, ...]:
        """The messages from the root to this one, both included."""
        found: list[StoredMessage] = []
        while message_id is not None:
            stored = self._messages[message_id]
            found.append(stored)
            message_id = stored.parent_id
        return tuple(reversed(found))

    def siblings(self, message_id: int) -> Siblings:
        """The alternatives of a message, itself included."""
        ids = tuple(self._children[self._messages[message_id].parent_id])
        return Siblings(ids, ids.index(message_id))

    def show(self, message_id: int) -> int:
        """Show the branch of this message down to its newest leaf; returns the leaf's id."""
        leaf = self._messages[message_id].id
        while children := self._children.get(leaf):
            leaf = children[-1]
        self._leaf = leaf
        return leaf
