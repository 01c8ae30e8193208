"""Models are registered in place, hashed once, and recognised only while their file stays the same."""

import hashlib
import json
from pathlib import Path

import pytest

from model_manager.errors import InventoryUnreadableError, InventoryWriteError, ModelFileError
from model_manager.inventory import Inventory, Registered, hash_file, register_file

SHORT_DIGEST = {
    "sha256": "0", "path": "/x", "name": "", "architecture": "", "size": 1, "modified_ns": 1, "inode": 1
}


WHOLE = {**SHORT_DIGEST, "sha256": "a" * 64}
PART = {key: WHOLE[key] for key in ("sha256", "path", "size", "modified_ns", "inode")}
BAD_PARTS: tuple[object, ...] = (
    None, {}, [PART], [PART, 7], [PART, SHORT_DIGEST], [PART, {**PART, "path": "x"}], [PART, PART],
)  # fmt: skip


def names(path: Path) -> tuple[str, str]:
    return path.stem, "llama"


def go_on(fraction: float) -> bool:
    return True


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "請求項.gguf"
    path.write_bytes(b"GGUF" * 3_000_000)
    return path


@pytest.fixture
def inventory(tmp_path: Path) -> Inventory:
    return Inventory(tmp_path / "models.json")


def registered(inventory: Inventory, path: Path) -> Registered:
    entry = register_file(inventory, path, names, go_on)
    assert entry is not None
    return entry


def test_a_registered_model_is_found_by_its_digest(inventory: Inventory, model: Path) -> None:
    entry = registered(inventory, model)
    assert entry.sha256 == hashlib.sha256(model.read_bytes()).hexdigest()
    assert inventory.find(entry.sha256) == entry
    assert inventory.find("0" * 64) is None


def test_an_unchanged_file_is_not_hashed_again(inventory: Inventory, model: Path) -> None:
    entry = registered(inventory, model)

    def fail(fraction: float) -> bool:
        raise AssertionError("hashed again")

    assert register_file(inventory, model, names, fail) == entry


def test_a_changed_file_is_hashed_again_and_replaces_its_entry(inventory: Inventory, model: Path) -> None:
    first = registered(inventory, model)
    model.write_bytes(b"GGUF" * 5)
    assert not first.is_unchanged()
    second = registered(inventory, model)
    assert second.sha256 != first.sha256
    assert inventory.models() == (second,)


def test_progress_grows_to_one_and_can_end_the_hashing(model: Path) -> None:
    seen: list[float] = []

    def note(fraction: float) -> bool:
        seen.append(fraction)
        return True

    hash_file(model, note)
    assert seen == sorted(seen)
    assert seen[-1] == 1.0
    assert len(seen) == 3
    assert hash_file(model, lambda fraction: False) is None


def test_a_cancelled_registration_leaves_nothing(inventory: Inventory, model: Path) -> None:
    assert register_file(inventory, model, names, lambda fraction: False) is None
    assert inventory.models() == ()


def test_a_file_that_changes_while_hashed_is_refused(inventory: Inventory, model: Path) -> None:
    def change(fraction: float) -> bool:
        model.write_bytes(b"GGUF")
        return True

    with pytest.raises(ModelFileError):
        register_file(inventory, model, names, change)
    assert inventory.models() == ()


def test_a_vanished_file_is_an_error_with_its_name(inventory: Inventory, tmp_path: Path) -> None:
    with pytest.raises(ModelFileError) as caught:
        register_file(inventory, tmp_path / "gone.gguf", names, go_on)
    assert caught.value.name == "gone.gguf"


def test_forgetting_leaves_the_file(inventory: Inventory, model: Path) -> None:
    inventory.forget(registered(inventory, model).sha256)
    assert inventory.models() == ()
    assert model.exists()


@pytest.mark.parametrize(
    "untrusted",
    [
        "",
        "[" * 50_000,
        "[]",
        '{"version": 2, "models": []}',
        '{"version": 1, "models": {}}',
        '{"version": 1, "models": [{}]}',
        json.dumps({"version": 1, "models": [SHORT_DIGEST]}),
        *(json.dumps({"version": 1, "models": [{**WHOLE, "parts": each}]}) for each in BAD_PARTS),
    ],
)
def test_a_damaged_list_is_refused_and_never_overwritten(
    inventory: Inventory, model: Path, tmp_path: Path, untrusted: str
) -> None:
    file = tmp_path / "models.json"
    file.write_text(untrusted)
    with pytest.raises(InventoryUnreadableError):
        register_file(inventory, model, names, go_on)
    assert file.read_text() == untrusted


def test_a_list_that_cannot_be_written_is_an_error(model: Path, tmp_path: Path) -> None:
    astray = tmp_path / "registered"
    astray.symlink_to(tmp_path / "gone")
    with pytest.raises(InventoryWriteError):
        register_file(Inventory(astray / "models.json"), model, names, go_on)
