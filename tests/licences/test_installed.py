"""Parts are found among packages that lie in a folder: versions in libraries, texts in packages."""

import re
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from desktop.licences.component import Component, Kind
from desktop.licences.installed import (
    address_of,
    distributions,
    folder_of,
    installed,
    matching,
    texts_of,
    version_in,
)
from desktop.licences.register import Entry, read_register
from tests.licences.packages import lay
from tests.sources import ROOT

OURS = Path("/texts/ours.txt")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    lay(tmp_path, "Fine_Package", "1.2.3", {
        "fine/__init__.py": b"", "fine/_native.so": b"\x7fELF..Crypt 3.6.0 1 Oct..",
        "INFO/licenses/LICENSE": b"one", "INFO/licenses/sub/COPYING.txt": b"two", "INFO/NOTICE": b"three",
        "INFO/licenses/license_tool.py": b"code", "fine/LICENSE": b"not of the package's papers",
    }, "Project-URL: Source, https://example.invalid/fine\n")  # fmt: skip
    return tmp_path


def find(entry: Entry, site: Path) -> list[Component]:
    return installed([entry], distributions([site]), [])


def test_a_package_tells_its_version_its_texts_and_its_source(site: Path) -> None:
    entry = Entry("fine", "MIT", Kind.PACKAGE, "fine-package", texts=(OURS,))
    (found,) = find(entry, site)
    assert (found.version, found.source) == ("1.2.3", "https://example.invalid/fine")
    assert [text.name for text in found.texts] == ["NOTICE", "LICENSE", "COPYING.txt", "ours.txt"]


def test_a_package_that_is_not_there_is_not_told(site: Path) -> None:
    assert find(Entry("other", "MIT", Kind.PACKAGE, "other"), site) == []


def test_a_library_is_found_in_the_package_that_carries_it(site: Path) -> None:
    pattern = re.compile(rb"Crypt (\d+\.\d+\.\d+)")
    entry = Entry(
        "crypt", "Apache-2.0", Kind.LIBRARY, "Fine_Package", ("fine/_native*",), version=pattern,
        texts=(OURS,), source="https://example.invalid/{series}/crypt-{version}",
    )  # fmt: skip
    (found,) = find(entry, site)
    assert (found.version, found.texts) == ("3.6.0", (OURS,))
    assert found.source == "https://example.invalid/3.6/crypt-3.6.0"


def test_a_library_whose_files_are_gone_is_not_told(site: Path) -> None:
    assert find(Entry("gone", "MIT", Kind.LIBRARY, "Fine_Package", ("fine/gone*",)), site) == []


@pytest.mark.parametrize(("version", "there"), [(rb"Crypt (\d)", True), (rb"Curl (\d)", False), (None, True)])
def test_what_is_linked_into_another_part_is_told_where_it_is(
    site: Path, version: bytes | None, there: bool
) -> None:
    pattern = re.compile(version) if version else None
    entry = Entry("x", "MIT", Kind.LIBRARY, "Fine_Package", ("fine/_native*",), version=pattern, inside=True)
    assert [each.name for each in find(entry, site)] == (["x"] if there else [])


def test_a_version_that_nobody_tells_is_empty(tmp_path: Path) -> None:
    (tmp_path / "a.so").write_bytes(b"nothing")
    (tmp_path / "b.so").write_bytes(b"")
    entry = Entry("x", "MIT", files=("*.so",), version=re.compile(rb"v(\d)"))
    files = list(matching(tmp_path, entry.files))
    assert len(files) == 2
    assert version_in(files, entry) == ""


def test_links_and_folders_are_no_files_of_a_part(tmp_path: Path) -> None:
    (tmp_path / "a.so").write_bytes(b"")
    (tmp_path / "b.so").symlink_to("a.so")
    (tmp_path / "c.so").mkdir()
    assert [path.name for path in matching(tmp_path, ["*.so"])] == ["a.so"]


@pytest.mark.parametrize(
    ("headers", "address"),
    [
        ("Project-URL: Homepage, https://a.invalid\nProject-URL: source, https://b.invalid\n",
         "https://b.invalid"),
        ("Home-page: https://c.invalid\n", "https://c.invalid"),
        ("Project-URL: Chat, https://d.invalid\n", "https://d.invalid"),
        ("", ""),
    ],
)
def test_the_best_address_of_a_source_is_taken(tmp_path: Path, headers: str, address: str) -> None:
    lay(tmp_path, "p", "1", {}, headers)
    assert address_of(distributions([tmp_path])["p"]) == address


def test_what_is_installed_here_tells_the_versions_of_its_native_parts() -> None:
    """The libraries themselves are asked, or their packages; a pattern that fits no more is seen here."""
    have = distributions()
    parts = installed(read_register(ROOT / "resources" / "licences"), have, [ROOT])
    versions = {each.name: each.version for each in parts}
    assert versions["Qt"] == have["pyside6-essentials"].version
    assert re.fullmatch(r"\d\d\.\d", versions["ICU"])
    assert re.fullmatch(r"[0-9a-f]{40}", versions["llama.cpp"])
    for name in ("SQLite (in SQLCipher)", "OpenSSL (in SQLCipher)", "OpenSSL (in cryptography)"):
        assert re.fullmatch(r"\d\.\d+\.\d+", versions[name]), name
    assert all(each.texts and all(text.is_file() for text in each.texts) for each in parts)
    assert list(texts_of(have["keyring"]))
    assert (folder_of(have["keyring"]) / "keyring").is_dir()


def test_the_vault_uses_the_version_that_is_told() -> None:
    parts = installed(read_register(ROOT / "resources" / "licences"), distributions(), [ROOT])
    versions = {each.name: each.version for each in parts}
    connection = dbapi2.connect(":memory:")
    ((cipher,),) = connection.execute("PRAGMA cipher_version").fetchall()
    connection.close()
    assert versions["SQLCipher"] == cipher.split()[0]
    assert versions["SQLite (in SQLCipher)"] == dbapi2.sqlite_version
