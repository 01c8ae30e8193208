"""What a search found: the title of the conversation, and the words around the place with the match marked.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import IntEnum
from typing import Any, cast

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QDate,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.chat.folding import Span
from desktop.chat.labels import USUAL
from desktop.chat.searching import Part, SearchHit
from desktop.ui.appearance import Appearance
from desktop.ui.secrecy.words import LabelWords
from desktop.ui.sidebar.row_view import RowView, paint_row_ground
from desktop.ui.theme import SIZES

translate = QCoreApplication.translate

_Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
_LEAD = 8                       # characters of the excerpt that stay before the match, so that it is seen
_NOT_WORTH = 4                  # so few are not cut: the ellipsis would take their room
_LINES = 2
_ABOUT_SHARE, _ABOUT_GAP = 0.55, 8      # how much of the line of the title may say what the place is


class HitRole(IntEnum):
    """What the delegate asks besides Qt's own roles."""

    HIT = Qt.ItemDataRole.UserRole
    ABOUT = Qt.ItemDataRole.UserRole + 1    # label, part and time in a few words
    ABOUT_SHORT = Qt.ItemDataRole.UserRole + 2      # label and time, where there is no room for more


class SearchHitModel(QAbstractListModel):
    """The places found, in the order given. Qt asks for more of them where the list is at its end."""

    more_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.label_words = LabelWords()
        self._hits: tuple[SearchHit, ...] = ()
        self._now: datetime | None = None
        self._has_more = False

    def show_hits(self, hits: Sequence[SearchHit], now: datetime | None, *, has_more: bool) -> None:
        """Replace the list; times are shown in the zone of `now`."""
        self.beginResetModel()
        self._hits, self._now, self._has_more = tuple(hits), now, has_more
        self.endResetModel()

    def add_hits(self, hits: Sequence[SearchHit], *, has_more: bool) -> None:
        """Put these at the end."""
        self._has_more = has_more
        if hits:
            first = len(self._hits)
            self.beginInsertRows(QModelIndex(), first, first + len(hits) - 1)
            self._hits = (*self._hits, *hits)
            self.endInsertRows()

    def canFetchMore(self, parent: _Index) -> bool:
        return self._has_more and not parent.isValid()

    def fetchMore(self, _parent: _Index) -> None:
        self._has_more = False                  # once: who listens says when there is yet more
        self.more_wanted.emit()

    def rowCount(self, parent: _Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._hits)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        hit = self._hits[index.row()]
        if role == HitRole.HIT:
            return hit
        if role == Qt.ItemDataRole.DisplayRole:
            return self._title(hit)
        if role in (HitRole.ABOUT, HitRole.ABOUT_SHORT):
            part = part_words(hit.part) if role == HitRole.ABOUT else ""
            return " · ".join(filter(None, (self._label(hit), part, self._time(hit))))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = self.tr("{title}: {excerpt}").format(title=self._title(hit), excerpt=hit.excerpt)
            return f"{words} ({index.data(HitRole.ABOUT)})"
        return None

    def _title(self, hit: SearchHit) -> str:
        if hit.conversation_id is None and not hit.title:
            return self.tr("New conversation") if hit.part is Part.DRAFT else self.tr("Task")
        return hit.title or self.tr("Untitled")

    def _label(self, hit: SearchHit) -> str:
        """Only what is more secret than usual is worth the room."""
        return self.label_words.name(hit.label) if hit.label.rank > USUAL.rank else ""

    def _time(self, hit: SearchHit) -> str:
        if hit.at is None or self._now is None:
            return ""
        at = hit.at.astimezone(self._now.tzinfo)
        if at.date() == self._now.date():
            return f"{at:%H:%M}"
        same_year = at.year == self._now.year
        return QLocale().toString(
            QDate(at.year, at.month, at.day), self.tr("d MMM") if same_year else self.tr("MMM yyyy")
        )


def part_words(part: Part) -> str:
    """What a place is part of; a title shows that itself."""
    return {
        Part.QUESTION: translate("SearchHitModel", "You"),
        Part.ANSWER: translate("SearchHitModel", "Answer"),
        Part.TITLE: "",
        Part.DRAFT: translate("SearchHitModel", "Draft"),
        Part.INSTRUCTIONS: translate("SearchHitModel", "Instructions"),
        Part.FORM: translate("SearchHitModel", "Form"),
        Part.TASK: translate("SearchHitModel", "Own task"),
    }[part]


def trimmed(hit: SearchHit) -> tuple[str, tuple[Span, ...]]:
    """The excerpt, cut before the first mark so that it shows within two lines, and the marks in that."""
    marks = tuple((start, end) for start, end in hit.marks if 0 <= start < end <= len(hit.excerpt))
    cut = marks[0][0] - _LEAD if marks else 0
    if cut <= _NOT_WORTH:
        return hit.excerpt, marks
    return "…" + hit.excerpt[cut:], tuple((start - cut + 1, end - cut + 1) for start, end in marks)


def about_within(index: _Index, metrics: QFontMetrics, most: int) -> str:
    """What is said of a place in so much room: the label and the time before the part."""
    words = str(index.data(HitRole.ABOUT))
    if metrics.horizontalAdvance(words) > most:
        words = str(index.data(HitRole.ABOUT_SHORT))
    return metrics.elidedText(words, Qt.TextElideMode.ElideRight, most)


class SearchHitDelegate(QStyledItemDelegate):
    """Paints a place found."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._appearance = Appearance()

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        self._appearance = appearance

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(option.rect.width(), self._appearance.length(78 if _has_excerpt(index) else 38))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = self._appearance
        paint_row_ground(painter, option, look)
        area = option.rect.adjusted(10, look.length(7), -10, 0)
        painter.setFont(look.font(SIZES.small, 600))
        painter.setPen(look.colour("text"))
        metrics = painter.fontMetrics()
        room = area.width() - self._paint_about(painter, area, index)
        if _has_excerpt(index):
            painter.setFont(look.font(SIZES.small, 600))
            painter.setPen(look.colour("text"))
            title = metrics.elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room)
            painter.drawText(area, Qt.AlignmentFlag.AlignTop, title)
            self._paint_excerpt(painter, area.adjusted(0, metrics.height() + 2, 0, 0), index)
        else:
            self._paint_excerpt(painter, area.adjusted(0, 0, room - area.width(), 0), index)
        painter.restore()

    def _paint_about(self, painter: QPainter, area: QRect, index: _Index) -> int:
        """At the right of the title; returns the width that it takes."""
        look = self._appearance
        painter.setFont(look.font(SIZES.small - 2))
        painter.setPen(look.colour("text_muted"))
        most = round(area.width() * _ABOUT_SHARE)
        words = about_within(index, painter.fontMetrics(), most)
        painter.drawText(area, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight, words)
        return painter.fontMetrics().horizontalAdvance(words) + _ABOUT_GAP

    def _paint_excerpt(self, painter: QPainter, area: QRect, index: _Index) -> None:
        """A match in the title is marked in the title itself, which then is the excerpt."""
        look = self._appearance
        text, marks = trimmed(index.data(HitRole.HIT))
        in_text = _has_excerpt(index)
        painter.setFont(look.font(SIZES.small - 1) if in_text else look.font(SIZES.small, 600))
        painter.setPen(look.colour("text_muted" if in_text else "text"))
        lines = _LINES if in_text else 1
        layout = _laid_out(text, painter.font(), area.width(), lines)
        if layout.lineCount() == lines:
            last = layout.lineAt(lines - 1).textStart()
            rest = painter.fontMetrics().elidedText(text[last:], Qt.TextElideMode.ElideRight, area.width())
            layout = _laid_out(text[:last] + rest, painter.font(), area.width(), lines)
        layout.draw(painter, QPointF(area.topLeft()), [_marked(each, look) for each in marks])


def _has_excerpt(index: _Index) -> bool:
    return cast(SearchHit, index.data(HitRole.HIT)).part is not Part.TITLE


def _laid_out(text: str, font: QFont, width: int, lines: int) -> QTextLayout:
    """The text in at most this many lines."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    top = 0.0
    layout.beginLayout()
    for _ in range(lines):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, top))
        top += line.height() + 1
    layout.endLayout()
    return layout


def _marked(mark: Span, look: Appearance) -> QTextLayout.FormatRange:
    found = QTextCharFormat()
    found.setBackground(look.colour("found"))
    found.setForeground(look.colour("found_text"))
    marked = QTextLayout.FormatRange()
    marked.start = mark[0]
    marked.length = mark[1] - mark[0]
    marked.format = found
    return marked


class SearchHitView(RowView):
    """Opening a row jumps to the place."""

    chosen = Signal(object)                     # SearchHit

    def __init__(self, hits: SearchHitModel, parent: QWidget | None = None) -> None:
        super().__init__(hits, parent)
        self._delegate = SearchHitDelegate(self)
        self.setItemDelegate(self._delegate)

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        self._delegate.set_appearance(appearance)
        self.scheduleDelayedItemsLayout()

    def jump_to_first(self) -> None:
        """Choose the newest place."""
        self.open_row(self.model().index(0, 0))

    def open_row(self, index: QModelIndex) -> None:
        hit = index.data(HitRole.HIT)
        if hit is not None:
            self.chosen.emit(hit)
