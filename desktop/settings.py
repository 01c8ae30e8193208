"""What the user likes, kept in one small file. It holds no secret and nothing that was said.

A value that we cannot read is its default, a file that we cannot read is kept aside and all are defaults: a
damaged file must never keep somebody from their work.

* HishoError
  x SettingsWriteError      the file cannot be written
"""

import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, Literal

from desktop.errors import HishoError

LOCK_MINUTES = (0, 5, 10, 15, 30, 60)
"""How long until the vault is locked by itself; 0 is never."""

TEXT_PERCENTS = range(100, 201)
_MAX_TEXT = 16_384
_MAX_FILE = 262_144


class SettingsWriteError(HishoError):
    """The settings cannot be written. `error_number` is the system's errno."""

    def __init__(self, path: str, error_number: int) -> None:
        super().__init__(path, error_number)
        self.path = path
        self.error_number = error_number


@dataclass(frozen=True, slots=True)
class Settings:
    """Values are accepted as they come from the user interface; `load` checks those of a file."""

    language: Literal["system", "ja", "en"] = "system"
    scheme: Literal["system", "light", "dark"] = "system"
    text_percent: int = 100
    send_key: Literal["enter", "ctrl_enter"] = "enter"
    lock_minutes: int = 15
    lock_on_sleep: bool = True
    lock_with_session: bool = True          # with the lock screen, and when another user is in front
    window_state: str = ""                  # Qt's own bytes in base64
    last_conversation: int | None = None
    last_model: str = ""                    # "guide" or a sha256
    thinking: Literal["", "off", "short", "long"] = ""     # how long models think; "": as they do themselves
    models_folder: str = ""                 # where models are kept; empty for our own data folder
    shared_models: str = ""                 # a folder of models that is only read
    backup_folder: str = ""                 # where backups are kept; empty for beside the vault
    hub_endpoint: str = ""                  # a mirror's address; empty for the public hub
    hub_hosts: str = ""                     # further hosts that it may send one to, separated by spaces
    hub_proxy: str = ""
    hub_proxy_user: str = ""                # its password is asked for, and kept in memory only
    hub_token_kept: bool = False            # an access token for the server lies in the keyring
    hub_ca_file: str = ""                   # a company's certificates, beside those of the system


def load(path: Path) -> Settings:
    """The settings in this file; defaults where there is none. Never fails for what the file holds."""
    try:
        with path.open("rb") as file:
            untrusted = json.loads(file.read(_MAX_FILE))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError, RecursionError):
        _keep_aside(path)
        return Settings()
    if not isinstance(untrusted, dict):
        _keep_aside(path)
        return Settings()
    accepted = {
        each.name: untrusted[each.name]
        for each in fields(Settings)
        if each.name in untrusted and _ACCEPTS[each.name](untrusted[each.name])
    }
    return replace(Settings(), **accepted)


def save(path: Path, settings: Settings) -> None:
    """Write the settings: whole or not at all, readable by their owner alone. Raises SettingsWriteError."""
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part.unlink(missing_ok=True)        # what a crash left may have other permissions
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(json.dumps(asdict(settings), indent=2).encode())
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise SettingsWriteError(str(path), error.errno or 0) from error


def _is_number(untrusted: Any) -> bool:
    return isinstance(untrusted, int) and not isinstance(untrusted, bool)


def _is_switch(untrusted: Any) -> bool:
    return isinstance(untrusted, bool)


def _is_text(untrusted: Any) -> bool:
    return isinstance(untrusted, str) and len(untrusted) <= _MAX_TEXT


def _is_place(untrusted: Any) -> bool:
    return _is_text(untrusted) and (not untrusted or Path(untrusted).is_absolute()) and "\0" not in untrusted


_ACCEPTS: dict[str, Callable[[Any], bool]] = {
    "language": lambda untrusted: untrusted in ("system", "ja", "en"),
    "scheme": lambda untrusted: untrusted in ("system", "light", "dark"),
    "text_percent": lambda untrusted: _is_number(untrusted) and untrusted in TEXT_PERCENTS,
    "send_key": lambda untrusted: untrusted in ("enter", "ctrl_enter"),
    "lock_minutes": lambda untrusted: _is_number(untrusted) and untrusted in LOCK_MINUTES,
    "lock_on_sleep": _is_switch,
    "lock_with_session": _is_switch,
    "window_state": _is_text,
    "last_conversation": lambda untrusted: untrusted is None or (_is_number(untrusted) and untrusted > 0),
    "last_model": _is_text,
    "thinking": lambda untrusted: untrusted in ("", "off", "short", "long"),
    "models_folder": _is_place,
    "shared_models": _is_place,
    "backup_folder": _is_place,
    "hub_endpoint": _is_text,
    "hub_hosts": _is_text,
    "hub_proxy": _is_text,
    "hub_proxy_user": _is_text,
    "hub_ca_file": _is_place,
    "hub_token_kept": _is_switch,
}


def _keep_aside(path: Path) -> None:
    """The user may want to look at it; where even that is impossible, the defaults still work."""
    try:
        path.replace(path.with_name(path.name + ".bak"))
    except OSError:
        return
