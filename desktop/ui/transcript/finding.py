"""Finds words in the conversation that is shown, as they stand on the screen: without the signs of Markdown,
in code and tables, and in thoughts that are folded away.

A long conversation is looked through a few milliseconds at a time. What was looked through once is known
until the search ends, so that an answer that grows costs its last segment only.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QAbstractScrollArea

from desktop.chat.conversation import Role
from desktop.chat.folding import Folded, fold
from desktop.ui.transcript.folding import Folding
from desktop.ui.transcript.layout import Column, Item, Piece
from desktop.ui.transcript.painting import View
from desktop.ui.transcript.realising import Realiser
from desktop.ui.transcript.scrolling import Scroller
from desktop.ui.transcript.segments import Kind, Segment, plain_segments, segments, thought_segments

_BUDGET = 0.008         # seconds of looking at once
_LATER = 200            # milliseconds until what has changed is looked at
_SHARE_ABOVE = 0.25     # how far down in the view the place comes to stand
_EDGE = 0.1             # how near to an edge of the view a place may be and still be left there
_PASSES = 2             # laying out what comes into view can move the place


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a word was found: the `number`-th of its message, in its thoughts or in what it says."""

    message_id: int
    in_thoughts: bool
    number: int


@dataclass(frozen=True, slots=True)
class _Looked:
    """What was found in a message that read so."""

    said: str
    thought: str
    hits: tuple[Hit, ...]


class Finding(QObject):
    """One search at a time. Every place is marked; one of them is the current one."""

    changed = Signal()          # the places, or which of them is current

    def __init__(
        self, area: QAbstractScrollArea, column: Column, realiser: Realiser, folding: Folding, view: View
    ) -> None:
        super().__init__(area)
        self._viewport = area.viewport()
        self._column = column
        self._realiser = realiser
        self._folding = folding
        self._view = view
        self.hits: Sequence[Hit] = ()
        self.current = -1
        self.is_complete = True
        self._known: dict[int, _Looked] = {}
        self._shown: dict[tuple[Kind, str], tuple[Folded, ...]] = {}
        self._rest: Iterator[tuple[Hit, ...]] = iter(())
        self._coming: list[Hit] = []
        self._first_item = 0            # from where on the first place is wanted
        self._clock: Callable[[], float] = time.perf_counter
        self._go_on = QTimer(self, interval=0, singleShot=True)
        self._go_on.timeout.connect(self._look)
        self._later = QTimer(self, interval=_LATER, singleShot=True)
        self._later.timeout.connect(self._look_again)

    @property
    def scroller(self) -> Scroller:
        """What moves the view."""
        return self._folding.scroller

    @property
    def words(self) -> tuple[str, ...]:
        """The folded words that are sought."""
        return self._view.words

    # -- looking

    def begin(self, words: tuple[str, ...]) -> None:
        """Mark these folded words and go to the first place in the messages that are in view or below; no
        words end the search.
        """
        if self.hits and 0 <= self.current < len(self.hits):
            at = self._column.index_of(self.hits[self.current].message_id)
            self._first_item = at if at is not None else 0
        elif self._column.items:
            self._first_item = self._column.at(self.scroller.top)
        self._view.words = words
        self._view.found = None
        self._known.clear()
        self.hits, self.current = (), -1
        if not words:
            self._shown.clear()
            self._go_on.stop()
            self._later.stop()
        self._restart()
        self._viewport.update()

    def end(self) -> None:
        """Mark nothing."""
        if self._view.words:
            self.begin(())

    def refresh(self) -> None:
        """What is shown has changed: look again, soon."""
        if self._view.words and not self._later.isActive():
            self._later.start()

    def _look_again(self) -> None:
        if self._view.words:
            self._restart()

    def _restart(self) -> None:
        self._coming = []
        self._rest = (self._hits_of(item) for item in list(self._column.items) if self._view.words)
        self.is_complete = False
        self._look()

    def _look(self) -> None:
        """Look on for a moment."""
        until = self._clock() + _BUDGET
        for found in self._rest:
            self._coming += found
            if self._clock() > until:
                self._go_on.start()
                break
        else:
            self.is_complete = True
        if self.is_complete or self.current < 0:
            self._take()

    def _take(self) -> None:
        """Tell what is known by now; a place that was current stays so."""
        held = self.hits[self.current] if 0 <= self.current < len(self.hits) else None
        self.hits = tuple(self._coming)
        if held is not None:
            last = len(self.hits) - 1
            self.current = self.hits.index(held) if held in self.hits else min(self.current, last)
            if self.current >= 0:
                self._mark(self.hits[self.current])     # what it stands in may have been laid out anew
        else:
            self._choose_first()
        self.changed.emit()

    def _choose_first(self) -> None:
        wanted = {item.entry.message_id for item in self._column.items[self._first_item :]}
        below = (number for number, hit in enumerate(self.hits) if hit.message_id in wanted)
        chosen = next(below, 0 if self.is_complete and self.hits else -1)
        if chosen >= 0:
            self.current = chosen
            self._show(self.hits[chosen])

    def _hits_of(self, item: Item) -> tuple[Hit, ...]:
        said = item.segmenter.text if item.segmenter is not None else item.entry.text
        known = self._known.get(item.entry.message_id)
        if known is None or (known.said, known.thought) != (said, item.thinking):
            cut = plain_segments if item.entry.role is Role.USER else segments
            thoughts = sum(self._count(each) for each in thought_segments(item.thinking))
            others = sum(self._count(each) for each in cut(said))
            hits = [Hit(item.entry.message_id, True, number) for number in range(thoughts)]
            hits += [Hit(item.entry.message_id, False, number) for number in range(others)]
            known = self._known[item.entry.message_id] = _Looked(said, item.thinking, tuple(hits))
        return known.hits

    def _count(self, segment: Segment) -> int:
        """How often the words stand in a segment as it is shown."""
        key = segment.kind, segment.source
        if key not in self._shown:
            if not self._may_hold(segment.source):
                return 0
            self._shown[key] = tuple(Folded(text) for text in self._realiser.block(segment).texts())
        return sum(len(text.spans(self._view.words)) for text in self._shown[key])

    def _may_hold(self, source: str) -> bool:
        """Whether all characters of a word are in the source: only then it can be in what is shown of it.
        What an entity stands for is no character of the source.
        """
        if "&" in source:
            return True
        folded = fold(source)
        return any(all(each in folded for each in set(word) - {" "}) for word in self._view.words)

    # -- going there

    def step(self, by: int) -> None:
        """Go to the next place, or to the one before; after the last comes the first."""
        if self.hits:
            before = self.current if self.current >= 0 else (-1 if by > 0 else 0)
            self.current = (before + by) % len(self.hits)
            self._show(self.hits[self.current])
            self.changed.emit()

    def go_to(self, message_id: int, number: int) -> bool:
        """Go to the `number`-th place in what a message says, or to the message where it has none; whether it
        is shown at all.
        """
        index = self._column.index_of(message_id)
        if index is None:
            return False
        count = sum(not hit.in_thoughts for hit in self._hits_of(self._column.items[index]))
        hit = Hit(message_id, False, min(number, count - 1)) if count else None
        if hit is None:
            self._bring(lambda: self._column.tops[index] + self._column.items[index].body)
        else:
            self.hits, self.current = (hit,), 0
            self._show(hit)
        return True

    def _show(self, hit: Hit) -> None:
        """Unfold what hides a place, mark it as the current one and bring it into view."""
        index = self._column.index_of(hit.message_id)
        if index is None:
            return
        item = self._column.items[index]
        if hit.in_thoughts and not item.unfolded:
            self._folding.turn(index)
        self._mark(hit)
        if self._view.found is None:
            return
        piece, span = self._view.found

        def height() -> float:
            top = self._realiser.realise(item, piece).caret(span[0]).top()
            return self._column.tops[index] + piece.top + top

        self._bring(height)

    def _mark(self, hit: Hit) -> None:
        """Mark it as the current one, if it is not folded away."""
        index = self._column.index_of(hit.message_id)
        item = self._column.items[index] if index is not None else None
        found = self._place_of(item, hit) if item is not None else None
        self._view.found = None
        if item is not None and found is not None:
            piece, number = found
            matches = self._realiser.realise(item, piece).matches(self._view.words)
            self._view.found = (piece, matches[number]) if number < len(matches) else None
            self.scroller.keep_place(lambda: self._column.measure(item))
        self._viewport.update()

    def _place_of(self, item: Item, hit: Hit) -> tuple[Piece, int] | None:
        """The piece of a place, and which of the places in it this is."""
        number = hit.number
        for piece in self._realiser.split(item):
            if (piece.segment.kind is Kind.THOUGHT) is hit.in_thoughts:
                count = self._count(piece.segment)
                if number < count:
                    return piece, number
                number -= count
        return None

    def _bring(self, height: Callable[[], float]) -> None:
        """Scroll so that this height is in view; what is well in view stays where it is."""
        view = self.scroller.view_height
        if self.scroller.top + view * _EDGE <= height() <= self.scroller.top + view * (1 - _EDGE):
            return
        for _ in range(_PASSES):
            self.scroller.go_to(height() - view * _SHARE_ABOVE)
            self.scroller.realise(0, view, 1.0)
        self.scroller.go_to(height() - view * _SHARE_ABOVE)
