"""`hisho licences`: all parts in a table, one with its text, both for programs as well."""

import json
from argparse import Namespace
from pathlib import Path

import pytest

from desktop.cli.arguments import parser
from desktop.cli.licences_command import carry_out, named
from desktop.licences.component import Component
from desktop.licences.errors import LicencesUnreadableError
from desktop.licences.listing import components
from desktop.licences.replacing import qt_folder
from tests.cli.test_policy_command import Said
from tests.sources import ROOT

RESOURCES = ROOT / "resources"


def typed(said: Said, *words: str, resources: Path = RESOURCES) -> int:
    wanted: Namespace = parser(said.terminal.translate, "0.1.0").parse_args(["licences", *words])
    return carry_out(wanted, said.terminal, resources)


def test_all_parts_stand_in_columns() -> None:
    said = Said()
    assert typed(said) == 0
    lines = said.text.splitlines()
    assert len(lines) == len(components(RESOURCES))
    (qt,) = (line.split() for line in lines if line.startswith("Qt "))
    assert qt[0] == "Qt"
    assert qt[2] == "LGPL-3.0-only"
    (jinja,) = (line for line in lines if line.startswith("Jinja2 "))
    assert jinja.index("BSD-3-Clause") == lines[0].index("Apache-2.0")


def test_one_part_is_told_with_its_text() -> None:
    said = Said()
    assert typed(said, "jinja2") == 0
    first, licence, source, *text = said.text.splitlines()
    assert first.startswith("Jinja2 3.")
    assert licence == "Licence: BSD-3-Clause"
    assert source.startswith("Source: https://")
    assert any("Pallets" in line for line in text)


@pytest.mark.parametrize(("language", "words"), [("en", "you may change it"), ("ja", "共有ライブラリ")])
def test_how_qt_is_replaced_is_said(language: str, words: str) -> None:
    said = Said(language)
    assert typed(said, "Qt") == 0
    assert words in said.text
    assert str(qt_folder()) in said.text
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in said.text


def test_where_the_libraries_of_qt_lie_is_true() -> None:
    assert list(qt_folder().glob("Qt/lib/libQt6Core.so*"))


def test_a_name_that_several_parts_begin_with_tells_them_all() -> None:
    said = Said()
    assert typed(said, "openssl", "--json") == 0
    found = json.loads(said.text)["parts"]
    assert {each["name"] for each in found} == {"OpenSSL (in SQLCipher)", "OpenSSL (in cryptography)"}
    assert all("Apache License" in each["text"] for each in found)


def test_a_program_reads_the_whole_list() -> None:
    said = Said()
    assert typed(said, "--json") == 0
    parts = {each["name"]: each for each in json.loads(said.text)["parts"]}
    assert parts["Qt"]["replaceable"] is True
    assert parts["Hisho"] == {
        "name": "Hisho", "version": "0.1.0", "licence": "Apache-2.0", "source": "", "kind": "product",
        "replaceable": False,
    }  # fmt: skip


def test_a_part_that_is_not_there_is_an_error_and_no_table() -> None:
    said = Said()
    assert typed(said, "no-such-part") == 1
    assert said.text == ""


def test_the_very_name_goes_before_its_beginnings() -> None:
    parts = [Component(name, "1", "MIT") for name in ("SQLite (in SQLCipher)", "SQLite")]
    assert named(parts, "sqlite") == parts[1:]
    assert named(parts, "ＳＱＬｉｔｅ (") == parts[:1]


def test_a_damaged_list_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(LicencesUnreadableError):
        typed(Said(), resources=tmp_path)
