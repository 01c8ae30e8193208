"""The .rpm asks for libraries by names that every distribution provides, and holds all that was laid out."""

import re
from collections.abc import Sequence
from pathlib import Path

from installers.package import rpm, staging
from installers.package.release import Edition, Release
from tests.installers.samples import AIRGAP, FULL, MOMENT, Tools, source, workshop

BUILD = "%install\ncp -a "


def build(folder: Path, release: Release) -> tuple[str, Path, Tools]:
    """The spec that rpmbuild is given, the package, and what was run."""
    specs: list[str] = []

    def pack(command: Sequence[str]) -> None:
        if command[0] == "rpmbuild":
            spec = Path(command[-1])
            specs.append(spec.read_text(encoding="utf-8"))
            (spec.parent / "x86_64").mkdir()
            (spec.parent / "x86_64/hisho.rpm").write_bytes(b"packed")

    tools, project = Tools(build=pack), source(folder)
    staging.stage(project, folder / "stage", release, workshop(tools))
    made = rpm.build(folder / "stage", folder, release, workshop(tools))
    return specs[0], made, tools


def test_libraries_are_named_as_rpm_names_them(tmp_path: Path) -> None:
    spec, made, _ = build(tmp_path, FULL)
    required = set(re.findall(r"^Requires: (.*)", spec, re.MULTILINE))
    floors = {"libc.so.6(GLIBC_2.35)(64bit)", "libstdc++.so.6(GLIBCXX_3.4.30)(64bit)"}
    assert {"libxcb.so.1()(64bit)", *floors} < required
    assert "Recommends: libvulkan.so.1()(64bit)" in spec
    assert not any("vulkan" in each for each in required)
    assert made.name == "hisho-1.2.3-1.x86_64.rpm"
    assert made.read_bytes() == b"packed"


def test_the_licences_are_those_of_all_that_is_in_it(tmp_path: Path) -> None:
    spec, _, _ = build(tmp_path, FULL)
    assert "License: Apache-2.0 AND (Apache-2.0 OR BSD-3-Clause) AND LGPL-3.0-only\n" in spec


def test_a_japanese_font_and_the_third_layer_are_recommended(tmp_path: Path) -> None:
    spec, _, _ = build(tmp_path, FULL)
    for name in ("bubblewrap", "xdg-dbus-proxy", "font(:lang=ja)"):
        assert f"Recommends: {name}\n" in spec


def test_the_editions_exclude_each_other(tmp_path: Path) -> None:
    full, _, _ = build(tmp_path / "full", FULL)
    airgap, _, _ = build(tmp_path / "airgap", AIRGAP)
    assert ("Name: hisho\n" in full, "Conflicts: hisho-airgap\n" in full) == (True, True)
    assert ("without a network" in airgap, "without a network" in full) == (True, False)
    assert ("Name: hisho-airgap\n" in airgap, "Conflicts: hisho\n" in airgap) == (True, True)


def test_what_comes_before_a_release_sorts_before_it(tmp_path: Path) -> None:
    spec, made, _ = build(tmp_path, Release(Edition.FULL, "1.3.0.dev1", MOMENT))
    assert "Version: 1.3.0~~dev1\n" in spec
    assert made.name == "hisho-1.3.0.dev1-1.x86_64.rpm"


def test_everything_that_was_laid_out_is_on_the_list(tmp_path: Path) -> None:
    """rpmbuild refuses what is not; this says so before anything is built."""
    spec, _, _ = build(tmp_path, FULL)
    listed = [line.split()[-1] for line in spec.split("%files\n")[1].splitlines()]
    patterns = [re.compile(re.escape(each).replace(r"\*", "[^/]+") + "(/.*)?") for each in listed]
    for path in (tmp_path / "stage").rglob("*"):
        if path.is_file() or path.is_symlink():
            place = "/" + str(path.relative_to(tmp_path / "stage"))
            assert any(each.fullmatch(place) for each in patterns), place
    assert "%config(noreplace) /etc/hisho/README\n" in spec


def test_the_time_is_the_commits_and_no_path_of_the_checkout_reaches_rpmbuild(tmp_path: Path) -> None:
    """rpmbuild takes no space in a path; a checkout may have one."""
    folder = tmp_path / "山田 の hisho"
    spec, _, tools = build(folder, FULL)
    (command,) = (each for each in tools.commands if each[0] == "rpmbuild")
    assert not any("山田" in part for part in (*command, spec))
    environment = tools.environments[tools.commands.index(command)] or {}
    assert environment["SOURCE_DATE_EPOCH"] == str(MOMENT)
    assert "%define use_source_date_epoch_as_buildtime 1" in spec
    assert "%define _buildhost reproducible" in spec
