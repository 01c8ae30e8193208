"""A malformed catalogue is refused with the line of what is wrong, and nothing else is ever raised."""

import random
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model_manager.catalogue import Catalogue, read_catalogue
from model_manager.errors import CatalogueError

LICENCES = {"MIT", "gemma"}
SHA = "d96f4d98eb528df26e8bc09ab81a1d165be4fce67616739e65980bed9038f0f2"

SMALL = f"""\
[[model]]
id = "a"
name = "A"
description.ja = "説明"
description.en = "A description"
vendor.ja = "作者"
vendor.en = "Maker"
origin = "scratch"
publisher = "community"
repo = "owner/a-gguf"
revision = "31d771319b04032f33e0d9d860f3984ea4812154"
base_repo = ""
architecture = "llama"
context_length = 8192
parameters = 0
licences = ["MIT"]
family = "sarashina"
purpose = "chat"
shape = {{ layers = 1, kv_heads = 1, head_size = 1, hidden = 1, feed_forward = 1, vocabulary = 1 }}
quality.benchmark = "B"
quality.score = 0.5
quality.source = "S"
quality.note.ja = "注"
quality.note.en = "A note"
recommended_for = ["16GB"]
certainty = "verified"

[[model.file]]
name = "a-Q4_K_M.gguf"
size = 10
sha256 = "{SHA}"

[[model.file]]
name = "a-Q8_0.gguf"
size = 0
sha256 = ""

[[government]]
id = "g"
name = "G"
vendor.ja = "作者"
vendor.en = "Maker"
label.ja = "選定モデル(重み非公開)"
label.en = "Selected"
statement.ja = "文"
statement.en = "A statement"
how_to_get.ja = "契約"
how_to_get.en = "By contract"
sibling = "a"
difference.ja = "別"
difference.en = "Another"

[[refused]]
architecture = "plamo2"
reason = "rope_off"

[[refused]]
repo = "owner/bad"
reason = "unread"
licences = ["MIT"]
"""


def read(folder: Path, text: str | bytes) -> Catalogue:
    path = folder / "catalogue.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
    return read_catalogue(path, LICENCES)


def line_of(words: str, occurrence: int = 1) -> int:
    lines = [number for number, line in enumerate(SMALL.split("\n"), 1) if line.startswith(words)]
    return lines[occurrence - 1]


def test_a_small_catalogue_is_read(tmp_path: Path) -> None:
    catalogue = read(tmp_path, SMALL)
    assert [len(catalogue.models), len(catalogue.government), len(catalogue.refusals)] == [1, 1, 2]
    assert read(tmp_path, SMALL.replace("\n", "\r\n")) == catalogue


def test_licences_are_unchecked_without_a_list(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.toml"
    path.write_text(SMALL.replace('["MIT"]', '["new"]'))
    assert read_catalogue(path).models[0].licences == ("new",)


HEX = '"31d771319b04032f33e0d9d860f3984ea4812154"'
MALFORMED = [
    ("origin = ", 'origin = "scratch', "a text that does not end", "origin"),
    ("name = ", 'name = "A"\nnickname = "B"', "an unknown key", 4),
    ("shape = ", "shape = 7", "no table", "shape"),
    ("shape = ", "shape = { layers = 1 }", "a key is missing in a table", "shape"),
    ("context_length = ", 'context_length = "8192"', "a text for a number", "context_length"),
    ("context_length = ", "context_length = true", "a truth for a number", "context_length"),
    ("context_length = ", "context_length = -1", "a negative number", "context_length"),
    ("name = ", "name = 7", "a number for a text", "name"),
    ("name = ", 'name = " "', "an empty text", "name"),
    ("description.ja = ", 'description.ja = ""', "an empty text in one language", "description.ja"),
    ("description.en = ", "description.fr = 'x'", "another language", "description.ja"),
    ("id = ", 'id = "A b"', "no id", "id"),
    ("origin = ", 'origin = "bought"', "an unknown word", "origin"),
    ("repo = ", 'repo = "no owner"', "no repository", "repo"),
    ("repo = ", 'repo = "../x"', "a repository that leads away", "repo"),
    ("base_repo = ", 'base_repo = "x"', "no base repository", "base_repo"),
    ("revision = ", 'revision = "main"', "a branch for a commit", "revision"),
    ("revision = ", f"revision = {HEX.upper()}", "a commit in upper case", "revision"),
    ("architecture = ", 'architecture = "unheard"', "an unknown architecture", "architecture"),
    ("licences = ", 'licences = ["GPL"]', "an unknown licence", "licences"),
    ("licences = ", "licences = []", "no licence", "licences"),
    ("licences = ", 'licences = ["MIT", "MIT"]', "a licence twice", "licences"),
    ("licences = ", "licences = [1]", "a number for a licence", "licences"),
    ("licences = ", 'licences = "MIT"', "a text for a list", "licences"),
    ("family = ", 'family = "other"', "an unknown family", "family"),
    ("purpose = ", 'purpose = "fun"', "an unknown purpose", "purpose"),
    ("quality.score = ", "quality.score = 56.2", "a score above 1", "quality.score"),
    ("quality.score = ", "quality.score = nan", "a score that is no number", "quality.score"),
    ("recommended_for = ", 'recommended_for = ["4GB"]', "an unknown machine", "recommended_for"),
    ("certainty = ", 'certainty = "not verified"', "an unknown certainty", "certainty"),
    ("sha256 = ", 'sha256 = "abc"', "no digest", "sha256"),
    ("size = ", "size = 1.5", "half a byte", "size"),
    ("sibling = ", 'sibling = "b"', "a sibling that does not exist", "sibling"),
    ("reason = ", 'reason = "Rope Off"', "no code", "reason"),
]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [(old, new, line) for old, new, _, line in MALFORMED],
    ids=[what for _, _, what, _ in MALFORMED],
)
def test_a_malformed_value_is_refused_with_its_line(
    tmp_path: Path, old: str, new: str, line: str | int
) -> None:
    lines = SMALL.split("\n")
    lines[line_of(old) - 1] = new
    with pytest.raises(CatalogueError) as caught:
        read(tmp_path, "\n".join(lines))
    assert caught.value.name == "catalogue.toml"
    assert caught.value.line == (line_of(line) if isinstance(line, str) else line)
    assert caught.value.reason


@pytest.mark.parametrize(
    ("file_name", "why"),
    [
        ("../a.gguf", "leads away"), ("con.gguf", "a device"), ("a.bin", "no model"),
        ("a-Q8_0.gguf", "twice"),
        ("mmproj-a.gguf", "no model of its own"),
    ],
)  # fmt: skip
def test_a_file_name_is_refused_with_its_line(tmp_path: Path, file_name: str, why: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        read(tmp_path, SMALL.replace("a-Q4_K_M.gguf", file_name))
    twice = file_name == "a-Q8_0.gguf"
    assert caught.value.line == line_of("name = ", 3 if twice else 2)


KEYS = [
    ("id = ", "[[model]]"), ("repo = ", "[[model]]"), ("revision = ", "[[model]]"),
    ("size = ", "[[model.file]]"), ("sibling = ", "[[government]]"), ("reason = ", "[[refused]]"),
    ('architecture = "plamo2', "[[refused]]"), ("difference.en = ", "difference.ja = "),
]  # fmt: skip


@pytest.mark.parametrize(("key", "header"), KEYS)
def test_a_missing_key_is_refused_with_the_line_of_its_entry(tmp_path: Path, key: str, header: str) -> None:
    lines = SMALL.split("\n")
    del lines[line_of(key) - 1]
    with pytest.raises(CatalogueError) as caught:
        read(tmp_path, "\n".join(lines))
    assert caught.value.line == line_of(header)


def second_entry(**changes: str) -> str:
    text = SMALL[: SMALL.index("\n[[government]]")]
    for old, new in {'id = "a"': 'id = "b"', SHA: "e" * 64, **changes}.items():
        text = text.replace(old, new)
    return SMALL + text


def test_the_line_is_that_of_the_right_entry(tmp_path: Path) -> None:
    assert len(read(tmp_path, second_entry()).models) == 2
    with pytest.raises(CatalogueError) as caught:
        read(tmp_path, second_entry(**{'purpose = "chat"': 'purpose = "fun"'}))
    assert caught.value.line == SMALL.count("\n") + line_of("purpose = ")


@pytest.mark.parametrize(
    ("changes", "key"),
    [({'id = "b"': 'id = "a"'}, "id = "), ({"e" * 64: SHA}, "sha256 = ")],
)
def test_nothing_comes_twice(tmp_path: Path, changes: dict[str, str], key: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        read(tmp_path, second_entry(**changes))
    assert caught.value.line == SMALL.count("\n") + line_of(key)
    assert "twice" in caught.value.reason


def test_a_card_and_a_refusal_come_once_too(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError) as caught:
        read(tmp_path, SMALL.replace('id = "g"', 'id = "a"'))
    assert caught.value.line == line_of("id = ", 2)
    with pytest.raises(CatalogueError) as caught:
        read(tmp_path, SMALL + '[[refused]]\nrepo = "Owner/Bad"\nreason = "unread"\n')
    assert caught.value.line == SMALL.count("\n") + 2


def test_an_entry_without_files_and_one_refused_for_two_reasons(tmp_path: Path) -> None:
    start, end = SMALL.index("[[model.file]]"), SMALL.index("[[government]]")
    with pytest.raises(CatalogueError) as caught:
        read(tmp_path, SMALL[:start] + SMALL[end:])
    assert (caught.value.line, caught.value.reason) == (1, "model[0].file: missing")
    with pytest.raises(CatalogueError) as caught:
        read(tmp_path, SMALL + 'architecture = "dream"\n')
    assert caught.value.line == line_of('repo = "owner/bad"')


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (b'[[model]]\nid = "\xff"\n', 2),
        (b"[[model]]\n[[model.file]\n", 2),
        (b'[[model]]\nid = """open\n\n', 2),
        (b"model = 7\n", 1),
        (b"model = [7]\n", 1),
        (b"\nspare = 1\n", 2),
        (b"x = " + b"[" * 5000, 0),
        (b"x = " + b"9" * 5000, 0),
    ],
    ids=["no UTF-8", "a header that does not end", "a text that does not end", "a number for entries",
         "a number for an entry", "an unknown entry", "too deep", "too many digits"],
)  # fmt: skip
def test_what_is_no_catalogue_at_all(tmp_path: Path, text: bytes, line: int) -> None:
    with pytest.raises(CatalogueError) as caught:
        read(tmp_path, text)
    assert caught.value.line == line


def test_a_missing_file_is_an_error_without_a_line(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError) as caught:
        read_catalogue(tmp_path / "gone.toml")
    assert (caught.value.name, caught.value.line) == ("gone.toml", 0)


@settings(max_examples=200, deadline=None)
@given(seed=st.integers(0, 2**32), inserted=st.text(max_size=8), count=st.integers(1, 4))
def test_no_mutation_raises_anything_else(
    tmp_path_factory: pytest.TempPathFactory, seed: int, inserted: str, count: int
) -> None:
    chance = random.Random(seed)
    text = SMALL
    for _ in range(count):
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.choice((0, 1, 3, 40)))
        lines = text.split("\n")
        text = chance.choice((
            text[:start] + inserted + text[end:],
            text[:start] + chance.choice("[]{}=\".,\n'#0") + text[end:],
            "\n".join(chance.sample(lines, len(lines))),
            "\n".join(lines[: chance.randrange(1, len(lines) + 1)]),
            text.replace(chance.choice(('"', "\n", "=", "model", "7")), inserted, 1),
        ))
    path = tmp_path_factory.mktemp("mutated")
    line = 0
    try:
        catalogue = read(path, text)
        assert tomllib.loads(text.replace("\r\n", "\n")).keys() <= {"model", "government", "refused"}
        assert isinstance(catalogue, Catalogue)
    except CatalogueError as refused:
        line = refused.line
    assert 0 <= line <= text.count("\n") + 1
