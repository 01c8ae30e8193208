"""Tells the Qt thread that something can be read from a channel; which of Qt's ears that takes is chosen
here.
"""

import sys
from typing import Protocol

from PySide6.QtCore import QObject

__all__ = ["ReadNotifier", "read_notifier"]


class HasFileno(Protocol):
    """What can be read."""

    def fileno(self) -> int:
        """Its descriptor or handle."""


if sys.platform == "win32":
    from desktop.ui.windows_read_notifier import ReadNotifier

    def read_notifier(source: HasFileno, parent: QObject) -> ReadNotifier:
        """What emits `activated` when something can be read."""
        return ReadNotifier(source.fileno, parent)

else:
    from PySide6.QtCore import QSocketNotifier

    ReadNotifier = QSocketNotifier

    def read_notifier(source: HasFileno, parent: QObject) -> ReadNotifier:
        """What emits `activated` when something can be read."""
        return QSocketNotifier(source.fileno(), QSocketNotifier.Type.Read, parent)
