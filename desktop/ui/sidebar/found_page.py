"""What stands in the place of the list while one searches: the limits, how much was found, and the places."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.chat.searching import SearchHit
from desktop.ui.appearance import Appearance
from desktop.ui.labels import PlainLabel, dress_labels
from desktop.ui.secrecy.words import LabelWords
from desktop.ui.sidebar.limits_bar import LimitsBar
from desktop.ui.sidebar.search_results import SearchHitModel, SearchHitView
from desktop.ui.theme import SIZES


class FoundPage(QWidget):
    """Shows one page of hits and then more of them; if limits leave nothing, it says so and offers to take
    them away.
    """

    more_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.query = ""
        self._elsewhere = 0
        self._has_more = False
        self.hits = SearchHitModel(self)
        self.limits_bar = LimitsBar()
        self.count = PlainLabel(SIZES.small - 1, 600, wraps=True)
        self.lift_button = QPushButton()
        self.view = SearchHitView(self.hits)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.count.setContentsMargins(8, 4, 8, 0)
        for part in (self.limits_bar, self.count, self.lift_button):
            column.addWidget(part)
        column.addWidget(self.view, 1)
        self.hits.more_wanted.connect(self.more_wanted)
        self.lift_button.clicked.connect(self.limits_bar.clear)
        self.retranslate()

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        dress_labels(self, appearance)
        self.limits_bar.set_appearance(appearance)
        self.view.set_appearance(appearance)
        self.lift_button.setFont(appearance.font(SIZES.small))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Take the words of the language in use."""
        self.view.setAccessibleName(self.tr("Places found"))
        self.lift_button.setText(self.tr("Search without limits"))
        self._show_count()

    def name_labels(self, words: LabelWords) -> None:
        """Call the labels so."""
        self.hits.label_words = words
        self.limits_bar.name_labels(words)

    def show_hits(
        self,
        hits: Sequence[SearchHit],
        query: str,
        now: datetime | None,
        *,
        has_more: bool = False,
        elsewhere: int = 0,
    ) -> None:
        """Show these in the place of what is there. `elsewhere`: how many there are without the limits, where
        there are none within them.
        """
        self.query, self._elsewhere, self._has_more = query, elsewhere, has_more
        self.hits.show_hits(hits, now, has_more=has_more)
        self.view.scrollToTop()
        self._show_count()

    def add_hits(self, hits: Sequence[SearchHit], *, has_more: bool) -> None:
        """Show these below the others."""
        self._has_more = has_more
        self.hits.add_hits(hits, has_more=has_more)
        self._show_count()

    def clear(self) -> None:
        """Show nothing."""
        self.query, self._elsewhere, self._has_more = "", 0, False
        self.hits.show_hits((), None, has_more=False)
        self._show_count()

    def _show_count(self) -> None:
        count = self.hits.rowCount()
        if count and self._has_more:
            words = self.tr("The first %n place(s); scroll for more", "", count)
        elif count:
            words = self.tr("%n place(s) found", "", count)
        elif self._elsewhere:
            words = self.tr("“{query}” is not found within these limits, but it is without them.")
        else:
            words = self.tr("Nothing found for “{query}”")
        self.count.setText(words.format(query=self.query))
        self.lift_button.setVisible(bool(self._elsewhere) and not count)
