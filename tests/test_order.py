"""Two workers take up first what lasts longest; whoever runs alone keeps the order of the files."""

import re
from pathlib import Path

import pytest

from tests.conftest import begins_as
from tests.sources import ROOT
from tests.test_left_out import run

FILES = ("tests/aaa/test_short.py", "tests/end_to_end/test_chain.py", "tests/guide/test_long.py")


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    """A file of each sort, under our conftest."""
    (tmp_path / "conftest.py").write_bytes((ROOT / "tests" / "conftest.py").read_bytes())
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = namespaces: x\n")
    (tmp_path / "bin").mkdir()
    for number, name in enumerate(FILES):
        (tmp_path / name).parent.mkdir(parents=True)
        # More tests in the short file: the number of tests says nothing of how long they last.
        tests = "".join(f"def test_{each}(): ...\n" for each in range(3 - number))
        (tmp_path / name).write_text(tests)
    return tmp_path


def order(told: str) -> list[str]:
    """The files in the order in which their tests ended."""
    ended = (line for line in told.splitlines() if "PASSED" in line)
    return list(dict.fromkeys(re.findall(r"tests/[\w/]+\.py", "\n".join(ended))))


def test_a_worker_begins_with_what_lasts_longest(suite: Path) -> None:
    assert order(run(suite, "", "-n", "1", "-vv").stdout) == [FILES[1], FILES[2], FILES[0]]


def test_alone_the_files_keep_their_order(suite: Path) -> None:
    assert order(run(suite, "", "-vv").stdout) == list(FILES)


def test_what_is_named_as_long_is_there() -> None:
    """A file that was renamed would begin last without a word."""
    names = {path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("test_*.py")}
    places = {begins_as(name) for name in names}
    assert places == set(range(max(places) + 1))
