"""What a machine's files are, and what has become different between two looks."""

import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

# What apt and dpkg write down for themselves, and the caches that triggers of other packages make anew.
KEPT_BY_APT = (
    "/var/lib/dpkg", "/var/lib/apt", "/var/cache/apt", "/var/log", "/var/cache/ldconfig", "/var/cache/man",
    "/var/lib/systemd",
)  # fmt: skip
_NOT_FILES = ("/proc", "/sys", "/dev", "/run", "/packages", "/tmp/.X11-unix", "/var/cache/apt")


def look(root: Path) -> dict[str, str]:
    """Every file, folder and link below a root, with all that is known of it but its time."""
    return {f"/{path.relative_to(root)}": _facts(path) for path in _walk(root)}


def differences(before: Mapping[str, str], after: Mapping[str, str], kept: tuple[str, ...] = ()) -> list[str]:
    """What is new, gone or other, each with its mark; what lies below `kept` may be."""
    names = sorted(before.keys() | after.keys())
    changed = [name for name in names if before.get(name) != after.get(name)]
    return [
        f"{'+' if name not in before else '-' if name not in after else '!'} {name}"
        for name in changed
        if not any(name == each or name.startswith(each + "/") for each in kept)
    ]


def _walk(root: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(root):
        here = Path(place)
        folders[:] = [name for name in folders if f"/{(here / name).relative_to(root)}" not in _NOT_FILES]
        yield from (here / name for name in (*folders, *files))


def _facts(path: Path) -> str:
    seen = path.lstat()
    owner = f"{stat.filemode(seen.st_mode)} {seen.st_uid}:{seen.st_gid}"
    if stat.S_ISLNK(seen.st_mode):
        return f"{owner} -> {path.readlink()}"
    if stat.S_ISREG(seen.st_mode):
        with path.open("rb") as file:
            return f"{owner} {hashlib.file_digest(file, 'sha256').hexdigest()}"
    return owner
