"""Finds a text in the conversation and goes to a place in it."""

from collections.abc import Iterator
from dataclasses import dataclass

from desktop.ui.transcript.blocks import Block
from desktop.ui.transcript.layout import Column, Item, Piece
from desktop.ui.transcript.realising import Realiser
from desktop.ui.transcript.scrolling import Scroller
from desktop.ui.transcript.segments import Kind

_CONTEXT = 16           # characters of the source that are looked for in the text as shown
_SHARE_ABOVE = 0.25     # how far down in the view the place comes to stand


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a text was found: its offset in the source of the message."""

    message_id: int
    offset: int


class Finding:
    """Search in what is shown."""

    def __init__(self, column: Column, realiser: Realiser, scroller: Scroller) -> None:
        self._column = column
        self._realiser = realiser
        self._scroller = scroller

    def hits(self, needle: str) -> Iterator[Hit]:
        """Every place, oldest first, in any case."""
        wanted = needle.casefold()
        for item in self._column.items if wanted else ():
            text = item.entry.text.casefold()
            place = text.find(wanted)
            while place >= 0:
                yield Hit(item.entry.message_id, place)
                place = text.find(wanted, place + len(wanted))

    def go_to(self, message_id: int, place: int | str) -> bool:
        """Show an offset or an excerpt of the source; whether the message is shown at all."""
        index = self._column.index_of(message_id)
        if index is None:
            return False
        item = self._column.items[index]
        excerpt = place if isinstance(place, str) else ""
        offset = place if isinstance(place, int) else 0
        if excerpt and (found := item.entry.text.casefold().find(excerpt.casefold())) >= 0:
            offset = found
        above = self._scroller.view_height * _SHARE_ABOVE
        for _ in range(2):      # laying out what comes into view can move the place once
            self._scroller.go_to(self._height_of(index, item, offset, excerpt) - above)
            self._scroller.realise(0, self._scroller.view_height, 1.0)
        self._scroller.go_to(self._height_of(index, item, offset, excerpt) - above)
        return True

    def _height_of(self, index: int, item: Item, offset: int, excerpt: str) -> float:
        pieces = self._realiser.split(item)
        said = [piece for piece in pieces if piece.segment.kind is not Kind.THOUGHT]
        within = [piece for piece in said if piece.segment.start <= offset]
        if not within or offset == 0:
            return self._column.tops[index] + self._scroller.view_height * _SHARE_ABOVE - 8
        piece = within[-1]
        block = self._realiser.realise(item, piece)
        self._scroller.keep_place(lambda: self._column.measure(item))
        position = self._position(block, piece, offset - piece.segment.start, excerpt)
        return self._column.tops[index] + piece.top + block.caret(position).top()

    def _position(self, block: Block, piece: Piece, offset: int, excerpt: str) -> int:
        """Where an offset of the source stands in the shown text: by the words there, else by proportion."""
        source = piece.segment.source
        needle = excerpt.strip() or source[offset : offset + _CONTEXT].split("\n")[0].strip()
        for length in (len(needle), len(needle) // 2):
            words = needle[:length]
            if words and (matches := block.matches(words)):
                before = source[:offset].casefold().count(words.casefold())
                return matches[min(before, len(matches) - 1)][0]
        return round(block.length * offset / max(1, len(source)))
