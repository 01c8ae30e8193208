"""One vault takes the place of another, which is kept aside: at no moment is there none, and none is removed.

What shall take the place is prepared in a folder beside it, under a mark that says it is unfinished. Then the
two folders change their names in one step (renameat2), where the file system can do that; where not, a fall
of the machine between the two steps is healed at the next start.
"""

import ctypes
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from desktop.vault import header as headers
from desktop.vault.claim import LOCK
from desktop.vault.files import (
    BESIDE,
    DATABASE,
    DATABASE_FILES,
    flush_folder,
    make_folder,
    write_error,
    write_whole,
)
from desktop.vault.marks import MARKS

_UNFINISHED = "unfinished"
_OURS = (*DATABASE_FILES, DATABASE + "-journal", headers.FILE_NAME, LOCK, *MARKS)
_AROUND = frozenset({LOCK, *MARKS, *(mark + BESIDE for mark in MARKS)})    # no vault is in these alone
_EXCHANGE = 2                       # RENAME_EXCHANGE of linux/fs.h
_AT_FDCWD = -100


@contextmanager
def preparing(folder: Path) -> Iterator[Path]:
    """A new, empty folder in which to make what shall take the place of the vault in `folder`. It is gone
    afterwards, unless it has taken that place. Raises VaultError.
    """
    place = _beside(folder)
    try:
        _clear(folder)
    except OSError as error:
        raise write_error(error) from error
    make_folder(place)
    try:
        write_whole(place / _UNFINISHED, b"")
        yield place
    finally:
        if (place / _UNFINISHED).exists():
            _remove(place)


def exchange(one: Path, other: Path) -> bool:
    """Let two folders change their names in one step; False where the system cannot."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):    # an old C library, or Windows
        return False
    return bool(renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _EXCHANGE) == 0)


def take_place(folder: Path, in_one_step: Callable[[Path, Path], bool] = exchange) -> Path | None:
    """What was prepared takes the place of the vault in `folder`; returns where that is kept now, if there
    was one. Raises VaultWriteError; then the vault is where it was.
    """
    prepared = _beside(folder)
    try:
        was_empty = folder.is_dir() and _AROUND.issuperset(each.name for each in folder.iterdir())
        flush_folder(prepared)
        (prepared / _UNFINISHED).unlink()
        try:
            kept = _change_places(prepared, folder, in_one_step) if folder.exists() else None
            if kept is None:
                prepared.rename(folder)
        except OSError:
            (prepared / _UNFINISHED).touch()
            raise
        flush_folder(folder.parent)
    except OSError as error:
        raise write_error(error) from error
    if kept is not None and was_empty:
        _remove(kept)
        return None
    return kept


def finish(folder: Path) -> None:
    """Bring to its end an exchange that a fall of the machine cut in two: the vault is never away."""
    left = _beside(folder)
    if not folder.exists() and left.is_dir() and not (left / _UNFINISHED).exists():
        with suppress(OSError):
            left.rename(folder)


def _clear(folder: Path) -> None:
    """What an earlier attempt left goes where it is unfinished; otherwise it is a vault, and is kept."""
    finish(folder)
    left = _beside(folder)
    if (left / _UNFINISHED).exists():
        _remove(left)
    elif left.is_dir():
        left.rename(_free_name(folder))


def kept_aside(folder: Path) -> list[Path]:
    """The vaults that were kept, the oldest first."""
    with suppress(OSError):
        names = folder.parent.glob(f"{folder.name}-kept-*")
        return sorted(names, key=lambda each: (len(each.name), each.name))
    return []


def _change_places(prepared: Path, folder: Path, in_one_step: Callable[[Path, Path], bool]) -> Path:
    kept = _free_name(folder)
    if in_one_step(prepared, folder):
        prepared.rename(kept)
        return kept
    folder.rename(kept)
    try:
        prepared.rename(folder)
    except OSError:
        kept.rename(folder)
        raise
    return kept


def _free_name(folder: Path) -> Path:
    number = 1
    while (name := folder.with_name(f"{folder.name}-kept-{number}")).exists():
        number += 1
    return name


def _beside(folder: Path) -> Path:
    return folder.with_name(folder.name + "-next")


def _remove(place: Path) -> None:
    """Remove what was prepared, last of all the mark."""
    for name in (*_OURS, _UNFINISHED):
        for each in (place / (name + BESIDE), place / name):
            with suppress(OSError):
                each.unlink(missing_ok=True)
    with suppress(OSError):
        place.rmdir()
