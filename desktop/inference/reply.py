"""Takes an answer apart as it is sampled: what the model says, and what it thought before.

Three formats are known: plain, `<think>…</think>`, and Harmony's channels (gpt-oss, llm-jp-4). A reader
takes text and marks (tokens that are signs of the format, by their spelling) in any pieces: the same answer
comes of every cut. Nothing a model wrote is lost, however malformed: what fits no rule is shown as the
answer. Only the format's own words go, and white space around its signs.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

THINK_TAGS = (("<think>", "</think>"), ("[THINK]", "[/THINK]"))
START, CHANNEL, MESSAGE, CONSTRAIN = "<|start|>", "<|channel|>", "<|message|>", "<|constrain|>"
HARMONY_ENDS = ("<|end|>", "<|return|>", "<|call|>")
HARMONY_MARKS = (START, CHANNEL, MESSAGE, CONSTRAIN, *HARMONY_ENDS)
_BETWEEN = "\n\n"                   # between two messages of one answer

_ROLES, _CHANNELS = "assistant|user|system|developer|tool", "analysis|commentary|final"
_RECIPIENT = r"(?:\s*(?:t|to|to=[A-Za-z0-9_.\-]{0,64}))?\s*"
# What a header may look like so far; the last word of a channel's says how a tool reads the message.
_ROLE_SO_FAR = re.compile(rf"\s*[a-z]{{0,12}}{_RECIPIENT}")
_CHANNEL_SO_FAR = re.compile(rf"\s*[a-z]{{0,16}}{_RECIPIENT}[a-z]{{0,8}}\s*")
_WHOLE_HEADER = re.compile(
    rf"\s*(?:{_ROLES}|(?P<channel>{_CHANNELS}))?"
    r"(?P<recipient>\s*to=[A-Za-z0-9_.\-]*)?(?:\s+(?:json|code|text))?\s*"
)
_BEGUN = re.compile(rf"\s*(?:(?:{_ROLES})(?![a-z])|(?P<channel>{_CHANNELS}))?")


class Format(StrEnum):
    """How a family of models writes an answer."""

    PLAIN = "plain"
    THINK = "think"                 # thoughts between two tags, then the answer
    HARMONY = "harmony"             # messages in channels


@dataclass(frozen=True, slots=True)
class Said:
    """What came of a piece: more of the answer, more of the thoughts before it."""

    text: str = ""
    thinking: str = ""


class Reader(Protocol):
    """Takes one answer apart."""

    @property
    def is_over(self) -> bool:
        """Whether the model has said all, although no end token came."""

    def feed(self, text: str) -> Said:
        """What this text adds."""

    def mark(self, spelling: str) -> Said:
        """What a sign of the format adds."""

    def finish(self) -> Said:
        """What was held back at the end."""


class _Output:
    """Collects what is said in two streams, each without white space around its parts."""

    def __init__(self) -> None:
        self._pieces: dict[bool, list[str]] = {False: [], True: []}
        self._held = {False: "", True: ""}      # white space that is shown only if something follows
        self._begun = {False: False, True: False}

    def add(self, text: str, *, thinking: bool, trims_end: bool) -> None:
        """More of one stream. White space at its beginning is dropped; at its end, if `trims_end`, it waits
        for what follows.
        """
        if not self._begun[thinking]:
            text = text.lstrip()
        if not text:
            return
        self._begun[thinking] = True
        text = self._held[thinking] + text
        kept = text.rstrip() if trims_end else text
        self._held[thinking] = text[len(kept) :]
        self._pieces[thinking].append(kept)

    def part(self, *, thinking: bool) -> None:
        """A new part of this stream begins."""
        if self._begun[thinking]:
            self._held[thinking] = _BETWEEN
            self._begun[thinking] = False

    def take(self) -> Said:
        """What there is since the last time."""
        said = Said("".join(self._pieces[False]), "".join(self._pieces[True]))
        for pieces in self._pieces.values():
            pieces.clear()
        return said


class PlainReader:
    """The whole answer is what the model says."""

    is_over = False

    def feed(self, text: str) -> Said:
        """Everything is the answer."""
        return Said(text)

    def mark(self, _spelling: str) -> Said:
        """Has no meaning here, and no text."""
        return Said()

    def finish(self) -> Said:
        """Nothing is held back."""
        return Said()


class ThinkReader:
    """Thoughts between two tags at the beginning, then the answer. A tag anywhere else is text: somebody may
    have asked what it means.
    """

    is_over = False

    def __init__(self) -> None:
        self._output = _Output()
        self._pending = ""              # may be the beginning of a tag
        self._closing = ""              # the tag that ends the thoughts, while they go on
        self._answers = False           # the answer has begun

    def feed(self, text: str) -> Said:
        """What this text adds."""
        self._pending += text
        while self._pending and self._step():
            pass
        return self._output.take()

    def mark(self, spelling: str) -> Said:
        """A tag that is a token of its own."""
        return self.feed(spelling)

    def finish(self) -> Said:
        """Half a tag was none."""
        self._say(self._pending)
        self._pending = ""
        return self._output.take()

    def _step(self) -> bool:
        """Bring what is pending further by one tag; whether there is more to do."""
        if self._closing:
            return self._think()
        if not self._answers:
            return self._begin()
        self._say(self._pending)
        self._pending = ""
        return False

    def _think(self) -> bool:
        thoughts, found, rest = self._pending.partition(self._closing)
        if not found:
            held = overlap(thoughts, (self._closing,))
            thoughts, rest = thoughts[: len(thoughts) - held], thoughts[len(thoughts) - held :]
        self._say(thoughts)
        self._pending = rest
        if found:
            self._closing = ""
            self._output.part(thinking=True)
        return bool(found)

    def _begin(self) -> bool:
        begun = self._pending.lstrip()
        for opening, closing in THINK_TAGS:
            if begun.startswith(opening):
                self._closing, self._pending = closing, begun[len(opening) :]
                return True
            if opening.startswith(begun):
                return False            # white space, or the beginning of a tag: wait
        self._answers = True
        return True

    def _say(self, text: str) -> None:
        thinking = bool(self._closing)
        self._output.add(text, thinking=thinking, trims_end=thinking)


class HarmonyReader:
    """Messages in channels: analysis is thinking, as is what is addressed to a tool; the rest is said."""

    def __init__(self) -> None:
        self._output = _Output()
        self._header: re.Pattern[str] | None = None     # what the header being read may look like
        self._pending = ""                              # the header so far
        self._to_tool = False
        self._in_body = False
        self._thinking = False                          # the body is no part of what is said
        self._is_answer = False                         # the body is what the answer ends with
        self.is_over = False

    def feed(self, text: str) -> Said:
        """What this text adds."""
        self._take(text)
        return self._output.take()

    def mark(self, spelling: str) -> Said:
        """A sign: it ends what was being read and begins something else."""
        if spelling == MESSAGE:
            if not self._in_body:
                self._open()
        elif spelling == CONSTRAIN:
            if self._header is not None:
                self._take(" ")
        else:
            answered = self._is_answer
            self._leave()
            if spelling == CHANNEL:
                self._header = _CHANNEL_SO_FAR
            else:
                self.is_over = answered
                self._to_tool = False
                self._header = _ROLE_SO_FAR if spelling == START else None
        return self._output.take()

    def finish(self) -> Said:
        """What was being read is over."""
        self._leave()
        return self._output.take()

    def _take(self, text: str) -> None:
        for at, character in enumerate(text):
            if self._header is None:
                self._say(text[at:])
                return
            self._pending += character
            if not self._header.fullmatch(self._pending):
                self._break_off()

    def _open(self) -> None:
        """A message begins; its header says what it is."""
        header, self._pending, self._header = self._pending, "", None
        found = _WHOLE_HEADER.fullmatch(header)
        if found is None:
            self._begin(thinking=False)
            self._say(header.strip() + " ")
            return
        self._to_tool |= bool(found["recipient"])
        self._begin(thinking=self._to_tool or found["channel"] == "analysis")
        self._is_answer = not self._thinking and found["channel"] in {"final", None}

    def _break_off(self) -> None:
        """The header does not go on as one: the model forgot the sign that ends it, or wrote none at all."""
        written, self._pending, self._header = self._pending, "", None
        found = _BEGUN.match(written)
        self._begin(thinking=found is not None and found["channel"] == "analysis")
        self._say(written[found.end() if found else 0 :])

    def _begin(self, *, thinking: bool) -> None:
        self._thinking, self._in_body, self._is_answer = thinking, True, False
        self._output.part(thinking=thinking)

    def _leave(self) -> None:
        """Whatever was being read is over. A header that never got its message was none, unless it consists
        of the format's own words.
        """
        header, self._pending, self._header = self._pending, "", None
        found = _WHOLE_HEADER.fullmatch(header)
        self._in_body = self._is_answer = self._thinking = False
        if found is None:
            self._say(header)
            self._in_body = False
        elif found["recipient"]:
            self._to_tool = True

    def _say(self, text: str) -> None:
        """Text beside all messages is shown, too."""
        if not self._in_body and text.strip():
            self._begin(thinking=False)
        self._output.add(text, thinking=self._thinking, trims_end=True)


class Reply:
    """An answer as its tokens come: knows which of them are signs of the format."""

    def __init__(self, reader: Reader, marks: Mapping[int, str], ends: frozenset[int] = frozenset()) -> None:
        """`marks` are the signs of the format by token; `ends` tokens that begin somebody else's turn."""
        self._reader = reader
        self._marks = marks
        self._ends = ends
        self._is_over = False

    @property
    def is_over(self) -> bool:
        """Whether nothing that follows belongs to the answer."""
        return self._is_over or self._reader.is_over

    def take(self, token_id: int, text: str) -> Said:
        """What a token adds; `text` are the characters that it completed."""
        if token_id in self._ends:
            self._is_over = True
            return Said()
        spelling = self._marks.get(token_id)
        return self._reader.feed(text) if spelling is None else self._reader.mark(spelling)

    def flush(self, text: str) -> Said:
        """The end: `text` is what was left of a character, then what was held back."""
        last, held = self._reader.feed(text), self._reader.finish()
        return Said(last.text + held.text, last.thinking + held.thinking)


def reader_for(form: Format, opening: str) -> Reader:
    """A reader for an answer whose beginning the prompt has written already: `opening` is what the template
    wrote after the last message.
    """
    if form is Format.THINK:
        return _primed_think(opening)
    if form is Format.HARMONY:
        return _primed_harmony(opening)
    return PlainReader()


def _primed_think(opening: str) -> ThinkReader:
    reader = ThinkReader()
    for tags in THINK_TAGS:
        start = opening.rfind(tags[0])
        if start >= 0 and tags[1] not in opening[start:]:
            reader.mark(tags[0])
    return reader


def _primed_harmony(opening: str) -> HarmonyReader:
    """The template may have written the beginning of a header, or a whole one: the role is then known."""
    reader = HarmonyReader()
    _, start, begun = opening.rpartition(START)
    if start:
        reader.mark(START)
        for each in re.split("(" + "|".join(map(re.escape, HARMONY_MARKS)) + ")", begun):
            if each in HARMONY_MARKS:
                reader.mark(each)
            elif not re.fullmatch(rf"\s*(?:{_ROLES})\s*", each):
                reader.feed(each)
    return reader


def overlap(text: str, ends: Sequence[str]) -> int:
    """How many characters at the end of `text` may be the beginning of one of `ends`."""
    longest = min(len(text), max(map(len, ends)) - 1)
    return next(
        (size for size in range(longest, 0, -1) if any(end.startswith(text[-size:]) for end in ends)), 0
    )
