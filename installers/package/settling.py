"""Gives a tree permissions and times that do not depend on who built it."""

import os
from pathlib import Path


def settle(tree: Path, moment: int, programs: Path) -> None:
    """Folders and what lies right in `programs` 0755, all other files 0644; everything is of `moment`,
    seconds since 1970. Raises OSError.
    """
    for path in sorted(tree.rglob("*"), reverse=True):
        if not path.is_symlink():
            is_program = path.is_file() and path.parent == programs
            path.chmod(0o755 if path.is_dir() or is_program else 0o644)
        os.utime(path, (moment, moment), follow_symlinks=False)
    tree.chmod(0o755)
    os.utime(tree, (moment, moment))
