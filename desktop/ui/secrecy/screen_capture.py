"""Keeps the window out of screenshots and shared screens, where the system can.

Windows can (SetWindowDisplayAffinity, from version 2004 on); this is written and was never run. On Linux
nothing can be done: under X11 every program sees the whole screen, and a Wayland compositor asks the person,
not the window.
"""

import ctypes
import sys

_EXCLUDE_FROM_CAPTURE = 0x11        # WDA_EXCLUDEFROMCAPTURE
_NONE = 0x0                         # WDA_NONE

CAN_BE_PREVENTED = sys.platform == "win32"


def set_capture(window_id: int, *, allowed: bool) -> bool:
    """Whether the window with this native id may be captured from now on; False where the system has no say
    in it or refused.
    """
    if sys.platform != "win32":
        return False
    affinity = _NONE if allowed else _EXCLUDE_FROM_CAPTURE
    return bool(ctypes.windll.user32.SetWindowDisplayAffinity(ctypes.c_void_p(window_id), affinity))
