"""The portable archive starts from wherever it is, keeps what it is told to keep beside it, and says what the
system lacks.
"""

import shutil
import subprocess
import tarfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from installers.package import portable
from installers.package.release import Release
from tests.installers.runners import program
from tests.installers.samples import AIRGAP, FULL, MOMENT, Tools, source, workshop

LDD = "#!/bin/sh\necho '	libc.so.6 => /lib/libc.so.6 (0x1)'\n"
SAYS = '#!/bin/sh\nfor each in "$@"; do echo "[$each]"; done\necho "home=$HISHO_HOME"\n'


def build(folder: Path, release: Release = FULL) -> tuple[Path, bytes]:
    """The archive that is packed, and where."""
    raw: list[bytes] = []

    def pack(command: Sequence[str]) -> None:
        if command[0] == "zstd":
            raw.append(Path(command[-3]).read_bytes())
            Path(command[-1]).write_bytes(b"packed")

    out = folder / "out"
    out.mkdir(parents=True)
    made = portable.build(source(folder), out, release, workshop(Tools(build=pack)))
    assert [path.name for path in out.iterdir()] == [made.name]
    return made, raw[0]


def test_everything_is_in_one_folder_of_nobodys(tmp_path: Path) -> None:
    made, raw = build(tmp_path)
    assert made.name == "hisho-1.2.3-linux-x86_64.tar.zst"
    (tmp_path / "raw.tar").write_bytes(raw)
    with tarfile.open(tmp_path / "raw.tar") as archive:
        entries = archive.getmembers()
    assert {entry.name.split("/")[0] for entry in entries} == {"hisho-1.2.3-linux-x86_64"}
    assert {(entry.uid, entry.gid, entry.uname, entry.gname) for entry in entries} == {(0, 0, "", "")}
    assert {entry.mtime for entry in entries} == {MOMENT}
    modes = {entry.name.partition("/")[2]: entry.mode for entry in entries if entry.isfile()}
    open_ones = {name for name, mode in modes.items() if mode == 0o755}
    assert open_ones == {"run-hisho.sh", "programs/hisho"}
    assert set(modes.values()) == {0o755, 0o644}
    assert {"README.md", "README.ja.md", "SECURITY.md", "LICENSE", "POLICY.md"} <= set(modes)


def test_it_is_the_same_every_time(tmp_path: Path) -> None:
    assert build(tmp_path / "a")[1] == build(tmp_path / "b")[1]


def test_each_edition_has_its_name(tmp_path: Path) -> None:
    assert build(tmp_path, AIRGAP)[0].name == "hisho-airgap-1.2.3-linux-x86_64.tar.zst"


# -- the run script


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What is unpacked, in a folder with spaces and Japanese characters; its program says what it got."""
    place = tmp_path / "山田 の 秘書"
    portable.lay(source(tmp_path), place, FULL)
    program(place / "programs", "hisho", SAYS)
    (tmp_path / "bin").mkdir()
    program(tmp_path / "bin", "ldd", LDD)
    return place


def start(script: Path, *arguments: str, path: Path, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": f"{path}:/usr/bin:/bin", "LC_ALL": "C.UTF-8", **more}
    command = [str(script), *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd="/")


def test_it_starts_from_a_folder_with_spaces_and_hands_everything_on(folder: Path) -> None:
    done = start(folder / "run-hisho.sh", "ask", "a b", "", "請求項", path=folder.parent / "bin")
    assert (done.returncode, done.stdout) == (0, "[ask]\n[a b]\n[]\n[請求項]\nhome=\n")


def test_it_starts_through_a_link(folder: Path) -> None:
    (folder.parent / "リンク").symlink_to(folder / "run-hisho.sh")
    assert start(folder.parent / "リンク", "doctor", path=folder.parent / "bin").stdout == "[doctor]\nhome=\n"


def test_it_keeps_everything_beside_it_when_asked_to(folder: Path) -> None:
    done = start(folder / "run-hisho.sh", "--portable", "vault", path=folder.parent / "bin")
    assert done.stdout == f"[vault]\nhome={folder}/home\n"


def test_a_home_that_was_chosen_stays_without_the_word(folder: Path) -> None:
    done = start(folder / "run-hisho.sh", path=folder.parent / "bin", HISHO_HOME="/chosen")
    assert done.stdout == "home=/chosen\n"


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("	libEGL.so.1 => not found", "libEGL.so.1"),
        ("x/hisho: /lib/libc.so.6: version `GLIBC_2.35' not found (required by x/hisho)", "GLIBC_2.35"),
        ("y.so: /libstdc++.so.6: version `GLIBCXX_3.4.30' not found (required by y.so)", "GLIBCXX_3.4.30"),
    ],
)
def test_what_the_system_lacks_is_named_before_anything_starts(folder: Path, line: str, named: str) -> None:
    tools = folder.parent / "bin"
    program(tools, "ldd", f'#!/bin/sh\ncat <<"END"\n{line}\n{line}\nEND\n')
    done = start(folder / "run-hisho.sh", path=tools)
    assert done.returncode == 127
    assert done.stdout == ""
    first, debian, fedora = done.stderr.splitlines()
    assert first.endswith(f": {named} ")
    assert "sudo apt-get install libegl1 " in debian
    assert "sudo dnf install libglvnd-egl " in fedora


def test_the_libraries_of_the_bundle_are_looked_at_with_the_bundles_own(folder: Path) -> None:
    tools = folder.parent / "bin"
    program(tools, "ldd", '#!/bin/sh\necho "$LD_LIBRARY_PATH" > "$0.path"\necho "$@" > "$0.files"\n')
    done = start(folder / "run-hisho.sh", path=tools)
    assert (tools / "ldd.path").read_text() == f"{folder}/programs/_internal\n"
    assert "libqxcb.so" in (tools / "ldd.files").read_text()
    assert done.returncode == 0


def test_a_system_without_ldd_is_not_asked(folder: Path) -> None:
    tools = folder.parent / "few"
    tools.mkdir()
    for name in ("sh", "dirname", "readlink"):
        (tools / name).symlink_to(shutil.which(name) or "/bin/" + name)
    environment = {"PATH": str(tools)}
    done = subprocess.run([str(folder / "run-hisho.sh")], env=environment, capture_output=True, check=True)
    assert done.stdout == b"home=\n"
