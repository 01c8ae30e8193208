"""Where the account that a program runs under is at home, whatever its environment says."""

import contextlib
import os
import sys
from pathlib import Path

if sys.platform == "win32":

    def _in_system(_user: int | None) -> list[Path]:
        return [Path.home()]

else:
    import pwd

    def _in_system(user: int | None) -> list[Path]:
        with contextlib.suppress(KeyError):
            return [Path(pwd.getpwuid(os.getuid() if user is None else user).pw_dir)]
        return []


def homes(named: str, user: int | None = None) -> list[Path]:
    """What the environment calls the home, and what the system does; without `user` for this process. A
    number without an account, as containers give to programs, has no home in the system.
    """
    found = [Path(named)] if named.startswith("/") else []
    return list(dict.fromkeys([*found, *_in_system(user)]))


def home(user: int | None = None) -> Path:
    """The home that the system knows; for a number without an account the named one, or the root."""
    return (*homes(os.environ.get("HOME", ""), user)[-1:], Path("/"))[0]
