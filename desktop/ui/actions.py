"""What the window can be asked to do from the keyboard, and the words that tell the keys."""

from enum import StrEnum

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget


class Shortcut(StrEnum):
    """The keys of the window."""

    NEW = "Ctrl+N"
    FIND = "Ctrl+F"                     # in the open conversation
    FIND_NEXT = "F3"
    FIND_PREVIOUS = "Shift+F3"
    SEARCH = "Ctrl+Shift+F"             # in all of them
    LOCK = "Ctrl+L"
    STOP = "Esc"
    SETTINGS = "Ctrl+,"
    QUIT = "Ctrl+Q"
    RENAME = "F2"
    DELETE = "Del"
    SIDEBAR = "Ctrl+B"
    MODELS = "Ctrl+M"


def with_keys(words: str, shortcut: Shortcut) -> str:
    """The words of a tooltip, followed by the keys."""
    keys = QKeySequence(shortcut.value).toString(QKeySequence.SequenceFormat.NativeText)
    return f"{words} ({keys})"


class WindowActions(QObject):
    """The actions with keys; whoever acts connects to their `triggered`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.new_conversation = self._action(Shortcut.NEW)
        self.find = self._action(Shortcut.FIND)
        self.find_next = self._action(Shortcut.FIND_NEXT)
        self.find_previous = self._action(Shortcut.FIND_PREVIOUS)
        self.search = self._action(Shortcut.SEARCH)
        self.lock = self._action(Shortcut.LOCK)
        self.stop = self._action(Shortcut.STOP)
        self.settings = self._action(Shortcut.SETTINGS)
        self.quit = self._action(Shortcut.QUIT)
        self.rename = self._action(Shortcut.RENAME)
        self.sidebar = self._action(Shortcut.SIDEBAR)
        self.models = self._action(Shortcut.MODELS)
        self.set_chatting(chatting=False)
        self.set_busy(busy=False)
        self.retranslate()

    def _action(self, shortcut: Shortcut) -> QAction:
        made = QAction(self)
        made.setShortcut(QKeySequence(shortcut.value))
        return made

    def retranslate(self) -> None:
        """Take the words of the language in use."""
        self.new_conversation.setText(self.tr("New conversation"))
        self.find.setText(self.tr("Find in this conversation"))
        self.find_next.setText(self.tr("Next place"))
        self.find_previous.setText(self.tr("Previous place"))
        self.search.setText(self.tr("Search"))
        self.lock.setText(self.tr("Lock"))
        self.stop.setText(self.tr("Stop"))
        self.settings.setText(self.tr("Settings"))
        self.quit.setText(self.tr("Quit"))
        self.rename.setText(self.tr("Rename"))
        self.sidebar.setText(self.tr("Show or hide the sidebar"))
        self.models.setText(self.tr("Models"))

    def set_chatting(self, *, chatting: bool) -> None:
        """Whether the chat page is shown: what acts on it sleeps while it is not."""
        for action in (
            self.new_conversation, self.find, self.find_next, self.find_previous, self.search, self.rename,
            self.sidebar,
        ):
            action.setEnabled(chatting)

    def set_unlocked(self, *, unlocked: bool) -> None:
        """Whether the vault is open: locking and the settings need that."""
        self.lock.setEnabled(unlocked)
        self.settings.setEnabled(unlocked)
        self.models.setEnabled(unlocked)

    def set_busy(self, *, busy: bool) -> None:
        """Whether there is an answer to stop."""
        self.stop.setEnabled(busy)

    def add_to(self, window: QWidget) -> None:
        """Let the keys work in this window."""
        window.addActions(
            [
                self.new_conversation, self.find, self.find_next, self.find_previous, self.search,
                self.lock, self.stop,
                self.settings, self.quit, self.rename, self.sidebar, self.models,
            ]
        )
