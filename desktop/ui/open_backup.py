"""The dialog that asks for a folder with backups: Qt's own, because a desktop portal refuses a process that
cannot be dumped.
"""

from pathlib import Path

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QPushButton, QWidget

from desktop.ui.composition import keep_dialog_private

_LABELS = QFileDialog.DialogLabel


class OpenBackupDialog(QFileDialog):
    """Open it with `open()`; `fileSelected` tells the folder. It begins below /: the root itself cannot be
    listed.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setOption(QFileDialog.Option.DontUseNativeDialog)
        keep_dialog_private(self)
        self.setOption(QFileDialog.Option.DontUseCustomDirectoryIcons)
        self.setOption(QFileDialog.Option.ShowDirsOnly)
        self.setFileMode(QFileDialog.FileMode.Directory)
        self.setWindowTitle(self.tr("Folder with backups"))
        self.setDirectory(str(Path.home()))
        for label, words in (
            (_LABELS.LookIn, self.tr("Folder")),
            (_LABELS.FileName, self.tr("Folder name")),
            (_LABELS.FileType, self.tr("Kind of file")),
            (_LABELS.Accept, self.tr("Choose")),
            (_LABELS.Reject, self.tr("Cancel")),
        ):
            self.setLabelText(label, words)
        for box in self.findChildren(QDialogButtonBox):
            for button in box.findChildren(QPushButton):
                button.setIcon(QIcon())
