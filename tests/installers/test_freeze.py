"""What freezing does around PyInstaller: what that is told, what libraries lose, how the bundle is judged."""

import os
import shutil
import stat
import struct
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from installers.package import compare, freeze
from installers.package.release import Edition
from installers.source import engine_cache
from installers.source.commands import Done, SetupError, Workshop
from installers.source.engine_kinds import FULL
from tests.installers.runners import LOCKS, FakeRunner
from tests.installers.test_named_files import lay_out, of_lines

MOMENT = 1_700_000_000
STARTS = Done(0, "hisho 0.1.0\n")
PREFIX = "/home/somebody/.pyenv/versions/3.11.7"
HEADER = struct.Struct("<4s28xQ12xHH6x")
SEGMENT = struct.Struct("<I4xQQ24xQ")


def elf(*segments: tuple[int, int, int, int], text: bytes = b"") -> bytes:
    """A file of the form of a library: (kind, offset, address, alignment) of its segments."""
    body = b"".join(SEGMENT.pack(*each) for each in segments)
    return HEADER.pack(b"\x7fELF", HEADER.size, SEGMENT.size, len(segments)) + body + text


class Packager:
    """Stands for PyInstaller: writes a whole bundle where it is told to, with `planted` in it."""

    def __init__(self, planted: Sequence[str] = ()) -> None:
        self.planted = planted

    def __call__(self, command: Sequence[str]) -> None:
        if "PyInstaller" in command:
            tree = Path(command[command.index("--distpath") + 1]) / "hisho"
            Path(command[command.index("--workpath") + 1]).mkdir(parents=True)
            lay_out(tree, [*of_lines(Edition.FULL), *self.planted])
            (tree / "_internal/libpython3.1.so.1.0").write_bytes(elf(text=f"{PREFIX}/lib\0".encode()))
        elif command[0] == "strip":
            shutil.copy(command[-1], command[-2])


def shop(
    root: Path, planted: Sequence[str] = (), starts: Done = STARTS, **variables: str
) -> Workshop:
    """A workshop in which nothing is compiled and nothing packed."""
    environment = {"HISHO_ENGINE_CACHE": str(root / "cache"), "PATH": "/nowhere", **variables}
    answers = {
        "import sys; print(sys.base_prefix)": Done(0, f"{PREFIX}\n"),
        "--version": starts,
        "--print-rpath": Done(0, f"{PREFIX}/lib:$ORIGIN/../lib\n"),
    }
    workshop = Workshop(LOCKS, environment, FakeRunner(answers, Packager(planted)))
    wheel = engine_cache.folder(FULL, workshop) / "compilers" / "llama_cpp_python-0.3.36-py3-none-x.whl"
    wheel.parent.mkdir(parents=True)
    wheel.touch()
    return workshop


def runner(workshop: Workshop) -> FakeRunner:
    assert isinstance(workshop.run, FakeRunner)
    return workshop.run


def test_a_bundle_is_frozen_the_same_way_each_time(tmp_path: Path) -> None:
    workshop = shop(tmp_path, LANG="ja_JP.UTF-8")
    tree = freeze.freeze(tmp_path, Edition.FULL, MOMENT, workshop)
    assert tree == tmp_path / "build/package/full/hisho"
    assert not (tree.parent / "work").exists()
    ran = next(number for number, each in enumerate(runner(workshop).commands) if "PyInstaller" in each)
    given = runner(workshop).environments[ran] or {}
    assert given["HISHO_EDITION"] == "full"
    assert (given["PYTHONHASHSEED"], given["SOURCE_DATE_EPOCH"]) == ("0", str(MOMENT))
    assert given["LANG"] == "ja_JP.UTF-8"
    assert runner(workshop).commands[ran][-1] == str(tmp_path / "installers/hisho.spec")


def test_the_packagers_packages_give_way_to_the_products() -> None:
    """Both are installed into one environment: what stands in both locks has one version."""
    pinned = [
        dict(line.split(" ")[0].split("==") for line in lock.read_text().splitlines() if "==" in line)
        for lock in (LOCKS / "run.txt", LOCKS / "package.txt")
    ]
    both = pinned[0].keys() & pinned[1].keys()
    assert "packaging" in both
    assert {name: pinned[0][name] for name in both} == {name: pinned[1][name] for name in both}


def test_nothing_of_the_machine_stays_in_a_library(tmp_path: Path) -> None:
    workshop = shop(tmp_path)
    tree = freeze.freeze(tmp_path, Edition.FULL, MOMENT, workshop)
    library = tree / "_internal/libpython3.1.so.1.0"
    data = library.read_bytes()
    assert len(data) == len(elf(text=f"{PREFIX}/lib\0".encode()))
    assert data.endswith(b"//////3.11.7/lib\0")
    changed = [each for each in runner(workshop).commands if "--set-rpath" in each]
    assert [each[-3:] for each in changed] == [["--set-rpath", "$ORIGIN/../lib", str(library)]]


@pytest.mark.parametrize("planted", ["_internal/PySide6/QtNetwork.abi3.so", "_internal/notes.txt"])
def test_what_is_not_on_the_list_is_told(tmp_path: Path, planted: str) -> None:
    with pytest.raises(SetupError, match=planted):
        freeze.freeze(tmp_path, Edition.FULL, MOMENT, shop(tmp_path, [planted]))


def test_a_bundle_that_does_not_start_is_none(tmp_path: Path) -> None:
    workshop = shop(tmp_path, starts=Done(1, "ImportError: this module was compiled for Python 3.1"))
    with pytest.raises(SetupError, match="does not start:\nImportError"):
        freeze.freeze(tmp_path, Edition.FULL, MOMENT, workshop)
    tried = runner(workshop).commands[-1]
    assert tried == [str(tmp_path / "build/package/full/hisho/hisho"), "--version"]
    assert set(runner(workshop).environments[-1] or {}) == {"HISHO_HOME", "PATH"}   # nothing of the builder's


@pytest.mark.parametrize("trace", ["{root}/desktop/app.py", PREFIX])
def test_a_file_that_names_a_folder_of_the_machine_is_told(tmp_path: Path, trace: str) -> None:
    tree = lay_out(tmp_path / "hisho", of_lines(Edition.FULL))
    freeze.judge(tree, Edition.FULL, (str(tmp_path), PREFIX))
    (tree / "_internal/desktop/a/b.pyc").write_text(trace.format(root=tmp_path))
    with pytest.raises(SetupError, match=r"_internal/desktop/a/b\.pyc: names a folder"):
        freeze.judge(tree, Edition.FULL, (str(tmp_path), PREFIX))


def test_the_version_of_python_at_the_end_of_its_place_stays(tmp_path: Path) -> None:
    """The linker lets a string that is the end of another share its bytes."""
    library = tmp_path / "libpython3.11.so.1.0"
    library.write_bytes(f"{PREFIX}\0".encode())
    freeze.forget(library, PREFIX)
    assert library.read_bytes() == b"/" * len("/home/somebody/.pyenv/versions") + b"/3.11.7\0"


def test_pythons_usual_place_is_nobodys(tmp_path: Path) -> None:
    library = tmp_path / "libpython3.11.so.1.0"
    library.write_bytes(b"/usr/lib/python3.11")
    freeze.forget(library, "/usr")
    assert library.read_bytes() == b"/usr/lib/python3.11"


@pytest.mark.parametrize(
    ("segment", "loadable"),
    [
        ((1, 0x1000, 0x401000, 0x1000), True),
        ((1, 0x1040, 0x401000, 0x1000), False),     # what `strip` makes of some patched libraries
        ((1, 0x1040, 0x401000, 0), True),
        ((2, 0x1040, 0x401000, 0x1000), True),      # not loaded
    ],
)
def test_a_library_that_cannot_be_mapped_is_seen(segment: tuple[int, int, int, int], loadable: bool) -> None:
    assert freeze.is_loadable(elf((1, 0, 0x400000, 0x1000), segment)) is loadable


def test_permissions_and_times_are_those_of_the_commit(tmp_path: Path) -> None:
    tree = lay_out(tmp_path / "hisho", ["hisho", "_internal/a/b.so"])
    (tree / "_internal/b.so").symlink_to("a/b.so")
    (tree / "hisho").chmod(0o700)
    (tree / "_internal/a/b.so").chmod(0o755)
    (tree / "_internal/a").chmod(0o700)
    freeze.settle(tree, MOMENT)
    modes = {path: stat.S_IMODE((tree / path).lstat().st_mode) for path in ("hisho", "_internal/a/b.so")}
    assert modes == {"hisho": 0o755, "_internal/a/b.so": 0o644}
    assert stat.S_IMODE((tree / "_internal/a").stat().st_mode) == 0o755
    assert {path.lstat().st_mtime for path in (tree, *tree.rglob("*"))} == {MOMENT}


def test_the_moment_is_given_or_the_commits(tmp_path: Path) -> None:
    assert freeze.moment_of(tmp_path, shop(tmp_path / "a", SOURCE_DATE_EPOCH="12")) == 12
    told = Workshop(LOCKS, {}, FakeRunner({"--format=%ct": Done(0, "1700000000\n")}))
    assert freeze.moment_of(tmp_path, told) == MOMENT
    with pytest.raises(SetupError, match="no date"):
        freeze.moment_of(tmp_path, Workshop(LOCKS, {}, FakeRunner({})))


def change_bytes(path: Path) -> None:
    path.write_bytes(b"other")
    os.utime(path, (MOMENT, MOMENT))


def change_time(path: Path) -> None:
    os.utime(path, (1, 1))


def change_mode(path: Path) -> None:
    path.chmod(0o600)


@pytest.mark.parametrize("change", [change_bytes, change_time, change_mode, Path.unlink])
def test_two_folders_are_compared_in_all_that_is_packed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], change: Callable[[Path], None]
) -> None:
    for name in ("a", "b"):
        tree = lay_out(tmp_path / name, ["hisho", "_internal/x.so"])
        (tree / "_internal/link").symlink_to("x.so")
        freeze.settle(tree, MOMENT)
    assert compare.main(str(tmp_path / "a"), str(tmp_path / "b")) == 0
    change(tmp_path / "b/hisho")
    assert compare.main(str(tmp_path / "a"), str(tmp_path / "b")) == 1
    assert capsys.readouterr().out == "hisho\n"


def test_a_link_to_elsewhere_is_a_difference(tmp_path: Path) -> None:
    for name, target in (("a", "x.so"), ("b", "y.so")):
        lay_out(tmp_path / name, ["x.so"])
        (tmp_path / name / "link").symlink_to(target)
        freeze.settle(tmp_path / name, MOMENT)
    assert list(compare.differences(tmp_path / "a", tmp_path / "b")) == ["link"]
