"""`make package` takes away what is old, has tools judge what is new, and asks for the programs it needs."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from installers.package import checks, make, staging
from installers.source import system_packages
from installers.source.commands import Done, SetupError
from tests.installers.runners import FakeRunner
from tests.installers.samples import AIRGAP, FULL, Tools, source, workshop
from tests.sources import ROOT

JUDGES = ("desktop-file-validate", "appstreamcli", "update-mime-database", "lintian")


def packing(command: Sequence[str]) -> None:
    """Leave behind what each tool would."""
    match command[0]:
        case "dpkg-deb":
            Path(command[-1]).write_bytes(b"deb")
        case "rpmbuild":
            (Path(command[-1]).parent / "hisho.rpm").write_bytes(b"rpm")
        case "zstd":
            Path(command[-1]).write_bytes(b"zst")
        case _:
            pass


def test_every_package_for_linux_is_made_in_turn(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tools, out = Tools(build=packing), tmp_path / "out"
    out.mkdir()
    made = list(make.for_linux(source(tmp_path), out, FULL, workshop(tools)))
    assert [path.name for path in made] == [
        "hisho_1.2.3-1_amd64.deb", "hisho-1.2.3-1.x86_64.rpm", "hisho-1.2.3-linux-x86_64.tar.zst",
    ]  # fmt: skip
    told = capsys.readouterr().out
    assert "No AppImage" in told
    steps = [told.index(each) for each in ("Packing the .deb", "Packing the .rpm", "Packing the archive")]
    assert steps == sorted(steps)
    order = [command[0] for command in tools.commands]
    judged = [*JUDGES[:3], "dpkg-deb", JUDGES[3], "rpmbuild"]
    assert [name for name in order if name in judged] == judged
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "tree"]  # nothing else stays


@pytest.mark.parametrize("judge", JUDGES)
def test_what_a_judge_finds_stops_everything_and_is_shown(tmp_path: Path, judge: str) -> None:
    tools, out = Tools({judge: Done(1, "E: not right")}, build=packing), tmp_path / "out"
    out.mkdir()
    made = []
    with pytest.raises(SetupError, match="E: not right"):
        made += list(make.for_linux(source(tmp_path), out, FULL, workshop(tools)))
    assert not made
    assert not list(out.iterdir())
    assert "rpmbuild" not in [command[0] for command in tools.commands]


def test_warnings_of_lintian_count(tmp_path: Path) -> None:
    tools = Tools()
    checks.check_deb(tmp_path / "x.deb", workshop(tools))
    (command,) = tools.commands
    assert command[command.index("--fail-on") + 1] == "error,warning"


def test_the_types_are_judged_on_a_copy(tmp_path: Path) -> None:
    """What the tool writes beside them would be packed."""
    seen: list[Path] = []

    def compile_types(command: Sequence[str]) -> None:
        if command[0] == "update-mime-database":
            seen.append(Path(command[1]))
            assert (seen[0] / "packages/hisho.xml").is_file()

    staging.stage(source(tmp_path), tmp_path / "stage", FULL, workshop(Tools()))
    checks.check_stage(tmp_path / "stage", workshop(Tools(build=compile_types)))
    assert not seen[0].is_relative_to(tmp_path / "stage")


def test_old_packages_of_this_edition_alone_are_taken_away(tmp_path: Path) -> None:
    """The sums are of all that lies there."""
    names = {
        FULL: ("hisho_1.0-1_amd64.deb", "hisho-1.0-1.x86_64.rpm", "hisho-1.0.cdx.json"),
        AIRGAP: ("hisho-airgap_1.0-1_amd64.deb", "hisho-airgap-1.0-linux-x86_64.tar.zst"),
    }
    sums = ("SHA256SUMS", "SHA256SUMS.minisig", "SHA256SUMS.asc")       # of what is no longer there
    for name in (*names[FULL], *names[AIRGAP], *sums, "somebody's.txt"):
        (tmp_path / name).touch()
    make.clear(tmp_path, FULL)
    assert {path.name for path in tmp_path.iterdir()} == {*names[AIRGAP], "somebody's.txt"}
    make.clear(tmp_path, AIRGAP)
    assert {path.name for path in tmp_path.iterdir()} == {"somebody's.txt"}
    make.clear(tmp_path / "new", FULL)
    assert (tmp_path / "new").is_dir()


def test_what_a_build_that_was_killed_has_left_is_taken_away(tmp_path: Path) -> None:
    out = tmp_path / "out"
    for name in ("stage-x/stage", "stub-x", "full/hisho", "out/portable-x", "out/untested-windows"):
        (tmp_path / name).mkdir(parents=True)
    make.clear(out, FULL)
    left = {path.name for folder in (tmp_path, out) for path in folder.iterdir()}
    assert left == {"full", "out", "untested-windows"}


@pytest.mark.parametrize(
    ("count", "expected"), [(54_449_000, "54.4 MB"), (100_000, "0.1 MB"), (99_900, "99.9 kB"), (12, "0.0 kB")]
)
def test_sizes_are_told_in_the_unit_that_suits(tmp_path: Path, count: int, expected: str) -> None:
    path = tmp_path / "file"
    with path.open("wb") as file:
        file.truncate(count)
    assert make.size(path) == expected


def test_the_tools_that_are_run_are_asked_for() -> None:
    wanted = system_packages.wanted("package", FakeRunner({}), {"PATH": "/nonexistent"}, compiles=True)
    assert {
        "binutils", "zstd", "rpm", "lintian", "desktop-file-utils", "appstream", "shared-mime-info", "nsis",
        "wixl", "build-essential", "libvulkan1", "libwayland-client0", "libegl1",
    } <= set(wanted.needed)  # fmt: skip
    assert "squashfs-tools" not in wanted.needed
    assert "xvfb" not in wanted.needed
    for purpose in ("run", "test", "engine"):
        other = system_packages.wanted(purpose, FakeRunner({}), {"PATH": "/nonexistent"}, compiles=True)
        assert not {"lintian", "nsis", "debootstrap"} & set(other.needed)


def test_an_appimage_needs_one_more() -> None:
    environment = {"PATH": "/nonexistent", "APPIMAGE_RUNTIME": "x#sha256=0"}
    wanted = system_packages.wanted("package", FakeRunner({}), environment, compiles=False)
    assert "squashfs-tools" in wanted.needed


def test_clean_machines_need_what_the_tests_need_and_more() -> None:
    environment = {"PATH": "/nonexistent"}
    test, packaged = (
        set(system_packages.wanted(purpose, FakeRunner({}), environment, compiles=False).needed)
        for purpose in ("test", "packaged")
    )
    assert packaged - test == {*system_packages.PACKAGED}


@pytest.mark.parametrize(("given", "expected"), [([], "full"), (["EDITION=airgap"], "airgap")])
def test_make_package_packs_the_edition_that_is_named(given: list[str], expected: str) -> None:
    command = ["make", "-n", "-C", str(ROOT), "PYTHON=python3", *given, "package"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert f'"python3" installers/package/make.py "{expected}"' in done.stdout


@pytest.mark.parametrize("given", [["half"], [""], ["full airgap"], ["full", "airgap"], []])
def test_whatever_names_no_edition_is_told_which_there_are(
    given: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert make.main(given) == 2
    assert capsys.readouterr().err == "hisho: name one edition: EDITION=full or EDITION=airgap\n"


def test_what_is_not_committed_is_said_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make.own_up(tmp_path, workshop(Tools({"status": Done(0, "")})))
    assert not capsys.readouterr().out
    make.own_up(tmp_path, workshop(Tools({"status": Done(0, "?? resources/tasks/new.toml\n")})))
    assert "?? resources/tasks/new.toml" in capsys.readouterr().out
