"""The third layer as a command line: bubblewrap with namespaces of its own and a view of the file system
without brokers.

A process that may only speak over AF_UNIX can still ask others to act for it. So whoever runs behind this
layer finds none of them: other processes and their abstract sockets are in other namespaces, and the folders
that hold sockets are empty but for what its view names.
"""

import os
import stat
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.confinement.layers import Reason

_PLACES = ("/usr/bin", "/bin", "/usr/local/bin", "/run/current-system/sw/bin")
_PATIENCE_S = 5.0
_ROOT = Path("/")
_KERNEL_SETTINGS = (
    ("kernel/apparmor_restrict_unprivileged_userns", "1", Reason.BWRAP_APPARMOR),
    ("kernel/unprivileged_userns_clone", "0", Reason.USERNS_OFF),
    ("user/max_user_namespaces", "0", Reason.USERNS_OFF),
)


@dataclass(frozen=True, slots=True)
class View:
    """What a program sees of this computer.

    `hidden`: folders that are empty for it. `shown` and `writable`: what is there in them all the same.
    `sockets`: from where, and under which path. `devices`: beside the harmless ones. `network`: it shares
    the computer's. `writable_root`: only Landlock says where it may write.
    """

    hidden: tuple[Path, ...] = ()
    shown: tuple[Path, ...] = ()
    writable: tuple[Path, ...] = ()
    devices: tuple[Path, ...] = ()
    sockets: tuple[tuple[Path, Path], ...] = ()
    network: bool = False
    writable_root: bool = False


def find_tool(name: str, places: Sequence[str] = _PLACES) -> Path | None:
    """A program of the system: never looked for in the user's PATH, and none that others than root may
    write.
    """
    for place in places:
        path = Path(place, name)
        try:
            found = path.stat()
        except OSError:
            continue
        others_may_write = found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
        if stat.S_ISREG(found.st_mode) and found.st_uid == 0 and not others_may_write:
            return path
    return None


def arguments(view: View) -> list[str]:
    """What bubblewrap is told. The order matters: what hides comes before what is shown in it."""
    told = ["--bind" if view.writable_root else "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc"]
    for device in view.devices:
        told += ["--dev-bind-try", str(device), str(device)]
    for folder in view.hidden:
        told += ["--tmpfs", str(folder)]
    for path, how in sorted(_shown(view), key=lambda each: len(each[0].parts)):
        told += [how, str(path), str(path)]
    for outside, inside in view.sockets:
        told += ["--ro-bind-try", str(outside), str(inside)]
    if not view.network:
        told.append("--unshare-net")
    told += ["--unshare-pid", "--unshare-ipc", "--die-with-parent"]
    # An ordinary user's program has no capabilities; a root's would keep every one of root.
    return [*told, "--cap-drop", "ALL"] if os.getuid() == 0 else told


def _shown(view: View) -> Iterable[tuple[Path, str]]:
    """Own folders are writable in any case; what may only be read is named where it would be hidden."""
    if not view.writable_root:
        yield from ((path, "--bind-try") for path in view.writable)
    else:
        yield from ((path, "--bind-try") for path in view.writable if is_below(path, view.hidden))
    yield from ((path, "--ro-bind-try") for path in view.shown if is_below(path, view.hidden))


def is_below(path: Path, folders: Iterable[Path]) -> bool:
    """Whether a path lies in one of the folders, and is not the folder itself."""
    return any(path != folder and path.is_relative_to(folder) for folder in folders)


def try_out(
    bwrap: Path | None, settings: Path = Path("/proc/sys"), patience_s: float = _PATIENCE_S
) -> Reason:
    """Whether bubblewrap works here: it starts itself behind all that we ask of it. IN_FORCE, or why not."""
    if bwrap is None:
        return Reason.BWRAP_MISSING
    told = arguments(View(hidden=(Path("/run"), Path("/tmp"))))  # noqa: S108  # made empty, nothing is put there
    try:
        done = subprocess.run(  # noqa: S603  # a program of the system, found by find_tool
            [str(bwrap), *told, "--", str(bwrap), "--version"],
            env={},
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=patience_s,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return Reason.BWRAP_REFUSED
    if done.returncode == 0:
        return Reason.IN_FORCE
    return why_refused(settings, is_root=os.getuid() == 0)


def why_refused(settings: Path, *, is_root: bool) -> Reason:
    """Root needs no user namespace, so these settings do not explain its refusal."""
    if not is_root:
        for name, value, reason in _KERNEL_SETTINGS:
            try:
                if (settings / name).read_text().strip() == value:
                    return reason
            except OSError:
                continue
    return Reason.BWRAP_REFUSED
