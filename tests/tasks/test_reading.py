"""The tasks that ship are whole, in both languages; a file that is not is left out and named."""

import os
import re
from pathlib import Path

import pytest

from desktop.chat.lead import SamplingWish
from desktop.paths import resources
from desktop.tasks.reading import MAX_BYTES, MAX_FILES, FileTask, read_tasks
from desktop.tasks.task import ICONS, FieldKind, missing, question
from desktop.words import Language

SHIPPED = resources() / "tasks"
LANGUAGES: tuple[Language, ...] = ("ja", "en")
WANTED = {
    "english_to_japanese", "invention_interview", "japanese_to_english", "mail", "minutes", "patent_reading",
    "proofreading", "rephrasing", "summary", "terms",
}  # fmt: skip
JAPANESE = re.compile("[ぁ-ん]")
PLAIN = """
icon = "page"
title = "週報"
description = "週報を整えます"
pattern = "{memo}"
[[field]]
name = "memo"
label = "メモ"
kind = "long_text"
"""


def shipped() -> list[FileTask]:
    return list(read_tasks(SHIPPED, "ja").tasks)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_shipped_task_is_whole(language: Language) -> None:
    shelf = read_tasks(SHIPPED, language)
    assert shelf.problems == ()
    assert {each.key for each in shelf.tasks} == WANTED
    assert next(each.key for each in shelf.tasks) == "summary"


@pytest.mark.parametrize("found", shipped(), ids=lambda each: each.key)
def test_a_shipped_task_speaks_both_languages_and_makes_a_question(found: FileTask) -> None:
    ja = found.task
    (en,) = [each.task for each in read_tasks(SHIPPED, "en").tasks if each.key == found.key]
    assert JAPANESE.search(ja.lead.system_text)
    assert JAPANESE.search(ja.pattern)
    assert not JAPANESE.search(en.title + en.description + en.pattern)
    assert [each.name for each in ja.fields] == [each.name for each in en.fields]
    for task in (ja, en):
        values = {each.name: each.choices[0] if each.choices else "{x}" for each in task.fields}
        made = question(task, values)
        assert all(value in made for value in values.values())
        assert missing(task, {})
        needed = {each.name: "本文" for each in task.fields if each.required}
        assert "本文" in question(task, needed)
        assert 0 <= (task.lead.sampling.temperature or 0) <= 1
    assert ja.lead.sampling == en.lead.sampling


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", sorted(WANTED))
def test_no_heading_of_a_shipped_task_stands_above_nothing(key: str, language: Language) -> None:
    (task,) = [each.task for each in read_tasks(SHIPPED, language).tasks if each.key == key]
    made = question(task, {each.name: "本文" for each in task.fields if each.required})
    assert "本文" in made
    assert not re.search("[:：][ 　]*$", made, re.MULTILINE)


def test_every_icon_of_a_card_is_there() -> None:
    assert {each for each in ICONS if not (resources() / "icons" / f"{each}.svg").is_file()} == set()


# -- other folders


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "weekly.toml").write_text(PLAIN, encoding="utf-8")
    return tmp_path


def test_one_text_holds_for_both_languages(folder: Path) -> None:
    (found,), (again,) = (read_tasks(folder, language).tasks for language in LANGUAGES)
    assert found == again
    assert found.task.title == "週報"
    assert found.task.fields[0].kind is FieldKind.LONG_TEXT
    assert found.task.lead.sampling == SamplingWish()


def test_penalties_are_read(folder: Path) -> None:
    wish = "[sampling]\npresence_penalty = -0.5\nfrequency_penalty = 1\ndry_multiplier = 0.8\n"
    (folder / "weekly.toml").write_text(PLAIN + wish, encoding="utf-8")
    (found,) = read_tasks(folder, "en").tasks
    expected = SamplingWish(presence_penalty=-0.5, frequency_penalty=1.0, dry_multiplier=0.8)
    assert found.task.lead.sampling == expected


BROKEN = {
    "syntax": ("title = ", 1, "Invalid value"),
    "unknown key": (PLAIN.replace("icon", "colour = 1\nicon"), 2, "colour: unknown key"),
    "unknown key of a field": (PLAIN + "max = 3\n", 10, "unknown key"),
    "icon": (PLAIN.replace("page", "../../x"), 2, "icon: not one of"),
    "no title": (PLAIN.replace("title", "# title"), 1, "title: missing"),
    "one language of two": (PLAIN.replace("title =", "title.ja ="), 3, "title.en: missing"),
    "no field": (PLAIN.split("[[field]]", maxsplit=1)[0], 0, "field: one to three"),
    "four fields": (
        PLAIN + "".join(f'[[field]]\nname = "f{each}"\nlabel = "x"\nkind = "text"\n' for each in "123"),
        0, "field: one to three",
    ),
    "name": (PLAIN.replace('"memo"', '"me mo"'), 7, "field[0].name: not lower-case"),
    "kind": (PLAIN.replace("long_text", "password"), 9, "kind: not one of"),
    "unknown place": (PLAIN.replace("{memo}", "{memo} {more}"), 0, "pattern: names a field"),
    "unused field": (PLAIN.replace("{memo}", "memo"), 0, "pattern: does not name"),
    "choices of a text": (PLAIN + 'choices = ["a", "b"]\n', 0, "choices: two to eight"),
    "unlike choices": (
        PLAIN.replace("long_text", "choice") + 'choices.ja = ["a", "b"]\nchoices.en = ["a", "b", "c"]\n',
        10, "choices: not as many",
    ),
    "temperature": (PLAIN + "[sampling]\ntemperature = 9\n", 11, "temperature: not from 0 to 2"),
    "penalty": (PLAIN + "[sampling]\npresence_penalty = 3\n", 11, "presence_penalty: not from -2 to 2"),
    "temperature that is none": (PLAIN + "[sampling]\ntemperature = nan\n", 11, "not from 0 to 2"),
    "temperature in words": (PLAIN + '[sampling]\ntemperature = "hot"\n', 11, "not a number"),
    "seed": (PLAIN + "[sampling]\nseed = 1\n", 11, "seed: unknown key"),
    "long title": (PLAIN.replace("週報を", "週" * 201), 0, "too long"),
    "long system text": ("system = '" + "あ" * 20_001 + "'\n" + PLAIN, 1, "longer than"),
    "large": (PLAIN + "#" * MAX_BYTES, 0, "larger than"),
    "not UTF-8": (PLAIN + "# \udcff", 10, "not UTF-8"),
    "deep": ("x = " + "[" * 20_000, 0, ""),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_task_is_left_out_and_named(folder: Path, name: str) -> None:
    text, line, reason = BROKEN[name]
    (folder / "broken.toml").write_bytes(text.encode("utf-8", "surrogateescape"))
    shelf = read_tasks(folder, "ja")
    assert [each.key for each in shelf.tasks] == ["weekly"]
    (problem,) = shelf.problems
    assert problem.file == "broken.toml"
    assert problem.line == line
    assert reason in problem.reason


def test_what_is_no_file_is_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "pipe.toml")
    (folder / "folder.toml").mkdir()
    (folder / "gone.toml").symlink_to(folder / "nowhere")
    shelf = read_tasks(folder, "ja")
    assert [each.key for each in shelf.tasks] == ["weekly"]
    assert [each.file for each in shelf.problems] == ["folder.toml", "gone.toml", "pipe.toml"]


def test_there_is_an_end_to_the_files(folder: Path) -> None:
    for number in range(MAX_FILES):
        (folder / f"a{number:03}.toml").write_text(PLAIN, encoding="utf-8")
    shelf = read_tasks(folder, "ja")
    assert len(shelf.tasks) == MAX_FILES
    assert [each.file for each in shelf.problems] == ["weekly.toml"]


@pytest.mark.parametrize("name", ["nowhere", "weekly.toml"])
def test_a_folder_that_is_none_is_named(folder: Path, name: str) -> None:
    shelf = read_tasks(folder / name, "ja")
    assert shelf.tasks == ()
    assert [each.file for each in shelf.problems] == [""]
