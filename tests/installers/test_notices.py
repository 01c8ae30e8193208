"""A bundle carries the texts of everything in it, and the app reads them there."""

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.licences.component import Component
from desktop.licences.listing import THIRD_PARTY, components
from installers.package import notices
from installers.source.commands import Done, SetupError
from tests.installers.bundles import frozen, packages, project, workshop

NO_DEBIAN = {"dpkg-query": Done(1, "")}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    return frozen(tmp_path / "tree", {"_internal/resources/licences/third-party/old.txt": b"another build's"})


def laid(tmp_path: Path, tree: Path) -> Path:
    """Write them; returns the folder."""
    (tree / "_internal/libffi.so.8").unlink(missing_ok=True)        # its text is the build system's
    notices.write(project(tmp_path / "root"), tree, workshop(packages(tmp_path / "site")))
    return tree / "_internal" / "resources" / "licences" / THIRD_PARTY


def test_every_part_has_its_texts_in_the_bundle(tmp_path: Path, tree: Path) -> None:
    folder = laid(tmp_path, tree)
    found = components(tree / "_internal" / "resources")
    assert {"Hisho", "Jinja2", "SQLCipher", "Python", "PyInstaller"} <= {each.name for each in found}
    inside = (tree / "_internal").resolve()
    for each in found:
        assert each.texts
        assert all(text.resolve().is_relative_to(inside) and text.is_file() for text in each.texts)
    assert not (folder / "old.txt").exists()


def test_texts_of_packages_are_copied_and_ours_are_named_where_they_are(tmp_path: Path, tree: Path) -> None:
    laid(tmp_path, tree)
    by_name = {each.name: each for each in components(tree / "_internal" / "resources")}
    assert by_name["Jinja2"].text() == "jinja text\n"
    assert "ZETETIC" in by_name["SQLCipher"].text()
    assert [text.parent.name for text in by_name["SQLCipher"].texts] == ["texts"]


def test_the_page_tells_all_of_it_without_the_app(tmp_path: Path, tree: Path) -> None:
    folder = laid(tmp_path, tree)
    page = (folder / notices.PAGE).read_text(encoding="utf-8")
    assert "Jinja2 3.1.6\n    Licence: BSD-3-Clause\n    Source:  https://example.invalid/jinja\n" in page
    named = [line.split()[1] for line in page.splitlines() if line.startswith("    Text:")]
    assert len(named) == 9
    assert all((folder / name).is_file() for name in named)
    assert str(tmp_path) not in page


def test_what_is_under_the_lgpl_says_how_it_is_replaced(tmp_path: Path) -> None:
    plain = Component("x", "1", "MIT", texts=(tmp_path / "a.txt",))
    said = notices.page([plain, replace(plain, name="Qt", replaceable=True)], tmp_path)
    first, second = said.split("\nQt 1\n")
    assert "Lesser General Public License" not in first
    assert "Lesser General Public License" in second
    assert "Reverse engineering" in second


def test_a_text_that_is_not_in_the_bundle_is_an_error(tmp_path: Path, tree: Path) -> None:
    (tree / "_internal/resources/licences/texts/SQLCipher.txt").unlink()
    with pytest.raises(SetupError, match=r"SQLCipher\.txt"):
        laid(tmp_path, tree)


def test_a_part_without_any_text_does_not_ship(tmp_path: Path, tree: Path) -> None:
    shop = workshop(packages(tmp_path / "site"), answers=NO_DEBIAN)
    with pytest.raises(SetupError, match="libffi would ship without the text of its licence"):
        notices.write(project(tmp_path / "root"), tree, shop)


def test_the_same_bundle_gives_the_same_bytes(tmp_path: Path, tree: Path) -> None:
    folder = laid(tmp_path, tree)
    first = {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    notices.write(tmp_path / "root", tree, workshop(tmp_path / "site"))
    assert {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == first
