"""Hears on Windows that the computer goes to sleep, or that the session is locked or left. Never run: written
for the day when there is a window on Windows, and tried there by nobody.
"""

import ctypes
import sys
from enum import StrEnum

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QObject, Signal
from PySide6.QtWidgets import QApplication

_SESSION_CHANGE = 0x02B1            # WM_WTSSESSION_CHANGE
_POWER = 0x0218                     # WM_POWERBROADCAST
_LEFT = {0x2, 0x4, 0x6, 0x7}        # console and remote disconnected, logged off, locked
_ASLEEP = {0x4, 0x7, 0x12}          # suspending, and both ways of waking: whoever missed the first
_THIS_SESSION = 0                   # NOTIFY_FOR_THIS_SESSION


class Heard(StrEnum):
    """What a message of Windows means to us."""

    SLEEPING = "sleeping"
    LEFT = "left"


def meaning(message: int, parameter: int) -> Heard | None:
    """Of a message and its first parameter."""
    if message == _SESSION_CHANGE and parameter in _LEFT:
        return Heard.LEFT
    if message == _POWER and parameter in _ASLEEP:
        return Heard.SLEEPING
    return None


class _Message(ctypes.Structure):
    """The beginning of MSG."""

    _fields_ = (
        ("window", ctypes.c_void_p),
        ("message", ctypes.c_uint),
        ("first", ctypes.c_size_t),
    )


class _Filter(QAbstractNativeEventFilter):
    def __init__(self, owner: "WindowsSessionLock") -> None:
        super().__init__()
        self._owner = owner

    def nativeEventFilter(
        self, _kind: "QByteArray | bytes | bytearray | memoryview[int]", message: int
    ) -> tuple[bool, int]:
        """Look, and let it pass."""
        told = _Message.from_address(int(message))
        self._owner.take(meaning(told.message, told.first))
        return False, 0


class WindowsSessionLock(QObject):
    """Tells what it hears, as SessionLock does."""

    sleeping = Signal()
    left = Signal()

    def __init__(self, application: QApplication, window_id: int) -> None:
        super().__init__()
        self.hears_sleep = False
        self._filter = _Filter(self)
        application.installNativeEventFilter(self._filter)
        if sys.platform == "win32":
            told = ctypes.WinDLL("wtsapi32").WTSRegisterSessionNotification(window_id, _THIS_SESSION)
            self.hears_sleep = bool(told)

    def take(self, heard: Heard | None) -> None:
        """Pass it on."""
        if heard is Heard.SLEEPING:
            self.sleeping.emit()
        elif heard is Heard.LEFT:
            self.left.emit()
