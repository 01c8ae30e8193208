"""The cards of the empty page, in two columns or one; the arrow keys go from card to card."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextLayout,
)
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from desktop.ui.appearance import Appearance
from desktop.ui.buttons import IconButton, PaintedButton
from desktop.ui.composition import ENTER_KEYS
from desktop.ui.icons import paint_icon
from desktop.ui.tasks.card_task import CardTask, Source
from desktop.ui.theme import SIZES

TWO_COLUMNS_FROM = 600              # width of the page, in letters of the normal size
_GAP = 10
_ROOM = 12
_TILE = 40                          # the square around the icon
_MOST_LINES = 2                     # of the description


class Card(PaintedButton):
    """One task. What can be done with it besides is in its menu."""

    menu_wanted = Signal(object, QPoint)        # CardTask, a place on the screen
    step_wanted = Signal(object, object)        # the card itself, Qt.Key of an arrow

    def __init__(self, shown: CardTask) -> None:
        super().__init__()
        self.shown = shown
        self._lines = 1
        self.more = IconButton("more", "text_muted", 16)
        self.more.setParent(self)
        self.more.setFocusPolicy(Qt.FocusPolicy.NoFocus)    # the menu key opens it from the keyboard
        self.more.clicked.connect(self._on_more)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_appearance(Appearance())
        self.retranslate()

    def retranslate(self) -> None:
        """Take the words of the language in use."""
        self._origin = {
            Source.SHIPPED: "", Source.POLICY: self.tr("From your organisation"), Source.OWN: self.tr("Mine")
        }[self.shown.source]  # fmt: skip
        self.setAccessibleName(self.shown.task.title)
        spoken = (self.shown.task.description, self._origin)
        self.setAccessibleDescription("\n".join(each for each in spoken if each))
        self.more.describe(self.tr("What to do with “{task}”").format(task=self.shown.task.title))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def set_appearance(self, appearance: Appearance) -> None:
        super().set_appearance(appearance)
        self._title_font = appearance.font(SIZES.body, 700)
        self._text_font = appearance.font(SIZES.small)
        self._title_metrics = QFontMetrics(self._title_font)
        self._text_metrics = QFontMetrics(self._text_font)
        self.more.set_appearance(appearance)

    def sizeHint(self) -> QSize:
        words = self._title_metrics.height() + 2 + self._lines * self._text_metrics.height()
        return QSize(240, max(words, self._appearance.length(_TILE)) + 2 * _ROOM)

    def lines_at(self, width: int) -> int:
        """How many lines the description takes in a card of this width."""
        return max(len(self._broken(self.shown.task.description, width - self._left - self._right)), 1)

    def set_lines(self, lines: int) -> None:
        """Have room for so many."""
        self._lines = lines
        self.updateGeometry()
        self.update()

    @property
    def _left(self) -> int:
        return _ROOM + self._appearance.length(_TILE) + _ROOM

    @property
    def _right(self) -> int:
        return self.more.width() + 4

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.more.move(self.width() - self.more.width() - 4, 4)

    # -- what can be done

    @Slot()
    def _on_more(self) -> None:
        self.menu_wanted.emit(self.shown, self.more.mapToGlobal(QPoint(0, self.more.height())))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        place = self.mapToGlobal(QPoint(_ROOM, self.height() - _ROOM)) if by_key else event.globalPos()
        self.menu_wanted.emit(self.shown, place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.step_wanted.emit(self, event.key())
        elif event.key() in ENTER_KEYS:
            self.click()
        else:
            super().keyPressEvent(event)

    # -- how it looks

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = self._appearance
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lifted = self.underMouse() or self.isDown()
        painter.setBrush(look.colour("hover" if lifted else "raised"))
        focused = self.hasFocus()
        painter.setPen(QPen(look.colour("focus" if focused else "border"), 2 if focused else 1))
        ground = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(ground, SIZES.radius_large, SIZES.radius_large)
        tile = look.length(_TILE)
        area = QRectF(_ROOM, (self.height() - tile) / 2, tile, tile)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("bubble"))
        painter.drawRoundedRect(area, SIZES.radius, SIZES.radius)
        inset = tile * 0.22
        icon_area = area.adjusted(inset, inset, -inset, -inset)
        paint_icon(painter, self.shown.task.icon, icon_area, look.colour("link").name())
        self._paint_words(painter)

    def _paint_words(self, painter: QPainter) -> None:
        look, left = self._appearance, self._left
        room = self.width() - left - self._right
        lines = self._broken(self.shown.task.description, room)
        used = self._title_metrics.height() + 2 + len(lines) * self._text_metrics.height()
        upper = (self.height() - used) / 2
        painter.setFont(self._title_font)
        painter.setPen(look.colour("text"))
        top = upper + self._title_metrics.ascent()
        origin = self._text_metrics.horizontalAdvance(self._origin) + 8 if self._origin else 0
        elide = Qt.TextElideMode.ElideRight
        title = self._title_metrics.elidedText(self.shown.task.title, elide, int(room - origin))
        painter.drawText(QPointF(left, top), title)
        painter.setFont(self._text_font)
        painter.setPen(look.colour("text_muted"))
        if self._origin:
            after = left + self._title_metrics.horizontalAdvance(title) + 8
            painter.drawText(QPointF(after, top), self._origin)
        top = upper + self._title_metrics.height() + 2 + self._text_metrics.ascent()
        for line in lines:
            painter.drawText(QPointF(left, top), line)
            top += self._text_metrics.height()

    def _broken(self, text: str, room: float) -> list[str]:
        """The text in lines, the last of which says with an ellipsis that there is more."""
        layout = QTextLayout(text, self._text_font)
        lines: list[str] = []
        layout.beginLayout()
        line = layout.createLine()
        while line.isValid():
            line.setLineWidth(room)
            start = line.textStart()
            if len(lines) == _MOST_LINES - 1:
                rest = text[start:]
                lines.append(self._text_metrics.elidedText(rest, Qt.TextElideMode.ElideRight, int(room)))
                break
            lines.append(text[start : start + line.textLength()])
            line = layout.createLine()
        layout.endLayout()
        return lines


class CardGrid(QWidget):
    """Two columns where there is room. Tab enters at the card that had the keyboard last, and leaves."""

    chosen = Signal(object)                     # CardTask
    menu_wanted = Signal(object, QPoint)

    def __init__(self) -> None:
        super().__init__()
        self._appearance = Appearance()
        self.cards: list[Card] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        self.columns = 2

    def show_tasks(self, tasks: Sequence[CardTask]) -> None:
        """Show these; the keyboard stays at the same place."""
        place = next((index for index, card in enumerate(self.cards) if card.hasFocus()), None)
        for card in self.cards:
            self._grid.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = [self._made(each) for each in tasks]
        self._lay_out()
        self._give_room()
        self._let_tab_enter(self.cards[0] if self.cards else None)
        if place is not None and self.cards:
            self.cards[min(place, len(self.cards) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def _made(self, shown: CardTask) -> Card:
        card = Card(shown)
        card.set_appearance(self._appearance)
        card.clicked.connect(lambda: self.chosen.emit(shown))
        card.menu_wanted.connect(self.menu_wanted)
        card.step_wanted.connect(self._step)
        return card

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        self._appearance = appearance
        for card in self.cards:
            card.set_appearance(appearance)
        self._choose_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._choose_columns()

    def _choose_columns(self) -> None:
        columns = 2 if self.width() >= self._appearance.length(TWO_COLUMNS_FROM) else 1
        if columns != self.columns:
            self.columns = columns
            self._lay_out()
        self._give_room()

    def _give_room(self) -> None:
        """All cards are of one height."""
        width = (self.width() - _GAP * (self.columns - 1)) // self.columns
        lines = max((card.lines_at(width) for card in self.cards), default=1)
        for card in self.cards:
            card.set_lines(lines)

    def _lay_out(self) -> None:
        for index, card in enumerate(self.cards):
            self._grid.addWidget(card, index // self.columns, index % self.columns)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1 if self.columns > 1 else 0)

    @Slot(object, object)
    def _step(self, card: Card, key: Qt.Key) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -self.columns}
        place = self.cards.index(card) + steps.get(key, self.columns)
        if 0 <= place < len(self.cards):
            self._let_tab_enter(self.cards[place])
            self.cards[place].setFocus(Qt.FocusReason.OtherFocusReason)

    def _let_tab_enter(self, entry: Card | None) -> None:
        for card in self.cards:
            card.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if card is entry else Qt.FocusPolicy.ClickFocus
            )
