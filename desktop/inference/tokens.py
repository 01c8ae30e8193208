"""From the pieces of a prompt to token ids, such that nothing that was said ever becomes a control token.

llama.cpp finds special tokens by their spelling. We do that part ourselves, in the template's own text only:
the rest is joined and tokenised as plain text, and where it spells a special token, also across the border of
two pieces, it is cut within the spelling. For text that spells none the result is token for token what
llama.cpp makes of the whole prompt.
"""

import codecs
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from desktop.inference.llama import SpecialToken, Vocabulary
from desktop.inference.protocol import PromptMessage
from desktop.inference.template import Content, Segment

_WHITE = " \t\n\v\f\r"              # what C's isspace takes away beside tokens that strip
_PREFIXED_SPACE = "▁"               # how SentencePiece writes a space
_KEPT_RUNS = 256                    # tokenised texts kept, so that counting at every key press is cheap

Atom = str | SpecialToken | tuple[int, ...]


class WholeCharacters:
    """Bytes of tokens in, whole characters out: a character may be spread over several tokens."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def feed(self, data: bytes) -> str:
        """The characters that are whole now."""
        return self._decoder.decode(data)

    def flush(self) -> str:
        """What is left at the end, as replacement characters."""
        return self._decoder.decode(b"", True)


class PromptTokens:
    """Knows the special tokens of a vocabulary and makes prompts of it."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        special = vocabulary.special_tokens()
        self.special_ids = {each.spelling.decode("utf-8", "replace"): each.token_id for each in special}
        self._marks = [(each.spelling.decode("utf-8", "replace"), each) for each in special if _is_mark(each)]
        self._never_said = frozenset(each.token_id for each in special if each.is_control)
        self._any_mark = _anywhere([spelling for spelling, _ in self._marks if len(spelling) > 1])
        self._fresh = lru_cache(_KEPT_RUNS)(self._tokenise_fresh)
        # A vocabulary that puts a space before every text puts one there after a cut, too.
        self._lead = vocabulary.tokenise(b"\n") if vocabulary.is_sentencepiece else []

    def assemble(self, segments: Iterable[Segment], messages: Sequence[PromptMessage]) -> list[int]:
        """The ids of a prompt. Kept ids of an answer are used as they are, where this vocabulary has them."""
        ids: list[int] = []
        after_ids = False
        for atom in _strip(_join(self._atoms(segments, messages))):
            if isinstance(atom, SpecialToken):
                ids.append(atom.token_id)
            elif isinstance(atom, tuple):
                ids.extend(atom)
            else:
                ids.extend(self._said(atom, after_ids))
            after_ids = isinstance(atom, tuple)
        return self._with_one_bos(ids)

    def continued(self, text: str) -> tuple[int, ...]:
        """The ids of plain text before which other text stands."""
        return tuple(self._said(text, True))

    def _with_one_bos(self, ids: list[int]) -> list[int]:
        """Some templates write the token for the beginning twice; none means it."""
        bos = self._vocabulary.bos
        if self._vocabulary.wants_bos and ids[:1] != [bos]:
            return [bos, *ids]
        return ids[1:] if bos >= 0 and ids[:2] == [bos, bos] else ids

    def _atoms(self, segments: Iterable[Segment], messages: Sequence[PromptMessage]) -> Iterator[Atom]:
        for segment in segments:
            if not isinstance(segment, Content):
                yield from self._find_marks(segment.text)
                continue
            kept = messages[segment.index].token_ids
            if kept and all(0 <= each < self._vocabulary.size for each in kept):
                yield kept
            else:
                yield segment.text

    def _find_marks(self, text: str) -> list[Atom]:
        """Split as llama.cpp does: the longest spelling first, wherever it stands."""
        atoms: list[Atom] = [text]
        for spelling, token in self._marks:
            if spelling in text:
                atoms = [found for atom in atoms for found in _split_at(atom, spelling, token)]
        return atoms

    def _said(self, text: str, continues: bool) -> Iterator[int]:
        """The ids of plain text. `continues`: there is text before it that was tokenised already."""
        start = 0
        for cut in [*(found.start() + 1 for found in self._any_mark.finditer(text)), len(text)]:
            if cut > start:
                tokenise = self._after_text if continues or start else self._fresh
                ids = tokenise(text[start:cut])
                yield from (each for each in ids if each not in self._never_said)
            start = cut

    def _tokenise_fresh(self, text: str) -> tuple[int, ...]:
        return tuple(self._vocabulary.tokenise(text.encode("utf-8", "replace")))

    def _after_text(self, text: str) -> tuple[int, ...]:
        """As if text stood before it: no space is put in front."""
        if self._lead:
            ids = self._fresh("\n" + text)
            if list(ids[: len(self._lead)]) == self._lead:
                return ids[len(self._lead) :]
        return self._fresh(text)


def _is_mark(token: SpecialToken) -> bool:
    """Whether a spelling has a meaning that only the template may use. Runs of white space and single
    characters are ordinary text even where the vocabulary lists them as its own.
    """
    if token.is_control:
        return True
    spelling = token.spelling.decode("utf-8", "replace").replace(_PREFIXED_SPACE, " ")
    return len(spelling) > 1 and not spelling.isspace()


def _anywhere(spellings: Sequence[str]) -> re.Pattern[str]:
    """Finds every place at which one of the spellings begins, overlapping ones included."""
    if not spellings:
        return re.compile("(?!)")
    firsts = "".join(sorted({re.escape(each[0]) for each in spellings}))
    return re.compile(f"(?=[{firsts}])(?={_any_of(spellings)})")


def _any_of(spellings: Sequence[str]) -> str:
    """A pattern for the beginning of any of them, in which no two ways begin alike: a vocabulary may have
    hundreds, and a text thousands of places where one could begin.
    """
    first, last = min(spellings), max(spellings)
    common = first[: next((at for at, one in enumerate(first) if last[at : at + 1] != one), len(first))]
    if common in spellings:
        return re.escape(common)
    ways: dict[str, list[str]] = {}
    for each in spellings:
        ways.setdefault(each[len(common)], []).append(each[len(common) :])
    return f"{re.escape(common)}(?:{'|'.join(map(_any_of, ways.values()))})"


def _split_at(atom: Atom, spelling: str, token: SpecialToken) -> list[Atom]:
    if not isinstance(atom, str):
        return [atom]
    found: list[Atom] = []
    for number, part in enumerate(atom.split(spelling)):
        found.extend([token, part] if number else [part])
    return found


def _join(atoms: Iterable[Atom]) -> list[Atom]:
    """Neighbouring texts made one, empty ones gone."""
    joined: list[Atom] = []
    for atom in atoms:
        before = joined[-1] if joined else None
        if isinstance(atom, str) and isinstance(before, str):
            joined[-1] = before + atom
        elif atom:
            joined.append(atom)
    return joined


def _strip(atoms: Sequence[Atom]) -> Iterator[Atom]:
    """White space beside tokens that take it away."""
    for at, atom in enumerate(atoms):
        if isinstance(atom, str):
            before = atoms[at - 1] if at else None
            after = atoms[at + 1] if at + 1 < len(atoms) else None
            text = atom
            if isinstance(before, SpecialToken) and before.strips_right:
                text = text.lstrip(_WHITE)
            if isinstance(after, SpecialToken) and after.strips_left:
                text = text.rstrip(_WHITE)
            if text:
                yield text
        else:
            yield atom
