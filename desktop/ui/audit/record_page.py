"""The page of the record: what happened, filtered by kind and time; whether the chain holds; exporting it."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTreeView,
    QVBoxLayout,
)

from desktop.ui.appearance import Appearance
from desktop.ui.audit.event_model import WHAT, WHEN, EventModel, moment_text
from desktop.ui.buttons import IconButton
from desktop.ui.event_words import details_of, kind_words
from desktop.ui.labels import PlainLabel
from desktop.ui.models.flow import FlowLayout
from desktop.ui.models.value_label import ValueLabel
from desktop.ui.pages.card import Choice, IconLine, OpenedPage, fill
from desktop.ui.theme import SIZES
from desktop.vault.events import EventKind, Verified, Wanted
from desktop.words import Translate

_WIDTH = 960
_LIST_HEIGHT = 360
_DAYS = (0, 1, 7, 30, 365)          # 0: from the first on


class RecordPage(OpenedPage):
    """Shows what it is given; everything is asked for, and done elsewhere."""

    filter_changed = Signal(object)             # Wanted
    verify_requested = Signal()
    export_requested = Signal()

    def __init__(self, translate: Callable[[], Translate], now: Callable[[], datetime]) -> None:
        """`translate` gives the words of the language in use, `now` the time with this computer's zone."""
        super().__init__(_WIDTH)
        self._translate = translate
        self._now = now
        self._verified: Verified | None = None
        self._fingerprint = ""
        self.model = EventModel(translate)
        self._build()
        self._connect()
        self.retranslate()
        self.set_appearance(self._appearance)

    def _build(self) -> None:
        self.close_button = IconButton("close", "text_muted")
        self.note = PlainLabel(SIZES.small, wraps=True)
        self.kinds, self.times = Choice(), Choice()
        self.verify_button, self.export_button = QPushButton(), QPushButton()
        self.good, self.bad = IconLine("check", "success"), IconLine("error", "danger")
        self.head = ValueLabel(SIZES.small - 1, ink="text_muted")
        self.fingerprint = ValueLabel(SIZES.small - 1, ink="text_muted")
        self.list = QTreeView()
        self._set_up_list()
        self.nothing = PlainLabel(SIZES.small, wraps=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setVisible(False)
        inside = QVBoxLayout(self.list.viewport())
        inside.addWidget(self.nothing)
        self.details = ValueLabel()
        title = QHBoxLayout()
        title.addWidget(self.title, 1)
        title.addWidget(self.close_button)
        row = FlowLayout()
        for part in (self.kinds, self.times, self.verify_button, self.export_button):
            row.addWidget(part)
        self.body.addLayout(title)
        self.body.addWidget(self.note)
        self.body.addLayout(row)
        for line in (self.error_line, self.good, self.bad, self.head, self.fingerprint):
            self.body.addWidget(line)
        self.body.addWidget(self.list)
        self.body.addWidget(self.details)
        self.setFocusProxy(self.list)
        self.keep_at_top()

    def _set_up_list(self) -> None:
        self.list.setModel(self.model)
        self.list.setRootIsDecorated(False)
        self.list.setAllColumnsShowFocus(True)
        self.list.setUniformRowHeights(True)    # or each of a hundred thousand rows is measured
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setTabKeyNavigation(False)
        self.list.setMinimumHeight(_LIST_HEIGHT)
        header = self.list.header()
        header.setSectionsClickable(False)
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)

    def _connect(self) -> None:
        self.close_button.clicked.connect(self.leave)
        self.kinds.currentIndexChanged.connect(self._on_filter)
        self.times.currentIndexChanged.connect(self._on_filter)
        self.verify_button.clicked.connect(self.verify_requested)
        self.export_button.clicked.connect(self.export_requested)
        self.list.selectionModel().currentChanged.connect(self._show_details)
        self.model.dataChanged.connect(lambda *_: self._show_details(self.list.currentIndex()))

    def retranslate(self) -> None:
        translate = self._translate()
        self.title.setText(self.tr("Audit log"))
        self.close_button.describe(self.tr("Close the audit log"), self.tr("Close the audit log (Esc)"))
        self.note.setText(
            self.tr(
                "What happened to the vault and in it, each entry bound to all before it. Digests stand for "
                "texts: no word of a conversation is in it. It stays in the vault until you export it."
            )
        )
        self._fill_choices(translate)
        self.verify_button.setText(self.tr("Check now"))
        self.export_button.setText(self.tr("Export…"))
        self.list.setAccessibleName(self.tr("Entries"))
        self.nothing.setText(self.tr("There are no such entries."))
        self.model.retranslate()
        self.show_verified(self._verified)
        self.show_fingerprint(self._fingerprint)
        self._show_details(self.list.currentIndex())

    def _fill_choices(self, translate: Translate) -> None:
        """The same choice by other words is no other filter."""
        chosen = (self.kinds.currentIndex(), self.times.currentIndex())
        times = {
            0: self.tr("From the beginning"),
            1: self.tr("Today"),
            7: self.tr("Last 7 days"),
            30: self.tr("Last 30 days"),
            365: self.tr("Last 365 days"),
        }
        kinds = {"": self.tr("Everything")}
        kinds |= {each.value: kind_words(each, translate) for each in EventKind}
        for choice, words, index in ((self.kinds, kinds, chosen[0]), (self.times, times, chosen[1])):
            choice.blockSignals(True)
            fill(choice, words)
            choice.setCurrentIndex(max(index, 0))
            choice.blockSignals(False)
        self.kinds.setAccessibleName(self.tr("Kind"))
        self.times.setAccessibleName(self.tr("Time"))

    def set_appearance(self, appearance: Appearance) -> None:
        super().set_appearance(appearance)
        tokens = appearance.tokens
        self.list.setFont(appearance.font(SIZES.small))
        self.list.setColumnWidth(WHEN, appearance.length(170))
        self.list.setColumnWidth(WHAT, appearance.length(210))
        self.list.setStyleSheet(
            f"QTreeView {{ border: 1px solid {tokens.border_strong}; border-radius: {SIZES.radius}px;"
            f" padding: 4px; background: {tokens.field}; }}"
            f"QTreeView QLabel {{ color: {tokens.text_muted}; }}"       # its own ink gives way to this sheet
            f"QTreeView::item {{ padding: 5px 4px; color: {tokens.text}; }}"
            f"QTreeView::item:hover {{ background: {tokens.hover}; }}"
            f"QTreeView::item:selected {{ background: {tokens.chosen}; }}"
            f"QHeaderView::section {{ background: {tokens.field}; color: {tokens.text_muted}; border: none;"
            f" border-bottom: 1px solid {tokens.border}; padding: 6px 4px;"
            f" font-size: {appearance.length(SIZES.small)}px; }}"
        )

    # -- what is shown

    def wanted(self) -> Wanted:
        """Which events the choices ask for."""
        kind, days = self.kinds.currentData(), self.times.currentData()
        since = ""
        if days:
            midnight = self._now().replace(hour=0, minute=0, second=0, microsecond=0)
            since = (midnight - timedelta(days=days - 1)).astimezone(UTC).isoformat(timespec="microseconds")
        return Wanted(frozenset({kind}) if kind else frozenset(), since)

    def show_ids(self, ids: Sequence[int]) -> None:
        """These events, newest first; the newest is chosen."""
        self.model.show_ids(ids)
        self.nothing.setVisible(not ids)
        if ids:
            self.list.setCurrentIndex(self.model.index(0, WHEN))
        self._show_details(self.list.currentIndex())

    def show_verified(self, verified: Verified | None) -> None:
        """What came of the check."""
        self._verified = verified
        self.good.show_text("")
        self.bad.show_text("")
        self.head.setVisible(verified is not None)
        if verified is None:
            return
        if verified.holds:
            text = self.tr("The chain holds from the first entry to the last ({count}).")
            self.good.show_text(text.format(count=f"{verified.head.count:,}"))
        else:
            text = self.tr(
                "The chain is broken at entry {number}: an entry was changed, taken out or put in there. "
                "What comes after it is not vouched for."
            )
            self.bad.show_text(text.format(number=verified.first_break))
        digest = self.tr("Digest of the last entry that holds: {digest}")
        self.head.setText(digest.format(digest=verified.head.digest.hex()))

    def show_fingerprint(self, fingerprint: str) -> None:
        """By which somebody knows that a report was signed here."""
        self._fingerprint = fingerprint
        self.fingerprint.setVisible(bool(fingerprint))
        text = self.tr("Fingerprint of the key that signs protection reports: {fingerprint}")
        self.fingerprint.setText(text.format(fingerprint=fingerprint))

    def set_busy(self, *, busy: bool) -> None:
        """While the chain is checked or written nothing else of that is begun."""
        self.verify_button.setEnabled(not busy)
        self.export_button.setEnabled(not busy)

    @Slot()
    def _on_filter(self) -> None:
        self.filter_changed.emit(self.wanted())

    @Slot(QModelIndex)
    def _show_details(self, index: QModelIndex) -> None:
        event = self.model.event_at(index.row()) if index.isValid() else None
        self.details.setVisible(event is not None)
        if event is None:
            return
        translate = self._translate()
        lines = [
            self.tr("Entry {number} · {when} · {what}").format(
                number=event.id, when=moment_text(event.at), what=kind_words(event.kind, translate)
            ),
            *(
                self.tr("{name}: {value}").format(name=name, value=value)
                for name, value in details_of(event, translate)
            ),
            self.tr("Digest of the entry: {digest}").format(digest=event.digest.hex()),
        ]
        self.details.setText("\n".join(lines))


