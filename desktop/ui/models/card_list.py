"""The list of cards: painted rows of one height, so that five hundred scroll like five."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.ui.appearance import Appearance
from desktop.ui.composition import ENTER_KEYS
from desktop.ui.models.cards import TONE_INKS, Badge, Card
from desktop.ui.theme import SIZES

_ROOM = 14
_GAP = 6
_BADGE_ROOM = 8
Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()


class CardModel(QAbstractListModel):
    """The cards in their order."""

    def __init__(self) -> None:
        super().__init__()
        self.cards: tuple[Card, ...] = ()

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Show these; what is the same as before stays chosen."""
        if tuple(cards) == self.cards:
            return
        if [each.key for each in cards] == [each.key for each in self.cards]:
            self.cards = tuple(cards)
            self.dataChanged.emit(self.index(0), self.index(len(self.cards) - 1))
            return
        self.beginResetModel()
        self.cards = tuple(cards)
        self.endResetModel()

    def rowCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self.cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        card = self.cards[index.row()]
        match role:
            case Qt.ItemDataRole.UserRole:
                return card
            case Qt.ItemDataRole.DisplayRole:
                return card.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return card.spoken
            case _:
                return None


class _Painter(QStyledItemDelegate):
    """Draws one card: title and size, a line below, badges."""

    def __init__(self) -> None:
        super().__init__()
        self.take(Appearance())

    def take(self, appearance: Appearance) -> None:
        """Take the colours and the text size; fonts are measured once."""
        self._look = appearance
        self._title = appearance.font(SIZES.body, 600)
        self._text = appearance.font(SIZES.small)
        self._badge = appearance.font(SIZES.small - 2, 600)
        self._title_metrics = QFontMetrics(self._title)
        self._text_metrics = QFontMetrics(self._text)
        self._badge_metrics = QFontMetrics(self._badge)

    def height(self) -> int:
        """Of every row."""
        lines = self._title_metrics.height() + self._text_metrics.height() + self._badge_metrics.height()
        return lines + 2 * _ROOM + 2 * _GAP + 10

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(200, self.height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        card: Card = index.data(Qt.ItemDataRole.UserRole)
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, area.adjusted(1, 3, -5, -3), state)
        inner = area.adjusted(_ROOM + 1, _ROOM + 1, -_ROOM - 5, -_ROOM - 1)
        self._paint_words(painter, inner, card)
        self._paint_badges(painter, inner, card.badges)
        painter.restore()

    def _paint_ground(self, painter: QPainter, area: QRect, state: QStyle.StateFlag) -> None:
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        painter.setBrush(self._look.colour("chosen" if chosen else "hover" if hovered else "raised"))
        painter.setPen(QPen(self._look.colour("focus" if focused else "border"), 2 if focused else 1))
        painter.drawRoundedRect(area, SIZES.radius, SIZES.radius)

    def _paint_words(self, painter: QPainter, area: QRect, card: Card) -> None:
        size_width = self._text_metrics.horizontalAdvance(card.size) + 8 if card.size else 0
        painter.setFont(self._title)
        painter.setPen(self._look.colour("text"))
        elide = Qt.TextElideMode.ElideRight
        title = self._title_metrics.elidedText(card.title, elide, area.width() - size_width)
        painter.drawText(area.left(), area.top() + self._title_metrics.ascent(), title)
        painter.setFont(self._text)
        painter.setPen(self._look.colour("text_muted"))
        size_left = area.right() - size_width + 8
        painter.drawText(size_left, area.top() + self._title_metrics.ascent(), card.size)
        below = area.top() + self._title_metrics.height() + _GAP + self._text_metrics.ascent()
        painter.drawText(
            area.left(), below, self._text_metrics.elidedText(card.subtitle, elide, area.width())
        )

    def _paint_badges(self, painter: QPainter, area: QRect, badges: Sequence[Badge]) -> None:
        painter.setFont(self._badge)
        painter.setBrush(self._look.colour("raised"))   # whatever the row's ground, ink and paper are a pair
        height = self._badge_metrics.height() + 6
        left = area.left()
        for each in badges:
            width = self._badge_metrics.horizontalAdvance(each.words) + 2 * _BADGE_ROOM
            if left + width > area.right():
                return                  # what has no room is in the detail beside, and in the spoken text
            place = QRect(QPoint(left, area.bottom() - height + 1), QSize(width, height))
            ink = self._look.colour(TONE_INKS[each.tone])
            painter.setPen(QPen(ink, 1))
            painter.drawRoundedRect(place, SIZES.radius_small, SIZES.radius_small)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, each.words)
            left += width + _GAP


class CardList(QListView):
    """Shows cards; one is chosen by click or key."""

    card_chosen = Signal(object)                # Card, None where nothing is chosen
    card_opened = Signal(object, bool)          # Card; whether by Enter, otherwise by a click

    def __init__(self) -> None:
        super().__init__()
        self.cards = CardModel()
        self._painter = _Painter()
        self._replacing = False
        self.setModel(self.cards)
        self.setItemDelegate(self._painter)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.selectionModel().currentChanged.connect(self._on_current)
        self.clicked.connect(self._on_clicked)

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        self._painter.take(appearance)
        self.setStyleSheet(f"QListView {{ background: {appearance.tokens.window}; border: none; }}")
        self.verticalScrollBar().setSingleStep(self._painter.height() // 3)
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Show these; the card that was chosen stays so, and in its place, if it is still among them."""
        before, place = self.current(), self.verticalScrollBar().value()
        self._replacing = True
        self.cards.show_cards(cards)
        kept = before is not None and self.choose(before.key)
        self._replacing = False
        if kept:
            self.verticalScrollBar().setValue(place)
        elif before is not None:
            self.card_chosen.emit(None)

    def current(self) -> Card | None:
        """The card that is chosen."""
        index = self.currentIndex()
        return self.cards.cards[index.row()] if index.isValid() else None

    def choose(self, key: str) -> bool:
        """Choose the card with this key; False if there is none."""
        row = next((row for row, each in enumerate(self.cards.cards) if each.key == key), -1)
        if row >= 0:
            self.setCurrentIndex(self.cards.index(row))
        return row >= 0

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.current()
        if event.key() in ENTER_KEYS and current is not None:
            self.card_opened.emit(current, True)
            return
        super().keyPressEvent(event)

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        if not self._replacing:
            self.card_chosen.emit(index.data(Qt.ItemDataRole.UserRole) if index.isValid() else None)

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        self.card_opened.emit(index.data(Qt.ItemDataRole.UserRole), False)
