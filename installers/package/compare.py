"""Whether two frozen folders are the same, byte for byte: `python -m installers.package.compare A B` names
each file that differs in its bytes, kind, permissions or time, and ends with 1 if there is one.
"""

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path


def differences(first: Path, second: Path) -> Iterator[str]:
    """The paths within both folders that are not the same in them."""
    ours, theirs = _below(first), _below(second)
    for path in sorted(ours | theirs):
        if path not in ours or path not in theirs or _look(first / path) != _look(second / path):
            yield path


def _below(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def _look(path: Path) -> tuple[int, float, bytes]:
    """Kind and permissions, time, content."""
    found = path.lstat()
    if stat.S_ISLNK(found.st_mode):
        return found.st_mode, found.st_mtime, os.fsencode(path.readlink())
    return found.st_mode, found.st_mtime, path.read_bytes() if stat.S_ISREG(found.st_mode) else b""


def main(first: str, second: str) -> int:
    """Returns the exit code."""
    found = list(differences(Path(first), Path(second)))
    for each in found:
        print(each)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
