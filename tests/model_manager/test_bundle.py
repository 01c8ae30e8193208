"""A model carried on a stick: whole or in parts, broken off and gone on with, damaged and refused."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from model_manager.bundle import import_bundle, read_bundle
from model_manager.bundle_export import ExportOptions, export_model
from model_manager.errors import (
    BundlePartError,
    DigestMismatchError,
    DiskFullError,
    FetchCancelledError,
    FolderNotWritableError,
    ManifestError,
    ModelFileError,
)
from model_manager.integrity import ROOM_LEFT
from tests.model_manager.bundling import (
    LICENCE,
    NAME,
    PART,
    SIZE,
    Seen,
    below,
    exported,
    flip,
    imported,
    model_of,
    part,
    rewrite,
    source,
)
from tests.model_manager.fake_hub import gguf_like
from tests.model_manager.shelves import written_bytes

DATA = gguf_like(SIZE)


def assert_imported(target: Path) -> None:
    assert below(target) == [NAME]
    assert (target / NAME).read_bytes() == DATA
    assert (target / NAME).stat().st_mode & 0o777 == 0o444


@pytest.mark.parametrize("part_size", [0, PART, 999_983, SIZE, SIZE + 1])
def test_a_model_comes_out_as_it_went_in(tmp_path: Path, part_size: int) -> None:
    out, back = Seen(), Seen()
    bundle = exported(tmp_path, part_size, out)
    assert bundle == tmp_path / "stick" / "試験モデル Q4.hisho-bundle"
    assert imported(bundle, tmp_path / "target", back) == (tmp_path / "target" / NAME,)
    assert_imported(tmp_path / "target")
    for seen in (out, back):
        assert (seen.steps[0], seen.steps[-1], seen.total) == (0, SIZE, SIZE)
        assert seen.steps == sorted(seen.steps)


def test_what_a_bundle_tells(tmp_path: Path) -> None:
    bundle = read_bundle(exported(tmp_path), None)
    manifest = bundle.manifest
    assert (manifest.name, manifest.repo_id) == ("試験モデル Q4", "maker/model-gguf")
    assert (manifest.revision, manifest.publisher, manifest.licences) == ("c" * 40, "製作所", ("apache-2.0",))
    assert manifest.origin == "https://huggingface.co/maker/model-gguf"
    assert manifest.size == SIZE
    assert [each.size for each in manifest.files[0].parts] == [PART, PART, PART, SIZE - 3 * PART]
    assert bundle.licence_texts == {"LICENSE.txt": LICENCE, "使用条件.md": b"x" * 100}
    assert bundle.signed_by == ""


def test_a_split_model_in_folders(tmp_path: Path) -> None:
    names = [f"Q8_0/big-0000{number}-of-00002.gguf" for number in (1, 2)]
    sources = [source(tmp_path / "models", name, 700_000, seed) for seed, name in enumerate(names)]
    bundle = export_model(model_of(*sources), tmp_path, ExportOptions(300_000), Seen())
    assert len(below(bundle / "model" / "Q8_0")) == 6
    paths = imported(bundle, tmp_path / "target")
    assert paths == tuple(tmp_path / "target" / name for name in names)
    assert [path.read_bytes() for path in paths] == [gguf_like(700_000, seed) for seed in (0, 1)]


@pytest.mark.parametrize("part_size", [0, PART])
def test_the_sums_are_what_sha256sum_expects(tmp_path: Path, part_size: int) -> None:
    bundle = exported(tmp_path, part_size)
    check = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    done = subprocess.run(check, cwd=bundle, capture_output=True, text=True, check=True)
    assert done.stdout.count(": OK") == len(below(bundle)) - 1
    flip(bundle / "model" / (NAME if not part_size else f"{NAME}.0002"), 5)
    assert subprocess.run(check, cwd=bundle, capture_output=True, check=False).returncode == 1


@pytest.mark.parametrize("part_size", [0, PART])
def test_an_export_is_gone_on_with(tmp_path: Path, part_size: int) -> None:
    stop = Seen(goes_on=lambda done: done < 2 * PART)
    with pytest.raises(FetchCancelledError):
        exported(tmp_path, part_size, stop)
    bundle = tmp_path / "stick" / "試験モデル Q4.hisho-bundle"
    with pytest.raises(ManifestError, match="missing"):
        read_bundle(bundle, None)
    sources = {each: each.stat() for each in (bundle / "model").iterdir()}
    model = model_of(source(tmp_path / "models"))
    before = written_bytes()
    export_model(model, tmp_path / "stick", ExportOptions(part_size), Seen())
    assert written_bytes() - before < SIZE - 2 * PART + 50_000
    if part_size:
        for path, state in sources.items():
            assert (path.stat().st_ino, path.stat().st_mtime_ns) == (state.st_ino, state.st_mtime_ns)
    imported(bundle, tmp_path / "target")
    assert_imported(tmp_path / "target")


def test_an_export_puts_right_what_is_wrong_on_the_stick(tmp_path: Path) -> None:
    bundle = exported(tmp_path)
    flip(part(bundle, 2), 1000)
    part(bundle, 3).write_bytes(b"")
    part(bundle, 4).write_bytes(part(bundle, 4).read_bytes() + b"tail")
    (bundle / "licences" / "LICENSE.txt").write_bytes(LICENCE + b"tail")
    kept = part(bundle, 1).stat().st_mtime_ns
    assert exported(tmp_path) == bundle
    assert part(bundle, 1).stat().st_mtime_ns == kept
    imported(bundle, tmp_path / "target")
    assert_imported(tmp_path / "target")


def test_an_export_in_other_parts_leaves_none_of_the_earlier_ones(tmp_path: Path) -> None:
    bundle = exported(tmp_path)
    (bundle / "model" / "note.txt").write_text("not ours", encoding="utf-8")
    exported(tmp_path, 0)
    assert below(bundle / "model") == [NAME, "note.txt"]
    imported(bundle, tmp_path / "target")


def test_a_source_that_is_no_longer_what_was_registered(tmp_path: Path) -> None:
    registered = source(tmp_path / "models")
    stick = tmp_path / "stick"
    stick.mkdir()
    for changed in (DATA[:-1] + b"!", DATA + b"!"):
        registered.path.write_bytes(changed)
        with pytest.raises(DigestMismatchError):
            export_model(model_of(registered), stick, ExportOptions(PART), Seen())
        assert below(stick) == []
    registered.path.write_bytes(DATA)
    cut = Seen(goes_on=lambda done: os.truncate(registered.path, PART) if done >= PART else None)
    with pytest.raises(DigestMismatchError):
        export_model(model_of(registered), stick, ExportOptions(PART), cut)
    registered.path.unlink()
    with pytest.raises(ModelFileError):
        export_model(model_of(registered), stick, ExportOptions(PART), Seen())


def test_an_export_never_goes_through_a_link(tmp_path: Path) -> None:
    """A stick that comes from elsewhere could make us overwrite or delete the models here."""
    models = tmp_path / "models"
    bundle = exported(tmp_path)
    shutil.rmtree(bundle / "model")
    (bundle / "model").symlink_to(models)
    with pytest.raises(FolderNotWritableError):
        exported(tmp_path)
    assert below(models) == [NAME]
    (bundle / "model").unlink()
    (bundle / "model").mkdir()
    part(bundle, 1).symlink_to(models / NAME)
    with pytest.raises(FolderNotWritableError):
        exported(tmp_path)
    assert (models / NAME).read_bytes() == DATA
    shutil.rmtree(bundle)
    bundle.symlink_to(models)
    with pytest.raises(FolderNotWritableError):
        exported(tmp_path)


def test_a_stick_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    model = model_of(source(tmp_path / "models"))
    with pytest.raises(FolderNotWritableError):
        export_model(model, tmp_path / "unplugged", ExportOptions(), Seen())
    assert not (tmp_path / "unplugged").exists()


@pytest.mark.parametrize("part_size", [0, PART])
def test_an_import_is_gone_on_with(tmp_path: Path, part_size: int) -> None:
    bundle = exported(tmp_path, part_size)
    target = tmp_path / "target"
    stop = Seen(goes_on=lambda done: done < 2 * PART)
    with pytest.raises(FetchCancelledError):
        imported(bundle, target, stop)
    assert below(target) == [f"{NAME}.part", f"{NAME}.part.json"]
    have = (target / f"{NAME}.part").stat().st_size
    assert have == 2 * PART
    if part_size:                                   # what is here is not read from the stick again
        part(bundle, 1).write_bytes(bytes(PART))
        part(bundle, 2).write_bytes(bytes(PART))
    else:
        with (bundle / "model" / NAME).open("r+b") as file:
            file.write(bytes(2 * PART))
    before = written_bytes()
    imported(bundle, target)
    assert written_bytes() - before < SIZE - have + 50_000
    assert_imported(target)


def test_a_damaged_part_is_named_and_only_that_one_is_read_again(tmp_path: Path) -> None:
    bundle = exported(tmp_path)
    target = tmp_path / "target"
    flip(part(bundle, 3), 77)
    for _ in range(2):
        with pytest.raises(BundlePartError) as caught:
            imported(bundle, target)
        assert (caught.value.name, caught.value.reason) == (f"model/{NAME}.0003", "damaged")
        assert not (target / NAME).exists()
        assert (target / f"{NAME}.part").stat().st_size == 2 * PART
    flip(part(bundle, 3), 77)
    part(bundle, 1).write_bytes(bytes(PART))        # not needed any more
    imported(bundle, target)
    assert_imported(target)


def test_a_part_that_was_half_imported_and_does_not_fit_is_read_from_its_beginning(tmp_path: Path) -> None:
    bundle = exported(tmp_path, 0)
    target = tmp_path / "target"
    with pytest.raises(FetchCancelledError):
        imported(bundle, target, Seen(goes_on=lambda done: done < PART))
    flip(target / f"{NAME}.part", 55)
    imported(bundle, target)
    assert_imported(target)


def test_what_was_damaged_here_is_read_again(tmp_path: Path) -> None:
    bundle = exported(tmp_path)
    target = tmp_path / "target"
    with pytest.raises(FetchCancelledError):
        imported(bundle, target, Seen(goes_on=lambda done: done < 2 * PART))
    flip(target / f"{NAME}.part", 55)               # in a part that was verified when it came
    imported(bundle, target)
    assert_imported(target)


def test_a_stick_that_is_pulled_out_costs_nothing_that_is_here(tmp_path: Path) -> None:
    bundle = exported(tmp_path, 0)
    target = tmp_path / "target"
    whole = bundle / "model" / NAME
    with pytest.raises(BundlePartError, match="too short"):
        imported(bundle, target, Seen(goes_on=lambda done: os.truncate(whole, 2 * PART) if done else None))
    assert (target / f"{NAME}.part").stat().st_size == 2 * PART
    whole.write_bytes(DATA)
    listed = read_bundle(bundle, None)
    whole.unlink()
    with pytest.raises(BundlePartError, match="missing"):
        import_bundle(listed, target, Seen())
    whole.write_bytes(bytes(2 * PART) + DATA[2 * PART :])
    imported(bundle, target)
    assert_imported(target)


def test_parts_that_do_not_make_the_file(tmp_path: Path) -> None:
    bundle = exported(tmp_path)
    rewrite(bundle, lambda manifest: manifest["files"][0].update(sha256="0" * 64))
    with pytest.raises(ManifestError, match="digest"):
        imported(bundle, tmp_path / "target")
    assert below(tmp_path / "target") == []


def test_an_identical_file_is_kept_and_another_one_replaced(tmp_path: Path) -> None:
    bundle = exported(tmp_path)
    target = tmp_path / "target"
    target.mkdir()
    (target / NAME).write_bytes(DATA)
    kept = (target / NAME).stat()
    seen = Seen()
    imported(bundle, target, seen)
    assert (target / NAME).stat() == kept
    assert seen.steps[-1] == SIZE
    with pytest.raises(FetchCancelledError):
        imported(bundle, target, Seen(goes_on=lambda done: done == 0))
    (target / NAME).write_bytes(DATA[:-1] + b"!")
    imported(bundle, target)
    assert_imported(target)
    (target / NAME).unlink()
    (target / NAME).symlink_to(tmp_path / "models" / NAME)
    imported(bundle, target)
    assert not (target / NAME).is_symlink()
    assert_imported(target)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 80 MiB: hardly more than what must stay free."""
    place = tmp_path / "disk"
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=80m", "tmpfs", str(place)], check=True)
    yield place
    subprocess.run(["umount", str(place)], check=True)


def fill(place: Path, leave: int) -> Path:
    room = os.statvfs(place).f_bavail * os.statvfs(place).f_bsize
    (place / "filler").write_bytes(bytes(room - leave))
    return place / "filler"


@pytest.mark.namespaces
def test_a_stick_that_fills_up_keeps_what_is_there(tmp_path: Path, small_disk: Path) -> None:
    model = model_of(source(tmp_path / "models"))
    full = Seen(goes_on=lambda done: fill(small_disk, 2 * PART) if done == 0 else None)
    with pytest.raises(DiskFullError) as caught:
        export_model(model, small_disk, ExportOptions(PART), full)
    assert 0 < caught.value.needed_bytes < SIZE
    kept = sum(each.stat().st_size for each in small_disk.rglob(f"{NAME}*"))
    assert kept > PART
    with pytest.raises(DiskFullError):                  # told before the first byte
        export_model(model, small_disk, ExportOptions(PART), Seen(goes_on=lambda _: pytest.fail("wrote")))
    (small_disk / "filler").unlink()
    before = written_bytes()
    bundle = export_model(model, small_disk, ExportOptions(PART), Seen())
    assert written_bytes() - before < SIZE - kept + PART + 50_000
    imported(bundle, tmp_path / "target")
    assert_imported(tmp_path / "target")


@pytest.mark.namespaces
def test_a_disk_that_fills_up_keeps_the_part(tmp_path: Path, small_disk: Path) -> None:
    bundle = exported(tmp_path)
    filler = fill(small_disk, 2 * PART)
    with pytest.raises(DiskFullError) as caught:
        imported(bundle, small_disk / "target")
    assert caught.value.needed_bytes == SIZE + ROOM_LEFT
    filler.unlink()
    full = Seen(goes_on=lambda done: fill(small_disk, PART) if done == PART else None)
    with pytest.raises(DiskFullError):
        imported(bundle, small_disk / "target", full)
    assert (small_disk / "target" / f"{NAME}.part").stat().st_size >= PART
    filler.unlink()
    imported(bundle, small_disk / "target")
    assert_imported(small_disk / "target")
