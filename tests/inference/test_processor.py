"""What the system says of a processor, told by made-up /proc and /sys folders of several machines."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from desktop.inference.processor import Processor, this_processor


def machine(
    folder: Path, siblings: Sequence[str], files: Mapping[str, str] | None = None
) -> tuple[Path, Path]:
    """Folders like /proc and /sys of a machine whose logical processors share cores as `siblings` says."""
    written = {
        f"sys/devices/system/cpu/cpu{at}/topology/thread_siblings_list": f"{core}\n"
        for at, core in enumerate(siblings)
    } | dict(files or {})
    for name, text in written.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / "proc", folder / "sys"


def asked(folder: Path, siblings: Sequence[str], files: Mapping[str, str] | None = None) -> Processor:
    proc, system = machine(folder, siblings, files)
    return this_processor(frozenset(range(len(siblings))), proc, system)


def test_threads_of_one_core_count_once(tmp_path: Path) -> None:
    found = asked(tmp_path, ["0,4", "1,5", "2,6", "3,7", "0,4", "1,5", "2,6", "3,7"])
    assert (found.cores, found.performance_cores, found.numa_nodes) == (4, 4, 1)


def test_only_cores_that_may_be_used_count(tmp_path: Path) -> None:
    proc, system = machine(tmp_path, ["0-1", "0-1", "2-3", "2-3"])
    assert this_processor(frozenset({2, 3}), proc, system).cores == 1


def test_a_system_that_says_nothing_has_a_core_for_each_processor(tmp_path: Path) -> None:
    found = this_processor(frozenset({0, 1, 2}), tmp_path / "proc", tmp_path / "sys")
    assert found == Processor(os.uname().machine, 3, 3, 1)


def test_slow_cores_are_told_by_their_capacity(tmp_path: Path) -> None:
    capacities = [1024, 1000, 420, 420]
    files = {
        f"sys/devices/system/cpu/cpu{at}/cpu_capacity": f"{each}\n" for at, each in enumerate(capacities)
    }
    found = asked(tmp_path, ["0", "1", "2", "3"], files)
    assert (found.cores, found.performance_cores) == (4, 2)


def test_slow_cores_are_told_by_their_highest_frequency(tmp_path: Path) -> None:
    highest = [5_200_000, 5_000_000, 3_800_000, 3_800_000]
    files = {
        f"sys/devices/system/cpu/cpu{at}/cpufreq/cpuinfo_max_freq": f"{each}\n"
        for at, each in enumerate(highest)
    }
    assert asked(tmp_path, ["0", "1", "2", "3"], files).performance_cores == 2


def test_slow_cores_are_told_by_their_kind(tmp_path: Path) -> None:
    files = {"sys/devices/cpu_atom/cpus": "2,4-5\n"}
    assert asked(tmp_path, ["0", "1", "2", "3", "4", "5"], files).performance_cores == 3


def test_where_only_slow_cores_may_be_used_they_are_the_fast_ones(tmp_path: Path) -> None:
    files = {"sys/devices/cpu_atom/cpus": "0-1\n"}
    assert asked(tmp_path, ["0", "1"], files).performance_cores == 2


@pytest.mark.parametrize(
    ("inner", "outer", "cores"),
    [("150000 100000", "max 100000", 2), ("max 100000", "100000 100000", 1), ("max 100000", "max", 4),
     ("50000 100000", "", 1), ("900000 100000", "", 4), ("5 0", "", 4)],
)  # fmt: skip
def test_a_group_with_a_quota_has_fewer(tmp_path: Path, inner: str, outer: str, cores: int) -> None:
    files = {
        "proc/self/cgroup": "0::/user/app\n",
        "sys/fs/cgroup/user/app/cpu.max": inner,
        "sys/fs/cgroup/user/cpu.max": outer,
    }
    found = asked(tmp_path, ["0", "1", "2", "3"], files)
    assert (found.cores, found.performance_cores) == (cores, cores)


def test_memories_and_the_name(tmp_path: Path) -> None:
    files = {
        "sys/devices/system/node/node0/cpulist": "0",
        "sys/devices/system/node/node1/cpulist": "1",
        "sys/devices/system/node/possible": "0-1",
        "proc/cpuinfo": "processor\t: 0\nmodel name\t: AMD  EPYC 9554\nmodel name\t: other\n",
    }
    found = asked(tmp_path, ["0", "1"], files)
    assert (found.name, found.numa_nodes) == ("AMD EPYC 9554", 2)


def test_a_name_has_an_end(tmp_path: Path) -> None:
    assert len(asked(tmp_path, ["0"], {"proc/cpuinfo": "model name : " + "x" * 5000}).name) == 100


def test_this_very_machine() -> None:
    found = this_processor()
    assert 1 <= found.performance_cores <= found.cores <= len(os.sched_getaffinity(0))
    assert found.name
