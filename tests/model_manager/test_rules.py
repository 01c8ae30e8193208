"""What ships with the program about models, read as one."""

from pathlib import Path

import pytest

from model_manager.errors import CatalogueError
from model_manager.rules import read_rules
from tests.model_manager.premises import Premises, Said
from tests.sources import ROOT


def test_what_ships_is_whole() -> None:
    rules = read_rules(ROOT / "resources")
    assert len(rules.catalogue.models) >= 22
    assert len(rules.catalogue.government) == 7
    for entry in rules.catalogue.models:
        assert set(entry.licences) <= set(rules.licences)
    for licence in rules.licences.values():
        assert not licence.text_file or (rules.texts / licence.text_file).is_file()


def test_a_licence_that_is_not_there_is_named_with_its_line(tmp_path: Path) -> None:
    premises = Premises(tmp_path / "user")
    premises.say(Said(licence="made-up"))
    with pytest.raises(CatalogueError) as caught:
        read_rules(premises.resources)
    lines = (premises.resources / "catalogue.toml").read_text(encoding="utf-8").splitlines()
    assert lines[caught.value.line - 1] == 'licences = ["made-up"]'


def test_resources_that_are_not_there_are_an_error_of_ours(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError):
        read_rules(tmp_path)
