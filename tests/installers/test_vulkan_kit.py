"""The shader compiler is the system's where that is new enough, else a newer suite's of the same archive."""

import platform
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from installers.source import apt_sources, vulkan_kit
from installers.source.apt_sources import Source
from installers.source.commands import Done, SetupError, Workshop
from installers.source.vulkan_kit import Suite
from tests.installers.runners import LOCKS, FakeRunner, program

ONE_LINE = """\
# deb http://old.example/debian bookworm main
deb-src http://source.example/debian bookworm main
deb cdrom:[Debian GNU/Linux 12 _Bookworm_]/ bookworm main
deb [arch=amd64 signed-by=/k/a.gpg] http://security.example/debian-security bookworm-security main
deb [ arch=amd64 ] http://mirror.example/debian bookworm main contrib   # nearest
"""
DEB822 = """\
Types: deb
URIs: http://security.example/debian-security
Suites: bookworm-security
Components: main

Enabled: no
Types: deb
URIs: http://off.example/debian
Suites: bookworm
Components: main

Types: deb-src
URIs: http://source.example/debian
Suites: bookworm
Components: main

# nearest
types: deb deb-src
# in between
uris: http://mirror.example/debian
 http://second.example/debian
suites: bookworm
\tbookworm-updates
components: main
signed-by:
 -----BEGIN PGP PUBLIC KEY BLOCK-----
 .
 mQINBGPL0BUBEADmW5NdOOHwPIJlgPu6JDcKw/NZJPR8lsD3K87ZM18gzyQZJD+w
"""
MIRROR = "http://mirror.example/debian"


def test_one_line_sources_are_read() -> None:
    assert list(apt_sources.one_line(ONE_LINE)) == [
        Source("http://security.example/debian-security", ("bookworm-security",), ("main",)),
        Source(MIRROR, ("bookworm",), ("main", "contrib")),
    ]


def test_deb822_sources_are_read() -> None:
    assert list(apt_sources.deb822(DEB822)) == [
        Source("http://security.example/debian-security", ("bookworm-security",), ("main",)),
        Source(MIRROR, ("bookworm", "bookworm-updates"), ("main",)),
        Source("http://second.example/debian", ("bookworm", "bookworm-updates"), ("main",)),
    ]


@pytest.fixture
def apt(tmp_path: Path) -> Path:
    """apt's settings with sources of other makers in them."""
    parts = tmp_path / "apt" / "sources.list.d"
    parts.mkdir(parents=True)
    (parts / "another.list").write_text("deb http://another.example/repo bookworm main\n")
    (parts / "node.sources").write_text(
        "Types: deb\nURIs: http://n.example\nSuites: nodistro\nComponents: main\n"
    )
    return parts.parent


@pytest.mark.parametrize(
    ("file", "text"), [("sources.list", ONE_LINE), ("sources.list.d/debian.sources", DEB822)]
)
def test_the_distributions_own_archive_comes_before_others(apt: Path, file: str, text: str) -> None:
    (apt / file).write_text(text)
    assert apt_sources.archive(apt, "bookworm") == MIRROR


def test_a_rolling_suite_counts_and_another_release_does_not(apt: Path) -> None:
    (apt / "sources.list").write_text("deb http://mirror.example/debian testing main\n")
    assert apt_sources.archive(apt, "forky") == MIRROR
    (apt / "sources.list").write_text("deb http://mirror.example/debian bullseye main\n")
    assert apt_sources.archive(apt, "trixie") is None


def test_the_private_line_names_the_newer_suite_and_the_systems_own_keys() -> None:
    suite = Suite("trixie", "main", "/usr/share/keyrings/k.gpg")
    line = vulkan_kit.source_line(MIRROR, suite)
    assert line == f"deb [signed-by=/usr/share/keyrings/k.gpg] {MIRROR} trixie main\n"
    assert list(apt_sources.one_line(line)) == [Source(MIRROR, ("trixie",), ("main",))]


def test_the_private_apt_touches_nothing_of_the_systems(tmp_path: Path) -> None:
    options = dict(option.removeprefix("-o").split("=", 1) for option in vulkan_kit.apt_options(tmp_path))
    places = {name: value for name, value in options.items() if name.startswith(("Dir::State", "Dir::Cache"))}
    assert len(places) == 5
    assert all(value.startswith(str(tmp_path)) for value in places.values())
    assert options["Dir::Etc::sourcelist"] == str(tmp_path / "sources.list")
    assert options["Dir::Etc::sourceparts"] == "-"


def test_the_name_of_the_system_is_read() -> None:
    text = (
        '# a comment\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n\nVERSION_CODENAME=bookworm\nID=debian\n'
    )
    found = vulkan_kit.os_release(text)
    assert (found["ID"], found["VERSION_CODENAME"]) == ("debian", "bookworm")
    assert found["PRETTY_NAME"] == "Debian GNU/Linux 12 (bookworm)"


# -- is it new enough


def headers(folder: Path, text: str) -> Path:
    (folder / "vulkan").mkdir(parents=True)
    (folder / "vulkan" / "vulkan_structs.hpp").write_text(text)
    return folder


@pytest.mark.parametrize(
    ("text", "refused", "expected"),
    [
        ("struct LayerSettingEXT {};", (), True),
        ("struct Instance {};", (), False),
        ("struct LayerSettingEXT {};", ("coopmat2.comp",), False),
        ("struct LayerSettingEXT {};", ("integer_dot.comp",), False),
    ],
    ids=["new", "old headers", "no matrices", "no integer products"],
)
def test_only_what_compiles_the_fast_shaders_will_do(
    tmp_path: Path, text: str, refused: tuple[str, ...], expected: bool
) -> None:
    tests = tmp_path / "vendor/llama.cpp/ggml/src/ggml-vulkan/vulkan-shaders/feature-tests"
    answers = {str(tests / name): Done(1, "extension not supported") for name in refused}
    shop = Workshop(LOCKS, {}, FakeRunner(answers))
    include = headers(tmp_path / "include", text)
    assert vulkan_kit.will_do(Path("/usr/bin/glslc"), include, tmp_path, shop) == expected


def test_no_headers_will_not_do(tmp_path: Path) -> None:
    shop = Workshop(LOCKS, {}, FakeRunner({}))
    assert not vulkan_kit.will_do(Path("/usr/bin/glslc"), tmp_path, tmp_path, shop)


# -- from a newer suite


def unpacked(folder: Path) -> None:
    """What the packages hold."""
    machine = platform.machine()
    libraries = folder / "usr" / "lib" / f"{machine}-linux-gnu"
    libraries.mkdir(parents=True)
    (folder / "usr" / "bin").mkdir()
    (libraries / "libvulkan.so").touch()
    program(libraries, f"ld-linux-{machine.replace('_', '-')}.so.2", '#!/bin/sh\necho "$@"\n')
    headers(folder / "usr" / "include", "struct LayerSettingEXT {};")


def test_a_newer_suites_compiler_is_unpacked_beside_the_build(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    program(tmp_path / "bin", "apt-get")
    scratch = tmp_path / "a folder"

    def fetch(command: Sequence[str]) -> None:
        if "download" in command:
            unpacked(scratch / "vulkan")
            (scratch / "vulkan" / "packages" / "glslc_2025.deb").touch()

    runner = FakeRunner({}, fetch)
    etc = tmp_path / "etc"
    (etc / "apt").mkdir(parents=True)
    (etc / "apt" / "sources.list").write_text(f"deb {MIRROR} bookworm main\n")
    (etc / "os-release").write_text("ID=debian\nVERSION_CODENAME=bookworm\n")
    shop = Workshop(LOCKS, {"PATH": str(tmp_path / "bin")}, runner)
    found = dict(item.split("=", 1) for item in vulkan_kit.provide(scratch, tmp_path, shop, etc))
    glslc = found["-DVulkan_GLSLC_EXECUTABLE"]
    assert found["-DVulkan_LIBRARY"].endswith("-linux-gnu/libvulkan.so")
    assert found["-DVulkan_INCLUDE_DIR"] == str(scratch / "vulkan" / "usr" / "include")
    assert f"{MIRROR} trixie main" in (scratch / "vulkan" / "apt" / "sources.list").read_text()
    said = subprocess.run([glslc, "-o", "x y"], capture_output=True, text=True, check=True).stdout
    assert said.split("/glslc ")[1] == "-o x y\n"
    assert said.startswith(f"--library-path {scratch}/vulkan/usr/lib/")
    assert ["dpkg", "-x", str(scratch / "vulkan/packages/glslc_2025.deb"), str(scratch / "vulkan")] in (
        runner.commands
    )


@pytest.mark.parametrize(
    ("system", "programs"),
    [("ID=debian\nVERSION_CODENAME=bookworm\n", ()), ("ID=arch\n", ("apt-get",))],
    ids=["no apt", "another system"],
)
def test_where_there_is_no_newer_suite_it_is_said_what_is_needed(
    tmp_path: Path, system: str, programs: tuple[str, ...]
) -> None:
    (tmp_path / "os-release").write_text(system)
    for name in programs:
        program(tmp_path, name)
    shop = Workshop(LOCKS, {"PATH": str(tmp_path)}, FakeRunner({}))
    with pytest.raises(SetupError, match=r"needs glslc 2025\.2"):
        vulkan_kit.provide(tmp_path / "scratch", tmp_path, shop, tmp_path)
