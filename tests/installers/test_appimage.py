"""An AppImage is made only with a runtime whose digest was told."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import pytest

from installers.package import appimage, staging
from installers.source.commands import SetupError
from tests.installers.samples import FULL, MOMENT, Tools, source, workshop

RUNTIME = b"\x7fELF the runtime"


@pytest.fixture
def runtime(tmp_path: Path) -> str:
    """A runtime, as it is named."""
    place = tmp_path / "runtime-x86_64"
    place.write_bytes(RUNTIME)
    return f"{place}#sha256={hashlib.sha256(RUNTIME).hexdigest()}"


def laid_out(folder: Path) -> Path:
    staging.stage(source(folder), folder / "stage", FULL, workshop(Tools()))
    return folder / "stage"


def test_without_a_runtime_there_is_none_and_a_line_says_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert appimage.build(tmp_path, tmp_path, FULL, workshop(Tools())) is None
    said = capsys.readouterr().out
    assert said.count("\n") == 1
    assert "APPIMAGE_RUNTIME names no runtime" in said


def test_it_is_the_runtime_with_the_packed_folder_behind_it(tmp_path: Path, runtime: str) -> None:
    seen: dict[str, str] = {}

    def pack(command: Sequence[str]) -> None:
        if command[0] == "mksquashfs":
            stage = Path(command[1])
            for name in ("AppRun", "hisho.desktop", "hisho.png", ".DirIcon"):
                seen[name] = str((stage / name).readlink())
            Path(command[2]).write_bytes(b"packed")

    stage = laid_out(tmp_path)
    before = sorted(stage.rglob("*"))
    tools = Tools(build=pack)
    made = appimage.build(stage, tmp_path, FULL, workshop(tools, APPIMAGE_RUNTIME=runtime))
    assert made is not None
    assert made.name == "hisho-1.2.3-x86_64.AppImage"
    assert made.read_bytes() == RUNTIME + b"packed"
    assert made.stat().st_mode & 0o777 == 0o755
    assert seen["AppRun"] == "usr/lib/hisho/hisho"
    assert seen["hisho.desktop"] == str(staging.DESKTOP)
    assert seen["hisho.png"] == seen[".DirIcon"] == "usr/share/icons/hicolor/256x256/apps/hisho.png"
    assert sorted(stage.rglob("*")) == before
    assert (tools.environments[-1] or {})["SOURCE_DATE_EPOCH"] == str(MOMENT)


def test_another_program_than_the_one_that_was_meant_is_not_used(tmp_path: Path, runtime: str) -> None:
    (tmp_path / "runtime-x86_64").write_bytes(RUNTIME + b"!")
    tools = Tools()
    with pytest.raises(SetupError, match="its digest is another"):
        appimage.build(tmp_path, tmp_path, FULL, workshop(tools, APPIMAGE_RUNTIME=runtime))
    assert not tools.commands


def test_a_runtime_without_its_digest_is_not_used(tmp_path: Path, runtime: str) -> None:
    path = runtime.partition("#")[0]
    with pytest.raises(SetupError, match="#sha256="):
        appimage.build(tmp_path, tmp_path, FULL, workshop(Tools(), APPIMAGE_RUNTIME=path))
