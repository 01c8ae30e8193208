"""Shuts a process in as an engine is, for tests."""

import os
from dataclasses import replace
from pathlib import Path

from desktop.confinement.linux import apply
from desktop.confinement.profiles import engine
from tests.inference.software_vulkan import DRIVER


def shut_in(model: Path | None) -> str:
    """With an engine's own profile. Where a test wants Vulkan in software, the driver's description may be
    read, too: a profile names it only where there is a device.
    """
    profile = engine((model,) if model else ())
    if driver := os.environ.get(DRIVER):
        profile = replace(profile, readable=(*profile.readable, Path(driver)))
    return str(apply(profile))
