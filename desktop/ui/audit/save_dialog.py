"""The dialog that asks where a file of evidence shall be saved, and in which form."""

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.ui.appearance import Appearance
from desktop.ui.audit.choosing import SaveQuestion
from desktop.ui.exporting.file_dialogs import FileDialog


class SaveEvidenceDialog(FileDialog):
    """It asks itself whether a file that is there may be replaced."""

    def __init__(self, question: SaveQuestion, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._suffixes = {f"{words} (*{suffix})": suffix for words, suffix in question.kinds}
        self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.setFileMode(QFileDialog.FileMode.AnyFile)
        self.setWindowTitle(question.title)
        self.setNameFilters(list(self._suffixes))
        self.filterSelected.connect(self._on_filter)
        self.dress_parts(self.tr("Save"), appearance)
        self._on_filter(next(iter(self._suffixes)))
        self.selectFile(question.name)

    def _on_filter(self, words: str) -> None:
        """A name that is typed without an ending gets that of the form."""
        self.setDefaultSuffix(self._suffixes[words].removeprefix("."))
