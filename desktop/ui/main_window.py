"""The window: its pages, its keys, its title and its place on the screen."""

import base64
import binascii
import json
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from desktop.ui.actions import WindowActions
from desktop.ui.appearance import Appearance
from desktop.ui.buttons import press_by_enter

if TYPE_CHECKING:                   # importing it costs the unlock page more than all its own parts
    from desktop.ui.chat_page import ChatPage

CHAT_PAGE = "chat"
_SIDEBAR_WIDTH = 285                # until the chat page says
_MIN_SIZE = (420, 480)
_FIRST_SIZE = QSize(1180, 800)
_FRAME = 40                         # what the desktop puts around it, above all the line with the title


def first_size(available: QSize) -> QSize:
    """How large the window is that was never moved, on a screen with so much room."""
    most = QSize(available.width(), available.height() - _FRAME)
    return _FIRST_SIZE.boundedTo(most).expandedTo(QSize(*_MIN_SIZE))


@runtime_checkable
class Dressed(Protocol):
    """A page that takes the colours and the text size."""

    def set_appearance(self, appearance: Appearance) -> None:
        """Take them."""


class MainWindow(QMainWindow):
    """Holds pages by name. The chat page comes when it is needed: the unlock page has not to wait for it."""

    close_requested = Signal()

    def __init__(self, actions: WindowActions) -> None:
        super().__init__()
        self.actions_of_window = actions
        self._chat_page: ChatPage | None = None
        self._sidebar_width = _SIDEBAR_WIDTH
        self._title = ""
        self._may_name = True
        self.profile = ""
        self._pages: dict[str, QWidget] = {}
        self._appearance: Appearance | None = None
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self.setMinimumSize(*_MIN_SIZE)
        self.resize(first_size(self.screen().availableSize()))
        actions.add_to(self)
        self._show_title()

    # -- pages

    def add_chat_page(self, chat_page: "ChatPage") -> None:
        """Take in the chat page under the name "chat", and let its keys reach it."""
        self.add_page(CHAT_PAGE, chat_page)
        self._chat_page = chat_page
        chat_page.set_sidebar_width(self._sidebar_width)
        actions = self.actions_of_window
        actions.search.triggered.connect(self.search_everything)
        actions.rename.triggered.connect(chat_page.panes.header.begin_rename)
        actions.sidebar.triggered.connect(chat_page.toggle_sidebar)

    @property
    def chat_page(self) -> "ChatPage":
        """The chat page. Raises KeyError before it was added."""
        if self._chat_page is None:
            raise KeyError(CHAT_PAGE)
        return self._chat_page

    def search_everything(self) -> None:
        """Put the keyboard into the field that searches all conversations."""
        self.chat_page.focus_search()

    def add_page(self, name: str, page: QWidget) -> None:
        """Take in a page; the name must be new."""
        if name in self._pages:
            raise ValueError(name)
        self._pages[name] = page
        self._stack.addWidget(page)
        if self._appearance is not None and name != CHAT_PAGE and isinstance(page, Dressed):
            page.set_appearance(self._appearance)   # its fonts were lost as it came in

    def show_page(self, name: str) -> None:
        """Show the page with this name. Raises KeyError if there is none."""
        page = self._pages[name]
        self._stack.setCurrentWidget(page)
        self.actions_of_window.set_chatting(chatting=page is self._chat_page)
        if page is self._chat_page:
            self.chat_page.panes.composer.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_title()

    @property
    def page(self) -> str | None:
        """Name of the page that is shown; None before the first was added."""
        shown = self._stack.currentWidget()
        return next((name for name, page in self._pages.items() if page is shown), None)

    def set_appearance(self, appearance: Appearance) -> None:
        """Hand the colours and the text size to every page, and to those to come."""
        self._appearance = appearance
        for page in self._pages.values():
            if page is self._chat_page:
                self.chat_page.set_appearance(appearance)
            elif isinstance(page, Dressed):
                page.set_appearance(appearance)

    # -- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter comes here where nobody else has a use for it."""
        if not press_by_enter(self, event):
            super().keyPressEvent(event)

    # -- words

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.actions_of_window.retranslate()
            self._show_title()
        super().changeEvent(event)

    def set_profile(self, name: str) -> None:
        """Say which profile this window is of, in its title; nothing for the first."""
        self.profile = name
        self._show_title()

    @Slot(str)
    def set_conversation_title(self, title: str) -> None:
        """Name the window after this conversation while the chat page is shown. Give "" to keep titles out of
        the window lists of the desktop.
        """
        self._title = title
        self._show_title()

    @Slot(bool)
    def let_title_name(self, named: bool) -> None:
        """Whether the title may name a conversation: every program of the desktop can read it. What may be
        named again is named with the next title, so that none is shown that belongs to another.
        """
        self._may_name = named
        if not named:
            self._show_title()

    def _show_title(self) -> None:
        own = self.tr("Hisho")
        on_chat = self._chat_page is not None and self._stack.currentWidget() is self._chat_page
        named = on_chat and self._may_name and self._title
        shown = self.tr("{title} – Hisho").format(title=self._title) if named else own
        self.setWindowTitle(f"{shown} – {self.profile}" if self.profile else shown)

    # -- its place on the screen

    def geometry_state(self) -> bytes:
        """Place, size and the sidebar's width, to be given back at the next start."""
        geometry = base64.b64encode(self.saveGeometry().data()).decode("ascii")
        width = self._chat_page.sidebar_width if self._chat_page is not None else self._sidebar_width
        return json.dumps({"geometry": geometry, "sidebar": width}).encode("ascii")

    def restore_geometry_state(self, untrusted_state: bytes) -> bool:
        """Go back to where the window was; False, and nothing changes, if this is no state of ours."""
        try:
            untrusted = json.loads(untrusted_state)
            geometry = base64.b64decode(untrusted["geometry"], validate=True)
            width = untrusted["sidebar"]
        except (ValueError, TypeError, KeyError, binascii.Error):
            return False
        if not isinstance(width, int) or not self.restoreGeometry(QByteArray(geometry)):
            return False
        self._sidebar_width = width
        if self._chat_page is not None:
            self._chat_page.set_sidebar_width(width)
        return True

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing is asked for; who answers, quits."""
        self.close_requested.emit()
        event.accept()
