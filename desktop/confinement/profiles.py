"""What each program may still do; the table of the design as values."""

import glob
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from desktop.paths import source_root

_READABLE_SYSTEM = (
    "/usr/lib", "/usr/lib64", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/localtime", "/usr/share/zoneinfo",
    "/proc/self", "/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/sys/devices/system", "/sys/fs/cgroup",
)  # fmt: skip
_OWN_PROC = (
    "/proc/self", "/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/proc/filesystems", "/proc/mounts",
    "/proc/version", "/proc/sys/kernel/osrelease",
)  # fmt: skip
_HARMLESS_DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")
_TERMINALS = ("/dev/tty", "/dev/pts")
_GPU_DEVICES = ("/dev/nvidia*", "/dev/nvidia-caps", "/dev/dri", "/dev/kfd")
_GPU_READABLE = (
    "/proc", "/sys", "/etc/vulkan", "/usr/share/vulkan", "/etc/OpenCL", "/etc/nvidia", "/usr/share/nvidia",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Profile:
    """What a program may still do. Paths that do not exist are passed over.

    `unix_sockets`: may make AF_UNIX sockets (no other family is ever allowed). `writable`: folders with all
    that is below them. `devices`: may be read, written and controlled. `closed_abstract`: abstract sockets of
    others cannot be reached (X11 may need one).
    """

    program: str
    unix_sockets: bool
    readable: tuple[Path, ...]
    writable: tuple[Path, ...] = ()
    devices: tuple[Path, ...] = ()
    closed_abstract: bool = True


def window(writable: tuple[Path, ...], *, closed_abstract: bool) -> Profile:
    """The window reads what its user may read (file dialogs, fonts, themes) and writes its own folders."""
    return _front("window", writable, closed_abstract=closed_abstract)


def client(writable: tuple[Path, ...]) -> Profile:
    """The command-line client: the window's profile, without a display."""
    return _front("client", writable, closed_abstract=True)


def _front(program: str, writable: tuple[Path, ...], *, closed_abstract: bool) -> Profile:
    return Profile(
        program=program,
        unix_sockets=True,
        readable=_everything_but_other_processes(),
        writable=writable,
        devices=tuple(map(Path, _HARMLESS_DEVICES + _TERMINALS)),
        closed_abstract=closed_abstract,
    )


def _everything_but_other_processes() -> tuple[Path, ...]:
    """All top-level folders but /proc, and of that only our own part.

    The kernel lets a process of the same user read /proc/OTHER/environ in spite of Landlock (tried on 6.18),
    and a right on / could not leave /proc out. The price: / itself cannot be listed, so a file dialog begins
    below it.
    """
    folders = tuple(each for each in Path("/").iterdir() if each.name != "proc")
    return (*folders, *map(Path, _OWN_PROC))


def engine(model: Path) -> Profile:
    """The engine reads its model, its libraries and GPU devices, and writes nothing."""
    code = (source_root() / "desktop", source_root() / "model_manager", source_root() / "main.py")
    python = (Path(sys.prefix), Path(sys.base_prefix), Path(os.path.realpath(sys.executable)))
    gpus = tuple(Path(found) for pattern in _GPU_DEVICES for found in glob.glob(pattern))  # noqa: PTH207  # absolute
    system = _READABLE_SYSTEM + (_GPU_READABLE if gpus else ())
    return Profile(
        program="engine",
        unix_sockets=False,
        readable=(model, *code, *python, *map(Path, system)),
        devices=(*map(Path, _HARMLESS_DEVICES), *gpus),
    )
