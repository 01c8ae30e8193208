"""What can be sought in everything that is kept, and what is found: values only.

A word is found where its folded form (`chat/folding.py`) occurs; a text is a hit exactly if every word of the
query occurs in it. What stands in "…" or 「…」 is one word with its spaces; a quotation mark that is never
closed reaches to the end, for one types.

Sought are messages of all branches, titles, drafts, the instructions of conversations, own tasks, and forms
that were begun. What a model thought to itself is not: nobody said it, it is many times the answer, and the
find bar of its conversation finds it.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from desktop.chat.conversation import ModelMark, Role
from desktop.chat.folding import Folded, Span, occurrences
from desktop.chat.labels import USUAL, Label

_BEFORE, _EXCERPT = 24, 80          # characters of an excerpt before its first mark, and of all of it
_LOOKED_AT = 400                    # occurrences of one word, for the best excerpt


class Part(StrEnum):
    """What a text is part of; also what a search can be limited to."""

    QUESTION = "question"
    ANSWER = "answer"
    TITLE = "title"
    DRAFT = "draft"                 # of a message
    INSTRUCTIONS = "instructions"   # that lead a conversation
    FORM = "form"                   # begun and not sent
    TASK = "task"                   # of the user's own


UNSENT = frozenset({Part.DRAFT, Part.INSTRUCTIONS, Part.FORM, Part.TASK})
"""What is no message and no title: the user's own text beside the conversations."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a search is limited to. `since` counts in, `until` does not; a message has the time at which it
    was written, a title that of the conversation's last change, and what is unsent has none. `model` is the
    digest of the model that answered.
    """

    since: datetime | None = None
    until: datetime | None = None
    parts: frozenset[Part] = frozenset()    # empty: all
    model: str = ""
    label: Label | None = None

    @property
    def are_none(self) -> bool:
        """Whether everything is sought."""
        return self == NO_LIMITS

    @property
    def wants_unsent(self) -> bool:
        """Whether something without time and model may be meant."""
        timeless = self.since is None and self.until is None and not self.model
        return timeless and (not self.parts or bool(self.parts & UNSENT))


NO_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A text in which every word of a query occurs.

    `excerpt` is text around the place where most of the words stand together, on one line; `marks` are the
    words in it. `offset` is where the first mark stands in the whole text. `cursor` is what a search for the
    hits after this one is given. `conversation_id` is None for the draft of a conversation that does not
    exist yet, and for tasks and forms, which have a `key`.
    """

    part: Part
    conversation_id: int | None
    title: str
    message_id: int | None
    excerpt: str
    marks: tuple[Span, ...]
    offset: int = 0
    cursor: int = 0
    at: datetime | None = None
    label: Label = USUAL
    key: str = ""


class SearchStore(Protocol):
    """Everything that can be sought. Belongs on the vault's lane."""

    def find(
        self, query: str, limit: int = 50, limits: Limits = NO_LIMITS, after: int | None = None
    ) -> Sequence[SearchHit]:
        """At most `limit` hits, trash left out: first what is unsent, then the newest texts first; those
        after the one with the cursor `after`.
        """
        ...

    def models(self) -> Sequence[ModelMark]:
        """The models that have answered, by name."""
        ...


def part_of(role: Role | None) -> Part:
    """What a message of this role is; without a role it is a title."""
    if role is None:
        return Part.TITLE
    return Part.ANSWER if role is Role.ASSISTANT else Part.QUESTION


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of a text on one line, what is marked in it, and where in the text the first mark stands."""

    text: str
    marks: tuple[Span, ...]
    offset: int


def excerpt_of(text: str, folded: str, words: Sequence[str]) -> Excerpt:
    """Text around the place where most of these words, all of which occur, stand together."""
    whole = Folded(text, folded)
    first = whole.place(_densest(folded, words))
    begin = max(0, first - _BEFORE)
    piece = text[begin : begin + _EXCERPT]
    cut = "…" if begin else ""
    marks = tuple((start + len(cut), end + len(cut)) for start, end in Folded(piece).spans(words))
    one_line = "".join(" " if each.isspace() else each for each in piece)
    return Excerpt(cut + one_line, marks, first)


def _densest(folded: str, words: Sequence[str]) -> int:
    """Where the stretch begins that holds most of the words; the first of several."""
    places = sorted(
        (start, number)
        for number, word in enumerate(words)
        for start, _ in occurrences(folded, word, _LOOKED_AT)
    )
    best, most = places[0][0], 0
    for at, (start, _) in enumerate(places):
        stop = bisect_left(places, (start + _EXCERPT - _BEFORE, 0))
        held = len({number for _, number in places[at:stop]})
        if held > most:
            best, most = start, held
        if most == len(words):
            break
    return best
