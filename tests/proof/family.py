"""All processes of one running Hisho, by the program that each of them is."""

import contextlib
from dataclasses import dataclass
from pathlib import Path

from tests.end_to_end.programs import MAIN

SUPERVISOR = "supervisor"
OURS = ("window", "client", "engine", "fetcher", "probe")


@dataclass(frozen=True)
class Member:
    """A process. `program`: one of ours, or the name of the tool that we started."""

    pid: int
    program: str

    def told(self, what: str) -> str:
        """A text of /proc about it. Raises OSError."""
        return Path(f"/proc/{self.pid}/{what}").read_text(errors="replace")

    @property
    def files(self) -> frozenset[str]:
        """The files that are mapped into it, by their paths. Raises OSError."""
        lines = self.told("maps").splitlines()
        return frozenset(line[line.index("/") :] for line in lines if "/" in line)


def family(supervisor: int) -> list[Member]:
    """The supervisor, what it started, and what that started."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                parents.setdefault(parent, []).append(int(entry.name))
    found, waiting = [], [supervisor]
    while waiting:
        pid = waiting.pop()
        waiting += parents.get(pid, [])
        with contextlib.suppress(OSError):
            if words := Path(f"/proc/{pid}/cmdline").read_text().split("\0")[:-1]:      # a zombie has none
                found.append(Member(pid, _program(words)))
    return found


def _program(words: list[str]) -> str:
    tool = Path(words[0]).name
    if tool.startswith("python") and MAIN in words:
        after = words[words.index(MAIN) + 1 :]
        return after[0] if after and after[0] in OURS else SUPERVISOR
    return tool
