"""Locks an open vault in time, whatever stands in the way: work in its lane, a keyring that does not answer,
a fault of ours.
"""

import contextlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from desktop.ui.background import Background
from desktop.vault.errors import VaultError

if TYPE_CHECKING:
    from desktop.vault.vault import Vault  # it is there when there is something to lock

DEADLINE_MS = 600                   # the processes are to be gone within a second


class Locking(QObject):
    """One lock; what it calls `end` is the end of this process."""

    def __init__(self, background: Background, end: Callable[[], None]) -> None:
        """`end` tells the supervisor to end window and engine; it may be called twice."""
        super().__init__()
        self._background = background
        self._end = end
        self._deadline = QTimer(self)
        self._deadline.setSingleShot(True)
        self._deadline.setInterval(DEADLINE_MS)
        self._deadline.timeout.connect(self._on_deadline)

    def begin(self, vault: "Vault", let_go: Callable[[], None]) -> None:
        """Bar the keyring at once; then let the room write what is not on disk yet (`let_go`), close the
        vault, and end. At the deadline it ends as a kill does: what was acknowledged is kept, the keyring
        opens nothing, and the event is missing in the log.
        """
        self._deadline.start()
        with contextlib.suppress(VaultError):
            vault.bar_keyring()
        let_go()
        self._background.on_vault(vault.lock, lambda _: self._end(), lambda _: self._end())

    @Slot()
    def _on_deadline(self) -> None:
        self._end()
