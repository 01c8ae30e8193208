"""What a segment becomes on the canvas: a small document to measure, draw, hit, search and grow."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QPainter,
    QPen,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextLine,
)

from desktop.chat.folding import Span
from desktop.ui.transcript.markdown import Markdown
from desktop.ui.transcript.marks import Marks, find_all, mark_formats
from desktop.ui.transcript.rendering import (
    BULLET,
    CODE,
    DEPTH,
    INLINE_CODE,
    MARKER,
    QUOTE,
    RULE,
    Style,
    Writer,
    centred,
    math_format,
)


class Block(Protocol):
    """One segment, ready to be shown. Positions count characters as shown, from 0 to `length`."""

    @property
    def length(self) -> int:
        """The last position."""

    def fit(self, width: float) -> float:
        """Lay out for this width; returns the height."""

    def natural_width(self) -> float:
        """The width of its longest line, as laid out."""

    def grow(self, source: str) -> float:
        """Take a source that begins like the old one (a stream adds to it, or a cut shortens it); returns the
        y from which on it must be painted.
        """

    def draw(self, painter: QPainter, clip: QRectF, marks: Marks) -> None:
        """Draw with its top left corner at the origin."""

    def hit(self, point: QPointF) -> int:
        """The position nearest to a point."""

    def caret(self, position: int) -> QRectF:
        """Where a position stands."""

    def word(self, position: int) -> Span:
        """The word around a position."""

    def text(self, span: Span) -> str:
        """What a person copies."""

    def texts(self) -> Sequence[str]:
        """What is read in it: one text, or one for each cell of a table."""

    def matches(self, words: tuple[str, ...]) -> list[Span]:
        """Where folded words stand."""


def x_in_line(line: QTextLine, position: int) -> float:
    """Where a position of the block stands in a line; the stubs do not say that the answer is a pair."""
    across: float = line.cursorToX(position)[0]     # type: ignore[index]
    return across


def draw_document(
    painter: QPainter, document: QTextDocument, clip: QRectF, spans: list[tuple[Span, QTextCharFormat]]
) -> None:
    """Draw a document at the origin with these spans marked."""
    context = QAbstractTextDocumentLayout.PaintContext()
    context.clip = clip
    if spans:
        selections = []
        for (start, end), characters in spans:
            selection = QAbstractTextDocumentLayout.Selection()
            cursor = QTextCursor(document)
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            selection.cursor = cursor
            selection.format = characters
            selections.append(selection)
        context.selections = selections
    document.documentLayout().draw(painter, context)


class DocumentBlock:
    """One document without decoration: a typed text, and the base of the others."""

    def __init__(self, style: Style, source: str, *, code: bool = False) -> None:
        self.style = style
        self.document = style.document(code=code)
        self.origin = QPointF(0, 0)     # where the document stands in the block
        self._margin = 0.0              # what stands right of it
        self._below = 0.0               # and below it
        self._marking = mark_formats(style)
        self._matched: tuple[tuple[str, ...], int, list[Span]] = ((), -1, [])
        self._write(source)

    def _write(self, source: str) -> None:
        cursor = QTextCursor(self.document)
        cursor.setBlockFormat(self.style.block())
        cursor.setBlockCharFormat(self.style.base)
        cursor.insertText(source.rstrip("\n"), self.style.base)

    @property
    def length(self) -> int:
        """The last position."""
        return self.document.characterCount() - 1

    def fit(self, width: float) -> float:
        """Lay out for this width; returns the height."""
        wanted = max(1.0, width - self.origin.x() - self._margin)
        if self.document.textWidth() != wanted:     # Qt lays out everything anew even for the same width
            self.document.setTextWidth(wanted)
        return self._height()

    def _height(self) -> float:
        return self.origin.y() + self.document.size().height() + self._below

    def natural_width(self) -> float:
        """The width of its longest line, as laid out."""
        return self.origin.x() + self.document.idealWidth() + self._margin

    def grow(self, source: str) -> float:
        """Write the whole source again."""
        self.document.clear()
        self._write(source)
        return 0.0

    def draw(self, painter: QPainter, clip: QRectF, marks: Marks) -> None:
        """Draw with its top left corner at the origin."""
        spans = self._marking.of(self.matches(marks.words), marks.current)
        if marks.selection:
            start, end = (min(place, self.length) for place in marks.selection)
            spans.append(((start, end), self._marking.selected))
        painter.translate(self.origin)
        inner = clip.translated(-self.origin)
        self._decorate(painter, inner)
        draw_document(painter, self.document, inner, spans)
        painter.translate(-self.origin)

    def _decorate(self, painter: QPainter, clip: QRectF) -> None:
        """Draw what is no text; the painter stands at the document's corner."""

    def hit(self, point: QPointF) -> int:
        """The position nearest to a point."""
        place = self.document.documentLayout().hitTest(point - self.origin, Qt.HitTestAccuracy.FuzzyHit)
        return max(0, min(place, self.length))

    def caret(self, position: int) -> QRectF:
        """Where a position stands."""
        block = self.document.findBlock(min(position, self.length))
        line = block.layout().lineForTextPosition(min(position, self.length) - block.position())
        corner = self.document.documentLayout().blockBoundingRect(block).topLeft() + self.origin
        if not line.isValid():
            return QRectF(corner.x(), corner.y(), 1, self.style.line)
        across = x_in_line(line, min(position, self.length) - block.position())
        return QRectF(corner.x() + across, corner.y() + line.y(), 1, line.height())

    def word(self, position: int) -> Span:
        """The word around a position."""
        cursor = QTextCursor(self.document)
        cursor.setPosition(min(position, self.length))
        cursor.select(QTextCursor.SelectionType.WordUnderCursor)
        return cursor.selectionStart(), cursor.selectionEnd()

    def text(self, span: Span) -> str:
        """What a person copies."""
        cursor = QTextCursor(self.document)
        cursor.setPosition(min(span[0], self.length))
        cursor.setPosition(min(span[1], self.length), QTextCursor.MoveMode.KeepAnchor)
        return cursor.selectedText().replace("\u2029", "\n").replace("\u2028", "\n")

    def texts(self) -> Sequence[str]:
        """What is read in it."""
        return (self.document.toPlainText(),)

    def matches(self, words: tuple[str, ...]) -> list[Span]:
        """Where folded words stand."""
        key = (words, self.document.revision())
        if self._matched[:2] != key:
            self._matched = (*key, find_all(self.document, words))
        return self._matched[2]


class TextBlock(DocumentBlock):
    """Markdown text. While it grows only its last paragraph, list or heading is parsed and laid out again."""

    def __init__(self, style: Style, source: str, markdown: Markdown) -> None:
        self._markdown = markdown
        self._settled = 0           # source that can never look different again
        self._settled_until = 0     # position in the document where its text ends
        super().__init__(style, source)

    def _write(self, source: str) -> None:
        cursor = QTextCursor(self.document)
        cursor.beginEditBlock()
        cursor.setPosition(self._settled_until)
        cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        fresh = self._settled == 0
        tokens = self._markdown.blocks(source[self._settled :])
        outer = [n for n, token in enumerate(tokens) if token.level == 0 and token.nesting >= 0]
        last = outer[-1] if outer else 0
        writer = Writer(self.style, cursor, fresh=fresh)
        writer.write(tokens[:last])
        lines = tokens[last].map if last else None
        self._settle(source, cursor, lines[0] if lines else 0)
        writer.write(tokens[last:])
        cursor.endEditBlock()

    def _settle(self, source: str, cursor: QTextCursor, line: int) -> None:
        """What stands before the last block is settled once the first line of that block is complete: until
        then more characters can still turn the line into a part of the block before.
        """
        place = self._settled
        for _ in range(line):
            place = source.find("\n", place) + 1
        if line and source.find("\n", place) >= 0:
            self._settled, self._settled_until = place, cursor.position()

    def grow(self, source: str) -> float:
        """Take a longer or cut source; what is settled stays."""
        if len(source) < self._settled:
            self._settled = self._settled_until = 0
        start = self._settled_until
        before = self._outline(start)
        self._write(source)
        now = self._outline(start)
        pairs = enumerate(zip(before, now, strict=False))
        same = next((n for n, (old, new) in pairs if old != new), min(len(before), len(now)))
        return now[same][1] if same < len(now) else self.document.size().height()

    def _outline(self, position: int) -> list[tuple[str, float, float, str]]:
        """Text, top, height and marker of every paragraph from a position on: what is equal looks equal."""
        layout, found = self.document.documentLayout(), []
        block = self.document.findBlock(position)
        while block.isValid():
            rect = layout.blockBoundingRect(block)
            marker = block.blockFormat().stringProperty(MARKER)
            found.append((block.text(), rect.top(), rect.height(), marker))
            block = block.next()
        return found

    def text(self, span: Span) -> str:
        """What a person copies: with the markers of lists."""
        start, end = (min(place, self.length) for place in span)
        lines: list[str] = []
        block = self.document.findBlock(start)
        while block.isValid() and block.position() <= end:
            first, last = max(start - block.position(), 0), end - block.position()
            words = block.text()[first : max(first, last)].replace("\u2028", "\n")
            marker = block.blockFormat().stringProperty(MARKER) if first == 0 else ""
            depth = block.blockFormat().intProperty(DEPTH)
            lines.append(f"{'  ' * (depth - 1)}{marker} {words}" if marker else words)
            block = block.next()
        return "\n".join(lines)

    def _decorate(self, painter: QPainter, clip: QRectF) -> None:
        layout = self.document.documentLayout()
        block = self.document.lastBlock()       # upwards, for a stream paints only the end
        while block.isValid():
            rect = layout.blockBoundingRect(block)
            if rect.bottom() + self.style.em < clip.top():      # the ground of code reaches a little below
                break
            made = block.blockFormat()
            signs = any(made.hasProperty(each) for each in (QUOTE, MARKER, RULE, CODE))
            if signs and rect.top() <= clip.bottom():
                self._draw_signs(painter, block, rect)
            block = block.previous()

    def _draw_signs(self, painter: QPainter, block: QTextBlock, rect: QRectF) -> None:
        made, em, tokens = block.blockFormat(), self.style.em, self.style.tokens
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.border_strong))
        for level in range(made.intProperty(QUOTE)):
            left = made.leftMargin() - (level + 1) * 1.25 * em
            painter.drawRoundedRect(QRectF(left, rect.top(), 3, rect.height()), 1.5, 1.5)
        if made.hasProperty(RULE):
            line = QRectF(made.leftMargin(), rect.center().y(), rect.width(), 1)
            painter.fillRect(line, QColor(tokens.border_strong))
        if made.hasProperty(CODE):
            self._draw_code_grounds(painter, block, rect.topLeft())
        if marker := made.stringProperty(MARKER):
            first = block.layout().lineAt(0)
            baseline = rect.top() + first.y() + first.ascent()
            self._draw_marker(painter, marker, QPointF(made.leftMargin(), baseline), made.intProperty(DEPTH))

    def _draw_code_grounds(self, painter: QPainter, block: QTextBlock, corner: QPointF) -> None:
        """Rounded grounds behind code, as high as its letters; Qt would fill the whole line."""
        layout, em = block.layout(), self.style.em
        painter.setBrush(QColor(self.style.tokens.code_inline))
        for span in block.textFormats():
            if not span.format.hasProperty(INLINE_CODE):
                continue
            place, end = span.start, span.start + span.length
            while place < end:
                line = layout.lineForTextPosition(place)
                stop = min(end, line.textStart() + line.textLength())
                left, right = x_in_line(line, place), x_in_line(line, stop)
                baseline = line.y() + line.ascent()
                ground = QRectF(left - 2, baseline - 1.05 * em, right - left + 4, 1.38 * em)
                painter.drawRoundedRect(ground.translated(corner), 4, 4)
                if stop <= place:
                    break
                place = stop

    def _draw_marker(self, painter: QPainter, marker: str, at: QPointF, depth: int) -> None:
        em, colour = self.style.em, QColor(self.style.tokens.text)
        if marker != BULLET:
            painter.setFont(self.style.font())
            painter.setPen(colour)
            width = painter.fontMetrics().horizontalAdvance(marker)
            painter.drawText(QPointF(at.x() - 0.4 * em - width, at.y()), marker)
            return
        centre, radius = QPointF(at.x() - 0.8 * em, at.y() - 0.36 * em), 0.16 * em
        painter.setPen(QPen(colour, 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush if depth % 3 == 2 else colour)       # noqa: PLR2004 - the second of three
        if depth % 3:
            painter.drawEllipse(centre, radius, radius)
        else:
            painter.drawRect(QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius))


class MathBlock(DocumentBlock):
    """A formula on its own, as it is written, in the middle."""

    def _write(self, source: str) -> None:
        words = source.strip().removeprefix("$$").removeprefix("\\[")
        words = words.removesuffix("$$").removesuffix("\\]").strip()
        cursor = QTextCursor(self.document)
        cursor.setBlockFormat(centred(self.style))
        cursor.insertText(words, math_format(self.style.base))
