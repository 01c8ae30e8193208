"""A whole model: all its files, one progress, one record; and nothing recorded that is not whole."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from model_manager.errors import (
    DigestMismatchError,
    DiskFullError,
    FetchCancelledError,
    GgufDamagedError,
    UnsafeNameError,
)
from model_manager.hub_files import HubFile, Listing
from model_manager.inventory import identity_of
from model_manager.library import Library, ModelFolder
from model_manager.model_fetch import fetch_model
from model_manager.wishes import FileWish, Watch, accept_wish, wish_for, wish_to_dict
from tests.model_manager.fake_hub import COMMIT, REPO
from tests.model_manager.shelves import LATER, digest, look, some, wish

PARTS = {"q/m-00001-of-00002.gguf": some(1, 3000), "q/m-00002-of-00002.gguf": some(2, 2000)}


class Server:
    """Writes the files, or fails for one."""

    def __init__(self, files: dict[str, bytes], fails: str = "") -> None:
        self.files = files
        self.fails = fails
        self.asked: list[str] = []

    def fetch(self, wished: FileWish, target: Path, watch: Watch) -> str:
        name = wished.file.name
        self.asked.append(name)
        if name == self.fails:
            raise DigestMismatchError(name, "a", "b")
        data = self.files[name]
        if not watch.progress(len(data) // 2, len(data)):
            raise FetchCancelledError(name)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        watch.progress(len(data), len(data))
        return digest(data)


def quiet(steps: list[tuple[int, int]] | None = None) -> Watch:
    def progress(have: int, whole: int) -> bool:
        if steps is not None:
            steps.append((have, whole))
        return True

    return Watch(progress, lambda _: True)


@pytest.fixture
def folder(tmp_path: Path) -> ModelFolder:
    return ModelFolder(tmp_path / "models")


def test_the_parts_are_one_model_with_one_progress(folder: ModelFolder) -> None:
    server, steps = Server(PARTS), list[tuple[int, int]]()
    made = fetch_model(wish(PARTS), folder, server.fetch, quiet(steps), (look, lambda: LATER))
    assert steps == [(1500, 5000), (3000, 5000), (4000, 5000), (5000, 5000)]
    assert made.identity == identity_of([digest(each) for each in PARTS.values()])
    assert [path.read_bytes() for path in made.files] == list(PARTS.values())
    assert Library([folder]).find(made.identity) == made


def test_a_part_that_fails_leaves_no_model_and_loses_no_part(folder: ModelFolder) -> None:
    second = list(PARTS)[1]
    with pytest.raises(DigestMismatchError):
        fetch_model(wish(PARTS), folder, Server(PARTS, second).fetch, quiet(), (look, lambda: LATER))
    assert Library([folder]).models() == ()

    server = Server(PARTS)
    fetch_model(wish(PARTS), folder, server.fetch, quiet(), (look, lambda: LATER))
    assert server.asked == [second]


def test_parts_that_are_here_are_no_orphans_while_the_rest_is_fetched(folder: ModelFolder) -> None:
    """Not even between two parts, and while the header is looked into; then, without a record, they are."""
    left: list[tuple[str, ...]] = []

    def note() -> None:
        left.append(tuple(each.path.name for each in ModelFolder(folder.path).orphans()))

    def fetch(wished: FileWish, target: Path, watch: Watch) -> str:
        note()
        digest_of_it = Server(PARTS).fetch(wished, target, watch)
        note()
        return digest_of_it

    def absurd(_paths: Sequence[Path]) -> tuple[str, str]:
        note()
        raise GgufDamagedError("a.gguf", "number of tensors")

    with pytest.raises(GgufDamagedError):
        fetch_model(wish(PARTS), folder, fetch, quiet(), (absurd, lambda: LATER))
    assert left == [()] * 5
    assert [each.path.name for each in folder.orphans()] == [Path(each).name for each in PARTS]


def test_a_folder_is_being_written_while_a_model_is_fetched(folder: ModelFolder) -> None:
    def fetch(wished: FileWish, target: Path, watch: Watch) -> str:
        places = [folder.place_for(REPO, COMMIT, each) for each in PARTS]
        assert list(ModelFolder(folder.path).being_written()) == places
        return Server(PARTS).fetch(wished, target, watch)

    fetch_model(wish(PARTS), folder, fetch, quiet(), (look, lambda: LATER))
    assert list(folder.being_written()) == []


def test_the_same_model_of_another_repository_is_not_fetched_again(folder: ModelFolder) -> None:
    first = fetch_model(wish(PARTS), folder, Server(PARTS).fetch, quiet(), (look, lambda: LATER))
    server = Server(PARTS)
    again = fetch_model(wish(PARTS, "other/repo"), folder, server.fetch, quiet(), (look, lambda: LATER))
    assert server.asked == []
    assert again.files == first.files
    assert folder.orphans() == ()
    folder.remove(again)
    assert not any(path.exists() for path in first.files)


def test_a_file_that_is_there_but_another_is_fetched_anew(folder: ModelFolder) -> None:
    wished = wish({"a.gguf": some(1)})
    target = folder.place_for(REPO, COMMIT, "a.gguf")
    target.parent.mkdir(parents=True)
    target.write_bytes(some(2))
    made = fetch_model(wished, folder, Server({"a.gguf": some(1)}).fetch, quiet(), (look, lambda: LATER))
    assert made.files[0].read_bytes() == some(1)


def test_a_header_that_cannot_be_loaded_is_never_a_model(folder: ModelFolder) -> None:
    def absurd(_paths: Sequence[Path]) -> tuple[str, str]:
        raise GgufDamagedError("a.gguf", "number of tensors")

    files = {"a.gguf": some(1)}
    with pytest.raises(GgufDamagedError):
        fetch_model(wish(files), folder, Server(files).fetch, quiet(), (absurd, lambda: LATER))
    assert Library([folder]).models() == ()
    assert [each.path.name for each in folder.orphans()] == ["a.gguf"]      # verified, so it is not lost


def test_a_model_that_does_not_fit_is_refused_before_the_first_byte(folder: ModelFolder) -> None:
    server = Server(PARTS)
    wished = wish(PARTS)
    huge = replace(wished, files=tuple(replace(each, size=1 << 58) for each in wished.files))
    with pytest.raises(DiskFullError):
        fetch_model(huge, folder, server.fetch, quiet(), (look, lambda: LATER))
    assert server.asked == []
    assert not folder.path.exists()


def test_a_wish_is_the_model_of_a_listing() -> None:
    files = {name: HubFile(name, len(data), digest(data), "") for name, data in PARTS.items()}
    first = next(iter(PARTS))
    listing = Listing(REPO, COMMIT, files, {first: tuple(PARTS)}, "", "mit", "llama", 4096)
    made = wish_for(listing, first, "hub.example")
    assert (made.name, made.size, made.licence, made.source) == ("m", 5000, "mit", "hub.example")
    assert accept_wish(wish_to_dict(made)) == made


@pytest.mark.parametrize(
    "change",
    [
        {"repo_id": "../x"}, {"revision": "main"}, {"files": []}, {"name": 3}, {"licence": "x" * 400},
        {"files": [{"name": "../a.gguf", "size": 1, "sha256": "a" * 64, "blob_id": ""}]},
        {"files": [{"name": "a.gguf", "size": -1, "sha256": "a" * 64, "blob_id": ""}]},
        {"files": [{"name": "a.gguf", "size": 1, "sha256": "", "blob_id": ""}]},
        {"files": [{"name": "a.gguf", "size": True, "sha256": "a" * 64, "blob_id": ""}]},
        {"files": "x"}, {"files": None},
    ],
)  # fmt: skip
def test_a_wish_from_outside_is_checked(change: dict[str, Any]) -> None:
    with pytest.raises(UnsafeNameError):
        accept_wish(wish_to_dict(wish({"a.gguf": some(1)})) | change)
