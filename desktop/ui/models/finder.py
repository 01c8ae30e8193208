"""Above the list of models: the search, the hub's button and order, and the filters."""

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.ui.appearance import Appearance
from desktop.ui.icons import icon
from desktop.ui.line_editor import SearchField
from desktop.ui.models.cards import Card
from desktop.ui.models.flow import FlowLayout
from desktop.ui.pages.card import Choice
from desktop.ui.pages.toggles import Check
from desktop.ui.theme import SIZES


class Finder(QWidget):
    """Says when the list has to change, and what the hub shall be asked for."""

    changed = Signal()
    search_wanted = Signal(str, str)            # text for the hub, its order

    def __init__(self) -> None:
        super().__init__()
        self.search = SearchField()
        self._glass = QAction(self)
        self.search.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.search.setClearButtonEnabled(True)
        self.order = Choice()
        self.search_button = QPushButton()
        self.fits, self.commercial, self.scratch = Check(), Check(), Check()
        self._build()
        self.search.textChanged.connect(self.changed)
        self.search.confirmed.connect(self._search)
        self.search_button.clicked.connect(self._search)
        for box in self._boxes:
            box.toggled.connect(self.changed)
        self.retranslate()

    @property
    def _boxes(self) -> tuple[Check, ...]:
        return (self.fits, self.commercial, self.scratch)

    def _build(self) -> None:
        self._hub = QWidget()
        hub = QHBoxLayout(self._hub)
        hub.setContentsMargins(0, 0, 0, 0)
        hub.addWidget(self.order, 1)
        hub.addWidget(self.search_button)
        self._line = QWidget()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._line)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.search, 1)
        self._row.addWidget(self._hub)
        self._filters = QWidget()
        filters = FlowLayout(self._filters, gap=12)
        for box in self._boxes:
            filters.addWidget(box)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._line)
        column.addWidget(self._filters)

    def retranslate(self) -> None:
        """Take the words of the language in use."""
        self.search.setPlaceholderText(self.tr("Name, maker or repository"))
        self.search.setAccessibleName(self.tr("Search for models"))
        self.search_button.setText(self.tr("Search the hub"))
        self.order.setAccessibleName(self.tr("Order of what the hub finds"))
        self.fits.setText(self.tr("Fits this computer"))
        self.commercial.setText(self.tr("May be used here"))
        self.scratch.setText(self.tr("Made in Japan from scratch"))
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
        self.search.setFont(appearance.font(SIZES.small))
        self._glass.setIcon(icon("search", appearance.tokens.text_muted, appearance.tokens.text_disabled))
        self.order.set_appearance(appearance)
        for box in self._boxes:
            box.set_appearance(appearance)

    # -- what is offered

    def offer(self, *, search: bool, filters: bool) -> None:
        """Which means of finding are shown."""
        self._line.setVisible(search)
        self._filters.setVisible(filters)
        self.setVisible(search or filters)

    def allow_hub(self, *, allowed: bool) -> None:
        """Whether a hub may be asked at all."""
        self._hub.setVisible(allowed)

    def set_narrow(self, *, narrow: bool) -> None:
        """Where there is little room, the hub's button stands below the search."""
        below = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._row.setDirection(below)

    # -- what is wanted

    def lets_pass(self, card: Card) -> bool:
        """Whether the filters that are set leave this card in."""
        return (
            (card.fits or not self.fits.isChecked())
            and (card.commercial or not self.commercial.isChecked())
            and (card.scratch or not self.scratch.isChecked())
        )

    def is_named(self, card: Card) -> bool:
        """Whether a card has all the words of the search."""
        told = f"{card.title} {card.subtitle} {card.key}".casefold()
        return all(word in told for word in self.search.text().casefold().split())

    def clear(self) -> None:
        """Nothing is left out any more."""
        self.search.clear()
        for box in self._boxes:
            box.setChecked(False)

    @property
    def words(self) -> str:
        """What the hub would be asked for."""
        return self.search.text().strip()

    @Slot()
    def _search(self) -> None:
        if self.words and self._hub.isVisibleTo(self):
            self.search_wanted.emit(self.words, self.order.currentData())
