"""Programs of ours under strace, and which of them opened what kind of socket, process by process."""

import contextlib
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.end_to_end.programs import MAIN, Home, wait_for

SUPERVISOR = "supervisor"
_TRACED = "trace=network,io_uring_setup,process"
_LINE = re.compile(r"(?P<pid>\d+) +(?P<rest>.*)")
# A process of a namespace of its own is told its child's number there; ours follows in a remark.
_CLONED = re.compile(
    r"(?:clone3?|v?fork)(?:\(| resumed>).*= (?P<child>\d+)(?: /\* (?P<ours>\d+) in strace's PID NS \*/)?$"
)
_EXECUTED = re.compile(r'execve\("[^"]*", \[(?P<arguments>.*?)\]')
_SOCKET = re.compile(r"socket\((?P<family>AF_\w+|0x\w+|\d+).*?\) += (?P<result>-?\d+)")
_ADDRESSED = re.compile(r"(?:connect|sendto|sendmsg|sendmmsg)\(.*?sa_family=(?P<family>AF_\w+)")
_RING = re.compile(r"io_uring_setup\(.*= (?P<result>-?\d+)")
_PROGRAMS = ("window", "client", "engine", "fetcher", "probe")


@dataclass
class Opened:
    """What one program opened, in all its processes and threads: families of sockets that it got, families
    that it was refused, families of addresses that it spoke to or tried to, and io_urings.
    """

    families: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)
    addressed: set[str] = field(default_factory=set)
    rings: int = 0


@contextlib.contextmanager
def traced(home: Home, log: Path, *arguments: str, **more: object) -> "Iterator[subprocess.Popen[str]]":
    """Start `hisho` with everything that it starts under strace, whose log is whole when the block has ended.
    The process is the supervisor itself.
    """
    tracer = ["strace", "-D", "-f", "-qq", "--decode-pids=pidns", "-e", "signal=none", "-s", "200"]
    tracer += ["-o", str(log), "-e", _TRACED]
    process: subprocess.Popen[str] = subprocess.Popen(  # type: ignore[call-overload]
        [*tracer, sys.executable, MAIN, *arguments], env=home.environment, text=True, **more
    )
    try:
        yield process
    except BaseException:
        home.last_sight()
        raise
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        for stream in (process.stdout, process.stderr):
            if stream is not None:
                stream.close()
        wait_for(lambda: _tracer_is_gone(log))


def _tracer_is_gone(log: Path) -> bool:
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                command = (entry / "cmdline").read_text().split("\0")
                if command[0] == "strace" and str(log) in command:
                    return False
    return True


def opened_by(log: Path) -> dict[str, Opened]:
    """The log of strace, told apart by program: a process is what it executed last, a thread what its
    process is.
    """
    parents: dict[str, str] = {}
    programs: dict[str, str] = {}
    found: dict[str, Opened] = {}
    lines = [match for line in log.read_text().splitlines() if (match := _LINE.fullmatch(line))]
    for line in lines:
        if cloned := _CLONED.search(line["rest"]):
            parents[cloned["ours"] or cloned["child"]] = line["pid"]
    for line in lines:
        pid, rest = line["pid"], line["rest"]
        if executed := _EXECUTED.match(rest):
            programs[pid] = _program(executed["arguments"])
        opened = found.setdefault(_program_of(pid, programs, parents), Opened())
        if made := _SOCKET.search(rest):
            (opened.families if int(made["result"]) >= 0 else opened.refused).add(made["family"])
        if addressed := _ADDRESSED.search(rest):
            opened.addressed.add(addressed["family"])
        if (ring := _RING.search(rest)) and int(ring["result"]) >= 0:
            opened.rings += 1
    return found


def _program(arguments: str) -> str:
    """One of ours, or the name of the tool: bubblewrap has our command among its arguments, and is not it."""
    words = [each.strip('"') for each in arguments.split(", ")]
    tool = Path(words[0]).name
    if MAIN not in words or not tool.startswith("python"):
        return tool
    after = words[words.index(MAIN) + 1 :]
    return after[0] if after and after[0] in _PROGRAMS else SUPERVISOR


def _program_of(pid: str, programs: dict[str, str], parents: dict[str, str]) -> str:
    while pid not in programs and pid in parents:
        pid = parents[pid]
    return programs.get(pid, SUPERVISOR)
