"""Takes conversations in from a file that anybody may have written."""

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.chat.whole import WholeStore
from desktop.transfer.reading import Read, read
from desktop.ui.appearance import Appearance
from desktop.ui.background import Background
from desktop.ui.exporting.file_dialogs import ImportDialog


class ImportWitness(Protocol):
    """Notes that something came in; in the transaction that takes it in."""

    def __call__(self, **facts: str | int) -> None:
        """Raises VaultError, and then nothing came in."""
        ...


class Importer(QObject):
    """Asks for the file, reads it beside the vault's lane, and takes it in all at once."""

    taken_in = Signal(object)                   # Sequence[ConversationSummary]
    failed = Signal(object)                     # what went wrong; nothing was taken in

    def __init__(
        self, wholes: WholeStore, background: Background, witness: ImportWitness, window: QWidget
    ) -> None:
        super().__init__()
        self._wholes = wholes
        self._background = background
        self._witness = witness
        self._window = window
        self.appearance = Appearance()

    def begin(self) -> None:
        """Ask for the file."""
        dialog = ImportDialog(self.appearance, self._window)
        dialog.fileSelected.connect(self.take)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def take(self, path: str) -> None:
        """Take in this file."""
        self._background.elsewhere(lambda: read(Path(path)), self._keep, self.failed.emit)

    def _keep(self, found: Read) -> None:
        self._background.on_vault(
            lambda: self._wholes.add(found.wholes, lambda: self._witness(**found.facts)),
            self.taken_in.emit,
            self.failed.emit,
        )
