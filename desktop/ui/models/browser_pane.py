"""The list of models with its search and filters on the left, the chosen one's detail on the right."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.ui.appearance import Appearance
from desktop.ui.labels import PlainLabel
from desktop.ui.line_editor import LineEditor
from desktop.ui.models.card_list import CardList
from desktop.ui.models.cards import Card
from desktop.ui.models.detail import Detail
from desktop.ui.pages.card import Choice
from desktop.ui.theme import SIZES

_NARROW = 820                       # below it the detail takes the place of the list
_DETAIL_WIDTH = 400


class BrowserPane(QWidget):
    """Shows what it is told; what the user wants is a signal."""

    filters_changed = Signal()
    search_wanted = Signal(str, str)            # text for the hub, its order

    def __init__(self) -> None:
        super().__init__()
        self._appearance = Appearance()
        self.search = LineEditor()
        self.search_button = QPushButton()
        self.order = Choice()
        self.fits, self.commercial, self.scratch = QCheckBox(), QCheckBox(), QCheckBox()
        self.list = CardList()
        self.empty = PlainLabel(SIZES.small, wraps=True)
        self.detail = Detail()
        self._build()
        self.list.card_chosen.connect(self._on_chosen)
        self.list.card_activated.connect(self._on_activated)
        self.detail.closed.connect(self.close_detail)
        self.search.textChanged.connect(self.filters_changed)
        self.search.confirmed.connect(self._search)
        self.search_button.clicked.connect(self._search)
        for box in self._boxes:
            box.toggled.connect(self.filters_changed)
        self.retranslate()

    @property
    def _boxes(self) -> tuple[QCheckBox, ...]:
        return (self.fits, self.commercial, self.scratch)

    def _build(self) -> None:
        self._finder = QWidget()
        finder = QHBoxLayout(self._finder)
        finder.setContentsMargins(0, 0, 0, 0)
        finder.addWidget(self.search, 1)
        finder.addWidget(self.order)
        finder.addWidget(self.search_button)
        self._filters = QWidget()
        filters = QHBoxLayout(self._filters)
        filters.setContentsMargins(0, 0, 0, 0)
        filters.setSpacing(16)
        for box in self._boxes:
            filters.addWidget(box)
        filters.addStretch(1)
        self._left = QWidget()
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        for part in (self._finder, self._filters, self.empty):
            left.addWidget(part)
        left.addWidget(self.list, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self._left, 1)
        row.addWidget(self.detail)

    def retranslate(self) -> None:
        """Take the words of the language in use."""
        self.list.setAccessibleName(self.tr("Models"))
        self.search.setPlaceholderText(self.tr("Name, maker or repository"))
        self.search.setAccessibleName(self.tr("Search for models"))
        self.search_button.setText(self.tr("Search the hub"))
        self.order.setAccessibleName(self.tr("Order of what the hub finds"))
        self._fill_order()
        self.fits.setText(self.tr("Fits this computer"))
        self.commercial.setText(self.tr("May be used here"))
        self.scratch.setText(self.tr("Made in Japan from scratch"))
        self.detail.retranslate()

    def _fill_order(self) -> None:
        chosen = self.order.currentIndex()
        self.order.clear()
        for order, words in (
            ("downloads", self.tr("most fetched")), ("likes", self.tr("most liked")),
            ("last_modified", self.tr("newest")),
        ):  # fmt: skip
            self.order.addItem(words, order)
        self.order.setCurrentIndex(max(chosen, 0))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        self._appearance = appearance
        self.list.set_appearance(appearance)
        self.detail.set_appearance(appearance)
        for part in (self.search, *self._boxes):
            part.setFont(appearance.font(SIZES.small))
        self.order.set_appearance(appearance)
        self.arrange()

    # -- the list and the detail

    def offer(self, *, search: bool, filters: bool) -> None:
        """Which means of finding are shown; nothing is chosen any more."""
        self._finder.setVisible(search)
        self._filters.setVisible(filters)
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
            self.detail.clear()
        self.arrange()

    @Slot(object)
    def _on_activated(self, _card: Card) -> None:
        if self.detail.isVisible():
            self.detail.action.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def close_detail(self) -> None:
        """Nothing is chosen; the list has the room."""
        self.list.clearSelection()
        self.list.setCurrentIndex(self.list.cards.index(-1))
        self.detail.clear()
        self.arrange()

    def arrange(self) -> None:
        """Where there is no room for both, the detail takes the place of the list."""
        narrow = self.width() < self._appearance.length(_NARROW)
        shown = self.detail.view is not None
        self._left.setVisible(not (narrow and shown))
        self.detail.close_button.setVisible(narrow)
        wide = self._appearance.length(_DETAIL_WIDTH)
        self.detail.setMinimumWidth(0 if narrow else min(wide, self.width() // 2))
        self.detail.setMaximumWidth(self.width() if narrow else wide)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the detail where it covers the list; otherwise it is the page's."""
        if event.key() == Qt.Key.Key_Escape and self.detail.close_button.isVisible():
            self.close_detail()
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        super().keyPressEvent(event)

    @Slot()
    def _search(self) -> None:
        text = self.search.text().strip()
        if text:
            self.search_wanted.emit(text, self.order.currentData())
