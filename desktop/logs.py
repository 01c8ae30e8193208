"""What happened, never what was said: events and numbers in a small rotating file.

Nothing that a user, a document or a model wrote may be handed to a logger; the last-resort hook therefore
writes the type of an error and the places in our code, but not its message.
"""

import errno
import logging
import logging.handlers
import os
import stat
import sys
import traceback
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType

from model_manager.os_files import O_CLOEXEC, O_NOFOLLOW, O_NONBLOCK, open_file

_SIZE = 256 * 1024
_KEPT = 2


def start(folder: Path) -> None:
    """Write this process's log to `folder`. Raises OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handler = _OwnFile(
        folder / "hisho.log", maxBytes=_SIZE, backupCount=_KEPT, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger("hisho")
    root.setLevel(logging.INFO)
    root.propagate = False
    root.addHandler(handler)
    logging.raiseExceptions = False     # a full disk must not stop the program


class _OwnFile(logging.handlers.RotatingFileHandler):
    """A log that is a file of ours, or none."""

    def _open(self) -> TextIOWrapper:
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        return TextIOWrapper(os.fdopen(open_log(self.baseFilename, flags), "ab"), encoding=self.encoding)


def open_log(path: str, flags: int) -> int:
    """A log's descriptor. The folder of logs is the window's to write, but what the supervisor and the
    window's standard error write goes to no file beyond: no link is followed. Raises OSError.
    """
    descriptor = open_file(path, flags | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0o600)
    found = os.fstat(descriptor)
    if not stat.S_ISREG(found.st_mode) or found.st_nlink > 1:
        os.close(descriptor)
        raise OSError(errno.EPERM, os.strerror(errno.EPERM), path)
    return descriptor


def describe_crash(kind: type[BaseException], trace: TracebackType | None) -> str:
    """An error as its type and the places it passed, without its message: that may hold the user's text."""
    passed = reversed(traceback.extract_tb(trace))
    places = " < ".join(f"{Path(each.filename).name}:{each.lineno}" for each in passed)
    return f"{kind.__module__}.{kind.__qualname__} at {places}"


def install_last_resort() -> None:
    """Let an error that nobody foresaw be written to standard error without what it may hold of the user's
    text.
    """
    sys.excepthook = _write_crash


def _write_crash(kind: type[BaseException], _error: BaseException, trace: TracebackType | None) -> None:
    sys.stderr.write(f"hisho: {describe_crash(kind, trace)}\n")
