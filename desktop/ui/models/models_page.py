"""The page of the models: tabs above, the list and its filters on the left, the detail on the right."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.appearance import Appearance
from desktop.ui.buttons import IconButton
from desktop.ui.composition import ENTER_KEYS
from desktop.ui.icons import icon
from desktop.ui.labels import PlainLabel, dress_labels
from desktop.ui.models.browser_pane import BrowserPane
from desktop.ui.models.connection_pane import ConnectionPane
from desktop.ui.models.downloads_pane import DownloadsPane
from desktop.ui.models.import_bar import ImportBar
from desktop.ui.models.import_pane import ImportPane
from desktop.ui.models.tab_line import TabLine
from desktop.ui.pages.card import IconLine, dress
from desktop.ui.surfaces import Surface, ThinBar
from desktop.ui.theme import SIZES
from model_manager.edition import Edition


class Tab(StrEnum):
    """What the tabs are for."""

    IMPORT = "import"                       # of an edition that cannot fetch
    RECOMMENDED = "recommended"
    GOVERNMENT = "government"
    ALL = "all"
    HERE = "here"
    DOWNLOADS = "downloads"
    CONNECTION = "connection"


_WITH_LIST = (Tab.RECOMMENDED, Tab.GOVERNMENT, Tab.ALL, Tab.HERE)
_TABS = {                                   # in their order; the first is shown first
    Edition.FULL: (*_WITH_LIST, Tab.DOWNLOADS, Tab.CONNECTION),
    Edition.AIRGAP: (
        Tab.IMPORT, Tab.HERE, Tab.RECOMMENDED, Tab.GOVERNMENT, Tab.ALL, Tab.CONNECTION,
    ),
}  # fmt: skip


class ModelsPage(Surface):
    """Shows what it is told; what the user wants is a signal."""

    closed = Signal()
    tab_changed = Signal(str)
    import_wanted = Signal()                    # of a file
    folder_wanted = Signal()                    # of a folder that an export wrote
    files_dropped = Signal(object)              # list of paths
    clean_wanted = Signal()
    work_stopped = Signal()

    def __init__(
        self, error_words: Callable[[str, Mapping[str, Any]], str], edition: Edition = Edition.FULL
    ) -> None:
        super().__init__("window")
        self._tabs = _TABS[edition]
        self._appearance = Appearance()
        self._orphans = ""
        self._count = 0
        self.setAcceptDrops(True)
        self.browser = BrowserPane()
        self.downloads = DownloadsPane(error_words)
        self.connection = ConnectionPane(edition)
        self.import_pane = ImportPane()
        self._build()
        self._connect()
        self.retranslate()
        self._show_tab()

    def _build(self) -> None:
        self.title = PlainLabel(SIZES.headline, 700, "text")
        self.import_button = QPushButton()
        self.import_button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)   # its arrow stands at the end
        self.close_button = IconButton("close", "text_muted")
        self.tabs = TabLine(len(self._tabs))
        self._leftovers = QWidget()
        self.clean_words = PlainLabel(SIZES.small, wraps=True)
        self.clean_button = QPushButton()
        self.notice = IconLine("info", "link")
        self.error_line = IconLine("error", "danger")
        self.work_words = PlainLabel(SIZES.small, wraps=True)
        self.work_bar = ThinBar()
        self.work_stop = QPushButton()
        self.import_bar = ImportBar()
        self._stack = QStackedWidget()
        for pane in (self.browser, self.downloads, self.connection, self.import_pane):
            self._stack.addWidget(pane)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        for button in (self.import_button, self.close_button):
            head.addWidget(button)
        leftovers = QHBoxLayout(self._leftovers)
        leftovers.setContentsMargins(0, 0, 0, 0)
        leftovers.addWidget(self.clean_words, 1)
        leftovers.addWidget(self.clean_button)
        work = QHBoxLayout()
        work.addWidget(self.work_words)
        work.addWidget(self.work_bar, 1)
        work.addWidget(self.work_stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.tabs)
        for line in (self.notice, self.error_line):
            column.addWidget(line)
        column.addLayout(work)
        for part in (self.import_bar, self._leftovers):
            column.addWidget(part)
        column.addWidget(self._stack, 1)
        self.show_work("", 0.0)

    def _connect(self) -> None:
        self.close_button.clicked.connect(self.closed)
        self.connection.left.connect(self.closed)
        self.tabs.currentChanged.connect(self._show_tab)
        menu = QMenu(self.import_button)
        self.import_file, self.import_folder = menu.addAction(""), menu.addAction("")
        self.import_file.triggered.connect(self.import_wanted)
        self.import_folder.triggered.connect(self.folder_wanted)
        self.import_pane.file_wanted.connect(self.import_wanted)
        self.import_pane.folder_wanted.connect(self.folder_wanted)
        self.import_button.setMenu(menu)
        self.clean_button.clicked.connect(self.clean_wanted)
        self.work_stop.clicked.connect(self.work_stopped)

    def retranslate(self) -> None:
        """Take the words of the language in use."""
        self.title.setText(self.tr("Models"))
        self.close_button.describe(self.tr("Close the models"), self.tr("Close the models (Esc)"))
        self.import_button.setText(self.tr("Import"))
        self.import_file.setText(self.tr("A GGUF file…"))
        self.import_folder.setText(self.tr("A folder written by “Export”…"))
        words = {
            Tab.IMPORT: self.tr("Import"), Tab.RECOMMENDED: self.tr("Recommended"),
            Tab.GOVERNMENT: self.tr("Government AI: 7 models"), Tab.ALL: self.tr("All"),
            Tab.HERE: self.tr("This computer"), Tab.DOWNLOADS: self.tr("Downloads"),
            Tab.CONNECTION: self.tr("Settings"),
        }  # fmt: skip
        for index, tab in enumerate(self._tabs):
            self.tabs.setTabText(index, words[tab])
        self.show_count(self._count)
        self.clean_button.setText(self.tr("Delete them"))
        self.tabs.setAccessibleName(self.tr("Groups of models"))
        self.work_stop.setText(self.tr("Stop"))
        self.work_bar.setAccessibleName(self.tr("Progress"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        super().set_appearance(appearance)
        self._appearance = appearance
        dress(self, appearance)
        dress_labels(self, appearance)
        for part in (self.browser, self.import_bar, self.downloads, self.connection, self.import_pane):
            part.set_appearance(appearance)
        arrow = icon("chevron-down", appearance.tokens.text_muted, appearance.tokens.text_disabled)
        self.import_button.setIcon(arrow)
        self.import_button.setIconSize(QSize(appearance.length(16), appearance.length(16)))
        self.import_button.setStyleSheet("QPushButton::menu-indicator { image: none; width: 0; }")
        self.tabs.set_appearance(appearance)

    # -- tabs

    @property
    def tab(self) -> Tab:
        """The tab that is shown."""
        return self._tabs[self.tabs.currentIndex()]

    def show_tab(self, tab: Tab) -> None:
        """Go to a tab that this edition has."""
        self.tabs.setCurrentIndex(self._tabs.index(tab))

    def show_count(self, downloads: int) -> None:
        """How many downloads there are, on their tab."""
        self._count = downloads
        words = self.tr("Downloads ({count})").format(count=downloads) if downloads else self.tr("Downloads")
        if Tab.DOWNLOADS in self._tabs:
            self.tabs.setTabText(self._tabs.index(Tab.DOWNLOADS), words)

    @Slot()
    def _show_tab(self) -> None:
        tab = self.tab
        others = {
            Tab.DOWNLOADS: self.downloads, Tab.CONNECTION: self.connection, Tab.IMPORT: self.import_pane,
        }  # fmt: skip
        self._stack.setCurrentWidget(others.get(tab, self.browser))
        self.import_button.setVisible(tab is not Tab.IMPORT)
        self.browser.offer(search=tab is Tab.ALL, filters=tab in (Tab.ALL, Tab.RECOMMENDED))
        self._show_orphans()
        self.show_error("")
        self.tab_changed.emit(tab.value)

    def show_orphans(self, size: str) -> None:
        """What could be cleaned up; empty: nothing."""
        self._orphans = size
        self._show_orphans()

    def _show_orphans(self) -> None:
        self._leftovers.setVisible(self.tab is Tab.HERE and bool(self._orphans))
        words = self.tr("Unfinished downloads that nobody goes on with take {size}.")
        self.clean_words.setText(words.format(size=self._orphans))

    # -- lines above

    def show_notice(self, text: str) -> None:
        """A sentence about the whole page; empty takes it away."""
        self.notice.show_text(text)

    def show_error(self, text: str) -> None:
        """A sentence about what went wrong; empty takes it away."""
        self.error_line.show_text(text)

    def show_work(self, words: str, fraction: float) -> None:
        """How far the work on files is; no words: there is none."""
        for part in (self.work_words, self.work_bar, self.work_stop):
            part.setVisible(bool(words))
        self.work_words.setText(words)
        self.work_bar.show_share(fraction)

    # -- keys and drops

    def take_focus(self) -> None:
        """The page was opened: the arrow keys choose a tab; where there is one thing to do first, it has the
        keyboard.
        """
        first = self.import_pane.folder_button if self.tab is Tab.IMPORT else self.tabs
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()                      # or the window would take it for its own and stop an answer
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keyboard; Qt does so in dialogs only."""
        button = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in ENTER_KEYS and isinstance(button, QPushButton | IconButton):
            button.click()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _paths(event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if paths := _paths(event.mimeData().urls()):
            event.acceptProposedAction()
            self.files_dropped.emit(paths)


def _paths(urls: Sequence[QUrl]) -> list[str]:
    """Local files and folders among what is dragged."""
    return [each.toLocalFile() for each in urls if each.isLocalFile()]
