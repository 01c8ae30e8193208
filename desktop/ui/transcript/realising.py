"""Makes documents of the segments near the view, within a time limit, and lets go of those far away."""

import time
from collections.abc import Callable

from desktop.chat.conversation import Role
from desktop.ui.transcript.blocks import Block, DocumentBlock, MathBlock, TextBlock
from desktop.ui.transcript.code import CodeBlock
from desktop.ui.transcript.layout import Column, Item, Piece
from desktop.ui.transcript.markdown import Markdown
from desktop.ui.transcript.segments import Kind, Segment, plain_segments, segments, thought_segments
from desktop.ui.transcript.tables import TableBlock
from desktop.ui.transcript.thoughts import ThoughtBlock

PAINT_BUDGET = 0.005    # seconds of making documents in one paint; the rest comes with the next one
KEPT_SCREENS = 6        # how far from the view documents are kept


class Realiser:
    """Turns the items of a column into blocks."""

    def __init__(self, column: Column, clock: Callable[[], float] = time.perf_counter) -> None:
        self._column = column
        self._clock = clock
        self._markdown = Markdown()
        self.made = 0           # documents made so far

    def block(self, segment: Segment) -> Block:
        """The block of a segment."""
        self.made += 1
        style = self._column.style
        match segment.kind:
            case Kind.CODE:
                return CodeBlock(style, segment.source)
            case Kind.TABLE:
                return TableBlock(style, segment.source, self._markdown)
            case Kind.MATH:
                return MathBlock(style, segment.source)
            case Kind.PLAIN:
                return DocumentBlock(style, segment.source)
            case Kind.THOUGHT:
                return ThoughtBlock(style, segment.source)
            case Kind.TEXT:
                return TextBlock(style, segment.source, self._markdown)

    def split(self, item: Item) -> list[Piece]:
        """The pieces of an item, cut now if they are not yet."""
        if item.pieces is None:
            cut = plain_segments if item.entry.role is Role.USER else segments
            found = [*thought_segments(item.shown_thinking), *cut(item.entry.text)]
            item.pieces = [Piece(each, self._column.estimate(each, item)) for each in found]
            self._column.measure(item)
        return item.pieces

    def fold(self, item: Item) -> None:
        """Bring the thoughts among the pieces, or take them away, as the item says."""
        if item.pieces is not None:
            rest = [piece for piece in item.pieces if piece.segment.kind is not Kind.THOUGHT]
            shown = thought_segments(item.shown_thinking)
            item.pieces = [*(Piece(each, self._column.estimate(each, item)) for each in shown), *rest]
        self._column.measure(item)

    def realise(self, item: Item, piece: Piece) -> Block:
        """The block of a piece, made and laid out for the width of the column."""
        width = self._column.text_width(item)
        if piece.block is None:
            piece.block = self.block(piece.segment)
            piece.width = -1.0
        if piece.width != width:
            piece.height = piece.block.fit(width)
            piece.width = width
        return piece.block

    def realise_between(self, top: float, bottom: float, budget: float) -> tuple[bool, bool]:
        """Make what stands between two heights: whether something changed, and whether all is done."""
        column, deadline = self._column, self._clock() + budget
        changed = late = False
        for index in column.visible(top, bottom):
            item = column.items[index]
            fresh = item.pieces is None
            width = column.text_width(item)
            for piece in self.split(item):
                start = column.tops[index] + piece.top
                ready = piece.block is not None and piece.width == width
                if ready or not _meets(start, piece, top, bottom):
                    continue
                if self._clock() > deadline:
                    late = True
                    break
                self.realise(item, piece)
                fresh = True
            if fresh:
                column.measure(item)
                changed = True
            if late:
                break
        return changed, not late

    def release_outside(self, top: float, bottom: float) -> None:
        """Let go of documents that stand nowhere near; their heights are kept."""
        column = self._column
        near = column.visible(top, bottom)
        for index, item in enumerate(column.items):
            if index not in near and item.pieces and item.segmenter is None:
                for piece in item.pieces:
                    piece.block = None
            elif item.pieces and len(item.pieces) > 1 and item.segmenter is None:
                for piece in item.pieces:
                    start = column.tops[index] + piece.top
                    if not _meets(start, piece, top, bottom):
                        piece.block = None

    def follow_stream(self, item: Item) -> float | None:
        """Bring the pieces of a streaming item up to its segmenter; returns the y in the item from which on
        it must be painted, None if nothing changed.
        """
        if item.segmenter is None:
            return None
        item.pieces = pieces = item.pieces or []
        open_segment = item.segmenter.open
        said = [*item.segmenter.closed, *([open_segment] if open_segment else [])]
        now = [*thought_segments(item.shown_thinking), *said]
        first = max(0, len(pieces) - 1)     # only the last one shown can have changed
        shown = pieces[first] if pieces else None
        del pieces[first:]
        dirty: tuple[int, float] | None = None
        for segment in now[first:]:
            piece, below = self._continued(item, shown, segment)
            shown = None
            pieces.append(piece)
            if below is not None and dirty is None:
                dirty = (len(pieces) - 1, below)
        self._column.measure(item)
        return None if dirty is None else pieces[dirty[0]].top + dirty[1]

    def _continued(self, item: Item, shown: Piece | None, segment: Segment) -> tuple[Piece, float | None]:
        """The piece for a segment, made of the one shown so far if possible, and the y of its change."""
        if shown is not None and shown.segment == segment:
            return shown, None
        if shown is not None and shown.block is not None and shown.segment.kind is segment.kind:
            below = shown.block.grow(segment.source)
            shown.segment = segment
            shown.width = self._column.text_width(item)
            shown.height = shown.block.fit(shown.width)
            return shown, below
        piece = Piece(segment, self._column.estimate(segment, item))
        self.realise(item, piece)
        return piece, 0.0


def _meets(start: float, piece: Piece, top: float, bottom: float) -> bool:
    return start <= bottom and start + piece.height >= top
