"""The list of models with its search and filters on the left, the chosen one's detail on the right."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.appearance import Appearance
from desktop.ui.labels import PlainLabel
from desktop.ui.models.card_list import CardList
from desktop.ui.models.cards import Card
from desktop.ui.models.detail import Detail
from desktop.ui.models.finder import Finder
from desktop.ui.theme import SIZES

_NARROW = 820                       # below it the detail takes the place of the list
_DETAIL_WIDTH = 400


class BrowserPane(QWidget):
    """Shows what it is told; what the user wants is a signal. Where there is no room for both, the detail
    covers the list once a card is opened, not when the arrow keys walk over it.
    """

    filters_changed = Signal()
    search_wanted = Signal(str, str)            # text for the hub, its order

    def __init__(self) -> None:
        super().__init__()
        self._appearance = Appearance()
        self._opened = False
        self.finder = Finder()
        self.empty = PlainLabel(SIZES.small, wraps=True)
        self.list = CardList()
        self.detail = Detail()
        self._build()
        self.list.card_chosen.connect(self._on_chosen)
        self.list.card_opened.connect(self._on_opened)
        self.detail.closed.connect(self.go_back)
        self.detail.shown.connect(self.arrange)
        self.finder.changed.connect(self.filters_changed)
        self.finder.search_wanted.connect(self.search_wanted)
        self.retranslate()
        self.arrange()

    def _build(self) -> None:
        self._left = QWidget()
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(8)
        left.addWidget(self.finder)
        left.addWidget(self.empty)
        left.addWidget(self.list, 1)
        left.addStretch(0)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._left, 1)
        row.addWidget(self.detail)

    def retranslate(self) -> None:
        """Take the words of the language in use."""
        self.list.setAccessibleName(self.tr("Models"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        self._appearance = appearance
        for part in (self.finder, self.list, self.detail):
            part.set_appearance(appearance)
        self.arrange()

    # -- the list and the detail

    def offer(self, *, search: bool, filters: bool) -> None:
        """Which means of finding are shown; nothing is chosen any more."""
        self.finder.offer(search=search, filters=filters)
        self.close_detail()

    def show_cards(self, cards: Sequence[Card], empty: str) -> None:
        """Show these cards; `empty` is said where there are none."""
        self.list.show_cards(cards)
        self.empty.setText(empty if not cards else "")
        self.empty.setVisible(not cards)
        self.list.setVisible(bool(cards))

    @Slot(object)
    def _on_chosen(self, card: Card | None) -> None:
        if card is None:
            self._opened = False
            self.detail.clear()

    @Slot(object, bool)
    def _on_opened(self, _card: Card, by_key: bool) -> None:
        self._opened = True
        self.arrange()
        if by_key or self.covers_list:
            self.detail.focus_first()

    @Slot()
    def close_detail(self) -> None:
        """Nothing is chosen; the list has the room."""
        self.list.clearSelection()
        self.list.setCurrentIndex(self.list.cards.index(-1))
        self._opened = False
        self.detail.clear()

    @Slot()
    def go_back(self) -> None:
        """From the detail to the list; the card stays chosen."""
        self._opened = False
        self.arrange()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _is_narrow(self) -> bool:
        return self.width() < self._appearance.length(_NARROW)

    @property
    def covers_list(self) -> bool:
        """Whether the detail is shown in the place of the list."""
        return self._is_narrow and self._opened and self.detail.view is not None

    @Slot()
    def arrange(self) -> None:
        """Where there is no room for both, the detail takes the place of the list."""
        narrow, covers = self._is_narrow, self.covers_list
        shown = self.detail.view is not None and (covers or not narrow)
        wide = self._appearance.length(_DETAIL_WIDTH)
        self.detail.setMinimumWidth(0 if narrow else min(wide, self.width() // 2))
        self.detail.setMaximumWidth(self.width() if narrow else wide)
        self.detail.close_button.setVisible(narrow)
        self.finder.set_narrow(narrow=narrow)
        parts = ((self._left, not covers), (self.detail, shown))
        for part, visible in sorted(parts, key=lambda each: each[1]):
            part.setVisible(visible)            # hide first: both side by side may not fit into the window

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the detail where it covers the list; otherwise it is the page's."""
        if event.key() == Qt.Key.Key_Escape and self.covers_list:
            self.go_back()
            return
        super().keyPressEvent(event)
