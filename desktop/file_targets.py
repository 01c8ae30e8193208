"""Opens files that the user chose for a program that may write in no folder but its own, and gives them their
names when they are whole.

The program that asks is confined because it may fall; so what it can reach here is little: files with the
suffixes of our exports, no part of the path beginning with a dot (no start-up file of a shell or desktop),
nothing through a link, nothing in our own folders, and a file that is there only if it says that the user
confirmed that. (Of that a fallen program could lie: the user's own files with these suffixes are what it
could replace.) What kind of place a folder is, is looked at here as well: the program that asks sees less of
the computer. Unless the user was told of it, nothing is made there.

Every part of the path is opened by itself, relative to the one before, so that none can be exchanged
meanwhile.

Where the file system can, the file has no name while it is written: whatever ends before it is finished
leaves nothing behind. Elsewhere it bears its name, or one beside the old file's, and is removed again; only
the death of the supervisor itself in that moment leaves it. Linux only. (Windows is not written.)
"""

import contextlib
import errno
import os
import re
import secrets
import stat
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.control import Notice
from desktop.model_places import library_of
from desktop.paths import Paths
from desktop.settings import load
from desktop.target_verbs import (
    ANYWHERE,
    FinishTarget,
    OpenTarget,
    TargetFinished,
    TargetOpened,
    TargetRefusal,
    TargetRefused,
)
from desktop.transfer.places import PlaceNote, notes_on, to_text
from model_manager.os_files import O_CLOEXEC, O_DIRECTORY, O_NOFOLLOW

SUFFIXES = frozenset({".md", ".txt", ".json", ".jsonl", ".html"})
_MOST_OPEN = 4
_MODE = 0o600                       # who else may read it is for the user to say
_PATH_ONLY = getattr(os, "O_PATH", 0)
_PASSING = _PATH_ONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
_WRITING = os.O_WRONLY | O_CLOEXEC | O_NOFOLLOW
_NO_UNNAMED = frozenset({errno.EOPNOTSUPP, errno.EISDIR, errno.EINVAL, errno.ENOENT})
_PART = ".part"
_CONTROL = re.compile("[\0-\x1f\x7f-\x9f]")

Tell = Callable[[Notice, Sequence[int]], None]
LookAt = Callable[[Path], Sequence[PlaceNote]]
_Identity = tuple[int, int]


class _RefusedError(Exception):
    """Goes no further than this module."""

    def __init__(self, reason: TargetRefusal) -> None:
        super().__init__(reason)
        self.reason = reason


class _CarriedOnError(_RefusedError):
    """Something carries on what is put into the folder."""

    def __init__(self, notes: Sequence[PlaceNote]) -> None:
        super().__init__(TargetRefusal.CARRIED_ON)
        self.notes = notes


def own_folders(places: Paths) -> tuple[Path, ...]:
    """What no export may be written into: what the programs keep, and the models."""
    library = library_of(load(places.settings_file), places)
    return (*places.writable(), places.runtime, *(each.path for each in library.folders))


def accepted_parts(untrusted_path: str) -> list[str]:
    """The parts of a path that may be opened at all. Raises _RefusedError."""
    parts = untrusted_path.split("/")
    named = parts[1:]
    if parts[0] or not named or any(not each or _CONTROL.search(each) for each in named):
        raise _RefusedError(TargetRefusal.BAD_PATH)
    if any(each.startswith(".") for each in named):
        raise _RefusedError(TargetRefusal.HIDDEN)
    if os.path.splitext(named[-1])[1].lower() not in SUFFIXES:  # noqa: PTH122  # a name, not a path
        raise _RefusedError(TargetRefusal.SUFFIX)
    return named


def _enter(folder: int, part: str) -> int:
    """The folder below this one. Raises _RefusedError."""
    try:
        return os.open(part, _PASSING, dir_fd=folder)
    except FileNotFoundError as error:
        raise _RefusedError(TargetRefusal.NO_FOLDER) from error
    except NotADirectoryError as error:
        is_link = _kind(folder, part) == stat.S_IFLNK
        raise _RefusedError(TargetRefusal.LINK if is_link else TargetRefusal.NO_FOLDER) from error


def _kind(folder: int, name: str) -> int | None:
    """What has this name; None where nothing has."""
    try:
        return stat.S_IFMT(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode)
    except FileNotFoundError:
        return None


def _identity(found: os.stat_result) -> _Identity:
    return found.st_dev, found.st_ino


def _identities(folders: Iterable[Path]) -> set[_Identity]:
    found = set()
    for folder in folders:
        with contextlib.suppress(OSError):      # what is not there holds nothing
            found.add(_identity(folder.stat()))
    return found


def _check_foreign(folder: int, ours: set[_Identity]) -> None:
    if _identity(os.fstat(folder)) in ours:
        raise _RefusedError(TargetRefusal.OWN_FOLDER)


def _open_folder(parts: Sequence[str], ours: set[_Identity]) -> int:
    """The folder at the end of this path, reached through no link. Raises _RefusedError, OSError."""
    folder = os.open("/", _PASSING)
    try:
        for part in parts:
            inner = _enter(folder, part)
            os.close(folder)
            folder = inner
            _check_foreign(folder, ours)
    except BaseException:
        os.close(folder)
        raise
    return folder


@dataclass(frozen=True, slots=True)
class _Place:
    """A name in an open folder, and whether a file that has it may be replaced."""

    folder: int
    name: str
    replace: bool

    def check(self) -> None:
        """Raise _RefusedError if this name is taken by something that must stay."""
        kind = _kind(self.folder, self.name)
        if kind is None:
            return
        if kind != stat.S_IFREG:
            is_link = kind == stat.S_IFLNK
            raise _RefusedError(TargetRefusal.LINK if is_link else TargetRefusal.NOT_A_FILE)
        if not self.replace:
            raise _RefusedError(TargetRefusal.EXISTS)


    def check_told(self, told: str, look_at: LookAt) -> None:
        """Raise _CarriedOnError if the user was not told what kind of place this is."""
        if told == ANYWHERE:
            return
        notes = look_at(Path(os.readlink(f"/proc/self/fd/{self.folder}")))  # noqa: PTH115  # as it is now
        if {note.kind.value for note in notes} - set(told.split("+")):
            raise _CarriedOnError(notes)


class _Target:
    """A file that is being written."""

    def __init__(self, place: _Place, *, unnamed: bool = True) -> None:
        """`unnamed`: try first without a name. Raises _RefusedError, OSError."""
        self._place = place
        self._written_as: str | None = None
        self._descriptor = self._unnamed() if unnamed else None
        if self._descriptor is None:
            self._written_as = f"hisho-{secrets.token_hex(8)}{_PART}" if place.replace else place.name
            self._descriptor = self._named(self._written_as)

    def _unnamed(self) -> int | None:
        try:
            return os.open(".", os.O_TMPFILE | os.O_WRONLY | os.O_CLOEXEC, _MODE, dir_fd=self._place.folder)
        except OSError as error:
            if error.errno in _NO_UNNAMED:
                return None
            raise

    def _named(self, name: str) -> int:
        try:
            return os.open(name, _WRITING | os.O_CREAT | os.O_EXCL, _MODE, dir_fd=self._place.folder)
        except FileExistsError as error:
            raise _RefusedError(TargetRefusal.EXISTS) from error

    @property
    def descriptor(self) -> int:
        """For whoever writes."""
        assert self._descriptor is not None
        return self._descriptor

    def keep(self) -> None:
        """Give it its name. Raises _RefusedError, OSError; then `drop` it."""
        place = self._place
        if self._written_as is None:
            name = f"hisho-{secrets.token_hex(8)}{_PART}" if place.replace else place.name
            self._name(name)
            self._written_as = name
        if self._written_as != place.name:
            place.check()
            os.rename(self._written_as, place.name, src_dir_fd=place.folder, dst_dir_fd=place.folder)
            self._written_as = place.name
        self._written_as = None
        self._sync_folder()

    def _name(self, name: str) -> None:
        try:
            os.link(f"/proc/self/fd/{self.descriptor}", name, dst_dir_fd=self._place.folder)
        except FileExistsError as error:
            raise _RefusedError(TargetRefusal.EXISTS) from error

    def _sync_folder(self) -> None:
        """A file that was announced survives a power cut, where the folder may be read and synchronised."""
        with contextlib.suppress(OSError):
            folder = os.open(".", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC, dir_fd=self._place.folder)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)

    def drop(self) -> None:
        """Let nothing be left of what has not been kept, and close all."""
        if self._written_as is not None:
            with contextlib.suppress(OSError):  # a file system that is gone takes the file with it
                found = os.stat(self._written_as, dir_fd=self._place.folder, follow_symlinks=False)
                if _identity(found) == _identity(os.fstat(self.descriptor)):
                    os.unlink(self._written_as, dir_fd=self._place.folder)
        os.close(self.descriptor)
        os.close(self._place.folder)


class FileTargets:
    """The files that one front program has open."""

    def __init__(
        self,
        own: Callable[[], Iterable[Path]],
        tell: Callable[..., None],
        look_at: LookAt = notes_on,
        *,
        unnamed: bool = True,
    ) -> None:
        """`own` are the folders in which nothing is opened, `tell` sends a notice with descriptors, `look_at`
        says what kind of place a folder is. Without `unnamed` files bear a name from the beginning, as on a
        file system that knows no others.
        """
        self._own = own
        self._tell: Tell = tell
        self._look_at = look_at
        self._uses_unnamed = unnamed
        self._open: dict[int, _Target] = {}

    @property
    def is_busy(self) -> bool:
        """Whether a file is being written."""
        return bool(self._open)

    def carry_out(self, wish: OpenTarget | FinishTarget) -> None:
        """Answer with the file, or that it is finished, or with why not."""
        if isinstance(wish, OpenTarget):
            self._open_for(wish)
        else:
            self._tell(self._finished(wish), ())

    def _open_for(self, wish: OpenTarget) -> None:
        try:
            target = self._opened(wish)
        except (_RefusedError, OSError, ValueError) as error:
            self._tell(_refusal(wish.request, error), ())
        else:
            self._open[wish.request] = target
            self._tell(TargetOpened(wish.request), (target.descriptor,))

    def _opened(self, wish: OpenTarget) -> _Target:
        if wish.request in self._open or len(self._open) >= _MOST_OPEN:
            raise _RefusedError(TargetRefusal.TOO_MANY)
        *folders, name = accepted_parts(wish.path)
        place = _Place(_open_folder(folders, _identities(self._own())), name, wish.replace)
        try:
            place.check()
            place.check_told(wish.told, self._look_at)
            return _Target(place, unnamed=self._uses_unnamed)
        except BaseException:
            os.close(place.folder)
            raise

    def _finished(self, wish: FinishTarget) -> Notice:
        """The answer, when all is done that it says."""
        target = self._open.pop(wish.request, None)
        if target is None:
            return TargetRefused(wish.request, TargetRefusal.UNKNOWN.value, 0)
        try:
            if wish.keep:
                target.keep()
        except (_RefusedError, OSError) as error:
            return _refusal(wish.request, error)
        finally:
            target.drop()
        return TargetFinished(wish.request)

    def drop_all(self) -> None:
        """Who wrote has ended: let nothing be left of what was not finished."""
        for target in self._open.values():
            target.drop()
        self._open.clear()


def _refusal(request: int, error: Exception) -> TargetRefused:
    if isinstance(error, _CarriedOnError):
        return TargetRefused(request, error.reason.value, 0, to_text(error.notes))
    if isinstance(error, _RefusedError):
        return TargetRefused(request, error.reason.value, 0)
    if isinstance(error, OSError):
        return TargetRefused(request, TargetRefusal.SYSTEM.value, error.errno or 0)
    return TargetRefused(request, TargetRefusal.BAD_PATH.value, 0)      # no encoding gives a file this name
