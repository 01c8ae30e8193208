"""Asks the system which processor this is, and how many of its cores this process may use and are fast."""

import os
import platform
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from model_manager.host_memory import control_groups

_PROC = Path("/proc")
_SYS = Path("/sys")
_FAST_SHARE = 0.8                   # of the fastest core: cores of one kind differ in their turbo by less
_NAME = re.compile(r"^(?:model name|Hardware|Processor|cpu model)\s*:\s*(\S.*)$", re.MULTILINE)
_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Processor:
    """`cores` are physical ones that may be used, `performance_cores` those of them that are fast (all, where
    they are alike); `numa_nodes` how many memories the machine is divided into.
    """

    name: str
    cores: int
    performance_cores: int
    numa_nodes: int


def this_processor(
    usable: frozenset[int] | None = None, proc: Path = _PROC, system: Path = _SYS
) -> Processor:
    """What the system says. `usable`: the logical processors that this process may run on."""
    logical = _usable() if usable is None else usable
    cores = _cores(logical, system)
    speeds = [_speed(one, system) for one in cores]
    fast = sum(speed >= _FAST_SHARE * max(speeds) for speed in speeds)
    atoms = _listed(system / "devices" / "cpu_atom" / "cpus")      # Intel's slow cores
    fast = min(fast, sum(one not in atoms for one in cores)) or len(cores)
    quota = _quota(proc, system / "fs" / "cgroup")
    most = len(cores) if quota is None else max(1, min(len(cores), quota))
    return Processor(_name(proc), most, min(fast, most), _nodes(system))


def _usable() -> frozenset[int]:
    if sys.platform == "win32":
        return frozenset(range(os.cpu_count() or 1))
    return frozenset(os.sched_getaffinity(0))


def _cores(logical: frozenset[int], system: Path) -> list[int]:
    """One logical processor of each physical core."""
    found: dict[str, int] = {}
    for one in sorted(logical):
        core = _text(_folder(one, system) / "topology" / "thread_siblings_list").strip() or str(one)
        found.setdefault(core, one)
    return list(found.values())


def _speed(one: int, system: Path) -> int:
    """Comparable among the processors of a machine; 1 where the system does not say."""
    folder = _folder(one, system)
    for path in (folder / "cpu_capacity", folder / "cpufreq" / "cpuinfo_max_freq"):
        if (text := _text(path).strip()).isdecimal():
            return max(1, int(text))
    return 1


def _folder(one: int, system: Path) -> Path:
    return system / "devices" / "system" / "cpu" / f"cpu{one}"


def _listed(path: Path) -> frozenset[int]:
    """Numbers as the kernel lists them ("0-3,8"); none where there is no such file."""
    found: set[int] = set()
    for part in _text(path).strip().split(","):
        first, _, last = part.partition("-")
        if first.isdecimal() and (last or first).isdecimal():
            found.update(range(int(first), int(last or first) + 1))
    return frozenset(found)


def _quota(proc: Path, cgroups: Path) -> int | None:
    """How many processors' time the group of processes gets, rounded up; None where that is not limited."""
    quotas = []
    for folder in control_groups(proc, cgroups):
        limit, _, period = _text(folder / "cpu.max").strip().partition(" ")
        if limit.isdecimal() and period.isdecimal() and int(period):
            quotas.append(-(-int(limit) // int(period)))
    return min(quotas, default=None)


def _name(proc: Path) -> str:
    found = _NAME.search(_text(proc / "cpuinfo"))
    return " ".join(found[1].split())[:_LONGEST_NAME] if found else platform.machine()


def _nodes(system: Path) -> int:
    return max(1, len(list((system / "devices" / "system" / "node").glob("node[0-9]*"))))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
