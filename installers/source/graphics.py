"""Whether this computer has a graphics processor that an engine could use."""

from pathlib import Path


def seen(devices: Path = Path("/dev")) -> bool:
    """By the device files that the drivers make; a server's plain display adapter makes none of them."""
    return any(next(devices.glob(name), None) for name in ("dri/renderD*", "nvidia[0-9]*", "kfd"))
