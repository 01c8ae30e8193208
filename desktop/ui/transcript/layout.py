"""Where everything stands: heights, tops and anchors of the messages, estimated until laid out."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from PySide6.QtCore import QRectF

from desktop.chat.conversation import Ending, Role
from desktop.chat.transcript import TranscriptEntry
from desktop.ui.theme import SIZES
from desktop.ui.transcript.blocks import Block
from desktop.ui.transcript.rendering import Style
from desktop.ui.transcript.segments import Kind, Segment, Segmenter

MARKED_ENDINGS = frozenset({Ending.LENGTH, Ending.STOPPED, Ending.INTERRUPTED})

_GAP = 8.0              # between pieces
_EDGE = 24.0            # least space beside the column
_NARROW_EDGE = 14.0     # and in a narrow window
_NARROW = 560.0
_NOTICE = 48.0          # height of the line about what the model does not see
_NAME = 32.0            # height of the line with the model's name
_FOLD = 36.0            # height of the line that folds the thinking
_BELOW_THOUGHTS = 14.0
FOLD_BUTTON = 28.0      # and of what is clicked in it
_ABOVE_BUBBLE = 12.0
_ENDING = 34.0
_FOOTER = 44.0          # room for the actions
_OUTDENT = 7.0
_TOP, _BOTTOM = 16.0, 20.0
BUBBLE_X, BUBBLE_Y = 18.0, 12.0


@dataclass(slots=True)
class Piece:
    """A segment on the canvas. Without `block` its height is a guess; `width` is that of the last layout."""

    segment: Segment
    height: float
    block: Block | None = None
    width: float = -1.0
    top: float = 0.0


@dataclass(slots=True)
class Item:
    """A message on the canvas. `pieces` is None until it comes near the view, `segmenter` unless it grows.
    Thoughts stand among the pieces, before the others, while they are `unfolded`.
    """

    entry: TranscriptEntry
    height: float = 0.0
    pieces: list[Piece] | None = None
    segmenter: Segmenter | None = None
    progress: str = ""          # what is said before the first delta
    thinking: str = ""          # as far as it has come
    unfolded: bool = False
    folds_itself: bool = True   # when the answer begins; not after the reader has turned it
    fold: float = 0.0           # where the line that folds the thinking begins
    body: float = 0.0           # where the pieces begin
    body_end: float = 0.0       # where they end, the bubble included

    def __post_init__(self) -> None:
        """What was thought is folded unless nothing else is there."""
        self.thinking = self.entry.thinking
        self.unfolded = not self.entry.text

    @property
    def is_thinking(self) -> bool:
        """Whether the model thinks and has not begun its answer."""
        return self.segmenter is not None and bool(self.thinking) and not self.segmenter.text

    @property
    def shown_thinking(self) -> str:
        """The thoughts, if they are shown."""
        return self.thinking if self.unfolded else ""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place in the text that stays where it is when heights change."""

    item: int
    piece: int
    below: float


class Column:
    """All messages, one below the other, in a column that is centred in the view."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.items: list[Item] = []
        self.tops: list[float] = [_TOP]
        self.left = 0.0
        self.width = float(SIZES.column)

    def set_view_width(self, width: float) -> bool:
        """Fit the column into the view; whether its width changed."""
        edge = _NARROW_EDGE if width < _NARROW else _EDGE
        before, self.width = self.width, max(120.0, min(SIZES.column * self.style.scale, width - 2 * edge))
        self.left = float(round((width - self.width) / 2))
        return before != self.width

    @property
    def height(self) -> float:
        """The height of everything."""
        return self.tops[-1] + _BOTTOM

    def reset(self, items: Iterable[Item]) -> None:
        """Show these items."""
        self.items = list(items)
        self.retop()

    def text_width(self, item: Item) -> float:
        """How wide the text of a message may become."""
        if item.entry.role is not Role.USER:
            return self.width
        indent = min(120.0, self.width * 0.12)
        return self.width - indent - 2 * BUBBLE_X

    def bubble_width(self, item: Item) -> float:
        """How wide the text of a question is; the whole width as long as that is not known."""
        widest = self.text_width(item)
        widths = [piece.block.natural_width() if piece.block else widest for piece in item.pieces or ()]
        return min(widest, max(widths, default=widest))

    def text_left(self, item: Item) -> float:
        """Where the text of a message begins."""
        if item.entry.role is not Role.USER:
            return self.left
        return self.left + self.width - self.bubble_width(item) - BUBBLE_X

    def estimate(self, segment: Segment, item: Item) -> float:
        """A guess at the height of a segment, so near that the scroll bar hardly moves when it is known."""
        lines = segment.source.count("\n")
        if segment.kind is Kind.CODE:
            return 50 + max(1, lines - 1) * self.style.line * 0.89
        if segment.kind is Kind.TABLE:
            return 12 + max(1, lines - 1) * self.style.line * 1.3
        return self._guess(len(segment.source), lines, item)

    def _guess(self, characters: int, lines: int, item: Item) -> float:
        full = characters * self.style.em * 0.93 / self.text_width(item)
        return max(1.0, full + lines * 0.42) * self.style.line

    def measure(self, item: Item) -> None:
        """Place the pieces of an item below each other and sum up its height."""
        entry, scale = item.entry, self.style.scale
        question = entry.role is Role.USER
        y = _NOTICE * scale if entry.unseen_above else 0.0
        y += _ABOVE_BUBBLE + BUBBLE_Y if question else _NAME * scale
        item.fold = y
        y += _FOLD * scale if item.thinking else 0.0
        item.body = y
        if item.pieces is None:
            for text in filter(None, (item.shown_thinking, entry.text)):
                y += self._guess(len(text), text.count("\n"), item)
        thought = False
        for piece in item.pieces or ():
            y += _BELOW_THOUGHTS if thought and piece.segment.kind is not Kind.THOUGHT else 0.0
            thought = piece.segment.kind is Kind.THOUGHT
            piece.top = y
            y += piece.height + (0.0 if question or thought else _GAP)
        if not item.pieces and entry.ending is Ending.STREAMING:
            y += self.style.line
        item.body_end = y + BUBBLE_Y if question else y
        y = item.body_end + (_ENDING * scale if entry.ending in MARKED_ENDINGS else 0.0)
        item.height = y + _FOOTER

    def actions_rect(self, item: Item) -> QRectF:
        """Where the actions of a message are, from its top. Icons reach a little out of the column, so that
        their strokes stand on its edge.
        """
        return QRectF(self.left - _OUTDENT, item.height - _FOOTER + 2, self.width + 2 * _OUTDENT, _FOOTER - 8)

    def fold_rect(self, item: Item, width: float) -> QRectF:
        """Where the line that folds the thinking is clicked, from the item's top."""
        return QRectF(self.left, item.fold, min(width, self.width), FOLD_BUTTON * self.style.scale)

    def retop(self) -> None:
        """Sum up the tops after heights have changed."""
        self.tops = list(accumulate((item.height for item in self.items), initial=_TOP))

    def at(self, y: float) -> int:
        """The item at this height; the first or last one beyond the ends. There must be one."""
        return max(0, min(len(self.items) - 1, bisect_right(self.tops, y) - 1))

    def visible(self, top: float, bottom: float) -> range:
        """The items that stand between two heights."""
        if not self.items or bottom < self.tops[0]:
            return range(0)
        first = self.at(top)
        return range(first, min(len(self.items), bisect_right(self.tops, bottom)) if bottom >= top else first)

    def piece_at(self, index: int, y: float) -> int:
        """The piece of an item at this height, -1 above the first one."""
        inner = y - self.tops[index]
        pieces = self.items[index].pieces or ()
        return bisect_right([piece.top for piece in pieces], inner) - 1

    def anchor(self, y: float) -> Anchor | None:
        """Remember what stands at this height."""
        if not self.items:
            return None
        index = self.at(y)
        piece = self.piece_at(index, y)
        pieces = self.items[index].pieces
        top = self.tops[index] + (pieces[piece].top if pieces and piece >= 0 else 0.0)
        return Anchor(index, piece, y - top)

    def height_of(self, anchor: Anchor) -> float:
        """Where that stands now."""
        item = self.items[min(anchor.item, len(self.items) - 1)]
        top = self.tops[min(anchor.item, len(self.items) - 1)]
        if item.pieces and 0 <= anchor.piece < len(item.pieces):
            top += item.pieces[anchor.piece].top
        return top + anchor.below

    def index_of(self, message_id: int) -> int | None:
        """Which item shows this message."""
        for index in range(len(self.items) - 1, -1, -1):
            if self.items[index].entry.message_id == message_id:
                return index
        return None
