"""How much memory there is, is read from what the system says, however little it says."""

from pathlib import Path

import pytest

from model_manager.host_memory import host_memory

MEMINFO = "MemTotal:       16384 kB\nMemFree:        1 kB\nMemAvailable:    8192 kB\nHugePages_Total:   0\n"


@pytest.fixture
def proc(tmp_path: Path) -> Path:
    folder = tmp_path / "proc"
    (folder / "self").mkdir(parents=True)
    (folder / "meminfo").write_text(MEMINFO)
    (folder / "self" / "cgroup").write_text("0::/user.slice/app.scope\n")
    return folder


def limit(folder: Path, most: str, used: int, files: int = 0) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "memory.max").write_text(f"{most}\n")
    (folder / "memory.current").write_text(f"{used}\n")
    (folder / "memory.stat").write_text(f"anon 1\ninactive_file {files}\n")


def test_this_computer() -> None:
    total, available = host_memory()
    assert 0 < available <= total


def test_without_a_limit(proc: Path, tmp_path: Path) -> None:
    assert host_memory(proc, tmp_path / "none") == (16_384 * 1024, 8192 * 1024)
    limit(tmp_path / "user.slice" / "app.scope", "max", 5)
    assert host_memory(proc, tmp_path) == (16_384 * 1024, 8192 * 1024)


def test_the_lowest_limit_holds(proc: Path, tmp_path: Path) -> None:
    limit(tmp_path / "user.slice" / "app.scope", "4000000", 1_000_000, files=200_000)
    assert host_memory(proc, tmp_path) == (4_000_000, 3_200_000)
    limit(tmp_path / "user.slice", "2000000", 1_500_000)
    assert host_memory(proc, tmp_path) == (2_000_000, 500_000)


def test_more_used_than_allowed(proc: Path, tmp_path: Path) -> None:
    limit(tmp_path / "user.slice", "1000", 5000)
    assert host_memory(proc, tmp_path) == (1000, 0)


@pytest.mark.parametrize("text", ["", "MemTotal", "MemTotal: many kB\nMemAvailable:\n", "\xff:\xff\n"])
def test_a_system_that_says_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / "meminfo").write_text(text, encoding="latin-1")
    assert host_memory(tmp_path, tmp_path) == (0, 0)


def test_a_group_outside_of_the_folder(proc: Path, tmp_path: Path) -> None:
    (proc / "self" / "cgroup").write_text("1:name=x:/old\n0::/../../etc\n")
    assert host_memory(proc, tmp_path / "groups") == (16_384 * 1024, 8192 * 1024)
