"""The search of the conversations in memory: as the contract says, by looking at everything."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.chat.conversation import ModelMark, Role
from desktop.chat.folding import fold, query_words
from desktop.chat.searching import NO_LIMITS, UNSENT, Limits, Part, SearchHit, excerpt_of, part_of

if TYPE_CHECKING:
    from tests.fakes import FakeStore

_UNSENT_FROM = 1 << 62


class FakeSearching:
    """Looks at drafts, titles and messages of a store in memory."""

    def __init__(self, store: "FakeStore") -> None:
        self._store = store

    def find(
        self, query: str, limit: int = 50, limits: Limits = NO_LIMITS, after: int | None = None
    ) -> Sequence[SearchHit]:
        words = query_words(query)
        found = []
        for text, hit, model in self._texts() if words else ():
            folded = fold(text)
            if all(word in folded for word in words) and _is_within(limits, hit, model):
                made = excerpt_of(text, folded, words)
                found.append(replace(hit, excerpt=made.text, marks=made.marks, offset=made.offset))
        found.sort(key=lambda hit: hit.cursor, reverse=True)
        return [hit for hit in found if after is None or hit.cursor < after][:limit]

    def models(self) -> Sequence[ModelMark]:
        marks = {each.message.model for each in self._store.kept.values() if each.message.model}
        return sorted(marks, key=lambda mark: mark.name)

    def _texts(self) -> Iterator[tuple[str, SearchHit, str]]:
        new = self._store.draft(None)
        yield new, SearchHit(Part.DRAFT, None, "", None, "", (), cursor=_UNSENT_FROM), ""
        for talk in self._store.conversations():
            about = SearchHit(
                Part.TITLE, talk.id, talk.title, None, "", (), 0, talk.id, talk.updated, talk.label
            )
            yield talk.title, about, ""
            draft = replace(about, part=Part.DRAFT, at=None, cursor=_UNSENT_FROM + talk.id)
            yield self._store.draft(talk.id), draft, ""
            for each in self._store.messages(talk.id):
                role = each.message.role
                model = each.message.model.sha256 if each.message.model else ""
                yield (
                    each.message.text,
                    replace(
                        about, part=part_of(role), message_id=each.id, cursor=each.id, at=each.created
                    ),
                    model if role is Role.ASSISTANT else "",
                )


def _is_within(limits: Limits, hit: SearchHit, model: str) -> bool:
    if hit.part in UNSENT and not limits.wants_unsent:
        return False
    is_late = limits.since is None or (hit.at is not None and hit.at >= limits.since)
    is_early = limits.until is None or (hit.at is not None and hit.at < limits.until)
    is_wanted = not limits.parts or hit.part in limits.parts
    is_labelled = limits.label is None or (hit.conversation_id is not None and hit.label is limits.label)
    return is_late and is_early and is_wanted and is_labelled and limits.model in ("", model)
