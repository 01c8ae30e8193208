"""How texts are made equal before they are compared: width, case, kana and the many hyphens are each one.

* NFKC: full and half width (Ａ A, ｶﾞ ガ), signs in circles (① 1), ligatures and units (㎛ μm).
* Case: `casefold`, so that ß is ss and final sigma is sigma.
* Kana: katakana becomes hiragana, ヷ becomes わ with its mark. The long vowel mark ー stays a sign of its
  own, small kana stay small (っ is not つ), and old kana stay old (ゐ is not い): these tell words apart.
* Hyphens and dashes are "-", wave dashes "~", primes and quotation marks "'" and '"': a reference sign like
  10-a' is written with any of them.
* Characters for private use become U+FFFD: the index has sentinels there.

What is folded is never shown; `Folded` leads from a place in the folded form back to the text as written.
"""

import re
import sys
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

Span = tuple[int, int]

_KATAKANA = range(0x30A1, 0x30F7)
_TO_HIRAGANA = 0x60
_ONE_FOR_ALL: dict[int, int | str] = {
    **{code: code - _TO_HIRAGANA for code in (*_KATAKANA, 0x30FD, 0x30FE)},
    **dict(zip(range(0x30F7, 0x30FB), ("わ゙", "ゐ゙", "ゑ゙", "を゙"), strict=True)),
    **dict.fromkeys((*range(0x2010, 0x2016), 0x2212, 0x2043, 0xFE58), "-"),
    **dict.fromkeys((0x301C, 0x3030, 0x223C), "~"),
    **dict.fromkeys((0x2018, 0x2019, 0x201B, 0x2032, 0x02B9, 0x02BC), "'"),
    **dict.fromkeys((0x201C, 0x201D, 0x201F), '"'),
}
_PRIVATE = re.compile("[\ue000-\uf8ff\x00]")
_EVEN = re.compile(
    "[ -~\u3001-\u3030\u3041-\u3096\u309d\u309e\u30a1-\u30f6\u30fb-\u30fe\u4e00-\u9fff\uff01-\uff5e]*"
)
"""Texts of which every character becomes one: nearly all Japanese ones."""
_SENTENCE = re.compile(r"(?<=[\n。、.,;: ])")     # nothing is composed with what stands before these cuts


def fold(text: str) -> str:
    """The form in which texts and queries are compared."""
    if text.isascii():
        return text.lower().replace("\0", "\ufffd")
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return _PRIVATE.sub("\ufffd", folded.translate(_ONE_FOR_ALL))


def folded_or_none(text: str) -> str | None:
    """The folded form where it differs, so that no text is kept twice without need."""
    folded = fold(text)
    return folded if folded != text else None


class Folded:
    """A text and its folded form, and the way from one to the other."""

    def __init__(self, text: str, folded: str | None = None) -> None:
        """`folded` saves the folding where it is known."""
        self.text = text
        self.folded = fold(text) if folded is None else folded
        self._is_even = _EVEN.fullmatch(text) is not None
        self._pieces: list[str] | None = None
        self._starts: list[int] = []            # of the pieces in the text
        self._folded_starts: list[int] = []     # and in the folded form

    def spans(self, words: Iterable[str]) -> list[Span]:
        """Where folded words stand in the text as written, in order; what overlaps is one."""
        found = sorted(span for word in words for span in occurrences(self.folded, word))
        return merged((self.place(start), self.end(end)) for start, end in found)

    def place(self, folded_place: int) -> int:
        """Where the character begins that a place of the folded form belongs to."""
        if self._is_even:
            return folded_place
        if folded_place >= len(self.folded):
            return len(self.text)
        piece, within = self._within(folded_place)
        return self._starts[piece] + self._clusters(piece, within)[0]

    def end(self, folded_end: int) -> int:
        """Where the character ends that stands before a place of the folded form."""
        if self._is_even:
            return folded_end
        if folded_end <= 0:
            return 0
        piece, within = self._within(folded_end - 1)
        return self._starts[piece] + self._clusters(piece, within)[1]

    def _within(self, folded_place: int) -> tuple[int, int]:
        """The piece that a place of the folded form is in, and where in it."""
        if self._pieces is None:
            self._pieces = _SENTENCE.split(self.text)
            self._starts = [0, *accumulate(len(each) for each in self._pieces)]
            self._folded_starts = [0, *accumulate(len(fold(each)) for each in self._pieces)]
        piece = min(bisect_right(self._folded_starts, folded_place) - 1, len(self._pieces) - 1)
        return piece, folded_place - self._folded_starts[piece]

    def _clusters(self, piece: int, within: int) -> Span:
        """Beginning and end, in a piece of the text, of what became the folded character `within`."""
        text = (self._pieces or [""])[piece]
        if _EVEN.fullmatch(text):
            return within, within + 1
        begin, seen = 0, 0
        for begin, stop in clusters(text):
            seen += len(fold(text[begin:stop]))
            if seen > within:
                return begin, stop
        return begin, len(text)


def clusters(text: str) -> list[Span]:
    """The text cut where nothing is composed: a character with the marks that belong to it."""
    if not text:
        return []
    starts = [place for place, each in enumerate(text) if place == 0 or not _joins(each)]
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def _joins(character: str) -> bool:
    """Whether it may become one with the character before: a mark, or a part of a Hangul syllable."""
    if character < "\u0300":
        return False
    first = unicodedata.normalize("NFKC", character)[0]
    return unicodedata.combining(first) != 0 or unicodedata.category(first) == "Mc" or "ᅠ" <= first <= "ᇿ"


def occurrences(folded: str, word: str, most: int = sys.maxsize) -> list[Span]:
    """Where a folded word stands in a folded text, without overlaps; the first `most` of them."""
    found: list[Span] = []
    place = folded.find(word) if word else -1
    while place >= 0 and len(found) < most:
        found.append((place, place + len(word)))
        place = folded.find(word, place + len(word))
    return found


def merged(spans: Iterable[Span]) -> list[Span]:
    """Spans in order of their beginnings, with overlapping ones made one."""
    found: list[Span] = []
    for start, end in spans:
        if found and start < found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found


_PHRASE = re.compile(r'(?<!\S)(?:"([^"]*)(?:"|$)|「([^」]*)(?:」|$))|(\S+)')


def query_words(query: str) -> tuple[str, ...]:
    """The folded words of a query, each once; what stands in "…" or 「…」 is one word with its spaces."""
    found = (next((part for part in match.groups() if part), "") for match in _PHRASE.finditer(fold(query)))
    return tuple(dict.fromkeys(word for each in found if (word := each.strip())))
