"""A frozen folder is looked through before it is packed; what an installer cannot hold is named."""

import os
from pathlib import Path, PurePosixPath

import pytest

from installers.package.release import Edition
from installers.source.commands import SetupError
from installers.windows import payload, stub_payload


@pytest.fixture
def stub(tmp_path: Path) -> Path:
    return stub_payload.write(tmp_path / "hisho", Edition.FULL)


def test_programs_are_those_at_the_top_and_the_fetcher_alone_may_use_the_network(stub: Path) -> None:
    (stub / "_internal" / "helper.exe").write_bytes(b"MZ")
    found = payload.read(stub)
    assert found.programs == (
        "hisho-cli.exe", "hisho-engine.exe", "hisho-fetcher.exe", "hisho-reader.exe", "hisho-window.exe",
        "hisho.exe",
    )  # fmt: skip
    assert set(found.programs) - set(found.offline_programs) == {"hisho-fetcher.exe"}


def test_the_air_gap_edition_has_no_fetcher(tmp_path: Path) -> None:
    found = payload.read(stub_payload.write(tmp_path, Edition.AIRGAP))
    assert found.programs == found.offline_programs
    assert "hisho-fetcher.exe" not in found.programs


def test_a_folder_comes_after_the_one_that_it_is_in(stub: Path) -> None:
    folders = payload.read(stub).folders
    assert PurePosixPath("_internal/PySide6/plugins/platforms") in folders
    for place, folder in enumerate(folders):
        assert folder.parent == PurePosixPath() or folder.parent in folders[:place]


def test_every_program_and_library_is_signed_and_nothing_else(stub: Path) -> None:
    (stub / "_internal" / "LOUD.DLL").write_bytes(b"MZ")
    signed = {path.name for path in payload.read(stub).signed}
    assert {"hisho.exe", "hisho-cli.exe", "llama.dll", "_ssl.pyd", "LOUD.DLL"} <= signed
    assert {Path(name).suffix.lower() for name in signed} == {".exe", ".dll", ".pyd"}


def test_the_room_is_counted_in_whole_kibibytes(stub: Path) -> None:
    before = payload.read(stub).kibibytes
    (stub / "_internal" / "one byte").write_bytes(b"1")
    assert payload.read(stub).kibibytes == before + 1


@pytest.mark.parametrize("name", ["秘書.txt", 'a"b', "a*b", "a`b", "end.", "end "])
def test_a_name_that_breaks_an_installer_is_refused(stub: Path, name: str) -> None:
    (stub / "_internal" / name).touch()
    with pytest.raises(SetupError, match="name"):
        payload.read(stub)


def test_a_link_is_refused(stub: Path) -> None:
    (stub / "_internal" / "link").symlink_to("LICENCE")
    with pytest.raises(SetupError, match="links"):
        payload.read(stub)


def test_a_folder_that_lacks_a_program_is_no_payload(stub: Path) -> None:
    (stub / "hisho-cli.exe").unlink()
    with pytest.raises(SetupError, match=r"lacks hisho-cli\.exe"):
        payload.read(stub)


def test_the_uninstaller_s_name_is_taken(stub: Path) -> None:
    (stub / "uninstall.exe").touch()
    with pytest.raises(SetupError, match=r"uninstall\.exe"):
        payload.read(stub)


def test_a_copy_has_the_same_files_with_one_date_and_leaves_the_first_alone(
    stub: Path, tmp_path: Path
) -> None:
    first = payload.read(stub)
    os.utime(stub / "hisho.exe", (5, 5))
    copied = payload.copy(first, tmp_path / "copy")
    payload.settle(copied, 1_700_000_000)
    assert payload.read(copied.folder).files == first.files
    for file in first.files:
        assert (copied.folder / file).read_bytes() == (stub / file).read_bytes()
        assert (copied.folder / file).stat().st_mtime == 1_700_000_000
    assert (stub / "hisho.exe").stat().st_mtime == 5
