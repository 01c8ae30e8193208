"""What a bundle asks of the system is read from its libraries, not remembered."""

from pathlib import Path

import pytest

from installers.package import linked
from installers.source.commands import Done, SetupError
from tests.installers.runners import FakeRunner
from tests.installers.samples import ELF, Tools, frozen, workshop


def test_what_is_linked_and_not_in_the_bundle_is_needed(tmp_path: Path) -> None:
    found = linked.needs(frozen(tmp_path), workshop(Tools()))
    assert found.libraries == {
        "libxcb.so.1", "libglib-2.0.so.0", "libstdc++.so.6", "libc.so.6", "libvulkan.so.1",
    }  # fmt: skip


def test_versions_are_compared_as_numbers(tmp_path: Path) -> None:
    found = linked.needs(frozen(tmp_path), workshop(Tools()))
    assert (found.glibc, found.glibcxx) == ("2.35", "3.4.30")


@pytest.mark.parametrize(
    ("symbols", "expected"), [("3.4.30", "12"), ("3.4.29", "11"), ("3.4.9", ""), ("0", ""), ("3.4.99", "15")]
)
def test_the_cxx_library_has_the_version_of_its_compiler(symbols: str, expected: str) -> None:
    assert linked.Needs(frozenset(), "2.35", symbols).gcc == expected


def test_only_programs_and_libraries_are_read(tmp_path: Path) -> None:
    tree, tools = frozen(tmp_path), Tools()
    (tree / "link").symlink_to(tree / "hisho")
    (tree / "short").write_bytes(ELF[:2])
    linked.needs(tree, workshop(tools))
    assert [Path(each).name for each in tools.commands[0][4:]] == ["libQt6Core.so.6", "hisho"]


def test_an_empty_folder_is_no_bundle(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="no program"):
        linked.needs(tmp_path, workshop(Tools()))


def test_a_library_that_is_not_here_is_named() -> None:
    with pytest.raises(SetupError, match=r"libnowhere\.so\.1 is linked"):
        linked.owner("libnowhere.so.1", workshop(Tools()))


@pytest.mark.parametrize("known", ["/lib/libold.so.1", "/usr/lib/libold.so.1"])
def test_a_library_is_found_under_either_path_of_a_merged_usr(known: str) -> None:
    """The loader's list and dpkg may each have the path from before or after the merge."""
    for listed in ("/lib/libold.so.1", "/usr/lib/libold.so.1"):
        answers = {
            "-p": Done(0, f"\tlibold.so.1 (libc6,x86-64) => {listed}\n"),
            known: Done(0, f"libold1:amd64: {known}\n"),
            "-S": Done(1, "no path found"),
        }
        assert linked.owner("libold.so.1", workshop(FakeRunner(answers))) == "libold1"


def test_a_library_that_nobody_owns_is_an_error() -> None:
    answers = {"-p": Done(0, "\tlibown.so.1 (libc6,x86-64) => /opt/libown.so.1\n"), "-S": Done(1, "")}
    with pytest.raises(SetupError, match="No package owns"):
        linked.owner("libown.so.1", workshop(FakeRunner(answers)))
