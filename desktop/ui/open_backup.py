"""The dialog that asks for a folder with backups."""

import os
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.ui.appearance import Appearance
from desktop.ui.exporting.file_dialogs import FileDialog

_MEDIA = ("/media", "/run/media")   # where desktops mount sticks, below the user's name


class OpenBackupDialog(FileDialog):
    """Open it with `open()`; `fileSelected` tells the folder. Sticks stand beside the user's own folders."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self.setOption(QFileDialog.Option.ShowDirsOnly)
        self.setFileMode(QFileDialog.FileMode.Directory)
        self.setWindowTitle(self.tr("Folder with backups"))
        sticks = [QUrl.fromLocalFile(str(each)) for each in media(os.environ.get("USER", ""))]
        self.setSidebarUrls([*self.sidebarUrls(), *sticks])
        self.dress_parts(self.tr("Choose"), appearance)
        self.setLabelText(QFileDialog.DialogLabel.FileName, self.tr("Folder name"))


def media(user: str) -> list[Path]:
    """The folders of removable media that there are."""
    return [each for each in (Path(folder) / user for folder in _MEDIA) if each.is_dir()]
