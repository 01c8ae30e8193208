"""Hisho as it is installed in a clean machine, and the person who uses it there: a session with a bus and a
keyring, a screen of ours, a home as every program finds it.
"""

import contextlib
import itertools
import os
import re
import shlex
import signal
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtGui import QImage

from tests.end_to_end.display import Display
from tests.end_to_end.programs import ROOT, Home, wait_for
from tests.packaged.clean_machine import USER, USER_ID, Machine

PROGRAMS = "/usr/lib/hisho"
DESKTOP = "/usr/share/applications/hisho.desktop"
SCREENS = ROOT / "build" / "package" / "screens"
X11 = "/tmp/.X11-unix"  # where displays are, on every machine
_RUNTIME = f"/run/user/{USER_ID}"
_BUS = f"unix:path={_RUNTIME}/bus"
_SECRETS = "org.freedesktop.secrets"
_EXEC = re.compile(r"^Exec=(.+)$", re.MULTILINE)


class InstalledHome(Home):
    """The user's home in a machine. Files lie where they lie for everybody: there is no HISHO_HOME."""

    def __init__(self, machine: Machine, program: Sequence[str] = ("hisho",)) -> None:
        super().__init__(machine.path(f"/home/{USER}"), "C.UTF-8")
        self.machine = machine
        self.program = tuple(program)

    @property
    def inside(self) -> dict[str, str]:
        """The environment that the program has in there."""
        return {"LANG": self.language, "XDG_RUNTIME_DIR": _RUNTIME, **self.extra}

    @property
    def environment(self) -> dict[str, str]:
        """What the way into the machine needs."""
        return {"PATH": os.environ["PATH"]}

    @property
    def data(self) -> Path:
        return self.folder / ".local" / "share" / "hisho"

    @property
    def settings(self) -> Path:
        return self.folder / ".config" / "hisho"

    def command(self, *arguments: str) -> list[str]:
        """The whole command line that starts it in the machine."""
        return self.machine.command([*self.program, *arguments], user=True, environment=self.inside)

    @contextlib.contextmanager
    def running(self, *arguments: str, **more: Any) -> Iterator["Running"]:
        """Start it and end it, with its children, when the test is through; `more` is Popen's."""
        SCREENS.mkdir(parents=True, exist_ok=True)
        with (SCREENS / "program.log").open("w") as log:
            streams = {"stdin": subprocess.DEVNULL, "stdout": log, "stderr": log}
            way_in = subprocess.Popen(self.command(*arguments), env=self.environment, **{**streams, **more})
            try:
                yield Running(way_in)
            except BaseException:
                self.last_sight()
                raise
            finally:
                for pid in _descendants(way_in.pid):
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGKILL)
                way_in.kill()
                way_in.wait(10)


@dataclass(frozen=True)
class Running:
    """A started `hisho`, behind the program that leads into the machine."""

    way_in: "subprocess.Popen[bytes]"

    def program(self, name: str) -> int:
        """The pid of one of its programs, as soon as it runs."""
        return wait_for(lambda: self.find(name))

    def find(self, name: str) -> int | None:
        """The same; None if it does not run."""
        return next(iter(self.all(name)), None)

    def all(self, name: str) -> list[int]:
        """The pids of all that are run by this executable; the supervisor comes first, its client later."""
        return [pid for pid in _descendants(self.way_in.pid) if _executable(pid) == name]

    def wait(self) -> int:
        """Its exit code."""
        return self.way_in.wait(30)


def libraries(pid: int) -> set[str]:
    """The names of the files that a process has mapped."""
    lines = Path(f"/proc/{pid}/maps").read_text(encoding="utf-8", errors="replace").splitlines()
    return {line.rpartition("/")[2] for line in lines if "/" in line}


def memory_mb(pid: int) -> float:
    """What a process has in memory now."""
    found = re.search(r"^VmRSS:\s+(\d+) kB$", Path(f"/proc/{pid}/status").read_text(), re.MULTILINE)
    assert found
    return int(found[1]) / 1000


def menu_command(entry: str) -> list[str]:
    """What a menu starts, from the text of a .desktop file; no file is named to it."""
    found = _EXEC.search(entry)
    assert found, entry
    return [word for word in shlex.split(found[1]) if not re.fullmatch("%[a-zA-Z]", word)]


def photograph(screen: Display, name: str) -> Path:
    """Keep what is on the screen as soon as nothing moves any more. A screen of one colour is that of a
    window which is there and has not painted yet.
    """
    path = SCREENS / f"{name}.png"
    path.unlink(missing_ok=True)

    def settled() -> bool:
        before = path.read_bytes() if path.exists() else b""
        screen.photograph(path)
        return path.read_bytes() == before and has_colours(path)

    wait_for(settled)
    return path


def has_colours(picture: Path) -> bool:
    """Whether there is anything to be seen on it."""
    image = QImage(str(picture))
    places = itertools.product(range(0, image.width(), 5), range(0, image.height(), 5))
    return len({image.pixel(x, y) for x, y in places}) > 1


@contextlib.contextmanager
def session(machine: Machine, home: InstalledHome) -> Iterator[None]:
    """What a login brings: the runtime folder, the bus, and the keyring that the login has unlocked."""
    machine.must("install", "-d", "-m", "0700", "-o", USER, "-g", USER, _RUNTIME)
    with contextlib.ExitStack() as stack:
        stack.enter_context(_service(machine, "dbus-daemon", "--session", "--nofork", f"--address={_BUS}"))
        wait_for((machine.path(_RUNTIME) / "bus").exists)
        home.extra["DBUS_SESSION_BUS_ADDRESS"] = _BUS
        keyring = ["gnome-keyring-daemon", "--foreground", "--components=secrets", "--unlock"]
        stack.enter_context(_service(machine, *keyring, told=b"passphrase of the login"))
        wait_for(lambda: _is_owned(machine, _SECRETS))
        yield


@contextlib.contextmanager
def _service(machine: Machine, *command: str, told: bytes = b"") -> Iterator[None]:
    there = {"XDG_RUNTIME_DIR": _RUNTIME, "DBUS_SESSION_BUS_ADDRESS": _BUS}
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    full = machine.command(command, user=True, environment=there)
    with subprocess.Popen(full, stdin=pipe, stdout=nowhere, stderr=nowhere) as way_in:
        assert way_in.stdin is not None
        way_in.stdin.write(told)
        way_in.stdin.close()
        try:
            yield
        finally:
            for pid in _descendants(way_in.pid):
                os.kill(pid, signal.SIGTERM)
            way_in.kill()


def _is_owned(machine: Machine, name: str) -> bool:
    ask = ["gdbus", "call", f"--address={_BUS}", "--dest=org.freedesktop.DBus", "--object-path=/"]
    done = machine.run(*ask, "--method=org.freedesktop.DBus.NameHasOwner", name, user=True)
    return "true" in done.stdout


def _descendants(pid: int) -> list[int]:
    """All below a process, the nearest first."""
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found += [int(each) for each in task.read_text().split()]
    return found + [below for each in found for below in _descendants(each)]


def _executable(pid: int) -> str:
    with contextlib.suppress(OSError):
        return Path(Path(f"/proc/{pid}/cmdline").read_text().split("\0")[0]).name
    return ""
