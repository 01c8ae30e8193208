"""Which of logind's sessions this program belongs to, so that another user's lock screen is none of ours."""

import ctypes
import os
from collections.abc import Callable

_LIBRARY = "libsystemd.so.0"
_FOLDER = "/org/freedesktop/login1/session/"


def own_session_path() -> str:
    """The D-Bus path of our session; empty where nobody can say, and then every session counts as ours:
    locking once too often is the safe mistake.
    """
    name = own_session_name()
    return _FOLDER + escaped(name) if name else ""


def own_session_name() -> str:
    """The session that we run in or, for a program that the user's own systemd started (GNOME does that),
    the one in front of the user's display. Asks nobody: the library reads /proc/self and /run/systemd.
    """
    try:
        library = ctypes.CDLL(_LIBRARY)
    except OSError:
        return ""
    return _answer(library.sd_pid_get_session, 0) or _answer(library.sd_uid_get_display, os.getuid())


def _answer(question: Callable[..., int], whom: int) -> str:
    """What the library answers; the text it made is given back to it."""
    text = ctypes.c_char_p()
    if question(whom, ctypes.byref(text)) < 0 or text.value is None:
        return ""
    name = text.value.decode("ascii", "replace")
    ctypes.CDLL(None).free(text)
    return name


def escaped(name: str) -> str:
    """The name as the part of a path, the way systemd writes it: `2` becomes `_32`, `c1` stays."""
    return "".join(
        each if each.isascii() and (each.isalpha() or (place and each.isdigit())) else f"_{ord(each):02x}"
        for place, each in enumerate(name)
    )
