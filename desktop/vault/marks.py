"""Small files beside the vault that say how it stands; one that is missing or damaged is the safer case."""

import stat
from pathlib import Path

from desktop.vault.files import read_regular, write_error, write_whole

MAY_OPEN = "keyring-may-open"               # only while it is there does the keyring open the vault unasked
CONFIRMED = "recovery-key-confirmed"        # its owner has shown that the recovery key was written down
FAILURES = "failed-unlocks"                 # wrong secrets since the vault was opened last
DAMAGED = "found-damaged"                   # a check has found bad pages: its repair is what is wanted next
MARKS = (MAY_OPEN, CONFIRMED, FAILURES, DAMAGED)
_LONGEST = 256


def is_set(folder: Path, mark: str) -> bool:
    """Whether the mark is there: a file, and no link to one."""
    try:
        return stat.S_ISREG((folder / mark).lstat().st_mode)
    except OSError:
        return False


def text(folder: Path, mark: str) -> str:
    """What stands in the mark; nothing if it is not there or damaged."""
    if not is_set(folder, mark):
        return ""
    try:
        return read_regular(folder / mark, _LONGEST).decode("ascii")
    except (OSError, UnicodeDecodeError):
        return ""


def put(folder: Path, mark: str, body: str = "") -> None:
    """Raises VaultWriteError."""
    write_whole(folder / mark, body.encode())


def remove(folder: Path, mark: str) -> None:
    """Raises VaultWriteError."""
    try:
        (folder / mark).unlink(missing_ok=True)
    except OSError as error:
        raise write_error(error) from error
