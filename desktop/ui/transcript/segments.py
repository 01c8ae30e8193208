"""Cuts Markdown source into segments that are parsed, laid out and let go on their own, also in a stream.

The cut looks at whole lines only (and at the beginning of a giant line), so it is never taken back: feeding
the source in any pieces gives the segments of feeding it at once, and an append costs the open segment only.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

SOFT_LIMIT = 900        # characters after which a blank line or a top-level list item cuts
HARD_LIMIT = 1800       # characters after which any line at the left edge cuts
GIANT_LINE = 1500       # characters of one line after which the end of a sentence cuts


class Kind(StrEnum):
    """What a segment holds."""

    TEXT = "text"
    CODE = "code"
    TABLE = "table"
    MATH = "math"
    PLAIN = "plain"     # shown as written: what a person typed
    THOUGHT = "thought" # shown as written, and paler: what a model thought before its answer


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the source. `start` is its place in the whole text; `source` keeps the fences."""

    kind: Kind
    source: str
    start: int

    @property
    def end(self) -> int:
        """The place after its last character."""
        return self.start + len(self.source)


_FENCE = re.compile(r" {0,3}(?P<fence>`{3,}(?=[^`]*$)|~{3,})")
_LIST_ITEM = re.compile(r"(?:[-*+]|\d{1,9}[.)])(?:\s|$)")
_DELIMITER_ROW = re.compile(r" {0,3}\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_MATH_ENDERS = {"$$": "$$", "\\[": "\\]"}
_MAX_INDENT = 3         # a fence further in is code by indent (CommonMark 4.5)
_LONGEST = 2 * GIANT_LINE       # a line without any end of a sentence is cut here, come what may
_SENTENCE_END = re.compile(r"[。\n]")
_CELL_BORDER = re.compile(r"(?<!\\)\|")


def columns(row: str) -> int:
    """How many cells a row of a table has."""
    return len(_CELL_BORDER.findall(row.strip().removeprefix("|").removesuffix("|"))) + 1


def starts_table(header: str, delimiter: str) -> bool:
    """Whether these two lines begin a table (after GitHub's rules)."""
    return (
        "|" in header
        and "|" in delimiter
        and header[:1] not in {" ", ">", "\t"}
        and _DELIMITER_ROW.match(delimiter) is not None
        and columns(header) == columns(delimiter)
    )


class Segmenter:
    """Takes a text in any pieces and keeps its segments: `closed` ones never change again."""

    def __init__(self) -> None:
        self.closed: list[Segment] = []
        self._text = ""
        self._kind = Kind.TEXT
        self._start = 0                     # where the open segment begins
        self._line = 0                      # where the first line not yet judged begins
        self._giant: int | None = None      # from where a giant line, judged already, waits for its next cut
        self._ender = ""                    # what closes a code or math segment
        self._in_list = False
        self._after_blank = False
        self._header: int | None = None     # where a line begins that may head a table

    @property
    def text(self) -> str:
        """All that was taken in."""
        return self._text

    @property
    def open(self) -> Segment | None:
        """The segment that may still grow or change its kind."""
        source = self._text[self._start :]
        return Segment(self._kind, source, self._start) if source.strip() else None

    def append(self, text: str) -> None:
        """Take in more of the text."""
        self._text += text
        while (end := self._text.find("\n", self._line)) >= 0:
            last = self._judge(end)
            self._line, self._giant = end + 1, None
            if last:
                self._close(self._line)
        if self._kind is Kind.TEXT and len(self._text) - self._line > GIANT_LINE:
            self._cut_giant(len(self._text))

    def finish(self) -> None:
        """The text is complete: what is open is closed."""
        if self._line < len(self._text):
            self._judge(len(self._text))
        self._close(len(self._text))
        self._line = len(self._text)

    def _judge(self, end: int) -> bool:
        """Take the line from `_line` to `end` (its newline) into account; whether it ends its segment."""
        line = self._text[self._line : end]
        if self._kind is Kind.TABLE and "|" not in line:
            self._close(self._line)
        if self._kind is not Kind.TEXT:
            return self._kind is not Kind.TABLE and self._ends(line)
        if len(line) > GIANT_LINE:
            self._cut_giant(end)
        elif self._begins_block(line):
            return self._ends_at_once(line.strip())
        else:
            self._judge_text(line)
            self._header = self._line
        self._after_blank = not line.strip()
        return False

    def _ends_at_once(self, mark: str) -> bool:
        """Whether a formula begins and ends in one line."""
        return self._kind is Kind.MATH and len(mark) > len(self._ender) + 1 and mark.endswith(self._ender)

    def _ends(self, line: str) -> bool:
        mark = line.strip()
        if self._kind is Kind.MATH:
            return mark.endswith(self._ender)
        indent = len(line) - len(line.lstrip(" "))
        return indent <= _MAX_INDENT and len(mark) >= len(self._ender) and not mark.strip(self._ender[0])

    def _begins_block(self, line: str) -> bool:
        """Open a code, math or table segment if this line begins one."""
        if (fence := _FENCE.match(line)) and not (self._in_list and line.startswith(" ")):
            self._close(self._line)
            self._kind, self._ender = Kind.CODE, fence["fence"]
            return True
        mark = line.strip()
        if mark[:2] in _MATH_ENDERS and not line.startswith("    "):
            self._close(self._line)
            self._kind, self._ender = Kind.MATH, _MATH_ENDERS[mark[:2]]
            return True
        if self._header is not None and starts_table(self._text[self._header : self._line - 1], line):
            self._close(self._header)
            self._kind = Kind.TABLE
            return True
        return False

    def _judge_text(self, line: str) -> None:
        """Cut before this line of text if the segment is long enough, and remember what the line means."""
        if not line.strip():
            return
        at_left = line[0] not in " \t"
        item = at_left and _LIST_ITEM.match(line) is not None
        length = self._line - self._start
        if at_left and (length >= HARD_LIMIT or (length >= SOFT_LIMIT and (self._after_blank or item))):
            self._close(self._line)
        self._in_list = item or (self._in_list and not (at_left and self._after_blank))

    def _cut_giant(self, end: int) -> None:
        """Cut a line that goes on and on at the ends of its sentences."""
        if self._giant is None:
            self._judge_text(self._text[self._line : end])
            self._giant, self._header = self._line, None
        while end - self._giant > GIANT_LINE:
            longest = self._giant + _LONGEST
            stop = self._text.find("。", self._giant + GIANT_LINE, min(end, longest)) + 1
            if not stop and end < longest:
                return
            self._giant = stop or longest
            self._close(self._giant)

    def _close(self, at: int) -> None:
        """What stands before `at` is a segment of its own; blank ones are dropped."""
        source = self._text[self._start : at]
        if source.strip():
            self.closed.append(Segment(self._kind, source, self._start))
        self._start = max(self._start, at)
        self._header = None
        self._kind, self._ender, self._in_list, self._after_blank = Kind.TEXT, "", False, False


def segments(text: str) -> list[Segment]:
    """The segments of a complete text."""
    segmenter = Segmenter()
    segmenter.append(text)
    segmenter.finish()
    return segmenter.closed


def plain_segments(text: str) -> list[Segment]:
    """A typed text cut at line ends only, for cheap painting; nothing in it is a sign of anything."""
    found: list[Segment] = []
    start = 0
    while len(text) - start > HARD_LIMIT:
        cut = text.find("\n", start + SOFT_LIMIT) + 1 or text.find("。", start + GIANT_LINE) + 1 or len(text)
        found.append(Segment(Kind.PLAIN, text[start:cut], start))
        start = cut
    if start < len(text) or not found:
        found.append(Segment(Kind.PLAIN, text[start:], start))
    return found


def thought_segments(text: str) -> list[Segment]:
    """Thoughts cut for cheap painting. A cut is never taken back: a longer text has the same ones."""
    found: list[Segment] = []
    start = 0
    while cut := _thought_end(text, start):
        found.append(Segment(Kind.THOUGHT, text[start:cut], start))
        start = cut
    if text[start:].strip():
        found.append(Segment(Kind.THOUGHT, text[start:], start))
    return found


def _thought_end(text: str, start: int) -> int:
    """Where the segment that begins at `start` ends: at the end of a line, then of a sentence, then anywhere;
    0 as long as that is open.
    """
    soft, giant, longest = (start + each for each in (SOFT_LIMIT, GIANT_LINE, _LONGEST))
    if cut := text.find("\n", soft, giant) + 1:
        return cut
    sentence = _SENTENCE_END.search(text, giant, longest)
    if sentence:
        return sentence.end()
    return longest if len(text) > longest else 0
