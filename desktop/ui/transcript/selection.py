"""What is selected across messages, and how the mouse selects it."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF

from desktop.chat.folding import Span
from desktop.ui.transcript.layout import Column, Item, Piece
from desktop.ui.transcript.realising import Realiser

MOST_RENDERED = 300     # pieces that copying lays out; more are copied as their Markdown source
_END = 1 << 30          # behind every position


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in the conversation: item, piece and position in its block."""

    item: int
    piece: int
    place: int


class Selection:
    """From where to where the text is selected."""

    def __init__(self, column: Column, realiser: Realiser) -> None:
        self._column = column
        self._realiser = realiser
        self._anchor: Position | None = None
        self._focus: Position | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is selected."""
        return self._anchor is None or self._anchor == self._focus

    @property
    def anchor(self) -> Position | None:
        """Where the selecting began."""
        return self._anchor

    def begin(self, position: Position | None) -> None:
        """Start anew here, with nothing selected."""
        self._anchor = self._focus = position

    def reach(self, position: Position | None) -> None:
        """Select from the beginning to here."""
        if self._anchor is not None and position is not None:
            self._focus = position

    def select_all(self) -> None:
        """Select the whole conversation."""
        self._anchor, self._focus = Position(0, 0, 0), Position(len(self._column.items), _END, _END)

    def select_word(self, position: Position) -> None:
        """Select the word at a place."""
        piece = self._realiser.split(self._column.items[position.item])[position.piece]
        start, end = self._realiser.realise(self._column.items[position.item], piece).word(position.place)
        self._anchor = Position(position.item, position.piece, start)
        self._focus = Position(position.item, position.piece, end)

    def _ends(self) -> tuple[Position, Position] | None:
        if self.is_empty or self._anchor is None or self._focus is None:
            return None
        first, last = sorted((self._anchor, self._focus))
        return first, last

    def span(self, item: int, piece: int) -> Span | None:
        """What of a piece is selected."""
        ends = self._ends()
        if ends is None:
            return None
        first, last = ends
        if not (first.item, first.piece) <= (item, piece) <= (last.item, last.piece):
            return None
        start = first.place if (first.item, first.piece) == (item, piece) else 0
        end = last.place if (last.item, last.piece) == (item, piece) else _END
        return start, end

    def position_at(self, point: QPointF) -> Position | None:
        """The place nearest to a point of the column."""
        if not self._column.items:
            return None
        index = self._column.at(point.y())
        item = self._column.items[index]
        pieces = self._realiser.split(item)
        if not pieces:
            return Position(index, 0, 0)
        number = max(0, self._column.piece_at(index, point.y()))
        block = self._realiser.realise(item, pieces[number])
        corner = QPointF(self._column.text_left(item), self._column.tops[index] + pieces[number].top)
        return Position(index, number, block.hit(point - corner))

    def text(self) -> str:
        """What is copied: the text as shown; of very much text its source."""
        ends = self._ends()
        if ends is None:
            return ""
        first, last = ends
        found: list[str] = []
        budget = MOST_RENDERED
        for index in range(first.item, min(last.item + 1, len(self._column.items))):
            item = self._column.items[index]
            words: list[str] = []
            for piece, span in self._selected(index, item):
                budget -= piece.block is None
                words.append(self._words(item, piece, span, budget > 0))
            if words:
                found.append("\n".join(words))
        return "\n\n".join(found)

    def _selected(self, index: int, item: Item) -> Iterator[tuple[Piece, Span]]:
        for number, piece in enumerate(self._realiser.split(item)):
            if span := self.span(index, number):
                yield piece, span

    def _words(self, item: Item, piece: Piece, span: Span, rendered: bool) -> str:
        if piece.block is None and not rendered and span == (0, _END):
            return piece.segment.source.strip("\n")
        had = piece.block
        words = self._realiser.realise(item, piece).text(span)
        if had is None:
            piece.block = None      # not to keep a whole conversation laid out
        return words
