"""Qt's ear for handles of Windows, as an ear for descriptors. Written from documentation, never run.

A channel has another handle after each reading, so the ear is turned to it each time.
"""

import sys
from collections.abc import Callable

if sys.platform == "win32":
    from PySide6.QtCore import QObject, QWinEventNotifier, Signal, Slot

    class ReadNotifier(QObject):
        """Emits `activated` while something can be read."""

        activated = Signal()

        def __init__(self, handle: Callable[[], int], parent: QObject) -> None:
            super().__init__(parent)
            self._handle = handle
            self._is_wanted = True
            self._ear = QWinEventNotifier(handle(), self)
            self._ear.activated.connect(self._on_ready)

        def setEnabled(self, wanted: bool) -> None:  # as QSocketNotifier's
            """Hear, or hear nothing."""
            self._is_wanted = wanted
            self._ear.setEnabled(wanted)

        @Slot()
        def _on_ready(self) -> None:
            self._ear.setEnabled(False)
            self.activated.emit()
            if self._is_wanted:             # whoever heard may have closed what was read
                self._ear.setHandle(self._handle())
                self._ear.setEnabled(True)
