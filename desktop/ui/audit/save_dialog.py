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
        """Another form is another ending, also of the name that stands there; one that is typed without gets
        it.
        """
        suffix = self._suffixes[words]
        self.setDefaultSuffix(suffix.removeprefix("."))
        chosen = self.selectedFiles()
        stem, dot, _ = chosen[0].rpartition("/")[2].rpartition(".") if chosen else ("", "", "")
        if dot:
            self.selectFile(stem + suffix)
