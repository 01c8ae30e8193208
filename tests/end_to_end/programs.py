"""Starts the real programs for end-to-end tests, waits for events with a limit, and ends only what it
started.
"""

import contextlib
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from desktop.confinement.layers import Reason
from desktop.third_layer import ThirdLayer

ROOT = Path(__file__).resolve().parents[2]
MAIN = str(ROOT / "main.py")
LIMIT_S = 60.0
T = TypeVar("T")


@dataclass
class Home:
    """An empty home for one test, and the environment that leads there."""

    folder: Path
    language: str = "en_GB.UTF-8"
    extra: dict[str, str] = field(default_factory=dict)
    last_sight: Callable[[], None] = lambda: None
    prefix: Sequence[str] = ()          # what stands before the command: it is started in another network

    @property
    def environment(self) -> dict[str, str]:
        """Nothing of the tester's own but what programs need to start."""
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "HISHO_HOME": str(self.folder / "hisho"),
            "LANG": self.language,
            **self.extra,
        }

    @property
    def data(self) -> Path:
        """The data folder of the program."""
        return self.folder / "hisho" / "data"

    @property
    def settings(self) -> Path:
        """The folder of its settings."""
        return self.folder / "hisho" / "settings"

    def command(self, *arguments: str) -> list[str]:
        """The command line that starts `hisho` in this home."""
        return [*self.prefix, *command(*arguments)]

    def hisho(
        self, *arguments: str, text: str | None = "", **more: object
    ) -> "subprocess.CompletedProcess[str]":
        """Run `hisho` to its end; `text` is its standard input."""
        return subprocess.run(  # type: ignore[call-overload,no-any-return]
            self.command(*arguments),
            input=text,
            capture_output=True,
            text=True,
            timeout=LIMIT_S,
            env=self.environment,
            check=False,
            **more,
        )

    def with_passphrase(self, passphrase: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run `hisho … --passphrase-fd N`."""
        with passphrase_end(passphrase) as descriptor:
            return self.hisho(*arguments, "--passphrase-fd", str(descriptor), pass_fds=[descriptor])

    @contextlib.contextmanager
    def started(self, *arguments: str, **more: object) -> "Iterator[subprocess.Popen[str]]":
        """Start `hisho` and end it, with its children, when the test is through."""
        process: subprocess.Popen[str] = subprocess.Popen(  # type: ignore[call-overload]
            self.command(*arguments), env=self.environment, text=True, **more
        )
        try:
            yield process
        except BaseException:
            self.last_sight()
            raise
        finally:
            if process.poll() is None:
                process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(10)
            if process.poll() is None:
                process.kill()
                process.wait()
            if process.stderr is not None:
                print(process.stderr.read())  # noqa: T201  # shown with a test that failed
            for stream in (process.stdin, process.stdout, process.stderr):
                if stream is not None:
                    stream.close()


def command(*arguments: str) -> list[str]:
    """The command line that starts `hisho`."""
    return [sys.executable, MAIN, *arguments]


@contextlib.contextmanager
def passphrase_end(passphrase: str) -> Iterator[int]:
    """The descriptor from which a passphrase can be read."""
    read_end, write_end = os.pipe()
    os.write(write_end, passphrase.encode() + b"\n")
    os.close(write_end)
    try:
        yield read_end
    finally:
        os.close(read_end)


def wait_for(look: Callable[[], T | None], limit_s: float = 30.0) -> T:
    """Look again until there is something to see. Fails after `limit_s`."""
    end = time.monotonic() + limit_s
    pause = threading.Event()
    while time.monotonic() < end:
        if seen := look():
            return seen
        pause.wait(0.05)
    raise AssertionError(f"nothing was seen within {limit_s} s")


def read_until(descriptor: int, wanted: str) -> str:
    """What a terminal shows until it shows this."""
    seen = bytearray()

    def look() -> str | None:
        if select.select([descriptor], [], [], 0.1)[0]:
            seen.extend(os.read(descriptor, 4096))
        text = seen.decode("utf-8", "replace")
        return text if wanted in text else None

    return wait_for(look, 60.0)


def children(pid: int) -> dict[int, list[str]]:
    """The programs that a supervisor started: pid → command line. Bubblewrap, where one is behind it, and the
    proxies of the buses are none.
    """
    found: dict[int, list[str]] = {}
    for each, command in _direct_children(pid).items():
        match Path(command[0]).name:
            case "bwrap":
                found |= children(each)
            case "xdg-dbus-proxy":
                pass
            case _:
                found[each] = command
    return found


def proxies_of(pid: int) -> list[int]:
    """The proxies of the buses that a supervisor started."""
    found = _direct_children(pid).items()
    return [each for each, command in found if Path(command[0]).name == "xdg-dbus-proxy"]


def _direct_children(pid: int) -> dict[int, list[str]]:
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError, ValueError, IndexError):
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                if parent == pid:
                    found[int(entry.name)] = (entry / "cmdline").read_text().split("\0")
    return found


def child(pid: int, program: str) -> int | None:
    """The pid of the child that is `program` (window, client, engine)."""
    return next((each for each, command in children(pid).items() if program in command), None)


def level_here() -> str:
    """The level of protection that programs have on this machine: it depends on bubblewrap and the proxy,
    which not every container lets work.
    """
    found = ThirdLayer.find()
    return "strong" if found.reason is Reason.IN_FORCE and found.proxy is not None else "middle"


def state(pid: int) -> str:
    """The kernel's letter for the state of a process (T stopped, Z ended but not collected); empty: gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return ""


def is_alive(pid: int) -> bool:
    """Whether the process runs (a zombie does not)."""
    return state(pid) not in ("", "Z")


def kill(pid: int) -> None:
    """kill -9."""
    os.kill(pid, signal.SIGKILL)


def lines(text: str) -> Sequence[str]:
    """The lines that are not empty."""
    return [line for line in text.splitlines() if line.strip()]
