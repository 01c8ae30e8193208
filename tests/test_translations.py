"""Both languages are complete: what the sources say is in the files, finished, with the same places."""

import re
import shutil
from pathlib import Path
from string import Formatter
from xml.etree import ElementTree

import pytest

from desktop.paths import resources
from desktop.words import read_words
from resources.i18n.update import carried, extract, fill, read_table

LANGUAGES = pytest.mark.parametrize("language", ["ja", "en"])
FOLDER = resources() / "i18n"
SAME_IN_JAPANESE = re.compile(r"[^A-Za-z]*((Hisho|GGUF|CPU|GPU|Enter|SHA-256|\{\w+\})[^A-Za-z]*)*")
"""Names, keys and places need no Japanese."""

Messages = dict[tuple[str, str], ElementTree.Element]


def messages(path: Path) -> Messages:
    return {
        (context.findtext("name", ""), message.findtext("source", "")): message
        for context in ElementTree.parse(path).getroot().iter("context")
        for message in context.iter("message")
    }


def translation(message: ElementTree.Element) -> ElementTree.Element:
    found = message.find("translation")
    assert found is not None
    return found


def forms(message: ElementTree.Element) -> list[str]:
    inner = translation(message)
    return [each.text or "" for each in inner.findall("numerusform") or [inner]]


@LANGUAGES
def test_the_file_has_just_what_the_sources_say(language: str, tmp_path: Path) -> None:
    for each in FOLDER.glob("*.ts"):
        shutil.copy(each, tmp_path)
    extract(tmp_path)
    kept, extracted = messages(FOLDER / f"hisho_{language}.ts"), messages(tmp_path / f"hisho_{language}.ts")
    assert sorted(extracted.keys() - kept.keys()) == [], "run resources/i18n/update.py"
    assert sorted(kept.keys() - extracted.keys()) == [], "run resources/i18n/update.py"


@LANGUAGES
def test_every_message_is_finished(language: str) -> None:
    unfinished = [
        key
        for key, message in messages(FOLDER / f"hisho_{language}.ts").items()
        if translation(message).get("type") is not None or not all(forms(message))
    ]
    assert unfinished == []


def places(text: str) -> list[str]:
    return sorted([name for _, name, _, _ in Formatter().parse(text) if name] + re.findall(r"%n|%L?\d", text))


@LANGUAGES
def test_places_are_those_of_the_source(language: str) -> None:
    differing = [
        (key, form)
        for key, message in messages(FOLDER / f"hisho_{language}.ts").items()
        for form in forms(message)
        if set(places(form)) != set(places(key[1]))
    ]
    assert differing == []


def test_japanese_is_japanese() -> None:
    foreign = [
        (key, form)
        for key, message in messages(FOLDER / "hisho_ja.ts").items()
        for form in forms(message)
        if not re.search(r"[぀-ヿ一-鿿]", form) and not SAME_IN_JAPANESE.fullmatch(form)
    ]
    assert foreign == []


def test_english_is_the_source_but_for_plurals() -> None:
    for (context, source), message in messages(FOLDER / "hisho_en.ts").items():
        if message.get("numerus") == "yes":
            assert len(forms(message)) == 2
            assert not any(re.search(r"\w\([a-z]+\)", form) for form in forms(message)), source
        else:
            assert forms(message) == [source], (context, source)


@LANGUAGES
def test_one_source_has_one_translation_in_a_context(language: str) -> None:
    """The program looks words up by context and source; a comment would not tell two apart."""
    path = FOLDER / f"hisho_{language}.ts"
    count = sum(1 for _ in ElementTree.parse(path).getroot().iter("message"))
    assert count == len(messages(path)) == len(read_words(path))


def test_tables_fill_what_is_unfinished_and_name_what_is_left(tmp_path: Path) -> None:
    path = tmp_path / "hisho_ja.ts"
    path.write_text(
        '<TS version="2.1" language="ja"><context><name>A</name>'
        '<message><source>one</source><translation type="unfinished"></translation></message>'
        '<message><source>two</source><translation type="unfinished"></translation></message>'
        "<message><source>three</source><translation>三</translation></message>"
        '<message numerus="yes"><source>%n</source>'
        '<translation type="unfinished"><numerusform/></translation></message>'
        "</context></TS>",
        encoding="utf-8",
    )
    table = read_table(["A\tone\t一\\n壱\n", "A\t%n\t%n個\n", "\n", "B\ttwo\tほか\n"])
    assert fill(path, "ja", table, {}) == [("A", "two")]
    assert read_words(path) == {("A", "one"): ("一\n壱",), ("A", "three"): ("三",), ("A", "%n"): ("%n個",)}


def test_a_string_that_moved_keeps_its_translation(tmp_path: Path) -> None:
    path = tmp_path / "hisho_ja.ts"
    path.write_text(
        '<TS version="2.1" language="ja"><context><name>A</name>'
        "<message><source>one</source><translation>一</translation></message>"
        "<message><source>same</source><translation>同じ</translation></message></context>"
        "<context><name>B</name>"
        "<message><source>same</source><translation>同一</translation></message>"
        '<message><source>gone</source><translation type="unfinished"></translation></message>'
        "</context></TS>",
        encoding="utf-8",
    )
    moved = carried(path)
    assert moved == {"one": "一"}               # where contexts differ, nobody can tell
    path.write_text(path.read_text(encoding="utf-8").replace("gone", "one"), encoding="utf-8")
    assert fill(path, "ja", {}, moved) == []
    assert read_words(path)["B", "one"] == ("一",)
