"""The page of licences: what Hisho is made of, and under each part the texts of its licence."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QTreeWidget, QTreeWidgetItem

from desktop.licences.component import Component
from desktop.licences.replacing import replacing_words
from desktop.ui.appearance import Appearance
from desktop.ui.buttons import IconButton
from desktop.ui.labels import PlainLabel
from desktop.ui.licences.text_view import TextView
from desktop.ui.line_editor import SearchField
from desktop.ui.models.value_label import ValueLabel
from desktop.ui.pages.card import IconLine, OpenedPage
from desktop.ui.theme import SIZES

_WIDTH = 960
_NAME, _VERSION, _LICENCE = range(3)
_NAME_WIDTH, _VERSION_WIDTH = 250, 150
_NARROW = 640
_AROUND = 120                           # margins and the bar, left and right of the columns
_LIST_HEIGHT = 250
_TEXT_HEIGHT = 330
_NUMBER = Qt.ItemDataRole.UserRole
_COMMIT = 40                            # a version of so many signs is the digest of a commit
_SHORT = 12


@dataclass(frozen=True, slots=True)
class Told:
    """A part and all texts of its licence."""

    component: Component
    text: str

    def has(self, words: str) -> bool:
        """Whether these words stand anywhere in it, in letters of any size."""
        part = self.component
        return any(words in each.casefold() for each in (part.name, part.version, part.licence, self.text))


class LicencesPage(OpenedPage):
    """Shows what it is given. Nothing here is fetched, and no address is a link."""


    def __init__(self) -> None:
        super().__init__(_WIDTH)
        self._told: Sequence[Told] = ()
        self._build()
        self._connect()
        self.retranslate()
        self.set_appearance(self._appearance)

    def _build(self) -> None:
        self.close_button = IconButton("close", "text_muted")
        self.note = PlainLabel(SIZES.small, wraps=True)
        self.field = SearchField()
        self.list = QTreeWidget()
        self._set_up_list()
        self.nothing = PlainLabel(SIZES.small, wraps=True)
        self.name = PlainLabel(SIZES.body, 700, "text", wraps=True)
        self.source = ValueLabel(SIZES.small, ink="text_muted")
        self.replacing = IconLine("info", "text")
        self.text = TextView()
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button)
        self.body.addLayout(head)
        for part in (
            self.note, self.error_line, self.field, self.nothing, self.list, self.name, self.source,
            self.replacing, self.text,
        ):  # fmt: skip
            self.body.addWidget(part)
        self.setFocusProxy(self.field)
        self.keep_at_top()

    def _set_up_list(self) -> None:
        self.list.setColumnCount(3)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAllColumnsShowFocus(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setTabKeyNavigation(False)
        header = self.list.header()
        header.setSectionsClickable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)

    def _connect(self) -> None:
        self.close_button.clicked.connect(self.leave)
        self.field.textChanged.connect(self._seek)
        self.list.currentItemChanged.connect(self._show_current)

    def retranslate(self) -> None:
        self.title.setText(self.tr("Licences"))
        self.close_button.describe(self.tr("Close the licences"), self.tr("Close the licences (Esc)"))
        self.note.setText(
            self.tr(
                "Hisho is free software under the Apache License 2.0 and is made of these parts. The texts "
                "lie on this computer; addresses are no links, because this window has no network."
            )
        )
        sought = self.tr("Search names, licences and texts")
        self.field.setPlaceholderText(sought)
        self.field.setAccessibleName(sought)
        self.list.setHeaderLabels([self.tr("Part"), self.tr("Version"), self.tr("Licence")])
        self.list.setAccessibleName(self.tr("Parts of Hisho"))
        self.text.setAccessibleName(self.tr("Text of the licence"))
        self.nothing.setText(self.tr("These words stand in no licence and no name."))
        self._show_current()

    def set_appearance(self, appearance: Appearance) -> None:
        super().set_appearance(appearance)
        tokens = appearance.tokens
        self.list.setFont(appearance.font(SIZES.small))
        self.list.setFixedHeight(appearance.length(_LIST_HEIGHT))
        self.text.setMinimumHeight(appearance.length(_TEXT_HEIGHT))
        self._divide()
        self.list.setStyleSheet(
            f"QTreeView {{ border: 1px solid {tokens.border_strong}; border-radius: {SIZES.radius}px;"
            f" padding: 4px; background: {tokens.field}; }}"
            f"QTreeView::item {{ padding: 5px 4px; color: {tokens.text}; }}"
            f"QTreeView::item:hover {{ background: {tokens.hover}; }}"
            f"QTreeView::item:selected {{ background: {tokens.chosen}; }}"
            f"QHeaderView::section {{ background: {tokens.field}; color: {tokens.text_muted}; border: none;"
            f" border-bottom: 1px solid {tokens.border}; padding: 6px 4px;"
            f" font-size: {appearance.length(SIZES.small)}px; }}"
        )
        self.text.set_appearance(appearance)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._divide()

    def _divide(self) -> None:
        """Give the columns their widths. Where there is no room for the licence it stands below alone."""
        version, room = self._appearance.length(_VERSION_WIDTH), self.width()
        is_narrow = room < self._appearance.length(_NARROW)
        self.list.setColumnHidden(_LICENCE, is_narrow)
        name = room - version - _AROUND if is_narrow else self._appearance.length(_NAME_WIDTH)
        self.list.setColumnWidth(_NAME, max(name, version))
        self.list.setColumnWidth(_VERSION, version)

    def show_parts(self, told: Sequence[Told]) -> None:
        """Show these parts; the first is chosen."""
        self._told = tuple(told)
        self._refill()

    @Slot()
    def _seek(self) -> None:
        """Show the parts that have what is typed, with marks where it stands."""
        self.text.seek(self.field.text().strip())
        self._refill()

    def _refill(self) -> None:
        words = self.field.text().strip().casefold()
        chosen = self._current()
        self.list.blockSignals(True)
        self.list.clear()
        for number, told in enumerate(self._told):
            if told.has(words):
                part = told.component
                row = QTreeWidgetItem([part.name, short(part.version), part.licence])
                row.setToolTip(_NAME, part.name)
                row.setToolTip(_LICENCE, part.licence)
                row.setData(_NAME, _NUMBER, number)
                self.list.addTopLevelItem(row)
                if told is chosen:
                    self.list.setCurrentItem(row)
        if self.list.currentItem() is None and (first := self.list.topLevelItem(0)) is not None:
            self.list.setCurrentItem(first)
        self.list.blockSignals(False)
        self.nothing.setVisible(bool(self._told) and not self.list.topLevelItemCount())
        self._show_current()

    def _current(self) -> Told | None:
        row = self.list.currentItem()
        return None if row is None else self._told[row.data(_NAME, _NUMBER)]

    @Slot()
    def _show_current(self) -> None:
        told = self._current()
        for part in (self.name, self.source, self.text):
            part.setVisible(told is not None)
        words = "" if told is None else replacing_words(told.component, QCoreApplication.translate)
        self.replacing.show_text(words)
        if told is None:
            return
        component = told.component
        self.name.setText(f"{component.name} {component.version}".strip())
        lines = [self.tr("Licence: {licence}").format(licence=component.licence)]
        if component.source:
            lines.append(self.tr("Source: {address}").format(address=component.source))
        self.source.setText("\n".join(lines))
        self.text.show_text(told.text)


def short(version: str) -> str:
    """A version as a column has room for it."""
    return version[:_SHORT] if len(version) == _COMMIT else version
