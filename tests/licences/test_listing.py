"""A package tells what its own list says; from source, what is installed is told."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.licences.component import LIST, Component, Kind, read_list, write_list
from desktop.licences.errors import LicencesUnreadableError
from desktop.licences.listing import THIRD_PARTY, components
from tests.sources import ROOT

PART = Component(
    "Qt", "6.11.3", "LGPL-3.0-only", "https://example.invalid/qt", Kind.LIBRARY, replaceable=True
)


@pytest.fixture
def resources(tmp_path: Path) -> Path:
    """The resources of a package with one part that has two texts."""
    folder = tmp_path / "resources" / "licences" / THIRD_PARTY
    (folder / "texts").mkdir(parents=True)
    first, second = folder.parent / "first.txt", folder / "texts" / "second.txt"
    first.write_text("\nthe first 一\n", encoding="utf-8")
    second.write_text("the second\n\n", encoding="utf-8")
    write_list(folder, [replace(PART, texts=(first, second))])
    return tmp_path / "resources"


def test_a_package_is_believed_what_it_lists(resources: Path) -> None:
    (found,) = components(resources)
    assert replace(found, texts=()) == PART
    first, rule, second = found.text().split("\n\n")
    assert (first, second) == ("the first 一", "the second\n")
    assert set(rule) == {"-"}


def test_the_list_can_be_moved_with_its_texts(resources: Path, tmp_path: Path) -> None:
    moved = resources.rename(tmp_path / "moved と 空白")
    assert "the second" in components(moved)[0].text()


def test_no_way_of_the_builders_disk_is_in_the_list(resources: Path) -> None:
    text = (resources / "licences" / THIRD_PARTY / LIST).read_text(encoding="utf-8")
    assert json.loads(text)["components"][0]["texts"] == ["../first.txt", "texts/second.txt"]


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"components": [{"name": "x"}]}', '{"components": [1]}', '"x"']
)
def test_a_damaged_list_is_an_error(text: str, tmp_path: Path) -> None:
    (tmp_path / LIST).write_text(text, encoding="utf-8")
    with pytest.raises(LicencesUnreadableError):
        read_list(tmp_path)


def test_a_text_that_is_gone_is_an_error_with_its_place(resources: Path) -> None:
    lost = resources / "licences" / "first.txt"
    lost.unlink()
    with pytest.raises(LicencesUnreadableError) as caught:
        components(resources)[0].text()
    assert caught.value.path.endswith("first.txt")


def test_from_source_what_is_installed_is_told_and_ours_comes_first() -> None:
    found = components(ROOT / "resources")
    assert [each.name for each in found][:2] == ["Hisho", "Hisho's guide model"]
    assert {"Qt", "SQLCipher", "llama.cpp", "Jinja2"} <= {each.name for each in found}
    assert "PyInstaller" not in {each.name for each in found}
