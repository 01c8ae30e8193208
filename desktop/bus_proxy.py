"""One xdg-dbus-proxy for one front program: started before it, gone with it.

Should the proxy die first, the front's way to the buses is dead (the keyring cannot be reached) and stays so:
there is no other way.
"""

import contextlib
import errno
import os
import select
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from desktop.confinement.bus_rules import place_inside

_PATIENCE_S, _GRACE_S = 5.0, 0.5


class BusProxy:
    """A running proxy, and the sockets on which it stands for the buses."""

    def __init__(
        self, process: "subprocess.Popen[bytes]", life: int, folder: Path, buses: dict[str, str]
    ) -> None:
        self._process = process
        self._life = life
        self._folder = folder
        self._buses = buses

    @classmethod
    def start(
        cls, tool: Path, buses: Mapping[str, str], rules: Mapping[str, tuple[str, ...]], runtime: str
    ) -> "BusProxy":
        """Start it for these buses (name → address) and wait until it listens. Raises OSError."""
        folder = Path(tempfile.mkdtemp(prefix="hisho-bus-", dir=runtime or None))
        wanted = {bus: address for bus, address in buses.items() if bus in rules}
        life, theirs = os.pipe()
        place = os.open(folder, os.O_PATH | os.O_DIRECTORY)
        try:
            command = [str(tool), f"--fd={theirs}"]
            for bus, address in wanted.items():
                # Through the folder's descriptor: a path to a socket may have 107 bytes only.
                command += [address, f"/proc/self/fd/{place}/{bus}", "--filter", *rules[bus]]
            process = subprocess.Popen(  # noqa: S603  # a program of the system, found by find_tool
                command, env={}, cwd="/", pass_fds=[theirs, place], stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip
        except OSError:
            os.close(life)
            shutil.rmtree(folder, ignore_errors=True)
            raise
        finally:
            os.close(theirs)
            os.close(place)
        proxy = cls(process, life, folder, wanted)
        if not select.select([life], [], [], _PATIENCE_S)[0] or not os.read(life, 1):
            proxy.end()
            raise ChildProcessError(errno.ECHILD, os.strerror(errno.ECHILD))
        return proxy

    @property
    def sockets(self) -> tuple[tuple[Path, Path], ...]:
        """From where, and to which path inside, for each bus."""
        return tuple(
            (self._folder / bus, place_inside(bus, address)) for bus, address in self._buses.items()
        )

    @property
    def buses(self) -> Mapping[str, str]:
        """The buses that it stands for: name → address outside."""
        return self._buses

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    def fileno(self) -> int:
        """Readable when it has ended: it holds the other end of its life."""
        return self._life

    def end(self) -> None:
        """End it: the end of its life is its own, and what does not listen is killed."""
        os.close(self._life)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_GRACE_S)
        self._process.kill()
        self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)
