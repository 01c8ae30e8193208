"""Lets the user choose where backups are kept: in a folder of ours in the chosen one, from the next start on,
because what the window may write was settled when it started.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.backup_places import FOLDER
from desktop.ui.appearance import Appearance
from desktop.ui.open_backup import OpenBackupDialog


class Keep(Protocol):
    """Writes settings by their names."""

    def __call__(self, *, backup_folder: str) -> None:
        """Keep it."""


class BackupFolder(QObject):
    """Asks with Qt's own dialog, and says what will be."""

    said = Signal(str)

    def __init__(self, keep: Keep, over: Callable[[], QWidget]) -> None:
        """`over`: the window that the dialog belongs to."""
        super().__init__()
        self._keep = keep
        self._over = over
        self.appearance = Appearance()

    @Slot()
    def ask(self) -> None:
        """Put up the dialog."""
        dialog = OpenBackupDialog(self.appearance, self._over())
        dialog.fileSelected.connect(self.take)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def take(self, folder: str) -> None:
        """Keep backups in this folder from the next start on. Who points at our own folder in it means the
        one around it.
        """
        chosen = Path(folder)
        chosen = chosen.parent if chosen.name == FOLDER else chosen
        self._keep(backup_folder=str(chosen))
        words = self.tr(
            "From the next start on backups are kept in {folder}; where it is not there, beside the vault."
        )
        self.said.emit(words.format(folder=chosen / FOLDER))
