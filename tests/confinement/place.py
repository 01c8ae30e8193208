"""Where the probes are tried: files, listeners, another process of the same user, and a bus that starts
programs.
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.confinement.buses import SERVICE, a_bus

ROOT = Path(__file__).resolve().parents[2]
SYSTEM_PYTHON = "/usr/bin/python3"      # ours may lie in root's home; what is tried needs no library
SYSTEM_SERVICE = "org.hisho.Other"
LIMIT_S = 60
@dataclass(frozen=True)
class Place:
    """Where the probes are tried. `broker`: a socket in /tmp, as tmux has one."""

    folder: Path
    port: int
    broker: str
    uid: int
    other_pid: int

    @property
    def was_started(self) -> bool:
        """Whether the bus has started a program."""
        return self._started.exists()

    def forget_what_was_started(self) -> None:
        """Begin anew."""
        self._started.unlink(missing_ok=True)

    @property
    def _started(self) -> Path:
        return self.folder / "elsewhere" / "started"

    def probe(self, program: str, **changes: Any) -> dict[str, Any]:
        """What comes of all probes in this program behind two layers."""
        return self._found("driver.py", program, changes, {}, sys.executable)

    def probe_behind(self, program: str, **changes: Any) -> dict[str, Any]:
        """What comes of them in this program as a supervisor of this user starts it."""
        who = {"user": self.uid, "group": self.uid, "extra_groups": []} if self.uid != os.getuid() else {}
        python = SYSTEM_PYTHON if who else sys.executable
        return self._found("starting.py", program, {"become": 0, **changes}, who, python)

    def _found(
        self, script: str, program: str, changes: dict[str, Any], who: dict[str, Any], python: str
    ) -> dict[str, Any]:
        wish = {
            "folder": str(self.folder),
            "port": self.port,
            "broker": self.broker,
            "become": self.uid if self.uid != os.getuid() else 0,
            "other_pid": self.other_pid,
            "program": program,
            "confined": True,
            "cheap_only": False,
            "closed_abstract": True,
            "service": SERVICE,
            "system_service": SYSTEM_SERVICE,
        } | changes
        bus = f"unix:path={self.folder}/bus"
        done = subprocess.run(
            [python, str(Path(__file__).with_name(script)), json.dumps(wish)],
            env={
                "PYTHONPATH": str(ROOT),
                "PATH": os.environ["PATH"],
                "HOME": str(self.folder),
                "HISHO_HOME": str(self.folder / "own"),
                "DBUS_SESSION_BUS_ADDRESS": bus,
                "DBUS_SYSTEM_BUS_ADDRESS": bus,
            },
            capture_output=True,
            text=True,
            timeout=LIMIT_S,
            check=False,
            **who,
        )
        assert done.returncode == 0, done.stderr
        found: dict[str, Any] = json.loads(done.stdout)
        return found


@contextmanager
def place_of(uid: int) -> Iterator[Place]:
    """A place where everything belongs to this user."""
    with tempfile.TemporaryDirectory(dir="/var/tmp") as made, tempfile.TemporaryDirectory(dir="/tmp") as tmux:
        folder = Path(made)
        for each in (folder, Path(tmux)):
            each.chmod(0o755)
        (folder / "model.gguf").write_bytes(b"GGUF")
        for name in ("own/vault", "elsewhere", "services"):
            (folder / name).mkdir(parents=True)
        for name in ("own", "own/vault", "elsewhere"):
            (folder / name).chmod(0o777)
        os.chown(folder, uid, -1)
        with (
            socket.create_server(("127.0.0.1", 0)) as tcp,
            _listening(Path(tmux) / "default") as broker,
            a_bus(folder, uid, SYSTEM_SERVICE),
            subprocess.Popen(["/bin/sleep", "300"], user=uid, group=uid, extra_groups=[]) as other,
            _listening(Path(f"\0hisho-probe-{other.pid}")),
        ):
            try:
                yield Place(folder, tcp.getsockname()[1], broker, uid, other.pid)
            finally:
                other.kill()


@contextmanager
def _listening(path: Path) -> Iterator[str]:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))
        if path.is_absolute():
            path.chmod(0o777)
        listener.listen()
        yield str(path)
