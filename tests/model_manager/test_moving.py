"""The folder of models moves to another disk: nothing leaves here before it is verified there."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from model_manager.acceptances import FILE as ACCEPTANCES
from model_manager.acceptances import Acceptances
from model_manager.admission import PINS
from model_manager.errors import (
    DiskFullError,
    FetchCancelledError,
    FolderNotWritableError,
    ModelFileError,
)
from model_manager.ledger import FILE as LEDGER
from model_manager.ledger import Ledger
from model_manager.library import Library, ModelFolder, StoredModel
from model_manager.moving import move_folder
from tests.model_manager.shelves import LATER, digest, some, stored


@pytest.fixture
def folder(tmp_path: Path) -> ModelFolder:
    return ModelFolder(tmp_path / "old")


def two_models(folder: ModelFolder, size: int = 5000) -> tuple[StoredModel, StoredModel]:
    first = stored(folder, {"a.gguf": some(1, size)})
    parts = {"q/b-00001-of-00002.gguf": some(2, size), "q/b-00002-of-00002.gguf": some(3, size)}
    return first, stored(folder, parts, "other/b-gguf")


def all_here(folder: ModelFolder) -> set[str]:
    """The models whose files are whole."""
    return {
        each.identity
        for each in folder.models()
        if [digest(path.read_bytes()) for path in each.files] == [file.sha256 for file in each.record.files]
    }


def files_below(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.rglob("*") if each.is_file())


def go_on(_share: float) -> bool:
    return True


def test_everything_is_there_and_nothing_is_left(folder: ModelFolder, tmp_path: Path) -> None:
    models = two_models(folder)
    shares: list[float] = []

    def progress(share: float) -> bool:
        shares.append(share)
        return True

    moved = move_folder(folder, tmp_path / "disk" / "new", progress)
    assert all_here(moved) == {each.identity for each in models}
    assert {each.record.verified_at for each in moved.models()} == {models[0].record.verified_at}
    assert all(each.is_unchanged() for each in moved.models())
    assert files_below(folder.path) == []
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_what_is_noted_goes_along(folder: ModelFolder, tmp_path: Path) -> None:
    two_models(folder)
    Ledger(folder.own / LEDGER).note("hub.example", 7, "fetch a/b")
    Acceptances(folder.own / ACCEPTANCES).record(LATER, "gemma", "a" * 64, "b" * 64, "m")
    for name in ("queue.json", PINS):
        (folder.own / name).write_text('{"old": {}}')
    new = ModelFolder(tmp_path / "new")
    Ledger(new.own / LEDGER).note("earlier.example", 5, "show")
    (new.own / PINS).write_text('{"new": {}}')

    move_folder(folder, new.path, go_on)

    assert [each.host for each in Ledger(new.own / LEDGER).entries()] == ["earlier.example", "hub.example"]
    assert len(Acceptances(new.own / ACCEPTANCES).all()) == 1
    assert (new.own / "queue.json").read_text() == '{"old": {}}'
    assert (new.own / PINS).read_text() == '{"new": {}}'
    assert files_below(folder.path) == []


@pytest.mark.parametrize("share", [0.0, 0.2, 0.5, 0.8, 0.99])
def test_stopped_in_the_middle_everything_stays_and_the_next_goes_on(
    folder: ModelFolder, tmp_path: Path, share: float
) -> None:
    models = {each.identity for each in two_models(folder)}
    Ledger(folder.own / LEDGER).note("hub.example", 7, "fetch a/b")
    before = files_below(folder.path)
    with pytest.raises(FetchCancelledError):
        move_folder(folder, tmp_path / "new", lambda done: done <= share)
    assert all_here(folder) == models
    assert files_below(folder.path) == before
    moved = move_folder(folder, tmp_path / "new", go_on)
    assert all_here(moved) == models
    assert len(Ledger(moved.own / LEDGER).entries()) == 1
    assert files_below(folder.path) == []


def test_broken_off_while_the_old_ones_are_taken_off_the_next_finishes_it(
    folder: ModelFolder, tmp_path: Path
) -> None:
    """As after a loss of power: one model is there only, the other on both disks."""
    two_models(folder)
    moved = move_folder(folder, tmp_path / "new", go_on)
    first, second = two_models(folder)
    folder.remove(first)
    Ledger(folder.own / LEDGER).note("hub.example", 7, "fetch a/b")
    again = move_folder(folder, moved.path, go_on)
    assert all_here(again) == {first.identity, second.identity}
    assert [each.host for each in Ledger(again.own / LEDGER).entries()] == ["hub.example"]


def test_a_damaged_model_is_never_taken_off(folder: ModelFolder, tmp_path: Path) -> None:
    first, second = two_models(folder)
    second.files[1].write_bytes(some(9))
    with pytest.raises(ModelFileError) as caught:
        move_folder(folder, tmp_path / "new", go_on)
    assert caught.value.name == second.files[1].name
    assert all_here(folder) == {first.identity}
    assert second.files[1].read_bytes() == some(9)


@pytest.mark.parametrize("target", ["old", "old/below", "", "link", "old/../old"])
def test_a_folder_is_not_moved_into_itself(folder: ModelFolder, tmp_path: Path, target: str) -> None:
    """What has just been verified there would be taken off here: the same files."""
    models = {each.identity for each in two_models(folder)}
    (tmp_path / "link").symlink_to(folder.path)
    with pytest.raises(FolderNotWritableError):
        move_folder(folder, tmp_path / target, go_on)
    assert all_here(folder) == models


def test_a_folder_that_is_not_there_moves_nothing(tmp_path: Path) -> None:
    moved = move_folder(ModelFolder(tmp_path / "none"), tmp_path / "new", go_on)
    assert Library([moved]).models() == ()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 74 MiB: hardly more than what must stay free."""
    place = tmp_path / "disk"
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=74m", "tmpfs", str(place)], check=True)
    yield place
    subprocess.run(["umount", str(place)], check=True)


@pytest.mark.namespaces
def test_a_disk_that_fills_up_costs_nothing(folder: ModelFolder, small_disk: Path) -> None:
    models = {each.identity for each in two_models(folder, 3 << 20)}

    def fill(share: float) -> bool:
        """Somebody else writes while we copy the second model."""
        filler = small_disk / "filler"
        if share > 0.4 and not filler.exists():
            room = os.statvfs(small_disk).f_bavail * os.statvfs(small_disk).f_bsize
            filler.write_bytes(bytes(room - (1 << 20)))
        return True

    with pytest.raises(DiskFullError):
        move_folder(folder, small_disk / "models", fill)
    assert all_here(folder) == models
    (small_disk / "filler").unlink()
    assert all_here(move_folder(folder, small_disk / "models", go_on)) == models


@pytest.mark.namespaces
def test_a_disk_that_cannot_be_written(folder: ModelFolder, small_disk: Path) -> None:
    models = {each.identity for each in two_models(folder)}
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(FolderNotWritableError):
        move_folder(folder, small_disk / "models", go_on)
    assert all_here(folder) == models
