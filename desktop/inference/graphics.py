"""Says whether this computer can have a graphics processor at all, without asking a driver: a look at the
places where the kernel puts their doors.
"""

from pathlib import Path

_DEVICES = Path("/dev")
_DOORS = ("dri", "nvidiactl", "nvidia0", "kfd", "dxg")     # the last one: Windows' own, under WSL


def may_have_graphics(devices: Path = _DEVICES) -> bool:
    """Whether any is there. By name: whoever is shut in may not list the folder."""
    return any((devices / each).exists() for each in _DOORS)
