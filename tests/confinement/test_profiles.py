"""What an engine may reach of graphics processors: their devices where they are, and nothing without them.
What every program reaches of its own code.
"""

import sys
from pathlib import Path

import pytest

from desktop.confinement.profiles import code_paths, engine
from desktop.paths import source_root

MODEL = Path("/models/m.gguf")


def devices_with(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return folder


def test_without_a_graphics_processor_nothing_of_one_is_reached(tmp_path: Path) -> None:
    profile = engine((MODEL,), devices_with(tmp_path, "null", "sda", "tty"))
    assert not [each for each in profile.devices if each.is_relative_to(tmp_path)]
    assert Path("/sys") not in profile.readable
    assert MODEL in profile.readable
    assert not profile.writable
    assert not profile.families


@pytest.mark.parametrize(
    ("nodes", "reached"),
    [
        (("dri/renderD128", "dri/card0"), {"dri"}),
        (("nvidia0", "nvidiactl", "nvidia-uvm", "nvidia-uvm-tools", "nvidia-caps/nvidia-cap1"),
         {"nvidia0", "nvidiactl", "nvidia-uvm", "nvidia-uvm-tools", "nvidia-caps"}),
        (("kfd", "dri/renderD128", "null"), {"kfd", "dri"}),
    ],
)  # fmt: skip
def test_the_devices_that_are_there_are_reached(
    tmp_path: Path, nodes: tuple[str, ...], reached: set[str]
) -> None:
    profile = engine((), devices_with(tmp_path, *nodes))
    assert {each.name for each in profile.devices if each.is_relative_to(tmp_path)} == reached
    assert Path("/sys") in profile.readable


def test_a_driver_learns_nothing_of_other_processes(tmp_path: Path) -> None:
    """Their command lines and environments may hold what somebody asked."""
    profile = engine((), devices_with(tmp_path, "nvidia0", "dri/renderD128"))
    assert Path("/proc") not in profile.readable
    assert Path("/proc/driver") in profile.readable
    own = [each for each in profile.devices if each.is_relative_to("/proc")]
    assert own == [Path("/proc/self/task")]


def test_from_source_the_code_is_ours_and_pythons() -> None:
    root = source_root()
    assert {root / "main.py", root / "desktop", root / "resources", Path(sys.prefix)} <= set(code_paths())
    assert root not in code_paths()         # a source tree may hold anything


def test_of_a_bundle_the_executables_are_reached_and_nothing_beside_them(tmp_path: Path) -> None:
    here = tmp_path / "秘書 hisho"
    here.mkdir()
    for name in ("hisho", "hisho-engine", "notes.txt"):
        (here / name).touch()
    assert code_paths(here / "hisho-engine") == (source_root(), here / "hisho", here / "hisho-engine")
