"""Where a log is written: to a file of ours and to no other, whatever stands in its place."""

import contextlib
import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop import logs
from desktop.instance import Instance
from desktop.paths import of
from desktop.processes import Child, Launch


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    """A file of the user's that a shell would run."""
    file = tmp_path / "profile"
    file.write_text("as it was\n")
    return file


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    made = tmp_path / "logs"
    made.mkdir()
    logger = logging.getLogger("hisho")
    before, raises = list(logger.handlers), logging.raiseExceptions
    yield made
    for each in [handler for handler in logger.handlers if handler not in before]:
        logger.removeHandler(each)
        each.close()
    logging.raiseExceptions = raises


def in_place_of(log: Path, theirs: Path, how: str) -> None:
    {"symbolic link": log.symlink_to, "hard link": log.hardlink_to}[how](theirs)


@pytest.mark.parametrize("how", ["symbolic link", "hard link"])
def test_what_a_program_writes_to_its_standard_error_follows_no_link(
    folder: Path, theirs: Path, how: str
) -> None:
    """The window may write into the folder of logs, and says what it likes on its standard error."""
    in_place_of(folder / "window.log", theirs, how)
    child = Child.start(Launch("no program", {}, {}, log=folder / "window.log"))
    assert child.collect().exit_code
    child.release()
    assert theirs.read_text() == "as it was\n"


def test_a_log_that_is_a_file_is_written(folder: Path) -> None:
    child = Child.start(Launch("engine", {"PATH": ""}, {}, log=folder / "engine.log"))
    child.channel.send({"descriptors": "none"})
    child.end(20)
    child.release()
    assert (folder / "engine.log").exists()
    logs.start(folder)
    logging.getLogger("hisho").info("happened")
    assert "happened" in (folder / "hisho.log").read_text()
    assert (folder / "hisho.log").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("how", ["symbolic link", "hard link"])
def test_the_supervisors_own_log_follows_no_link(folder: Path, theirs: Path, how: str) -> None:
    in_place_of(folder / "hisho.log", theirs, how)
    logs.start(folder)
    logging.getLogger("hisho").info("happened")
    assert theirs.read_text() == "as it was\n"


def test_a_pipe_in_the_place_of_a_log_holds_nobody_up(folder: Path) -> None:
    os.mkfifo(folder / "hisho.log")
    logs.start(folder)
    logging.getLogger("hisho").info("happened")


# -- what else the supervisor makes in folders that are the window's to write


@pytest.mark.parametrize("name", ["hisho-folder", "run/instance.lock"])
def test_the_supervisor_makes_nothing_by_way_of_a_link(tmp_path: Path, name: str) -> None:
    places = of({"HISHO_HOME": str(tmp_path / "home")})
    link = {"hisho-folder": places.data, "run/instance.lock": places.runtime}[name] / Path(name).name
    target = tmp_path / "made"
    link.parent.mkdir(parents=True)
    link.symlink_to(target)
    places.make()
    with contextlib.suppress(OSError):
        instance = Instance.claim(places.runtime)
        if instance is not None:
            instance.close()
    assert not target.exists()
