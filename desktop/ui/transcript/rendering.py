"""Writes Markdown tokens into a text document through a cursor: no HTML, no anchors, nothing loaded."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token
from PySide6.QtCore import QCoreApplication, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextOption,
)

from desktop.ui.theme import SIZES, Tokens, fonts

translate = QCoreApplication.translate

MARKER = QTextFormat.Property.UserProperty.value + 1    # text of the list marker left of a block
DEPTH = MARKER + 1                                      # how deep the list is nested
QUOTE = MARKER + 2                                      # how deep the quotation is nested
RULE = MARKER + 3                                       # the block is a horizontal line
CODE = MARKER + 4                                       # the block has code in its text
INLINE_CODE = MARKER + 5                                # these characters are code: we draw a ground
BULLET = "-"                                            # the marker of an item without a number

LINE_HEIGHT = 1.75      # em; Japanese needs more air than Latin
CODE_LINE_HEIGHT = 1.55
_HEADINGS = {1: 1.5, 2: 1.3, 3: 1.15, 4: 1.05}
_FIRST_CJK = 0x2E80     # from here on a slant would be computed, not designed
_LINE_SEPARATOR = "\u2028"


class SafeDocument(QTextDocument):
    """A document that never loads anything, whatever stands in it."""

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:
        """Nothing is there to load."""
        return None


@dataclass(frozen=True)
class Style:
    """Fonts, formats and lengths of one theme and text scale, made once."""

    tokens: Tokens
    scale: float = 1.0
    base: QTextCharFormat = field(init=False)
    code: QTextCharFormat = field(init=False)
    em: float = field(init=False)
    line: float = field(init=False)

    def __post_init__(self) -> None:
        """Fill in what follows from the two values."""
        font = self.font()
        object.__setattr__(self, "base", self.format(self.tokens.text, font))
        object.__setattr__(self, "code", self.format(self.tokens.text, self.code_font()))
        object.__setattr__(self, "em", QFontMetricsF(font).horizontalAdvance("漢"))
        object.__setattr__(self, "line", float(round(font.pixelSize() * LINE_HEIGHT)))

    def font(self, size: float = SIZES.body, weight: int = 400) -> QFont:
        """The text font."""
        return fonts(size, text_scale=self.scale, weight=weight)

    def code_font(self) -> QFont:
        """The code font, a little smaller: Japanese monospaced faces look large."""
        return fonts(SIZES.small, text_scale=self.scale, code=True)

    def format(self, colour: str, font: QFont | None = None) -> QTextCharFormat:
        """A character format in this colour."""
        made = QTextCharFormat()
        if font is not None:
            made.setFont(font, QTextCharFormat.FontPropertiesInheritanceBehavior.FontPropertiesSpecifiedOnly)
        made.setForeground(QColor(colour))
        return made

    def block(self, *, top: float = 0, bottom: float = 0, line: float | None = None) -> QTextBlockFormat:
        """A paragraph format with our line height."""
        made = QTextBlockFormat()
        made.setLineHeight(line or self.line, QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
        made.setTopMargin(top * self.scale)
        made.setBottomMargin(bottom * self.scale)
        return made

    def document(self, *, code: bool = False) -> SafeDocument:
        """An empty document with our fonts and line breaking."""
        made = SafeDocument()
        made.setUndoRedoEnabled(False)
        made.setDocumentMargin(0)
        made.setDefaultFont(self.code_font() if code else self.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        made.setDefaultTextOption(option)
        return made


@dataclass(slots=True)
class _List:
    number: int | None      # of the next item; None: bullets
    marker: str = ""        # waits for the first block of the item


class Writer:
    """Writes tokens at a cursor. If `fresh`, the block of the cursor is empty and is used first."""

    def __init__(self, style: Style, cursor: QTextCursor, *, fresh: bool = True) -> None:
        self._style = style
        self._cursor = cursor
        self._fresh = fresh
        self._quote = 0
        self._lists: list[_List] = []

    def write(self, tokens: Sequence[Token]) -> None:
        """Write whole blocks."""
        for place, token in enumerate(tokens):
            match token.type:
                case "heading_open":
                    self._heading(tokens[place + 1], int(token.tag[1]))
                case "paragraph_open":
                    self._paragraph(tokens[place + 1], tight=token.hidden)
                case "fence" | "code_block":
                    self._code(token.content)
                case "hr":
                    made = self._style.block(top=4, bottom=8)
                    made.setProperty(RULE, True)
                    self._begin(made)
                case _:
                    self._nest(token)

    def _nest(self, token: Token) -> None:
        """Go into or out of a list, an item or a quotation."""
        match token.type:
            case "bullet_list_open":
                self._lists.append(_List(None))
            case "ordered_list_open":
                self._lists.append(_List(int(token.attrGet("start") or 1)))
            case "bullet_list_close" | "ordered_list_close":
                self._lists.pop()
                self._leave()
            case "list_item_open":
                self._item()
            case "list_item_close":
                self._empty_item()
            case "blockquote_open":
                self._quote += 1
            case "blockquote_close":
                self._quote -= 1
                self._leave()
            case _:
                pass

    def _leave(self) -> None:
        """A list or quotation that ends leaves as much room below as a paragraph."""
        if not self._lists and not self._quote:
            last = self._cursor.blockFormat()
            last.setBottomMargin(10 * self._style.scale)
            self._cursor.setBlockFormat(last)

    def _begin(self, made: QTextBlockFormat, characters: QTextCharFormat | None = None) -> None:
        depth = len(self._lists)
        made.setLeftMargin((depth * 1.75 + self._quote * 1.25) * self._style.em)
        if self._quote:
            made.setProperty(QUOTE, self._quote)
        if depth:
            made.setProperty(DEPTH, depth)
            if marker := self._lists[-1].marker:
                made.setProperty(MARKER, marker)
                self._lists[-1].marker = ""
        characters = characters or self._style.base
        if self._fresh:
            self._cursor.setBlockFormat(made)
            self._cursor.setBlockCharFormat(characters)
            self._fresh = False
        else:
            self._cursor.insertBlock(made, characters)

    def _heading(self, inline: Token, level: int) -> None:
        size = SIZES.body * _HEADINGS.get(level, 1.0)
        font = self._style.font(size, 700)
        line = float(round(font.pixelSize() * 1.5))
        made = self._style.block(top=14 if level <= 2 else 8, bottom=4, line=line)      # noqa: PLR2004 - h1, h2
        made.setHeadingLevel(level)
        characters = self._style.format(self._style.tokens.text, font)
        self._begin(made, characters)
        self.inline(inline.children or (), characters)

    def _paragraph(self, inline: Token, *, tight: bool) -> None:
        made = self._style.block(bottom=4 if tight or self._lists else 8)
        if any(token.type == "code_inline" for token in inline.children or ()):
            made.setProperty(CODE, True)
        self._begin(made)
        colour = self._style.tokens.text_muted if self._quote else None
        characters = self._style.format(colour, self._style.font()) if colour else self._style.base
        self.inline(inline.children or (), characters)

    def _item(self) -> None:
        """The marker waits for the item's first block, so that an item that opens with a list shows both."""
        inner = self._lists[-1]
        inner.marker = BULLET if inner.number is None else f"{inner.number}."
        if inner.number is not None:
            inner.number += 1

    def _empty_item(self) -> None:
        if self._lists[-1].marker:
            self._begin(self._style.block(bottom=4))

    def _code(self, content: str) -> None:
        """Code inside a list or quotation; code of its own is a segment with a copy button."""
        for line in content.rstrip("\n").split("\n"):
            made = self._style.block(line=self._style.line * CODE_LINE_HEIGHT / LINE_HEIGHT)
            made.setBackground(QColor(self._style.tokens.code))
            self._begin(made, self._style.code)
            self._cursor.insertText(line, self._style.code)

    def inline(self, tokens: Sequence[Token], base: QTextCharFormat) -> None:
        """Write the tokens of one paragraph into the block of the cursor."""
        formats = [base]
        for place, token in enumerate(tokens):
            now = formats[-1]
            match token.type:
                case "softbreak" | "hardbreak":
                    self._cursor.insertText(_LINE_SEPARATOR, now)    # models mean the line breaks they write
                case "strong_open" | "em_open" | "s_open" | "link_open":
                    formats.append(self._marked(token, now, tokens[place + 1 :]))
                case "strong_close" | "em_close" | "s_close":
                    formats.pop()
                case "link_close":
                    formats.pop()
                    self._target(tokens, place, formats[-1])
                case "code_inline":
                    self._cursor.insertText(token.content, self._code_format(now))
                case "math_inline":
                    self._cursor.insertText(token.content, math_format(now))
                case "image":
                    words = translate("Transcript", "[Image: {name}]").format(name=token.content)
                    self._cursor.insertText(words, self._coloured(now, self._style.tokens.text_muted))
                case _:
                    if token.content:
                        self._cursor.insertText(token.content, now)

    def _marked(self, token: Token, now: QTextCharFormat, following: Sequence[Token]) -> QTextCharFormat:
        made = QTextCharFormat(now)
        if token.type == "strong_open":
            made.setFontWeight(QFont.Weight.Bold)
        elif token.type == "s_open":
            made.setFontStrikeOut(True)
        elif token.type == "link_open":
            made.setForeground(QColor(self._style.tokens.link))
        elif any(ord(character) >= _FIRST_CJK for each in following[:1] for character in each.content[:1]):
            made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)      # like 傍点
        else:
            made.setFontItalic(True)
        return made

    def _target(self, tokens: Sequence[Token], close: int, now: QTextCharFormat) -> None:
        """Nothing can be clicked: the address of a link is written behind it, to be copied."""
        start = max(n for n in range(close) if tokens[n].type == "link_open")
        address = str(tokens[start].attrGet("href") or "")
        words = "".join(each.content for each in tokens[start:close])
        if address and address.removeprefix("mailto:") != words:
            self._cursor.insertText(f" ({address})", self._coloured(now, self._style.tokens.text_muted))

    def _coloured(self, now: QTextCharFormat, colour: str) -> QTextCharFormat:
        made = QTextCharFormat(now)
        made.setForeground(QColor(colour))
        return made

    def _code_format(self, now: QTextCharFormat) -> QTextCharFormat:
        made = QTextCharFormat(self._style.code)
        made.setFontWeight(now.fontWeight() or QFont.Weight.Normal)
        made.setProperty(INLINE_CODE, True)
        return made


def math_format(now: QTextCharFormat) -> QTextCharFormat:
    """Formulas are shown as they are written, in italics of a serif face."""
    made = QTextCharFormat(now)
    made.setFontFamilies(["Cambria Math", "STIX Two Math", "Noto Serif CJK JP", "serif"])
    made.setFontItalic(True)
    return made


def centred(style: Style) -> QTextBlockFormat:
    """The paragraph of a formula on its own."""
    made = style.block()
    made.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    return made
