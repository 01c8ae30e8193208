"""A file is written through the supervisor, whole or not at all."""

import errno
import os
import subprocess
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.chat.errors import ConversationMissingError
from desktop.control import TargetRefusedError
from desktop.target_verbs import FinishTarget, OpenTarget, TargetRefusal
from desktop.ui.background import Background
from desktop.ui.saving import SaveWish, Saving
from desktop.written_file import FileNotWrittenError, write_whole
from tests.ui.supervised import FileSupervisor


class Rig:
    """A window's end with a supervisor, and what came of each wish."""

    def __init__(self, qtbot: QtBot, own: Path) -> None:
        self.qtbot = qtbot
        self.supervisor = FileSupervisor([own])
        self.background = Background()
        self.saving = Saving(self.supervisor.notifier, self.background)

    def save(self, wish: SaveWish) -> Exception | None:
        """Save to the end; the error, or None."""
        outcome: list[Exception | None] = []
        self.saving.save(wish, lambda: outcome.append(None), outcome.append)
        self.qtbot.waitUntil(lambda: bool(outcome))
        self.qtbot.waitUntil(lambda: not self.supervisor.targets.is_busy)
        return outcome[0]


@pytest.fixture
def rig(qtbot: QtBot, tmp_path: Path) -> Iterator[Rig]:
    made = Rig(qtbot, tmp_path / "ours")
    yield made
    made.background.close()
    made.supervisor.close()


def test_all_of_it_is_there(rig: Rig, tmp_path: Path) -> None:
    content = os.urandom(3_000_000)
    assert rig.save(SaveWish(str(tmp_path / "a.json"), content)) is None
    assert (tmp_path / "a.json").read_bytes() == content


def test_an_old_file_is_replaced_on_wish(rig: Rig, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("old")
    error = rig.save(SaveWish(str(tmp_path / "a.md"), b"new"))
    assert isinstance(error, TargetRefusedError)
    assert (error.reason, error.path) == (TargetRefusal.EXISTS, str(tmp_path / "a.md"))
    assert rig.save(SaveWish(str(tmp_path / "a.md"), b"new", replace=True)) is None
    assert (tmp_path / "a.md").read_bytes() == b"new"


def test_who_witnesses_it_comes_before_the_name(rig: Rig, tmp_path: Path) -> None:
    seen: list[bool] = []
    wish = SaveWish(str(tmp_path / "a.md"), b"x", witness=lambda: seen.append((tmp_path / "a.md").exists()))
    assert rig.save(wish) is None
    assert seen == [False]


def test_without_the_witness_there_is_no_file(rig: Rig, tmp_path: Path) -> None:
    def refuse() -> None:
        raise ConversationMissingError(1)

    error = rig.save(SaveWish(str(tmp_path / "a.md"), b"x", witness=refuse))
    assert isinstance(error, ConversationMissingError)
    assert list(tmp_path.iterdir()) == []


def test_two_files_do_not_meet(rig: Rig, tmp_path: Path) -> None:
    done: list[str] = []
    for name in ("a.md", "b.md"):
        wish = SaveWish(str(tmp_path / name), name.encode())
        rig.saving.save(wish, partial(done.append, name), lambda error: pytest.fail(str(error)))
    rig.qtbot.waitUntil(lambda: len(done) == 2)
    assert {each.name: each.read_text() for each in tmp_path.iterdir()} == {"a.md": "a.md", "b.md": "b.md"}
    assert {type(each) for each in rig.supervisor.asked} == {OpenTarget, FinishTarget}


@pytest.mark.namespaces
def test_a_full_disk_is_told_and_nothing_is_left(rig: Rig, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)], check=True)
    try:
        (disk / "a.md").write_text("old")
        error = rig.save(SaveWish(str(disk / "a.md"), b"x" * 200_000, replace=True))
        assert isinstance(error, FileNotWrittenError)
        assert (error.path, error.error_number) == (str(disk / "a.md"), errno.ENOSPC)
        assert [each.name for each in disk.iterdir()] == ["a.md"]
        assert (disk / "a.md").read_text() == "old"
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_the_descriptor_is_closed_whatever_happens(tmp_path: Path) -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    with pytest.raises(FileNotWrittenError) as caught:
        write_whole(write_end, "a.md", b"x")
    assert caught.value.error_number == errno.EPIPE
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(write_end)
