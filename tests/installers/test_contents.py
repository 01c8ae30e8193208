"""What is in a bundle is found by its files, and nothing in it goes without an entry."""

import platform
from pathlib import Path

import pytest

from installers.package.contents import Part, contents, system_package
from installers.package.native import is_native
from installers.source.commands import Done, SetupError, Workshop, run
from tests.installers.bundles import LIBRARY, frozen, packages, workshop
from tests.installers.runners import LOCKS
from tests.licences.packages import lay
from tests.sources import ROOT


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return packages(tmp_path / "site")


def parts(tree: Path, site: Path) -> dict[str, Part]:
    return {each.component.name: each for each in contents(ROOT, tree, workshop(site))}


def test_parts_are_found_with_the_versions_of_their_files(tmp_path: Path, site: Path) -> None:
    found = parts(frozen(tmp_path / "tree"), site)
    assert {name: each.component.version for name, each in found.items()} == {
        "Hisho": "0.1.0",
        "Hisho's guide model": "0.1.0",
        "SQLCipher": "4.19.0",
        "SQLite (in SQLCipher)": "3.53.4",
        "OpenSSL (in SQLCipher)": "3.6.0",
        "Python": "3.11.7",
        "PyInstaller": "6.22.3",
        "libffi": "3.4.4-1",
        "Jinja2": "3.1.6",
        "sqlcipher3": "0.6.4",
    }
    assert found["SQLCipher"].files == ("_internal/sqlcipher3/_sqlite3.abi3.so",)
    assert found["PyInstaller"].files == ("hisho",)
    assert found["Hisho's guide model"].files == ("_internal/resources/guide/guide.gguf",)


def test_a_package_of_which_only_the_name_is_kept_is_not_in_it(tmp_path: Path, site: Path) -> None:
    """`hisho doctor` reads versions from `.dist-info`; cffi has no code here."""
    assert "cffi" not in parts(frozen(tmp_path / "tree"), site)
    assert "cffi" in parts(frozen(tmp_path / "more", {"_internal/cffi/__init__.pyc": b""}), site)


def test_a_library_of_the_system_is_that_of_its_package(tmp_path: Path, site: Path) -> None:
    system = parts(frozen(tmp_path / "tree"), site)["libffi"].system
    assert system is not None
    assert (system.name, system.version) == ("libffi8", "3.4.4-1")
    assert system.text == Path("/usr/share/doc/libffi8/copyright")


def test_where_there_is_no_dpkg_package_a_library_came_with_python(tmp_path: Path, site: Path) -> None:
    shop = workshop(site, answers={"dpkg-query": Done(1, "no path found")})
    found = {each.component.name: each for each in contents(ROOT, frozen(tmp_path / "tree"), shop)}
    assert (found["libffi"].component.version, found["libffi"].system) == ("3.11.7", None)


def test_dpkg_is_asked_in_both_places(tmp_path: Path) -> None:
    """Which of the two a package has registered depends on when it was built."""
    shop = Workshop(LOCKS, {}, run)
    assert system_package("no-such-library.so.0", shop) is None
    found = system_package("libc.so.6", shop)
    assert found is not None
    assert found.name == "libc6"
    assert found.version
    assert found.text.is_file()
    assert found.system.startswith(platform.freedesktop_os_release()["ID"])


def test_what_is_linked_into_another_part_is_told_where_it_is(tmp_path: Path, site: Path) -> None:
    """Python may have its own Expat or that of the system; what is in cffi tells no version."""
    expat = "_internal/python3.11/lib-dynload/pyexpat.cpython-311-x86_64-linux-gnu.so"
    backend = "_internal/_cffi_backend.cpython-311-x86_64-linux-gnu.so"
    more = {expat: LIBRARY + b"\0expat_2.5.0\0", backend: LIBRARY, "_internal/cffi/__init__.pyc": b""}
    found = parts(frozen(tmp_path / "tree", more), site)
    python, ffi = found["Expat (in Python)"], found["libffi (in cffi)"]
    assert (python.component.version, python.files) == ("2.5.0", (expat,))
    assert expat in found["Python"].files
    assert (ffi.component.version, ffi.files) == ("", (backend,))
    assert "libmpdec (in Python)" not in found
    assert "Expat (in Python)" not in parts(frozen(tmp_path / "other", {expat: LIBRARY}), site)


@pytest.mark.parametrize("name", ["_internal/libstranger.so.1", "stranger", "_internal/PySide6/new.so"])
def test_a_native_file_that_nobody_claims_is_refused(tmp_path: Path, site: Path, name: str) -> None:
    with pytest.raises(SetupError, match=Path(name).name):
        parts(frozen(tmp_path / "tree", {name: LIBRARY}), site)


def test_a_package_that_nobody_has_looked_at_is_refused(tmp_path: Path, site: Path) -> None:
    lay(site, "stranger", "1", {"stranger/__init__.py": b""})
    assert "stranger" not in parts(frozen(tmp_path / "tree"), site)
    with pytest.raises(SetupError, match="stranger"):
        parts(frozen(tmp_path / "more", {"_internal/stranger/__init__.pyc": b""}), site)


def test_a_library_that_no_longer_tells_its_version_is_refused(tmp_path: Path, site: Path) -> None:
    silent = {"_internal/sqlcipher3/_sqlite3.abi3.so": LIBRARY}
    with pytest.raises(SetupError, match="SQLCipher"):
        parts(frozen(tmp_path / "tree", silent), site)


@pytest.mark.parametrize(
    ("data", "native"), [(LIBRARY, True), (b"MZ\x90", True), (b"#!/bin/sh", False), (b"", False)]
)
def test_native_files_are_known_by_their_first_bytes(tmp_path: Path, data: bytes, native: bool) -> None:
    (tmp_path / "file").write_bytes(data)
    assert is_native(tmp_path / "file") is native
