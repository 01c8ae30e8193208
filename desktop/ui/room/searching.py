"""One search of everything that is kept, page by page: what is asked of the store, on the vault's lane."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.chat.conversation import ModelMark
from desktop.chat.searching import Limits, SearchHit
from desktop.chat.store import ConversationStore

PAGE = 50


@dataclass(frozen=True, slots=True)
class Wish:
    """What is sought, and within which limits."""

    query: str
    limits: Limits


@dataclass(frozen=True, slots=True)
class Found:
    """A page of hits. `follows` is the cursor that it comes after; `elsewhere` how many there are at least
    without the limits, asked where there are none within them.
    """

    wish: Wish
    hits: Sequence[SearchHit]
    has_more: bool
    follows: int | None = None
    elsewhere: int = 0
    models: Sequence[ModelMark] = ()


def found_by(store: ConversationStore, wish: Wish) -> Found:
    """The first page, and which models could be chosen."""
    hits = store.searching.find(wish.query, PAGE + 1, wish.limits)
    elsewhere = 0
    if not hits and not wish.limits.are_none:
        elsewhere = len(store.searching.find(wish.query, 1))
    return Found(
        wish, hits[:PAGE], len(hits) > PAGE, elsewhere=elsewhere, models=store.searching.models()
    )


def found_after(store: ConversationStore, last: Found) -> Found:
    """The page after this one."""
    cursor = last.hits[-1].cursor
    hits = store.searching.find(last.wish.query, PAGE + 1, last.wish.limits, cursor)
    return Found(last.wish, hits[:PAGE], len(hits) > PAGE, follows=cursor)
