"""Chooses, in this one place, what shuts a process in on this system and ties it to its supervisor."""

import sys

__all__ = ["apply", "die_with_parent"]

if sys.platform == "win32":
    from desktop.confinement.windows import apply, die_with_parent
else:
    from desktop.confinement.linux import apply, die_with_parent
