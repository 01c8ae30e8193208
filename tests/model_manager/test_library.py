"""The folder of models: records, what is loaded of it, what is removed, what is left over."""

import json
import os
import threading
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from model_manager.errors import FolderNotWritableError, InventoryUnreadableError, UnsafeNameError
from model_manager.integrity import Declared, opened
from model_manager.inventory import Inventory, identity_of, register_file
from model_manager.library import Library, ModelFolder, read_record, verify
from tests.model_manager.fake_hub import COMMIT, REPO
from tests.model_manager.shelves import LATER, THEN, digest, some, stored


@pytest.fixture
def folder(tmp_path: Path) -> ModelFolder:
    return ModelFolder(tmp_path / "models")


def record_path(folder: ModelFolder, identity: str) -> Path:
    return folder.own / "models" / f"{identity}.json"


def test_a_recorded_model_is_found_again(folder: ModelFolder) -> None:
    made = stored(folder, {"a.gguf": some(1)})

    again = Library([ModelFolder(folder.path)]).find(digest(some(1)))

    assert again == made
    assert again.is_there()
    assert again.is_unchanged()
    assert again.size == 5000
    assert again.files[0] == folder.path / REPO / COMMIT[:12] / "a.gguf"


def test_a_model_in_parts_has_one_identity(folder: ModelFolder) -> None:
    parts = {"q/a-00001-of-00002.gguf": some(1), "q/a-00002-of-00002.gguf": some(2)}
    made = stored(folder, parts)
    assert made.identity == identity_of([digest(some(1)), digest(some(2))])
    assert made.identity not in (digest(some(1)), digest(some(2)))
    assert Library([folder]).find(made.identity) == made
    made.files[1].unlink()
    assert not made.is_there()
    assert not made.is_unchanged()


def test_a_second_copy_of_a_model_goes_and_the_first_stays(folder: ModelFolder) -> None:
    parts = {"q/a-00001-of-00002.gguf": some(1), "q/a-00002-of-00002.gguf": some(2)}
    first = stored(folder, parts)
    again = stored(folder, {each.replace("q/a", "b"): data for each, data in parts.items()}, "other/repo")
    assert again.files == first.files
    assert again.is_unchanged()
    assert again.record.repo_id == REPO
    assert [each.files for each in folder.models()] == [first.files]
    assert folder.orphans() == ()
    assert not (folder.path / "other").exists()


def test_a_second_copy_stays_where_another_model_has_it_or_the_first_is_no_more(folder: ModelFolder) -> None:
    first = stored(folder, {"a.gguf": some(1)})
    pair = stored(folder, {"b.gguf": some(1), "c.gguf": some(2)})
    second = replace(first.record, files=pair.record.files[:1])
    assert folder.add(second).files == first.files
    assert pair.is_unchanged()
    first.files[0].unlink()
    later = folder.add(second)
    assert later.files == pair.files[:1]
    assert later.is_unchanged()


@pytest.mark.parametrize("fetched_first", [True, False])
def test_what_is_known_of_a_model_is_kept_whichever_copy_brought_it(
    folder: ModelFolder, fetched_first: bool
) -> None:
    fetched = stored(folder, {"a.gguf": some(1)}).record
    imported = replace(fetched, repo_id="", revision="", licence="", source="file", verified_at=LATER)
    folder.remove(next(folder.models()))
    copies = [(fetched, "a.gguf"), (imported, "b.gguf")]
    for record, name in copies if fetched_first else reversed(copies):
        path = folder.place_for(REPO, COMMIT, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(some(1))
        folder.add(replace(record, files=folder.record_of([path], [digest(some(1))])))
    (found,) = folder.models()
    assert (found.record.repo_id, found.record.licence) == (REPO, "mit")
    assert found.files[0].name == ("a.gguf" if fetched_first else "b.gguf")
    assert found.record.verified_at == (THEN if fetched_first else LATER)


def test_a_file_that_changed_is_told(folder: ModelFolder) -> None:
    made = stored(folder, {"a.gguf": some(1)})
    os.utime(made.files[0], ns=(1, 1))
    assert made.is_there()
    assert not made.is_unchanged()


def test_a_file_without_a_record_is_no_model(folder: ModelFolder) -> None:
    path = folder.place_for(REPO, COMMIT, "a.gguf")
    path.parent.mkdir(parents=True)
    path.write_bytes(some(1))
    assert Library([folder]).models() == ()
    assert [each.path for each in folder.orphans()] == [path]


def test_the_shared_folder_and_the_registered_files_stand_beside(folder: ModelFolder, tmp_path: Path) -> None:
    shared = ModelFolder(tmp_path / "shared", shared=True)
    both = stored(folder, {"a.gguf": some(1)})
    stored(ModelFolder(shared.path), {"a.gguf": some(1), })
    theirs = stored(ModelFolder(shared.path), {"b.gguf": some(2)})
    mine = tmp_path / "mine.gguf"
    mine.write_bytes(some(3))
    inventory = Inventory(tmp_path / "models.json")
    register_file(inventory, mine, lambda _: ("mine", "llama"), lambda _: True)

    found = {each.identity: each.place for each in Library([folder, shared], inventory).models()}

    assert found == {both.identity: "folder", theirs.identity: "shared", digest(some(3)): "reference"}


def test_to_verify_again_dates_a_whole_model(folder: ModelFolder) -> None:
    made = stored(folder, {"a.gguf": some(1)})
    os.utime(made.files[0], ns=(1, 1))
    seen: list[float] = []

    def progress(part: float) -> bool:
        seen.append(part)
        return True

    assert verify(folder, made, LATER, progress) == ()

    again = Library([folder]).find(made.identity)
    assert again is not None
    assert (again.record.added_at, again.record.verified_at) == (THEN, LATER)
    assert again.is_unchanged()
    assert seen[-1] == 1.0


def test_to_verify_again_names_what_is_damaged(folder: ModelFolder) -> None:
    made = stored(folder, {"a-00001-of-00002.gguf": some(1), "a-00002-of-00002.gguf": some(2)})
    data = bytearray(some(2))
    data[4000] ^= 1
    made.files[1].write_bytes(bytes(data))

    assert verify(folder, made, LATER, lambda _: True) == (made.record.files[1].name,)

    again = Library([folder]).find(made.identity)
    assert again is not None
    assert again.record.verified_at == THEN


def test_to_verify_can_be_ended(folder: ModelFolder) -> None:
    made = stored(folder, {"a.gguf": some(1)})
    assert verify(folder, made, LATER, lambda _: False) is None


def test_a_removed_model_leaves_nothing(folder: ModelFolder) -> None:
    made = stored(folder, {"q/a.gguf": some(1)})
    folder.remove(made)
    assert Library([folder]).models() == ()
    assert [path for path in folder.path.rglob("*") if folder.own not in (path, *path.parents)] == []


def test_to_remove_one_leaves_what_another_needs(folder: ModelFolder) -> None:
    stored(folder, {"a.gguf": some(1), "shared.gguf": some(2)})
    other = stored(folder, {"shared.gguf": some(2)})
    first = next(each for each in folder.models() if each.identity != other.identity)
    folder.remove(first)
    assert other.is_unchanged()
    assert not first.files[0].exists()


def test_what_is_being_fetched_is_no_orphan(folder: ModelFolder) -> None:
    target = folder.place_for(REPO, COMMIT, "a.gguf")
    with opened(target, Declared(10, "a" * 64)):
        assert folder.orphans() == ()
    left = folder.orphans()
    assert [each.path.name for each in left] == ["a.gguf.part", "a.gguf.part.json"]
    assert folder.orphans(wanted=[target]) == ()
    assert folder.clean(left) == sum(each.size for each in left)
    assert not target.parent.exists()


def test_a_shared_folder_that_cannot_be_written_is_an_error_of_ours(folder: ModelFolder) -> None:
    made = stored(folder, {"a.gguf": some(1)})
    own = folder.own / "models"
    record_path(folder, made.identity).unlink()
    own.rmdir()
    own.write_text("in the way")
    with pytest.raises(FolderNotWritableError):
        folder.add(made.record)


@pytest.mark.parametrize("name", ["../a.gguf", "/etc/a.gguf", "C:\\a.gguf", "a\0.gguf", "con/a.gguf"])
def test_a_record_cannot_lead_out_of_the_folder(folder: ModelFolder, name: str) -> None:
    made = stored(folder, {"a.gguf": some(1)})
    path = record_path(folder, made.identity)
    body = json.loads(path.read_text())
    body["files"][0]["name"] = name
    path.write_text(json.dumps(body))
    with pytest.raises(InventoryUnreadableError):
        Library([folder]).models()


@pytest.mark.parametrize(("repo", "commit", "name"), [
    ("a/../b", COMMIT, "a.gguf"), (REPO, "../..", "a.gguf"), (REPO, COMMIT, "../a.gguf"),
])  # fmt: skip
def test_no_place_lies_outside(folder: ModelFolder, repo: str, commit: str, name: str) -> None:
    with pytest.raises(UnsafeNameError):
        folder.place_for(repo, commit, name)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(cut=st.integers(0, 900), junk=st.binary(max_size=20))
def test_a_damaged_record_is_an_error_of_ours(folder: ModelFolder, cut: int, junk: bytes) -> None:
    made = stored(folder, {"a.gguf": some(1)})
    path = record_path(folder, made.identity)
    whole = path.read_bytes()
    path.write_bytes(whole[:cut] + junk + whole[cut + len(junk) :])
    try:
        found = read_record(path)
    except InventoryUnreadableError:
        return
    assert set(asdict(found)) == set(asdict(made.record))


def test_two_threads_can_record_the_same_model(folder: ModelFolder) -> None:
    """Each writes its own file beside the record; one must not take the other's away."""
    made = stored(folder, {"a.gguf": some(1)})
    failures: list[BaseException] = []

    def record() -> None:
        try:
            for _ in range(50):
                folder.add(made.record)
        except FolderNotWritableError as error:
            failures.append(error)

    threads = [threading.Thread(target=record) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert failures == []
