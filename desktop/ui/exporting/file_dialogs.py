"""The dialogs that ask for a file: Qt's own, because a desktop portal refuses a process that cannot be
dumped, and without a memory, because names of files tell what one works on.
"""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QPushButton, QToolButton, QWidget

from desktop.ui.appearance import Appearance
from desktop.ui.composition import keep_dialog_private
from desktop.ui.icons import icon

_LABELS = QFileDialog.DialogLabel
_BUTTONS = {                        # Qt's names for its buttons
    "backButton": "chevron-left", "forwardButton": "chevron-right", "toParentButton": "chevron-up",
    "newFolderButton": "plus",
}  # fmt: skip


class FileDialog(QFileDialog):
    """Open it with `open()`; `fileSelected` tells the choice."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setOption(QFileDialog.Option.DontUseNativeDialog)
        keep_dialog_private(self)
        self.setOption(QFileDialog.Option.DontUseCustomDirectoryIcons)
        self.setHistory([])
        self.setSidebarUrls([QUrl.fromLocalFile(str(each)) for each in _shortcuts()])
        self.setDirectory(str(_shortcuts()[0]))

    def dress_parts(self, accept: str, appearance: Appearance) -> None:
        """Say what its parts are for, in icons that are seen on dark ground; `accept` is on the button that
        ends it.
        """
        tokens = appearance.tokens
        for name, icon_name in _BUTTONS.items():
            for tool in self.findChildren(QToolButton, name):
                tool.setIcon(icon(icon_name, tokens.text, tokens.text_disabled))
        self.resize(appearance.length(760), appearance.length(480))
        for label, words in (
            (_LABELS.LookIn, self.tr("Folder")),
            (_LABELS.FileName, self.tr("File name")),
            (_LABELS.FileType, self.tr("Kind of file")),
            (_LABELS.Accept, accept),
            (_LABELS.Reject, self.tr("Cancel")),
        ):
            self.setLabelText(label, words)
        for box in self.findChildren(QDialogButtonBox):
            for button in box.findChildren(QPushButton):
                button.setIcon(QIcon())


def _shortcuts() -> list[Path]:
    """Folders of the user's: documents first, home if there is none."""
    places = QStandardPaths.StandardLocation
    found = [
        Path(QStandardPaths.writableLocation(each))
        for each in (places.DocumentsLocation, places.DesktopLocation, places.HomeLocation)
    ]
    return [each for each in dict.fromkeys(found) if each.is_dir()] or [Path.home()]


class SaveDialog(FileDialog):
    """Asks where a file shall be saved; it asks itself whether one that is there may be replaced."""

    def __init__(self, name: str, suffix: str, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.setFileMode(QFileDialog.FileMode.AnyFile)
        self.setWindowTitle(self.tr("Save the export"))
        self.setNameFilter(self.tr("Exports (*{suffix})").format(suffix=suffix))
        self.setDefaultSuffix(suffix.removeprefix("."))
        self.dress_parts(self.tr("Save"), appearance)
        self.selectFile(name)


class ImportDialog(FileDialog):
    """Asks for a file with conversations."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAcceptMode(QFileDialog.AcceptMode.AcceptOpen)
        self.setFileMode(QFileDialog.FileMode.ExistingFile)
        self.setWindowTitle(self.tr("Import conversations"))
        self.setNameFilter(self.tr("Conversations of Hisho (*.json)"))
        self.dress_parts(self.tr("Import"), appearance)
