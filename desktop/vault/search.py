"""Finding words in everything that was said, by characters: Japanese has no spaces to cut at.

Texts and queries are folded to NFKC and lower case, so that full and half width are one. Words of three
characters and more use the trigram index; shorter ones, which it cannot match, a range of its vocabulary.
Property: a text is found exactly if every word of the query occurs in its folded form.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from desktop.chat.store import SearchHit
from desktop.vault.database import Database

_TRIGRAM = 3
_LAST = "\U0010ffff"
_PRIVATE = re.compile("[\ue000-\uf8ff\x00]")  # the sentinels' range must not occur in a text
_NEWEST_SCANNED = 300
_BEFORE, _EXCERPT = 24, 80


def fold_text(text: str) -> str:
    """The form that is indexed: NFKC; the index folds case itself."""
    return _PRIVATE.sub("�", unicodedata.normalize("NFKC", text))


def folded_or_none(text: str) -> str | None:
    """The folded form where it differs, so that most texts are kept once."""
    folded = fold_text(text)
    return folded if folded != text else None


def fold_case(text: str) -> str:
    """Lower case as the trigram tokeniser has it: only where one character stays one."""
    return "".join(low if len(low := each.lower()) == 1 else each for each in text)


def query_words(query: str) -> list[str]:
    """The folded words of a query, each once."""
    folded = (fold_case(fold_text(word)) for word in query.split())
    return list(dict.fromkeys(word for part in folded for word in part.split()))


@dataclass(frozen=True, slots=True)
class _Found:
    """A text in which all words occur."""

    conversation_id: int
    message_id: int | None
    title: str
    body: str


def search(database: Database, query: str, limit: int) -> Sequence[SearchHit]:
    """Texts in which every word of the query occurs, newest first, trash left out; at most `limit`."""
    words = query_words(query)
    if not words:
        return []
    hits = []
    for text_id in matching_ids(database, words, limit):
        found = _read(database, text_id)
        if found is not None:
            hits.append(_hit(found, words))
        if len(hits) == limit:
            break
    return hits


def matching_ids(database: Database, words: Sequence[str], limit: int) -> Sequence[int]:
    """Ids of the texts in which all folded words occur, newest first; possibly more than `limit`."""
    if min(map(len, words)) == 1 and max(map(len, words)) < _TRIGRAM:
        newest = _scan_newest(database, words)
        if len(newest) >= limit:
            return newest
    short = sorted((word for word in words if len(word) < _TRIGRAM), key=len, reverse=True)
    long = [word for word in words if len(word) >= _TRIGRAM]
    ids: set[int] | None = None
    for word in short:
        rows = database.rows("SELECT doc FROM vocabulary WHERE term >= ? AND term < ?", (word, word + _LAST))
        ids = {row[0] for row in rows} if ids is None else ids & {row[0] for row in rows}
        if not ids:
            return []
    if long:
        match = " AND ".join('"' + word.replace('"', '""') + '"' for word in long)
        rows = database.rows("SELECT rowid FROM words WHERE words MATCH ?", (match,))
        ids = {row[0] for row in rows} if ids is None else ids & {row[0] for row in rows}
    return sorted(ids or (), reverse=True)


def _scan_newest(database: Database, words: Sequence[str]) -> list[int]:
    """A single common character would read half the vocabulary, where the newest texts already fill the
    page.
    """
    rows = database.each(
        "SELECT t.id, coalesce(t.folded, t.body) FROM texts t"
        " JOIN conversations c ON c.id = t.conversation_id"
        " WHERE c.deleted IS NULL ORDER BY t.id DESC LIMIT ?",
        (_NEWEST_SCANNED,),
    )
    return [row[0] for row in rows if all(word in fold_case(row[1]) for word in words)]


def _read(database: Database, text_id: int) -> _Found | None:
    rows = database.rows(
        "SELECT t.conversation_id, t.message_id, c.title, t.body FROM texts t"
        " JOIN conversations c ON c.id = t.conversation_id WHERE t.id = ? AND c.deleted IS NULL",
        (text_id,),
    )
    return _Found(*rows[0]) if rows else None


def _hit(found: _Found, words: Sequence[str]) -> SearchHit:
    """An excerpt around the first word, in the text as it was written where folding kept its length."""
    folded = fold_case(fold_text(found.body))
    shown = found.body if len(folded) == len(found.body) else fold_text(found.body)
    place, word = min((folded.find(word), word) for word in words)
    begin = max(0, place - _BEFORE)
    excerpt = shown[begin : begin + _EXCERPT].replace("\n", " ")
    cut = "…" if begin else ""
    return SearchHit(
        conversation_id=found.conversation_id,
        title=found.title,
        message_id=found.message_id,
        excerpt=cut + excerpt,
        start=place - begin + len(cut),
        length=min(len(word), len(excerpt) - (place - begin)),
    )
