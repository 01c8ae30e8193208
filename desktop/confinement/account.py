"""Where the account that a program runs under is at home, whatever its environment says."""

import contextlib
import os
import pwd
from pathlib import Path


def homes(named: str, user: int | None = None) -> list[Path]:
    """What the environment calls the home, and what the system does; without `user` for this process. A
    number without an account, as containers give to programs, has no home in the system.
    """
    found = [Path(named)] if named.startswith("/") else []
    with contextlib.suppress(KeyError):
        found.append(Path(pwd.getpwuid(os.getuid() if user is None else user).pw_dir))
    return list(dict.fromkeys(found))


def home(user: int | None = None) -> Path:
    """The home that the system knows; for a number without an account the named one, or the root."""
    return (*homes(os.environ.get("HOME", ""), user)[-1:], Path("/"))[0]
