"""Files: elsewhere than on Windows the system's own calls, there calls that behave alike."""

import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest

from model_manager import os_files
from tests.sources import ROOT

# msvcrt and _winapi as far as they are asked, over files of this system.
STANDS_IN = """
import errno, os, stat, sys
from pathlib import Path
from tests.windows.pretending import pretend
pretend()
import _winapi, msvcrt
asked, held = [], set()
def create(path, access, share, security, how, kind, template):
    asked.append((access, share, how, kind))
    if how == 1 and os.path.exists(path):
        raise FileExistsError(path)
    return os.open(path, os.O_RDWR | (os.O_CREAT if how in (1, 2, 4) else 0))
def locking(descriptor, mode, size):
    place = os.lseek(descriptor, 0, os.SEEK_CUR), size
    if place in held:
        raise PermissionError(errno.EACCES, "held")
    held.add(place)
_winapi.CreateFile, msvcrt.open_osfhandle = create, lambda handle, flags: handle
msvcrt.locking, msvcrt.LK_NBLCK, msvcrt.LK_LOCK = locking, 2, 1
from model_manager.os_files import *
path = Path(sys.argv[1]) / "file"
"""


def run(code: str, folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", STANDS_IN + code, str(folder)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={"PATH": ""},
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("ours", "system"),
    [
        (os_files.flock, fcntl.flock), (os_files.open_file, os.open), (os_files.pread, os.pread),
        (os_files.pwrite, os.pwrite), (os_files.fchmod, os.fchmod),
    ],
)  # fmt: skip
def test_here_they_are_the_systems_own(ours: object, system: object) -> None:
    assert ours is system


def test_a_file_of_windows_can_be_renamed_while_it_is_open(tmp_path: Path) -> None:
    run(
        """
descriptor = open_file(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | O_CLOEXEC, 0o600)
assert asked == [(0xC0000000, 7, 1, 0x80)], asked      # read and write; shared, also for deleting; new
try:
    open_file(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
except FileExistsError:
    pass
else:
    raise AssertionError
assert pwrite(descriptor, b"abcdef", 2) == 6
assert pread(descriptor, 3, 4) == b"cde"
""",
        tmp_path,
    )


def test_folders_and_what_lies_in_an_opened_one_are_refused_on_windows(tmp_path: Path) -> None:
    run(
        """
for flags, more in ((os.O_RDONLY | O_DIRECTORY, {}), (os.O_RDONLY, {"dir_fd": 3})):
    try:
        open_file(path, flags, **more)
    except OSError as error:
        assert error.errno == errno.EOPNOTSUPP
    else:
        raise AssertionError
assert asked == []
sync_folder(path.parent)
""",
        tmp_path,
    )


def test_a_lock_of_windows_lies_behind_the_content_and_moves_no_one(tmp_path: Path) -> None:
    run(
        """
descriptor = open_file(path, os.O_RDWR | os.O_CREAT)
os.write(descriptor, b"abc")
flock(descriptor, LOCK_EX | LOCK_NB)
assert os.lseek(descriptor, 0, os.SEEK_CUR) == 3
((place, size),) = held
assert place > 1 << 30 and size == 1
other = open_file(path, os.O_RDWR)
for operation in (LOCK_EX | LOCK_NB, LOCK_SH | LOCK_NB):
    try:
        flock(other, operation)
    except BlockingIOError:
        pass
    else:
        raise AssertionError
""",
        tmp_path,
    )
