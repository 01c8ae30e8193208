"""The figures of the package are of what `make package` left, and say so where there is nothing."""

import json
from pathlib import Path

import pytest

from tests.bench import package_bench


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    """What `make package` leaves, in small."""
    tree = tmp_path / "full" / "hisho"
    (tree / "_internal").mkdir(parents=True)
    (tree / "hisho-window").write_bytes(b"x" * 400_000)
    (tree / "_internal" / "library.so").write_bytes(b"x" * 600_000)
    (tree / "_internal" / "link.so").symlink_to("library.so")
    (tmp_path / "out").mkdir()
    for name in ("hisho_1.0-1_amd64.deb", "hisho-1.0-1.x86_64.rpm", "hisho-1.0.cdx.json", "SHA256SUMS"):
        (tmp_path / "out" / name).write_bytes(b"x" * 2_000_000)
    (tmp_path / "figures.json").write_text(json.dumps({"bookworm: dpkg -i, s": 7.25}))
    return tmp_path


def test_without_a_package_there_is_one_row_that_says_so(tmp_path: Path) -> None:
    (only,) = package_bench.run(tmp_path)
    assert only["name"] == "package: there is none; `make package` makes it"
    assert (only["value"], only["met"]) == (None, None)


def test_sizes_count_each_file_once_and_only_packages(packages: Path) -> None:
    rows = package_bench.sizes(packages)
    assert {each["name"]: (each["value"], each["unit"], each["met"]) for each in rows} == {
        "package: installed": (1.0, "MB", True),
        "package: hisho-1.0-1.x86_64.rpm": (2.0, "MB", None),
        "package: hisho_1.0-1_amd64.deb": (2.0, "MB", True),
        "package: bookworm: dpkg -i": (7.25, "s", None),
    }


def test_a_package_that_is_too_large_does_not_meet_its_goal(packages: Path) -> None:
    with (packages / "out" / "hisho_1.0-1_amd64.deb").open("r+b") as file:
        file.truncate(90_000_001)
    with (packages / "full" / "hisho" / "hisho-window").open("r+b") as file:
        file.truncate(300_000_001)
    assert [each["met"] for each in package_bench.sizes(packages) if each["goal"]] == [False, False]
