"""Hears from the desktop that the computer goes to sleep, or that the session is locked or left.

It only listens: not one method of logind is called, so that the proxy before the system bus need let nothing
in. What it has to let out are these broadcasts, and no others:

    org.freedesktop.login1  org.freedesktop.login1.Manager.PrepareForSleep      @ /org/freedesktop/login1
    org.freedesktop.login1  org.freedesktop.login1.Session.Lock                 @ …/login1/session/*
    org.freedesktop.login1  org.freedesktop.DBus.Properties.PropertiesChanged   @ …/login1/session/*
    org.freedesktop.ScreenSaver, org.gnome.ScreenSaver                          ActiveChanged   (session bus)

QtDBus does this in 6 ms of the processor, most of it for the connection; the library is in the process in any
case, because QtGui needs it. (jeepney, which the keyring brings, took 15 to 24 ms, and would need a thread.)
"""

from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection

from desktop.ui.login_session import own_session_path

_LOGIND = "org.freedesktop.login1"
_MANAGER = "/org/freedesktop/login1"
_SESSION = f"{_LOGIND}.Session"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_SCREEN_SAVERS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver")
# The methods below by Qt's signatures; the 1 says that they are slots (that is what SLOT() in C++ writes).
_ON_SLEEP = "1on_sleep(bool)"
_ON_LOCK = "1on_lock()"
_ON_PROPERTIES = "1on_properties(QString,QVariantMap,QStringList)"
_ON_SCREEN_SAVER = "1on_screen_saver(bool)"


class SessionLock(QObject):
    """Tells what it hears. A sender that is not the owner of the name on the bus is not heard."""

    sleeping = Signal()
    left = Signal()  # locked, or another user is in front of the screen

    def __init__(self, system: QDBusConnection, session: QDBusConnection, session_path: str) -> None:
        """`session_path`: our session; empty if every session counts as ours."""
        super().__init__()
        self._system = system
        self._session = session
        self._hear(system, _MANAGER, f"{_LOGIND}.Manager", "PrepareForSleep", _ON_SLEEP)
        self._hear(system, session_path, _SESSION, "Lock", _ON_LOCK)
        self._hear(system, session_path, _PROPERTIES, "PropertiesChanged", _ON_PROPERTIES)
        for name in _SCREEN_SAVERS:
            self._hear(session, "", name, "ActiveChanged", _ON_SCREEN_SAVER)

    def _hear(self, bus: QDBusConnection, path: str, interface: str, member: str, slot: str) -> None:
        """From the owner of the name alone; an empty path stands for all. (PySide's stubs want bytes for the
        slot, what is behind them takes text only.)
        """
        owner = interface if interface in _SCREEN_SAVERS else _LOGIND
        bus.connect(owner, path, interface, member, self, slot)  # type: ignore[call-overload]

    @classmethod
    def of_this_desktop(cls) -> "SessionLock":
        """On the two buses that the environment names."""
        return cls(QDBusConnection.systemBus(), QDBusConnection.sessionBus(), own_session_path())

    @property
    def hears_sleep(self) -> bool:
        """Whether there is a system bus to listen on."""
        return bool(self._system.isConnected())

    @Slot(bool)
    def on_sleep(self, _begins: bool) -> None:
        """The computer goes to sleep, or woke up: whoever missed the beginning locks at the end."""
        self.sleeping.emit()

    @Slot()
    def on_lock(self) -> None:
        """Somebody asked for the session to be locked: the lid, a key of the desktop, loginctl."""
        self.left.emit()

    @Slot(str, "QVariantMap", "QStringList")
    def on_properties(self, interface: str, changed: dict[str, Any], _invalidated: list[str]) -> None:
        """The lock screen is up, or the session is not the one in front any more."""
        if interface == _SESSION and (changed.get("LockedHint") is True or changed.get("Active") is False):
            self.left.emit()

    @Slot(bool)
    def on_screen_saver(self, active: bool) -> None:
        """The screen saver of the desktop came up."""
        if active:
            self.left.emit()
