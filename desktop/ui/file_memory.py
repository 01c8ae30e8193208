"""Keeps Qt's own file dialogs from remembering which folders and files they have seen."""

from PySide6.QtCore import QSettings

_NOWHERE = "/dev/null"              # a file can be in no folder below it


def remember_nothing() -> None:
    """To be called before the first dialog. Qt would write what they saw into a file that all its programs
    share. (On Windows it writes into the registry, whatever is said here.)
    """
    for kind in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        for scope in (QSettings.Scope.UserScope, QSettings.Scope.SystemScope):
            QSettings.setPath(kind, scope, _NOWHERE)
