"""Draws the messages that stand in the part of the view that needs paint."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from desktop.chat.conversation import Ending, Role
from desktop.chat.folding import Span
from desktop.chat.transcript import GUIDE_NAME, TranscriptEntry
from desktop.ui.theme import SIZES
from desktop.ui.transcript.layout import BUBBLE_X, BUBBLE_Y, MARKED_ENDINGS, Column, Item, Piece
from desktop.ui.transcript.marks import Marks
from desktop.ui.transcript.message_bar import alternative_words, alternatives_width
from desktop.ui.transcript.selection import Selection
from desktop.ui.transcript.thoughts import draw_fold, fold_area

translate = QCoreApplication.translate

_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | _MIDDLE
_SKELETON_LINE = 12.0       # thickness of the bars that stand for text that is not laid out yet


@dataclass(slots=True)
class View:
    """What the painting depends on besides the messages."""

    words: tuple[str, ...] = ()     # folded, sought
    found: tuple[Piece, Span] | None = None     # the current place
    current: int = -1           # item that the keyboard has chosen
    has_focus: bool = False
    pulse: int = 0              # step of the dots that show that something is being done
    empty_title: str = ""
    empty_body: str = ""


class Painting:
    """Draws a column."""

    def __init__(self, column: Column, selection: Selection, view: View) -> None:
        self._column = column
        self._selection = selection
        self._view = view

    def draw(self, painter: QPainter, clip: QRectF, top: float, size: QRectF) -> None:
        """Draw what is in `clip`; `top` is the height at the upper edge, `size` the whole view."""
        painter.fillRect(clip, QColor(self._column.style.tokens.window))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._column.items:
            self._draw_empty(painter, size)
            return
        for index in self._column.visible(clip.top() + top, clip.bottom() + top + 1):
            self._draw_item(painter, index, self._column.tops[index] - top, clip)

    def _draw_empty(self, painter: QPainter, size: QRectF) -> None:
        style = self._column.style
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
        room = QRectF(self._column.left, size.height() * 0.34, self._column.width, size.height())
        painter.setFont(style.font(SIZES.headline, 700))
        painter.setPen(QColor(style.tokens.text))
        used = painter.boundingRect(room, flags | Qt.AlignmentFlag.AlignTop, self._view.empty_title)
        painter.drawText(room, flags | Qt.AlignmentFlag.AlignTop, self._view.empty_title)
        painter.setFont(style.font())
        painter.setPen(QColor(style.tokens.text_muted))
        below = room.adjusted(0, used.height() + 14, 0, 0)
        painter.drawText(below, flags | Qt.AlignmentFlag.AlignTop, self._view.empty_body)

    def _draw_item(self, painter: QPainter, index: int, y: float, clip: QRectF) -> None:
        column, item = self._column, self._column.items[index]
        notice = 0.0
        if item.entry.unseen_above:
            notice = 48.0 * column.style.scale
            self._draw_notice(painter, QRectF(column.left, y, column.width, notice))
        if item.entry.role is Role.USER:
            self._draw_bubble(painter, item, y)
        elif y + item.body >= clip.top():
            self._draw_head(painter, item, QPointF(column.left, y), notice)
        left = column.text_left(item)
        for number, piece in enumerate(item.pieces or ()):
            rect = QRectF(left, y + piece.top, column.text_width(item), piece.height)
            if rect.intersects(clip):
                self._draw_piece(painter, (index, number), piece, rect, clip)
        if not item.pieces and item.entry.ending is Ending.STREAMING:
            self._draw_progress(painter, item, QPointF(column.left, y + item.body))
        if item.entry.ending in MARKED_ENDINGS:
            self._draw_ending(painter, item, y + item.body_end)
        if item.entry.alternatives > 1 and item.segmenter is None:
            self._draw_alternative(painter, item, y)
        if index == self._view.current and self._view.has_focus:
            self._draw_focus(painter, QRectF(column.left, y + notice, column.width, item.height - notice))

    def _draw_alternative(self, painter: QPainter, item: Item, y: float) -> None:
        """Where the arrows will be when the actions are shown."""
        style = self._column.style
        rect = self._column.actions_rect(item).translated(0, y)
        width = alternatives_width(style.scale)
        left = rect.right() - width if item.entry.role is Role.USER else rect.left()
        painter.setFont(style.font(SIZES.small))
        painter.setPen(QColor(style.tokens.text_muted))
        words = f"‹   {alternative_words(item.entry)}   ›"
        room = QRectF(left, rect.top(), width, rect.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, words)

    def _draw_focus(self, painter: QPainter, rect: QRectF) -> None:
        painter.setPen(QPen(QColor(self._column.style.tokens.focus), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(-10, 1, 10, -3), SIZES.radius, SIZES.radius)

    def _draw_notice(self, painter: QPainter, rect: QRectF) -> None:
        style = self._column.style
        words = translate("Transcript", "The model was not given what stands above")
        painter.setFont(style.font(SIZES.small))
        width = QFontMetricsF(painter.font()).horizontalAdvance(words) + 24
        middle, centre = round(rect.center().y() - 4) + 0.5, rect.center().x()
        painter.setPen(QPen(QColor(style.tokens.border_strong), 1))
        left, right = max(rect.left(), centre - width / 2), min(rect.right(), centre + width / 2)
        painter.drawLine(QPointF(rect.left(), middle), QPointF(left, middle))
        painter.drawLine(QPointF(right, middle), QPointF(rect.right(), middle))
        painter.setPen(QColor(style.tokens.text_muted))
        painter.drawText(rect.adjusted(0, 0, 0, -8), Qt.AlignmentFlag.AlignCenter, words)

    def _draw_bubble(self, painter: QPainter, item: Item, y: float) -> None:
        column = self._column
        width = column.bubble_width(item) + 2 * BUBBLE_X
        top = item.body - BUBBLE_Y
        rect = QRectF(column.left + column.width - width, y + top, width, item.body_end - top)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(column.style.tokens.bubble))
        painter.drawRoundedRect(rect, SIZES.radius_bubble, SIZES.radius_bubble)

    def _draw_head(self, painter: QPainter, item: Item, corner: QPointF, notice: float) -> None:
        """The name, and the line that folds what was thought."""
        top = corner.y() + notice
        room = QRectF(corner.x(), top, self._column.width, item.fold - notice - 4)
        self._draw_name(painter, item, room)
        if item.thinking:
            area = fold_area(self._column, item).translated(0, corner.y())
            draw_fold(painter, self._column.style, area, item)

    def _draw_name(self, painter: QPainter, item: Item, rect: QRectF) -> None:
        style = self._column.style
        painter.setFont(style.font(SIZES.small, 700))
        painter.setPen(QColor(style.tokens.text_muted))
        name = speaker_name(item.entry)
        shown = QFontMetricsF(painter.font()).elidedText(name, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, _LEFT, shown)

    def _draw_piece(
        self, painter: QPainter, at: tuple[int, int], piece: Piece, rect: QRectF, clip: QRectF
    ) -> None:
        if piece.block is None:
            self._draw_skeleton(painter, rect, clip)
            return
        found = self._view.found
        current = found[1] if found is not None and found[0] is piece else None
        marks = Marks(self._selection.span(*at), self._view.words, current)
        painter.save()
        painter.translate(rect.topLeft())
        piece.block.draw(painter, clip.translated(-rect.topLeft()), marks)
        painter.restore()

    def _draw_skeleton(self, painter: QPainter, rect: QRectF, clip: QRectF) -> None:
        """Bars in place of text that the next paint will lay out."""
        line = self._column.style.line
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._column.style.tokens.code))
        y = max(rect.top(), clip.top() - line) + line / 3
        while y < min(rect.bottom(), clip.bottom()):
            painter.drawRoundedRect(QRectF(rect.left(), y, rect.width() * 0.92, _SKELETON_LINE), 6, 6)
            y += line

    def _draw_progress(self, painter: QPainter, item: Item, corner: QPointF) -> None:
        """Three dots, one of them strong, and what is being done."""
        style = self._column.style
        middle = corner.y() + style.line / 2
        painter.setPen(Qt.PenStyle.NoPen)
        for dot in range(3):
            strong = dot == self._view.pulse % 3
            painter.setBrush(QColor(style.tokens.primary if strong else style.tokens.border_grid))
            painter.drawEllipse(QPointF(corner.x() + 5 + dot * 0.75 * style.em, middle), 3.5, 3.5)
        painter.setFont(style.font(SIZES.small))
        painter.setPen(QColor(style.tokens.text_muted))
        left = 2.6 * style.em
        rect = QRectF(corner.x() + left, corner.y(), self._column.width - left, style.line)
        painter.drawText(rect, _LEFT, item.progress)

    def _draw_ending(self, painter: QPainter, item: Item, y: float) -> None:
        style = self._column.style
        painter.setFont(style.font(SIZES.small))
        words = ending_words(item.entry.ending)
        width = QFontMetricsF(painter.font()).horizontalAdvance(words) + 28
        left = self._column.left
        if item.entry.role is Role.USER:
            left += self._column.width - width
        chip = QRectF(left, y + 2, width, 26 * style.scale)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(style.tokens.notice))
        painter.drawRoundedRect(chip, SIZES.radius_small, SIZES.radius_small)
        painter.setBrush(QColor(style.tokens.warning))
        painter.drawEllipse(QPointF(chip.left() + 12, chip.center().y()), 3, 3)
        painter.setPen(QColor(style.tokens.text))
        painter.drawText(chip.adjusted(21, 0, 0, 0), _LEFT, words)


def speaker_name(entry: TranscriptEntry) -> str:
    """Who answered; the guide's own name is Japanese, so it is said in the reader's language."""
    if entry.model_name == GUIDE_NAME:
        return translate("Transcript", "Guide model")
    return entry.model_name or translate("Transcript", "Assistant")


def ending_words(ending: Ending) -> str:
    """What is said under an answer that did not come to its own end."""
    match ending:
        case Ending.STOPPED:
            return translate("Transcript", "Stopped here")
        case Ending.INTERRUPTED:
            return translate("Transcript", "Interrupted here")
        case Ending.LENGTH:
            return translate("Transcript", "The limit of length was reached")
        case Ending.COMPLETE | Ending.STREAMING:
            return ""
