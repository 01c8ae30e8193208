"""The dialog that asks for a model's file: Qt's own, because a desktop portal refuses a process that cannot
be dumped.
"""

from pathlib import Path

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QPushButton, QWidget

from desktop.ui.composition import keep_dialog_private

_LABELS = QFileDialog.DialogLabel


class OpenModelDialog(QFileDialog):
    """Open it with `open()`; `fileSelected` tells the choice. It begins below /: the root itself cannot be
    listed.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setOption(QFileDialog.Option.DontUseNativeDialog)
        keep_dialog_private(self)
        self.setOption(QFileDialog.Option.DontUseCustomDirectoryIcons)
        self.setFileMode(QFileDialog.FileMode.ExistingFile)
        self.setWindowTitle(self.tr("Open GGUF"))
        self.setDirectory(str(Path.home()))
        self.setNameFilter(self.tr("GGUF models (*.gguf)"))
        for label, words in (
            (_LABELS.LookIn, self.tr("Folder")),
            (_LABELS.FileName, self.tr("File name")),
            (_LABELS.FileType, self.tr("Kind of file")),
            (_LABELS.Accept, self.tr("Open")),
            (_LABELS.Reject, self.tr("Cancel")),
        ):
            self.setLabelText(label, words)
        for box in self.findChildren(QDialogButtonBox):
            for button in box.findChildren(QPushButton):
                button.setIcon(QIcon())
