"""A clean machine inside this one: a root of its own in namespaces of its own, gone with its first process.

Layers are folders that lie one over the other (overlayfs); what the machine writes goes into the uppermost
and leaves the others as they were. So a layer that one machine has filled is the ground of many.
"""

import contextlib
import os
import select
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.end_to_end.programs import wait_for

ENTER = Path(__file__).with_name("enter.sh")
USER, USER_ID = "hanako", 1000
_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
_LONGEST_S = 900.0
_TAIL = 3000


@dataclass(frozen=True)
class Machine:
    """A running machine; `pid` is its first process, as seen from outside."""

    pid: int

    def path(self, inside: str) -> Path:
        """Where a file of the machine is for us; a link in it with a whole path leads astray."""
        return Path(f"/proc/{self.pid}/root{inside}")

    def command(
        self, command: Sequence[str], *, user: bool = False, environment: Mapping[str, str] | None = None
    ) -> list[str]:
        """The command line that runs this in there: as root, or as the ordinary user in the home."""
        known = {"PATH": _PATH, "HOME": "/root", "LANG": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive"}
        drop: list[str] = []
        place = "/"
        if user:
            place = f"/home/{USER}"
            known = {"PATH": _PATH, "HOME": place, "USER": USER, "LANG": "C.UTF-8"}
            drop = ["setpriv", f"--reuid={USER_ID}", f"--regid={USER_ID}", "--init-groups", "--"]
        told = [f"{name}={value}" for name, value in {**known, **(environment or {})}.items()]
        enter = ["nsenter", f"--target={self.pid}", "--mount", "--pid", "--net", f"--wd={self.path(place)}"]
        return [*enter, "--", *drop, "env", "-i", *told, *command]

    def run(
        self,
        *command: str,
        user: bool = False,
        environment: Mapping[str, str] | None = None,
        limit_s: float = _LONGEST_S,
    ) -> "subprocess.CompletedProcess[str]":
        """Run a program in there to its end."""
        return subprocess.run(
            self.command(command, user=user, environment=environment),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=limit_s,
            check=False,
        )

    def must(self, *command: str, user: bool = False, environment: Mapping[str, str] | None = None) -> str:
        """Run a program that has to succeed; what it wrote to its standard output."""
        done = self.run(*command, user=user, environment=environment)
        assert done.returncode == 0, f"{command}: {done.stdout[-_TAIL:]}\n{done.stderr[-_TAIL:]}"
        return done.stdout


@contextlib.contextmanager
def running(
    layers: Sequence[Path], upper: Path, *, network: bool = False, shown: Mapping[str, Path] | None = None
) -> Iterator[Machine]:
    """Start a machine on these layers (the uppermost first); what it writes lies in `upper` afterwards.
    Without `network` it has none at all. `shown`: folder in there → folder of ours.
    """
    work, merged = upper.with_name(upper.name + ".work"), upper.with_name(upper.name + ".merged")
    for folder in (upper, work, merged):
        folder.mkdir(parents=True, exist_ok=True)
    command = ["unshare", "--mount", "--pid", "--ipc", "--uts", "--fork", "--kill-child"]
    command += [] if network else ["--net"]
    command += ["sh", str(ENTER), ":".join(map(str, layers)), str(upper), str(work), str(merged)]
    command += [str(part) for inside, outside in (shown or {}).items() for part in (outside, inside)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            assert process.stdout is not None
            assert select.select([process.stdout], [], [], 60)[0], "the machine did not start"
            said = process.stdout.readline()
            assert said == "ready\n", said + process.stdout.read()
            yield Machine(_only_child(process.pid))
        finally:
            assert process.stdin is not None
            process.stdin.close()       # its end is the end of the machine
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(30)
            process.kill()
    assert not os.path.ismount(merged)


def _only_child(pid: int) -> int:
    children = Path(f"/proc/{pid}/task/{pid}/children")
    return int(wait_for(lambda: children.read_text().strip()))
