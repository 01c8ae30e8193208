"""What each program may still do; the table of the design as values."""

import os
import socket
import sys
from dataclasses import dataclass
from pathlib import Path

from desktop.executables import executables, running
from desktop.paths import source_root

# The number that root has behind bubblewrap: it tells whose the administrator's policy is.
_ROOT_IN_NAMESPACES = "/proc/sys/kernel/overflowuid"
_READABLE_SYSTEM = (
    "/usr/lib", "/usr/lib64", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/localtime", "/usr/share/zoneinfo",
    "/proc/self", "/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/sys/devices/system", "/sys/fs/cgroup",
    _ROOT_IN_NAMESPACES,
)  # fmt: skip
_OWN_PROC = (
    "/proc/self", "/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/proc/filesystems", "/proc/mounts",
    "/proc/version", "/proc/sys/kernel/osrelease", _ROOT_IN_NAMESPACES,
)  # fmt: skip
_HARMLESS_DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")
_DEVICES = Path("/dev")
_TERMINALS = ("/dev/tty", "/dev/pts")
_GPU_DEVICES = ("nvidia*", "dri", "kfd")
# What drivers look at, but of /proc nothing of other processes: their command lines may hold text.
_GPU_READABLE = (
    "/proc/devices", "/proc/driver", "/proc/modules", "/proc/filesystems", "/proc/mounts",
    "/proc/sys/kernel/osrelease", "/proc/sys/vm", "/sys", "/etc/vulkan", "/usr/share/vulkan",
    "/usr/share/drirc.d", "/usr/share/libdrm", "/etc/nvidia", "/usr/share/nvidia",
)  # fmt: skip
_AF_UNIX = 1                            # the kernel's numbers, for which other systems have no names
_RLIMIT_CPU, _RLIMIT_FSIZE, _RLIMIT_AS = 0, 1, 9
_READER_BYTES, _READER_SECONDS = 2 << 30, 120
_NVIDIA_WRITES = "/proc/self/task"      # the names of its own threads; not tried with a device
# What the C library's name service and TLS look at.
_NETWORK_READABLE = (
    "/etc/resolv.conf", "/run/systemd/resolve", "/run/NetworkManager", "/etc/hosts", "/etc/host.conf",
    "/etc/nsswitch.conf", "/etc/gai.conf", "/etc/services", "/etc/ssl", "/etc/pki", "/etc/ca-certificates",
    "/usr/share/ca-certificates", "/usr/local/share/ca-certificates", "/usr/share/pki",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Profile:
    """What a program may still do. Paths that do not exist are passed over.

    `families`: the kinds of sockets that it may make, at most two. `tcp_ports`: where it may connect to.
    `writable`: folders with all that is below them. `devices`: may be read, written and controlled.
    `closed_abstract`: abstract sockets of others cannot be reached (X11 may need one). `limits`: of the
    kernel's resources, by their numbers.
    """

    program: str
    families: tuple[int, ...]
    readable: tuple[Path, ...]
    writable: tuple[Path, ...] = ()
    devices: tuple[Path, ...] = ()
    closed_abstract: bool = True
    tcp_ports: tuple[int, ...] = ()
    limits: tuple[tuple[int, int], ...] = ()


def window(writable: tuple[Path, ...], *, closed_abstract: bool) -> Profile:
    """The window reads what its user may read (file dialogs, fonts, themes) and writes its own folders."""
    return _front("window", writable, closed_abstract=closed_abstract)


def client(writable: tuple[Path, ...]) -> Profile:
    """The command-line client: the window's profile, without a display."""
    return _front("client", writable, closed_abstract=True)


def _front(program: str, writable: tuple[Path, ...], *, closed_abstract: bool) -> Profile:
    return Profile(
        program=program,
        families=(_AF_UNIX,),
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


def engine(models: tuple[Path, ...], devices: Path = _DEVICES) -> Profile:
    """The engine reads its model (one file or several), its libraries and GPU devices, and writes nothing."""
    gpus = gpu_devices(devices)
    system = _READABLE_SYSTEM + (_GPU_READABLE if gpus else ())
    if any(each.name.startswith("nvidia") for each in gpus):
        gpus = (*gpus, Path(_NVIDIA_WRITES))
    return Profile(
        program="engine",
        families=(),
        readable=(*models, *code_paths(), *map(Path, system)),
        devices=(*map(Path, _HARMLESS_DEVICES), *gpus),
    )


def reader() -> Profile:
    """The reader of documents sees its code and the one descriptor that it was given, and is bounded: a small
    file can be made to want any amount of memory and time.
    """
    return Profile(
        program="reader",
        families=(),
        readable=(*code_paths(), *map(Path, _READABLE_SYSTEM)),
        devices=tuple(map(Path, _HARMLESS_DEVICES)),
        limits=(
            (_RLIMIT_AS, _READER_BYTES),
            (_RLIMIT_CPU, _READER_SECONDS),
            (_RLIMIT_FSIZE, 0),
        ),
    )


def gpu_devices(devices: Path = _DEVICES) -> tuple[Path, ...]:
    """The graphics processors of this computer."""
    return tuple(found for pattern in _GPU_DEVICES for found in sorted(devices.glob(pattern)))


def fetcher(
    models: Path, readable: tuple[Path, ...], ports: tuple[int, ...], *, on_terminal: bool = False
) -> Profile:
    """The fetcher at the network: no socket but IPv4 and IPv6, TCP to these ports alone, and nothing of the
    user's but the folder of models and what is named to be read. No AF_UNIX: no D-Bus, no keyring.

    UDP is open for the name service; Landlock knows no rule for it.
    """
    return Profile(
        program="fetcher",
        families=(int(socket.AF_INET), int(socket.AF_INET6)),
        readable=(*readable, *code_paths(), *map(Path, _READABLE_SYSTEM + _NETWORK_READABLE)),
        writable=(models,),
        devices=tuple(map(Path, _HARMLESS_DEVICES + (_TERMINALS if on_terminal else ()))),
        tcp_ports=ports,
    )


def fetcher_local(
    readable: tuple[Path, ...], writable: tuple[Path, ...], *, on_terminal: bool = False
) -> Profile:
    """The fetcher without the network: hashes, imports and exports what it was told to, and sees nothing
    else of the user's.
    """
    return Profile(
        program="fetcher_local",
        families=(),
        readable=(*readable, *code_paths(), *map(Path, _READABLE_SYSTEM)),
        writable=writable,
        devices=tuple(map(Path, _HARMLESS_DEVICES + (_TERMINALS if on_terminal else ()))),
    )


def code_paths(bundle: Path | None = None) -> tuple[Path, ...]:
    """Our own code and what ships with it, and Python. `bundle`: an executable of one; by default that which
    runs, if it is one.
    """
    root, bundle = source_root(), bundle or running()
    if bundle is not None:              # Python lies in the same folder, but the executables beside it
        return (root, *executables(bundle))
    ours = (root / "desktop", root / "model_manager", root / "resources", root / "main.py")
    return (*ours, Path(sys.prefix), Path(sys.base_prefix), Path(os.path.realpath(sys.executable)))
