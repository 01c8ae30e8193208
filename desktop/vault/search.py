"""Finding words in everything that is kept, by characters: Japanese has no spaces to cut at.

Messages and titles are in one index over their folded form. Words of three characters and more use its
trigrams; shorter ones, which a trigram index cannot match, a range of its vocabulary, once the newest texts
have been looked at: a common word fills a page there, and the vocabulary has every place of it. What is
unsent (`vault/unsent.py`) is little and is looked at as a whole.

Property: a text is found exactly if every word of the query occurs in its folded form.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import Any

from desktop.chat.conversation import ModelMark, Role
from desktop.chat.folding import fold, query_words
from desktop.chat.labels import Label, label_from
from desktop.chat.searching import NO_LIMITS, UNSENT, Limits, Part, SearchHit, excerpt_of, part_of
from desktop.vault.database import Database, Row
from desktop.vault.messages import time_of, time_text
from desktop.vault.unsent import UnsentTexts

_TRIGRAM = 3
_LAST = "\U0010ffff"
_NEWEST_SCANNED = 300
_NEWEST_READ = 1500             # where few of them may be meant
_NO_ID = 1 << 62                # greater than the id of any text; the cursors of what is unsent begin here
_MOST_READ = 4000               # ids in one statement; SQLite takes 32,766
_COLUMNS = (
    "t.id, t.conversation_id, t.message_id, c.title, t.body, coalesce(t.folded, t.body), m.role,"
    " coalesce(m.created, c.updated), c.label"
)
_JOINED = (
    "texts t JOIN conversations c ON c.id = t.conversation_id LEFT JOIN messages m ON m.id = t.message_id"
)
# From one model to the next in the index, for there are many messages and few models.
_MODELS = """
    WITH RECURSIVE models(digest) AS (
        SELECT min(model_sha256) FROM messages WHERE model_sha256 > ''
        UNION ALL SELECT (SELECT min(model_sha256) FROM messages WHERE model_sha256 > digest)
        FROM models WHERE digest IS NOT NULL)
    SELECT m.model_sha256, m.model_name, m.model_architecture FROM models
    JOIN messages m ON m.id = (SELECT max(id) FROM messages WHERE model_sha256 = digest)
    ORDER BY m.model_name, m.model_sha256"""
_FOLDED = 5                     # its place among the columns
_PARTS = {
    Part.TITLE: "t.message_id IS NULL",
    Part.ANSWER: "m.role = 'assistant'",
    Part.QUESTION: "m.role <> 'assistant'",
}


class VaultSearch:
    """Belongs to the thread that owns the database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._unsent = UnsentTexts(database)

    def find(
        self, query: str, limit: int = 50, limits: Limits = NO_LIMITS, after: int | None = None
    ) -> Sequence[SearchHit]:
        """At most `limit` hits, trash left out: first what is unsent, then the newest texts first; those
        after the one with the cursor `after`.
        """
        words = query_words(query)
        if not words:
            return []
        before = after if after is not None else _NO_ID * 2
        hits = [hit for hit in self._unsent_hits(words, limits) if hit.cursor < before][:limit]
        if wanted := limit - len(hits):
            conditions = _Conditions.of(limits, min(before, _NO_ID))
            hits += [_hit(row, words) for row in self._rows(words, conditions, wanted)]
        return hits

    def models(self) -> Sequence[ModelMark]:
        """The models that have answered, by name."""
        return [ModelMark(*row) for row in self._database.rows(_MODELS)]

    def _unsent_hits(self, words: Sequence[str], limits: Limits) -> Iterator[SearchHit]:
        """What is unsent comes first: its cursors count down to where the ids of texts begin."""
        if not limits.wants_unsent:
            return
        texts = self._unsent.all(limits)
        folded = {text: fold(text) for text in {each.text for each in texts}}
        for place, each in enumerate(texts):
            if all(word in folded[each.text] for word in words):
                excerpt = excerpt_of(each.text, folded[each.text], words)
                yield replace(
                    each.hit, excerpt=excerpt.text, marks=excerpt.marks, offset=excerpt.offset,
                    cursor=_NO_ID + len(texts) - place,
                )  # fmt: skip

    # -- messages and titles

    def _rows(self, words: Sequence[str], conditions: "_Conditions", wanted: int) -> Sequence[Row]:
        """The newest of the texts in which all words occur."""
        if max(map(len, words)) < _TRIGRAM:
            newest = self._newest(words, conditions, wanted)
            if len(newest) == wanted:
                return newest
        ids = self._ids(words, conditions.before)
        if conditions.few is not None:
            ids = self._few_of(ids, conditions.few)
        found = (row for some in _batches(ids, 2 * wanted) for row in self._read(some, conditions))
        return list(islice((row for row in found if _holds(row, words)), wanted))

    def _newest(self, words: Sequence[str], conditions: "_Conditions", wanted: int) -> Sequence[Row]:
        rows = self._database.each(
            f"SELECT {_COLUMNS} FROM {_JOINED} WHERE t.id IN"  # noqa: S608  # our own text
            " (SELECT id FROM texts WHERE id < ? ORDER BY id DESC LIMIT ?)"
            f" AND {conditions.sql} ORDER BY t.id DESC",
            (conditions.before, _NEWEST_READ if conditions.few else _NEWEST_SCANNED, *conditions.values),
        )
        return list(islice((row for row in rows if _holds(row, words)), wanted))

    def _ids(self, words: Sequence[str], before: int) -> Iterable[int]:
        """Ids of texts before this one, newest first: of those in which all words occur; a single character
        counts only where there is no longer word, for it is everywhere and cheaper to look for.
        """
        long = [word for word in words if len(word) >= _TRIGRAM]
        short = [word for word in words if len(word) == _TRIGRAM - 1]
        if not long and not short:
            short = list(words)
        ids: set[int] | None = None
        for word in short:
            rows = self._database.rows(
                "SELECT doc FROM vocabulary WHERE term >= ? AND term < ?", (word, word + _LAST)
            )
            ids = {row[0] for row in rows} if ids is None else ids & {row[0] for row in rows}
            if not ids:
                return ()
        if not long:
            return sorted((each for each in ids or () if each < before), reverse=True)
        matching = self._matching(long, before)
        return matching if ids is None else (each for each in matching if each in ids)

    def _matching(self, long: Sequence[str], before: int) -> Iterator[int]:
        """The index goes through its lists no further than somebody asks."""
        match = " AND ".join('"' + word.replace('"', '""') + '"' for word in long)
        rows = self._database.each(
            "SELECT rowid FROM words WHERE words MATCH ? AND rowid < ? ORDER BY rowid DESC", (match, before)
        )
        return (row[0] for row in rows)

    def _few_of(self, ids: Iterable[int], few: tuple[str, tuple[Any, ...]]) -> Iterator[int]:
        """The newest are looked at one by one; which of the others are meant is asked once."""
        rest = iter(ids)
        yield from islice(rest, _NEWEST_READ)
        older = next(rest, None)
        if older is not None:
            meant = {row[0] for row in self._database.rows(*few)}
            yield from (each for each in chain((older,), rest) if each in meant)

    def _read(self, ids: Sequence[int], conditions: "_Conditions") -> Sequence[Row]:
        places = ", ".join("?" * len(ids))
        return self._database.rows(
            f"SELECT {_COLUMNS} FROM {_JOINED} WHERE t.id IN ({places})"  # noqa: S608  # our own text
            f" AND {conditions.sql} ORDER BY t.id DESC",
            (*ids, *conditions.values),
        )


@dataclass(frozen=True, slots=True)
class _Conditions:
    """Limits in SQL, and the id before which texts are wanted. `few` is a statement that gives the ids of
    the texts of a time or model, which may be far from the newest, out of indexes alone.
    """

    before: int
    sql: str
    values: tuple[Any, ...]
    few: tuple[str, tuple[Any, ...]] | None = None

    @classmethod
    def of(cls, limits: Limits, before: int) -> "_Conditions":
        parts: list[tuple[str, tuple[Any, ...]]] = [("c.deleted IS NULL", ())]
        if limits.since is not None:
            parts.append(("coalesce(m.created, c.updated) >= ?", (time_text(limits.since),)))
        if limits.until is not None:
            parts.append(("coalesce(m.created, c.updated) < ?", (time_text(limits.until),)))
        if limits.parts:
            wanted = [sql for part, sql in _PARTS.items() if part in limits.parts]
            parts.append((f"({' OR '.join(wanted or ['0'])})", ()))
        if limits.model:
            parts.append(("+m.model_sha256 = ?", (limits.model,)))     # each text at hand is looked at
        if limits.label is not None:
            parts.append(_of_label(limits.label))
        values = tuple(value for _, values in parts for value in values)
        return cls(before, " AND ".join(sql for sql, _ in parts), values, _few(limits))


def _few(limits: Limits) -> tuple[str, tuple[Any, ...]] | None:
    """Texts that may be meant: of messages of a time or model, of titles of a time, or titles alone."""
    if limits.parts and not limits.parts - UNSENT - {Part.TITLE}:
        return "SELECT id FROM texts WHERE message_id IS NULL", ()
    signs = ((">=", limits.since), ("<", limits.until))
    times = [(f"{sign} ?", time_text(moment)) for sign, moment in signs if moment is not None]
    if not times and not limits.model:
        return None
    of_messages = [f"m.created {test}" for test, _ in times] + ["m.model_sha256 = ?"] * bool(limits.model)
    values = tuple(value for _, value in times)
    messages = (
        "SELECT t.id FROM messages m JOIN texts t ON t.message_id = m.id"  # noqa: S608  # our own text
        f" WHERE {' AND '.join(of_messages)}"
    )
    if limits.model:
        return messages, (*values, limits.model)
    titles = (
        "SELECT t.id FROM conversations c JOIN texts t ON t.conversation_id = c.id"  # noqa: S608
        f" WHERE t.message_id IS NULL AND {' AND '.join(f'c.updated {test}' for test, _ in times)}"
    )
    return f"{messages} UNION ALL {titles}", (*values, *values)


def _of_label(label: Label) -> tuple[str, tuple[Any, ...]]:
    """A label that nobody knows counts as the most secret (`label_from`)."""
    if label is not Label.TOP_SECRET:
        return "c.label = ?", (label.value,)
    others = tuple(each.value for each in Label if each is not Label.TOP_SECRET)
    return f"c.label NOT IN ({', '.join('?' * len(others))})", others


def _holds(row: Row, words: Sequence[str]) -> bool:
    return all(word in row[_FOLDED] for word in words)


def _hit(row: Row, words: Sequence[str]) -> SearchHit:
    text_id, conversation_id, message_id, title, body, folded, role, at, label = row
    excerpt = excerpt_of(body, folded, words)
    return SearchHit(
        part_of(Role(role) if role is not None else None), conversation_id, title, message_id, excerpt.text,
        excerpt.marks, excerpt.offset, text_id, time_of(at), label_from(label),
    )  # fmt: skip


def _batches(ids: Iterable[int], size: int) -> Iterator[Sequence[int]]:
    """Few first, for most searches need no more; then ever more at once."""
    rest = iter(ids)
    while some := list(islice(rest, size)):
        yield some
        size = min(size * 4, _MOST_READ)
