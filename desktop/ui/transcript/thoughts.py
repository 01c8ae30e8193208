"""What a model thought before its answer: paler than it, and folded under a line that says how much it is."""

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QTextCursor

from desktop.ui.icons import paint_icon
from desktop.ui.theme import SIZES
from desktop.ui.transcript.blocks import DocumentBlock
from desktop.ui.transcript.layout import Column, Item
from desktop.ui.transcript.rendering import Style

translate = QCoreApplication.translate

_INDENT = 1.0               # em between the line and the text
_RULE = 2.0
_CHEVRON = 16.0
_PAD = 10.0


class ThoughtBlock(DocumentBlock):
    """Thoughts as they were written; nothing in them is a sign of anything."""

    def __init__(self, style: Style, source: str) -> None:
        super().__init__(style, source)
        self.origin = QPointF(_INDENT * style.em, 0)

    def _write(self, source: str) -> None:
        muted = self.style.format(self.style.tokens.text_muted, self.style.font(SIZES.small))
        cursor = QTextCursor(self.document)
        cursor.setBlockFormat(self.style.block(line=self.style.line * 0.9))
        cursor.setBlockCharFormat(muted)
        cursor.insertText(source.removesuffix("\n"), muted)     # the next segment begins a line anyway

    def grow(self, source: str) -> float:
        """Write what is new behind what is there."""
        old = self.document.toPlainText()
        new = source.removesuffix("\n")
        if not new.startswith(old):
            return super().grow(source)
        cursor = QTextCursor(self.document)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        top = self.document.documentLayout().blockBoundingRect(cursor.block()).top()
        cursor.insertText(new[len(old) :], cursor.blockCharFormat())
        return float(top)

    def _decorate(self, painter: QPainter, clip: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.style.tokens.border_grid))
        top, bottom = max(0.0, clip.top()), min(self.document.size().height(), clip.bottom())
        painter.drawRect(QRectF(-self.origin.x(), top, _RULE, bottom - top))


def fold_words(item: Item) -> str:
    """What the line that folds the thinking says."""
    count = f"{len(item.thinking):,}"
    if item.is_thinking:
        return translate("Transcript", "Thinking … ({count} characters)").format(count=count)
    return translate("Transcript", "How it was thought ({count} characters)").format(count=count)


def fold_width(style: Style, item: Item) -> float:
    """How wide the button of that line is."""
    words = QFontMetricsF(style.font(SIZES.small)).horizontalAdvance(fold_words(item))
    return float(words + (_CHEVRON + 0.4 * _PAD) * style.scale + 2 * _PAD)


def fold_area(column: Column, item: Item) -> QRectF:
    """Where that button is, from the item's top; empty where nothing was thought."""
    if not item.thinking:
        return QRectF()
    return column.fold_rect(item, fold_width(column.style, item))


def draw_fold(painter: QPainter, style: Style, area: QRectF, item: Item) -> None:
    """An arrow and the words in a pill."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(style.tokens.code))
    painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)
    side = _CHEVRON * style.scale
    arrow = QRectF(area.left() + _PAD - 2, area.center().y() - side / 2, side, side)
    paint_icon(painter, "chevron-down" if item.unfolded else "chevron-right", arrow, style.tokens.text_muted)
    painter.setFont(style.font(SIZES.small))
    painter.setPen(QColor(style.tokens.text_muted))
    words = area.adjusted(arrow.right() - area.left() + 0.4 * _PAD, 0, -_PAD, 0)
    metrics = QFontMetricsF(painter.font())
    shown = metrics.elidedText(fold_words(item), Qt.TextElideMode.ElideRight, words.width() + 1)
    painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
