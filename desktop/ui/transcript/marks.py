"""What is marked in a text on the canvas: the selection, words that were found, and one place of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QColor, QTextCharFormat, QTextDocument

from desktop.chat.folding import Folded, Span
from desktop.ui.transcript.rendering import Style

_LAST_OF_ONE = "\uffff"         # what comes after it takes two positions


@dataclass(frozen=True, slots=True)
class Marks:
    """What is drawn over the text: the selected span of positions, the folded words that are sought, and the
    place of one of them that is the current one.
    """

    selection: Span | None = None
    words: tuple[str, ...] = ()
    current: Span | None = None


def find_all(document: QTextDocument, words: tuple[str, ...]) -> list[Span]:
    """Every place of the folded words in the document, whose positions are those of UTF-16."""
    text = document.toPlainText()
    found = Folded(text).spans(words) if words else []
    if max(text, default="") <= _LAST_OF_ONE:
        return found
    return [(utf16_length(text[:start]), utf16_length(text[:end])) for start, end in found]


def utf16_length(text: str) -> int:
    """How many positions of a document a text takes."""
    return len(text) + sum(each > _LAST_OF_ONE for each in text)


@dataclass(frozen=True, slots=True)
class Marking:
    """How text looks that is selected, found, or found and the current place."""

    selected: QTextCharFormat
    found: QTextCharFormat
    current: QTextCharFormat

    def of(self, found: Sequence[Span], current: Span | None) -> list[tuple[Span, QTextCharFormat]]:
        """The places found, each with its look."""
        return [(span, self.current if span == current else self.found) for span in found]


def mark_formats(style: Style) -> Marking:
    """The looks in these colours."""
    tokens = style.tokens
    made = []
    for ink, ground in (
        (tokens.text, tokens.selection),
        (tokens.found_text, tokens.found),
        (tokens.on_primary, tokens.primary),
    ):
        looks = style.format(ink)
        looks.setBackground(QColor(ground))
        made.append(looks)
    return Marking(*made)


