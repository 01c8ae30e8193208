"""A table on the canvas: a grid of small documents (Qt's own tables are far slower to lay out)."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QTextCharFormat, QTextCursor

from desktop.chat.folding import Span
from desktop.ui.transcript.blocks import draw_document
from desktop.ui.transcript.markdown import Markdown
from desktop.ui.transcript.marks import Marks, find_all, mark_formats
from desktop.ui.transcript.rendering import SafeDocument, Style, Writer

_PAD_X, _PAD_Y = 10.0, 4.0
_NARROWEST = 4.0        # em that a column keeps while others can still give
_BORDER = re.compile(r"(?<!\\)\|")


def split_row(line: str) -> list[str]:
    """The cells of a row of Markdown."""
    words = line.strip().removeprefix("|")
    if words.endswith("|") and not words.endswith("\\|"):
        words = words[:-1]
    return [cell.strip().replace("\\|", "|") for cell in _BORDER.split(words)]


def alignment(cell: str) -> Qt.AlignmentFlag:
    """What the row under the head says of a column."""
    if cell.endswith(":"):
        return Qt.AlignmentFlag.AlignHCenter if cell.startswith(":") else Qt.AlignmentFlag.AlignRight
    return Qt.AlignmentFlag.AlignLeft


def share_out(natural: list[float], room: float, narrowest: float) -> list[float]:
    """Widths of columns in this room: those that need little get it, the wide ones share what is left."""
    if sum(natural) <= room:
        return natural
    widths = [min(each, narrowest) for each in natural]
    if sum(widths) > room:
        return [room / len(natural)] * len(natural)
    left, wanting = room - sum(widths), sum(natural) - sum(widths)
    fair = [width + left * (each - width) / wanting for width, each in zip(widths, natural, strict=True)]
    fixed = {n for n, each in enumerate(natural) if each <= room / len(natural)}    # need no cut at all
    if not fixed or len(fixed) == len(natural):
        return fair
    kept = room - sum(natural[n] for n in fixed)
    wide = sum(natural[n] for n in range(len(natural)) if n not in fixed)
    return [each if n in fixed else each * kept / wide for n, each in enumerate(natural)]


@dataclass(slots=True)
class _Cell:
    source: str
    document: SafeDocument
    natural: float
    length: int = 0             # one more than its text: the border counts as a position

    def __post_init__(self) -> None:
        self.length = self.document.characterCount()


@dataclass(slots=True)
class _Row:
    line: str
    cells: list[_Cell]
    height: float = -1.0        # as laid out for the widths in force; < 0: not yet


class TableBlock:
    """A table. While it grows only new or changed cells are written; the widths follow."""

    def __init__(self, style: Style, source: str, markdown: Markdown) -> None:
        self.style = style
        self._markdown = markdown
        self._rows: list[_Row] = []
        self._alignments: list[Qt.AlignmentFlag] = []
        self._starts: list[list[int]] = []      # position at which each cell begins
        self._widths: list[float] = []
        self._lefts: list[float] = []
        self._tops: list[float] = []
        self._width = 0.0
        self._marking = mark_formats(style)
        self._take(source)

    def _take(self, source: str) -> None:
        head, under, *lines = source.strip("\n").split("\n")
        self._alignments = [alignment(cell) for cell in split_row(under)]
        count = len(self._alignments)
        del self._rows[1 + len(lines) :]        # a line looked like a row until it was complete
        for number, line in enumerate([head, *lines]):
            if number < len(self._rows) and self._rows[number].line == line:
                continue
            known = self._rows[number].cells if number < len(self._rows) else []
            words = (split_row(line) + [""] * count)[:count]
            same = [column < len(known) and known[column].source == each for column, each in enumerate(words)]
            cells = [
                known[column] if same[column] else self._cell(each, column, head=number == 0)
                for column, each in enumerate(words)
            ]
            self._rows[number:] = [_Row(line, cells), *self._rows[number + 1 :]]
            del self._starts[number:]
        self._number_positions()

    def _number_positions(self) -> None:
        """Say at which position each cell begins; what is known already stays."""
        del self._starts[len(self._rows) :]
        place = self.length + 1 if self._starts else 0
        for row in self._rows[len(self._starts) :]:
            *starts, place = accumulate((cell.length for cell in row.cells), initial=place)
            self._starts.append(starts)

    def _cell(self, words: str, column: int, *, head: bool) -> _Cell:
        document = self.style.document()
        cursor = QTextCursor(document)
        block = self.style.block(line=self.style.line * 0.9)
        block.setAlignment(self._alignments[column])
        cursor.setBlockFormat(block)
        base = QTextCharFormat(self.style.base)
        if head:
            base.setFontWeight(QFont.Weight.Bold)
        Writer(self.style, cursor).inline(self._markdown.inline(words) if words else [], base)
        document.setTextWidth(-1)
        return _Cell(words, document, document.idealWidth() + 1)

    @property
    def length(self) -> int:
        """The last position."""
        last = len(self._starts) - 1
        return self._starts[last][-1] + self._rows[last].cells[-1].length - 1

    def fit(self, width: float) -> float:
        """Lay out for this width; returns the height."""
        columns = range(len(self._alignments))
        natural = [max(row.cells[column].natural for row in self._rows) for column in columns]
        room = width - 2 * _PAD_X * len(natural)
        widths = share_out(natural, room, _NARROWEST * self.style.em)
        self._lefts = list(accumulate((each + 2 * _PAD_X for each in widths), initial=0.0))
        for row in self._rows:
            if row.height < 0 or widths != self._widths:
                row.height = _lay_out(row, widths)
        self._widths = widths
        self._tops = list(accumulate((row.height for row in self._rows), initial=0.0))
        self._width = width
        return self._tops[-1] + 1 + 10      # the rule below, and air: a table needs more than a paragraph

    def natural_width(self) -> float:
        """The width of its grid."""
        return self._lefts[-1]

    def grow(self, source: str) -> float:
        """Take a longer source; returns the y from which on it must be painted."""
        before = self._lefts
        last = self._tops[-2] if self._tops else 0.0
        self._take(source)
        self.fit(self._width)
        return last if before == self._lefts else 0.0

    def draw(self, painter: QPainter, clip: QRectF, marks: Marks) -> None:
        """Draw with its top left corner at the origin."""
        tokens, right = self.style.tokens, self._lefts[-1]
        painter.fillRect(QRectF(0, 0, right, self._tops[1]), QColor(tokens.table_head))
        first = max(0, bisect_right(self._tops, clip.top()) - 1)
        for number in range(first, len(self._rows)):
            if self._tops[number] > clip.bottom():
                break
            for column, cell in enumerate(self._rows[number].cells):
                self._draw_cell(painter, cell, (number, column), clip, marks)
        painter.setPen(QPen(QColor(tokens.border_grid), 1))
        for y in self._tops:
            painter.drawLine(QPointF(0, round(y) + 0.5), QPointF(right, round(y) + 0.5))
        for x in self._lefts:
            painter.drawLine(QPointF(round(x) + 0.5, 0), QPointF(round(x) + 0.5, round(self._tops[-1])))

    def _draw_cell(
        self, painter: QPainter, cell: _Cell, at: tuple[int, int], clip: QRectF, marks: Marks
    ) -> None:
        corner = self._corner(*at)
        start = self._starts[at[0]][at[1]]
        current = (marks.current[0] - start, marks.current[1] - start) if marks.current else None
        spans = self._marking.of(find_all(cell.document, marks.words), current)
        if marks.selection:
            inner = (max(0, marks.selection[0] - start), min(cell.length - 1, marks.selection[1] - start))
            if inner[0] < inner[1]:
                spans.append((inner, self._marking.selected))
        painter.translate(corner)
        draw_document(painter, cell.document, clip.translated(-corner), spans)
        painter.translate(-corner)

    def _corner(self, row: int, column: int) -> QPointF:
        return QPointF(self._lefts[column] + _PAD_X, self._tops[row] + _PAD_Y)

    def _cell_at(self, position: int) -> tuple[int, int]:
        row = max(0, bisect_right([starts[0] for starts in self._starts], position) - 1)
        return row, max(0, bisect_right(self._starts[row], position) - 1)

    def hit(self, point: QPointF) -> int:
        """The position nearest to a point."""
        row = max(0, min(len(self._rows) - 1, bisect_right(self._tops, point.y()) - 1))
        column = max(0, min(len(self._alignments) - 1, bisect_right(self._lefts, point.x()) - 1))
        cell = self._rows[row].cells[column]
        inner = point - self._corner(row, column)
        place = cell.document.documentLayout().hitTest(inner, Qt.HitTestAccuracy.FuzzyHit)
        return self._starts[row][column] + max(0, min(place, cell.length - 1))

    def caret(self, position: int) -> QRectF:
        """Where a position stands: its cell, which is near enough."""
        row, column = self._cell_at(position)
        return QRectF(self._corner(row, column).x(), self._corner(row, column).y(), 1, self.style.line)

    def word(self, position: int) -> Span:
        """The word around a position."""
        row, column = self._cell_at(position)
        start = self._starts[row][column]
        cursor = QTextCursor(self._rows[row].cells[column].document)
        cursor.setPosition(min(position - start, self._rows[row].cells[column].length - 1))
        cursor.select(QTextCursor.SelectionType.WordUnderCursor)
        return start + cursor.selectionStart(), start + cursor.selectionEnd()

    def text(self, span: Span) -> str:
        """What a person copies: tabs between cells, so that a spreadsheet takes it."""
        lines: list[str] = []
        for row, starts in zip(self._rows, self._starts, strict=True):
            cells = [
                cell.document.toPlainText()[max(0, span[0] - start) : span[1] - start].replace("\n", " ")
                for cell, start in zip(row.cells, starts, strict=True)
                if start <= span[1] and span[0] < start + cell.length
            ]
            if cells:
                lines.append("\t".join(cells))
        return "\n".join(lines)

    def texts(self) -> Sequence[str]:
        """What is read in it, cell by cell."""
        return [cell.document.toPlainText() for row in self._rows for cell in row.cells]

    def matches(self, words: tuple[str, ...]) -> list[Span]:
        """Where folded words stand."""
        return [
            (start + first, start + last)
            for row, starts in zip(self._rows, self._starts, strict=True)
            for cell, start in zip(row.cells, starts, strict=True)
            for first, last in find_all(cell.document, words)
        ]


def _lay_out(row: _Row, widths: list[float]) -> float:
    for cell, width in zip(row.cells, widths, strict=True):
        if cell.document.textWidth() != width:
            cell.document.setTextWidth(max(1.0, width))
    return max(cell.document.size().height() for cell in row.cells) + 2 * _PAD_Y
