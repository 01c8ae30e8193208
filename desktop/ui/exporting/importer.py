"""Takes conversations in from a file that anybody may have written."""

import errno
import os
import stat
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.chat.labels import most_secret
from desktop.chat.whole import WholeConversation, WholeStore
from desktop.errors import HishoError
from desktop.transfer.json_reading import FILE_LIMIT, from_json
from desktop.ui.appearance import Appearance
from desktop.ui.background import Background
from desktop.ui.exporting.file_dialogs import ImportDialog


class FileNotReadError(HishoError):
    """The file cannot be read."""

    def __init__(self, path: str, error_number: int) -> None:
        super().__init__(path, error_number)
        self.path = path
        self.error_number = error_number


class ImportWitness(Protocol):
    """Notes that something came in; in the transaction that takes it in."""

    def __call__(self, **facts: str | int) -> None:
        """Raises VaultError, and then nothing came in."""
        ...


@dataclass(frozen=True, slots=True)
class Read:
    """What a file held, and what the audit log says of it."""

    wholes: tuple[WholeConversation, ...]
    facts: dict[str, str | int]


def read(path: Path) -> Read:
    """Accept a file as a whole. Raises FileNotReadError, TransferError."""
    content = _content(path)
    wholes = from_json(content)
    return Read(wholes, {
        "label": most_secret(each.label for each in wholes).value,
        "digest": sha256(content).hexdigest(),
        "conversations": len(wholes),
        "messages": sum(len(each.messages) for each in wholes),
    })  # fmt: skip


def _content(path: Path) -> bytes:
    try:
        # Without waiting: a pipe that nobody writes into would hold the lane for ever.
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
        try:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise FileNotReadError(str(path), errno.EINVAL)
            with os.fdopen(descriptor, "rb", closefd=False) as file:
                return file.read(FILE_LIMIT + 1)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise FileNotReadError(str(path), error.errno or 0) from error


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
