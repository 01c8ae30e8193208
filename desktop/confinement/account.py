"""Where the account that a program runs under is at home, whatever its environment says."""

import contextlib
import os
import pwd
from pathlib import Path


def homes(named: str) -> list[Path]:
    """What the environment calls the home, and what the system does. A number without an account, as
    containers give to programs, has no home in the system.
    """
    found = [Path(named)] if named.startswith("/") else []
    with contextlib.suppress(KeyError):
        found.append(Path(pwd.getpwuid(os.getuid()).pw_dir))
    return list(dict.fromkeys(found))


def home() -> Path:
    """The home that the system knows; for a number without an account the named one, or the root."""
    return (*homes(os.environ.get("HOME", ""))[-1:], Path("/"))[0]
