"""Whether a graphics processor can be there: by the doors that the kernel has for it."""

from pathlib import Path

import pytest

from desktop.inference.graphics import may_have_graphics


@pytest.mark.parametrize("door", ["dri", "nvidiactl", "kfd", "dxg"])
def test_a_door_of_any_maker_counts(tmp_path: Path, door: str) -> None:
    assert not may_have_graphics(tmp_path)
    (tmp_path / door).mkdir()
    assert may_have_graphics(tmp_path)


def test_other_devices_do_not_count(tmp_path: Path) -> None:
    (tmp_path / "null").touch()
    (tmp_path / "fb0").touch()
    assert not may_have_graphics(tmp_path)
