"""Who uses the models, as the user stated it: a file of its own, beside nothing that the network needs.

A process at the network never sees it. The window judges the licences before it sends a wish; the command
line reads it before it is shut in.
"""

import contextlib
import json
import os
from pathlib import Path

from model_manager.errors import FolderNotWritableError
from model_manager.licences import Usage, accept_usage, usage_to_dict
from model_manager.os_files import O_NOFOLLOW, open_file

FILE = "usage.json"
_MAX_FILE = 1 << 12


def read_usage(folder: Path) -> Usage | None:
    """Who uses the models; None until somebody said so. What is damaged is asked again."""
    with contextlib.suppress(OSError, ValueError, RecursionError), (folder / FILE).open("rb") as file:
        return accept_usage(json.loads(file.read(_MAX_FILE)))
    return None


def keep_usage(folder: Path, usage: Usage) -> None:
    """Keep who uses the models, for this user's eyes alone. Raises FolderNotWritableError."""
    beside = folder / f"{FILE}.{os.getpid()}.new"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = open_file(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | O_NOFOLLOW, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(json.dumps(usage_to_dict(usage)))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(folder / FILE)
    except OSError as error:
        raise FolderNotWritableError(FILE, error.errno or 0) from error
