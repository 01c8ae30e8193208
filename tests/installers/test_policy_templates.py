"""What administrators get names every key of the grammar, and is what the grammar says today."""

import re
import tomllib
from pathlib import Path
from xml.etree import ElementTree

import pytest

from installers.policy_templates import HERE, files, words_of
from model_manager.policy_file import accept_text
from model_manager.policy_grammar import GRAMMAR, Choice

WINDOWS = HERE / "windows" / "policy"
NAMESPACE = {"p": "http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions"}
KEYS = {(table, key) for table, keys in GRAMMAR.items() for key in keys}
REFERENCES = re.compile(r"\$\((string|presentation)\.(\w+)\)")


@pytest.mark.parametrize("path", files(), ids=lambda path: path.name)
def test_the_files_are_what_the_grammar_says(path: Path) -> None:
    """After a change of the grammar or its reference: `python -m installers.policy_templates`."""
    assert path.read_text(encoding="utf-8") == files()[path]


def test_the_example_is_accepted_as_it_is_and_demands_nothing() -> None:
    path = HERE / "linux" / "policy.example.toml"
    found = accept_text(path, path.read_bytes())
    assert found.fault is None
    assert found.values == {}


def test_the_example_names_every_key_and_each_may_be_switched_on() -> None:
    text = (HERE / "linux" / "policy.example.toml").read_text(encoding="utf-8")
    switched_on = re.sub(r"^#(\w+ = )", r"\1", text, flags=re.MULTILINE)
    found = accept_text(Path("policy.toml"), switched_on.encode())
    assert found.fault is None
    assert set(found.values) == KEYS
    assert {(table, key) for table, keys in tomllib.loads(switched_on).items() for key in keys} == KEYS


def test_the_template_writes_every_key_where_it_is_read() -> None:
    root = ElementTree.parse(WINDOWS / "hisho.admx").getroot()  # our own file
    found = set()
    for policy in root.iterfind("p:policies/p:policy", NAMESPACE):
        assert policy.get("class") == "Machine"
        branch, _, table = policy.get("key", "").rpartition("\\")
        assert branch == "Software\\Policies\\Hisho"
        places = [policy, *policy.iterfind("p:elements/*", NAMESPACE)]
        found |= {(table, name) for each in places if (name := each.get("valueName"))}
    assert found == KEYS


def test_the_template_offers_what_may_be_written() -> None:
    root = ElementTree.parse(WINDOWS / "hisho.admx").getroot()  # our own file
    for table, key in KEYS:
        kind = GRAMMAR[table][key]
        if isinstance(kind, Choice):
            enum = root.find(f"p:policies/p:policy[@name='{table}_{key}']/p:elements/p:enum", NAMESPACE)
            assert enum is not None
            offered = [each.text for each in enum.iterfind("p:item/p:value/p:string", NAMESPACE)]
            assert offered == list(words_of(kind))


@pytest.mark.parametrize("language", ["ja-JP", "en-US"])
def test_the_words_of_the_template_are_complete(language: str) -> None:
    """A word that is missing keeps the editor from loading the template at all."""
    wanted = REFERENCES.findall((WINDOWS / "hisho.admx").read_text(encoding="utf-8"))
    resources = ElementTree.parse(WINDOWS / language / "hisho.adml").getroot()  # our own file
    strings = {each.get("id"): each.text for each in resources.iterfind(".//p:string", NAMESPACE)}
    shown = {each.get("id") for each in resources.iterfind(".//p:presentation", NAMESPACE)}
    assert {name for kind, name in wanted if kind == "string"} == set(strings)
    assert {name for kind, name in wanted if kind == "presentation"} == shown
    assert all(strings.values())


@pytest.mark.parametrize("table", GRAMMAR)
def test_the_reference_names_every_key_in_both_languages(table: str) -> None:
    text = (HERE / "POLICY.md").read_text(encoding="utf-8")
    japanese, english = text.split("## English")
    for part in (japanese, english):
        section = part.split(f"### [{table}]")[1].split("###")[0]
        assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == list(GRAMMAR[table])
