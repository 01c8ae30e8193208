"""Imports our modules in a process that looks like Windows to them: what is Linux's alone is not there.

`python -m tests.windows.pretending` prints, as JSON, what could not be imported and why, and what the engine
says of its protection. Other libraries are
imported before the pretence begins: they are what they are here.
"""

import ctypes
import importlib
import json
import os
import pkgutil
import select
import signal
import socket
import sys
from pathlib import Path
from types import ModuleType

ENTRIES = (
    "main",
    "desktop.app",
    "desktop.cli.program",
    "desktop.inference.program",
    "desktop.fetching.program",
    "desktop.fetching.serving",
    "desktop.confinement.program",
    "desktop.supervisor",
    "model_manager.command_line",
)
_OURS = ("desktop", "model_manager", "main")
_NO_MODULES = ("fcntl", "grp", "posix", "pty", "pwd", "resource", "syslog", "termios", "tty")
_NO_NAMES: dict[ModuleType, str] = {
    os: "O_CLOEXEC O_DIRECTORY O_NOFOLLOW O_NONBLOCK O_PATH O_TMPFILE WNOHANG chown confstr fchmod fchown "
    "fork fstatvfs getegid geteuid getgid getloadavg getpgid getuid killpg memfd_create mkfifo nice openpty "
    "pidfd_open pread preadv pwrite register_at_fork sched_getaffinity set_blocking setsid statvfs sysconf "
    "ttyname uname",
    socket: "AF_NETLINK AF_PACKET AF_UNIX CMSG_LEN CMSG_SPACE SCM_RIGHTS recv_fds send_fds",
    select: "EPOLLIN epoll poll",
    signal: "SIGALRM SIGBUS SIGCHLD SIGHUP SIGKILL SIGPIPE SIGUSR1 pidfd_send_signal pthread_sigmask",
}  # fmt: skip


def our_names() -> list[str]:
    """Every module of the product."""
    packages = [importlib.import_module(name) for name in ("desktop", "model_manager")]
    found = [
        each.name
        for package in packages
        for each in pkgutil.walk_packages(package.__path__, package.__name__ + ".")
        if not each.name.endswith("__main__")       # which runs at once
    ]
    return ["main", *found]


def pretend() -> None:
    """From now on this process looks like Windows, to modules that are imported anew."""
    qt = importlib.import_module("PySide6.QtCore")
    for name in [each for each in sys.modules if each.split(".")[0] in _OURS]:
        del sys.modules[name]
    for name in _NO_MODULES:
        sys.modules[name] = None  # type: ignore[assignment]  # what makes an import fail
    for module, names in _NO_NAMES.items():
        for name in names.split():
            delattr(module, name)
    for name in ("_winapi", "msvcrt", "winreg"):
        sys.modules[name] = ModuleType(name)
    sys.modules["_winapi"].__dict__.update(Overlapped=object)
    sys.modules["winreg"].__dict__.update(HKEYType=object)
    os.__dict__.update(O_BINARY=0x8000, O_NOINHERIT=0x80)
    ctypes.__dict__.update(WinDLL=_library)
    qt.__dict__.update(QWinEventNotifier=object)
    sys.platform = "win32"


def _library(name: str) -> None:
    raise OSError(f"no {name} here")


def failures() -> dict[str, str]:
    """What could not be imported, programs first, and why."""
    names = our_names()
    for name in names:
        importlib.import_module(name)
    pretend()
    found = {}
    for name in (*ENTRIES, *names):
        try:
            importlib.import_module(name)
        except (ImportError, AttributeError) as error:
            found[name] = str(error)
    return found


def engine_report() -> str:
    """What an engine would report that was refused everything."""
    program = importlib.import_module("desktop.confinement.program")
    profiles = importlib.import_module("desktop.confinement.profiles")
    report = importlib.import_module("desktop.confinement.report")
    found = program.shut_in(profiles.engine(()), Path.cwd(), Path(__file__))
    return json.dumps(report.ProtectionReport({"engine": found}).to_json())


if __name__ == "__main__":
    json.dump({"failures": failures(), "engine": json.loads(engine_report())}, sys.stdout)
