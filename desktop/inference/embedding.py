"""Turns texts into vectors of length 1, for a search by meaning.

Models want to be told what a text is for by a few words before it; which, their makers say on the models'
cards. Other models get the text alone.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from desktop.inference import llama
from desktop.inference.errors import ContextAllocationError, DecodeError, StoppedError
from desktop.inference.protocol import TextKind, Vector

_LONGEST_TEXT = 2048                # tokens; passages are shorter, and room for more costs memory
_TOKEN_CHARACTERS = 64              # at most, on average: what is beyond that is cut before it is tokenised
_DIGITS = 7                         # after the point: what a 32-bit number of at most 1 has


@dataclass(frozen=True, slots=True)
class Prefixes:
    """What stands before a text of either kind."""

    query: str = ""
    passage: str = ""

    def of(self, kind: TextKind) -> str:
        """For this kind."""
        return self.query if kind is TextKind.QUERY else self.passage


# By a part of the model's own name, in small letters; the longest that fits counts.
_PREFIXES = {
    "ruri-v3": Prefixes("検索クエリ: ", "検索文書: "),
    "ruri": Prefixes("クエリ: ", "文章: "),
    "e5": Prefixes("query: ", "passage: "),
    "nomic-embed": Prefixes("search_query: ", "search_document: "),
    "embeddinggemma": Prefixes("task: search result | query: ", "title: none | text: "),
}


def prefixes_for(name: str) -> Prefixes:
    """Those that a model of this name was trained with."""
    said = name.casefold().replace(" ", "-").replace("_", "-")
    fitting = [part for part in _PREFIXES if part in said]
    return _PREFIXES[max(fitting, key=len)] if fitting else Prefixes()


@dataclass(frozen=True, slots=True)
class Embeddings:
    """A vector for each text, and how many texts were cut."""

    vectors: tuple[Vector, ...]
    cut: int


@dataclass(frozen=True, slots=True)
class _Text:
    """A text as its model reads it."""

    token_ids: list[int]
    was_cut: bool


class Embedder:
    """Makes vectors with one model."""

    def __init__(
        self, model: llama.Model, shape: llama.ContextShape, flag: llama.AbortFlag, name: str
    ) -> None:
        """Raises ContextAllocationError."""
        context = llama.EmbeddingContext.of(model, shape, flag)
        if context is None:
            raise ContextAllocationError(name=name, context_length=shape.length)
        self._context = context
        self._flag = flag
        self._vocabulary = model.vocabulary
        self._prefixes = prefixes_for(model.says("general.name") or name)

    def embed(
        self, texts: Sequence[str], kind: TextKind, tell: Callable[[], None] = lambda: None
    ) -> Embeddings:
        """`tell` is called before each group of texts that are read together. Raises DecodeError, and
        StoppedError if the flag is set meanwhile.
        """
        prefix = self._prefixes.of(kind)
        prepared = (self._prepared(prefix + each) for each in texts)
        vectors: list[Vector] = []
        cut = 0
        for group in _groups(prepared, self._context.room):
            tell()
            self._evaluate([each.token_ids for each in group])
            vectors.extend(_normalised(self._context.vector(number)) for number in range(len(group)))
            cut += sum(each.was_cut for each in group)
        return Embeddings(tuple(vectors), cut)

    def _evaluate(self, group: Sequence[list[int]]) -> None:
        result = self._context.evaluate(group)
        if self._flag.is_set():
            raise StoppedError
        if result:
            raise DecodeError(result=result)

    def _prepared(self, text: str) -> _Text:
        """Where a text is cut, the tokens around it stay. Raises StoppedError."""
        if self._flag.is_set():
            raise StoppedError
        room = self._context.room
        head = text[: room * _TOKEN_CHARACTERS]
        ids = self._vocabulary.framed(head.encode("utf-8", "replace"))
        if len(ids) <= room:
            return _Text(ids or [max(self._vocabulary.eos, 0)], len(head) < len(text))
        ending = ids[-1:] if ids[-1] in self._vocabulary.endings else []
        return _Text(ids[: room - len(ending)] + ending, True)

    def close(self) -> None:
        """Give the memory back."""
        self._context.close()


def longest_text(context_length: int) -> int:
    """How many tokens of one text are read by a model with this context."""
    return min(context_length, _LONGEST_TEXT)


def _groups(texts: Iterable[_Text], room: int) -> Iterator[list[_Text]]:
    """As many at once as there is room for, in their order."""
    group: list[_Text] = []
    taken = 0
    for text in texts:
        length = len(text.token_ids)
        if group and (taken + length > room or len(group) == llama.MOST_TEXTS):
            yield group
            group, taken = [], 0
        group.append(text)
        taken += length
    if group:
        yield group


def _normalised(numbers: Sequence[float]) -> Vector:
    """Raises DecodeError for what has no direction."""
    length = math.sqrt(sum(each * each for each in numbers))
    if not 0 < length < math.inf:
        raise DecodeError(result=0)
    return Vector(tuple(round(each / length, _DIGITS) for each in numbers))
