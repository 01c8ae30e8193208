"""A code block on the canvas: a frame with the language and a copy button, coloured lines that wrap."""

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTextCharFormat, QTextCursor

from desktop.ui.theme import SIZES
from desktop.ui.transcript.blocks import DocumentBlock
from desktop.ui.transcript.code_colours import Paint, colour_line, language_named
from desktop.ui.transcript.marks import Marks
from desktop.ui.transcript.rendering import CODE_LINE_HEIGHT, LINE_HEIGHT, Style

translate = QCoreApplication.translate

_HEAD = 34.0        # height of the line with language and button
_EDGE = 14.0
_COLOURED_UP_TO = 60_000        # characters; longer listings stay plain


def code_of(source: str) -> tuple[str, str]:
    """Language and code between the fences of a segment."""
    head, _, body = source.lstrip("\n").partition("\n")
    sign = head.strip()[:1]
    lines = body.split("\n")
    while lines and not lines[-1].strip():
        lines.pop()
    mark = lines[-1].strip() if lines else ""
    if len(mark) >= 3 and not mark.strip(sign) and mark[0] == sign:     # noqa: PLR2004 - a fence has three signs
        lines.pop()
    return head.strip().lstrip("`~").strip().split(" ")[0], "\n".join(lines)


class CodeBlock(DocumentBlock):
    """Code. While it grows only its last line is written again."""

    def __init__(self, style: Style, source: str) -> None:
        self.language, self._code = code_of(source)
        self._settled = 0                   # characters of code in whole lines that are written
        self._fence: int | None = None      # state of the lexer after them
        self._paints = _formats(style)
        self.copied = False                 # the button says so for a while
        super().__init__(style, source, code=True)
        scale = style.scale
        self.origin = QPointF(_EDGE, _HEAD * scale + 4)
        self._margin, self._below = _EDGE, 12.0
        self._width = 0.0

    @property
    def code(self) -> str:
        """What the copy button copies."""
        return self._code

    def _write(self, source: str) -> None:
        _, self._code = code_of(source)
        cursor = QTextCursor(self.document)
        cursor.beginEditBlock()
        cursor.setPosition(self._settled)
        cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        cursor.setBlockFormat(self.style.block(line=self.style.line * CODE_LINE_HEIGHT / LINE_HEIGHT))
        *whole, last = self._code[self._settled :].split("\n")
        for line in whole:
            self._fence = self._write_line(cursor, line)
            cursor.insertText("\n", self.style.code)
            self._settled += len(line) + 1
        self._write_line(cursor, last)
        cursor.endEditBlock()

    def _write_line(self, cursor: QTextCursor, line: str) -> int | None:
        language = language_named(self.language)
        if language is None or self._settled > _COLOURED_UP_TO:
            cursor.insertText(line, self.style.code)
            return None
        runs, fence = colour_line(line, language, self._fence)
        for words, paint in runs:
            if words:
                cursor.insertText(words, self._paints[paint])
        return fence

    def grow(self, source: str) -> float:
        """Take a longer source; returns the y from which on it must be painted."""
        line = self.caret(self.length)
        if not code_of(source)[1].startswith(self._code[: self._settled]):
            self._settled, self._fence = 0, None    # a line that looked like code was the closing fence
        self._write(source)
        return line.top()

    def fit(self, width: float) -> float:
        """Lay out for this width; returns the height."""
        self._width = width
        return super().fit(width)

    def natural_width(self) -> float:
        """Code takes the whole column."""
        return self._width

    def button(self) -> QRectF:
        """Where the copy button is."""
        scale = self.style.scale
        width = 13 * self.style.em * SIZES.small / SIZES.body
        return QRectF(self._width - width - 4, 2, width, _HEAD * scale - 2)

    def draw(self, painter: QPainter, clip: QRectF, marks: Marks) -> None:
        """Draw with its top left corner at the origin."""
        tokens = self.style.tokens
        frame = QRectF(0.5, 0.5, self._width - 1, self._height() - 1)
        painter.setPen(QPen(QColor(tokens.border), 1))
        painter.setBrush(QColor(tokens.code))
        painter.drawRoundedRect(frame, SIZES.radius, SIZES.radius)
        if clip.top() < self.origin.y():
            self._draw_head(painter)
        super().draw(painter, clip, marks)

    def _draw_head(self, painter: QPainter) -> None:
        tokens, button = self.style.tokens, self.button()
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(self.style.font(SIZES.small))
        painter.setPen(QColor(tokens.text_muted))
        left = QRectF(_EDGE, button.top(), max(0.0, button.left() - _EDGE), button.height())
        painter.drawText(left, middle, self.language or translate("Transcript", "Code"))
        painter.setPen(QColor(tokens.success if self.copied else tokens.link))
        words = translate("Transcript", "Copied") if self.copied else translate("Transcript", "Copy")
        painter.drawText(button.adjusted(0, 0, -_EDGE + 4, 0), middle | Qt.AlignmentFlag.AlignRight, words)


def _formats(style: Style) -> dict[Paint, QTextCharFormat]:
    tokens = style.tokens
    colours = {
        Paint.KEYWORD: tokens.syntax_keyword, Paint.STRING: tokens.syntax_string,
        Paint.COMMENT: tokens.syntax_comment, Paint.NUMBER: tokens.syntax_number, Paint.PLAIN: tokens.text,
    }
    made: dict[Paint, QTextCharFormat] = {}
    for paint, colour in colours.items():
        made[paint] = QTextCharFormat(style.code)
        made[paint].setForeground(QColor(colour))
    return made
