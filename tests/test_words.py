"""The words of the `.ts` files, read without Qt."""

from pathlib import Path
from typing import Any

import pytest

from desktop.words import read_words, system_language, translator

TS = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja">
<context><name>A</name>
  <message><source>one &lt;b&gt;</source><comment>how</comment><translation>一</translation></message>
  <message numerus="yes"><source>%n file(s)</source>
    <translation><numerusform>%n件</numerusform></translation></message>
  <message><source>later</source><translation type="unfinished">あとで</translation></message>
</context>
<context><name>B</name>
  <message><source>one &lt;b&gt;</source><translation>二</translation></message>
  <message><source>empty</source><translation></translation></message>
</context>
</TS>
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "hisho_ja.ts").write_text(TS, encoding="utf-8")
    return tmp_path


def test_finished_words_are_read_by_context(folder: Path) -> None:
    assert read_words(folder / "hisho_ja.ts") == {
        ("A", "one <b>"): ("一",),
        ("A", "%n file(s)"): ("%n件",),
        ("B", "one <b>"): ("二",),
    }


def test_translator_gives_the_source_where_there_are_no_words(folder: Path) -> None:
    translate = translator("ja", folder)
    assert translate("B", "one <b>") == "二"
    assert translate("A", "later") == "later"
    assert translate("C", "unknown") == "unknown"


def test_the_file_is_read_when_a_word_is_needed(tmp_path: Path, folder: Path) -> None:
    translate = translator("ja", folder)
    (folder / "hisho_ja.ts").write_text(TS.replace("二", "弐"), encoding="utf-8")
    assert translate("B", "one <b>") == "弐"


def test_english_needs_no_file(tmp_path: Path) -> None:
    assert translator("en", tmp_path)("A", "one") == "one"


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({"LANG": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "ja_JP.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "ja_JP.UTF-8", "LC_ALL": ""}, "ja"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_the_first_variable_that_is_set_decides(environ: dict[str, str], language: Any) -> None:
    assert system_language(environ) == language
