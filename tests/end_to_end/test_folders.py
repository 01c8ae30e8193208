"""Folders and files that are not the user's own: they are named, and nothing is written there."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.end_to_end.programs import Home, lines

PASSPHRASE = "出願前の合言葉"
QUESTION = "秘書は何ができますか"
NOBODY = 65534


def contents(folder: Path) -> dict[str, bytes]:
    found = [folder, *folder.rglob("*")]
    return {str(each): each.read_bytes() if each.is_file() else b"" for each in found}


def problems(home: Home) -> list[str]:
    done = home.hisho("doctor", "--json")
    found: list[str] = json.loads(done.stdout)["problems"]
    assert done.returncode == (1 if found else 0)
    return found


def file_as_data(home: Home) -> Path:
    home.data.parent.mkdir()
    home.data.write_text("x")
    return home.data


def file_as_vault(home: Home) -> Path:
    home.data.mkdir(parents=True)
    (home.data / "vault").write_text("x")
    return home.data / "vault"


def foreign_data(home: Home) -> Path:
    home.data.mkdir(parents=True)
    (home.data / "thesis.txt").write_text("x")
    return home.data


FOREIGN = [
    pytest.param(file_as_data, "data:foreign", id="data is a file"),
    pytest.param(file_as_vault, "vault:unreadable", id="vault is a file"),
    pytest.param(foreign_data, "data:foreign", id="data holds something else"),
]


@pytest.mark.parametrize(("spoil", "problem"), FOREIGN)
def test_a_place_that_is_not_ours_is_named(
    home: Home, spoil: Callable[[Home], Path], problem: str
) -> None:
    place = spoil(home)
    done = home.with_passphrase(PASSPHRASE, "ask", "--save", "x")
    assert done.returncode == 1
    (sentence,) = lines(done.stderr)
    assert f"{place} " in sentence
    assert "damaged" not in sentence
    assert problem in problems(home)


@pytest.mark.parametrize("spoil", [file_as_data, foreign_data])
def test_nothing_is_written_into_a_folder_that_is_not_ours(
    home: Home, spoil: Callable[[Home], Path], random_model: Path
) -> None:
    spoil(home)
    before = contents(home.data)
    assert home.hisho("ask", QUESTION).returncode == 0       # what keeps nothing needs no folder
    assert home.hisho("chat", text=f"{QUESTION}\n").returncode == 0
    assert home.with_passphrase(PASSPHRASE, "ask", "--save", "x").returncode == 1
    done = home.hisho("ask", "--model", str(random_model), "x")
    assert done.returncode == 1                             # to be registered, a model needs one
    assert str(home.data) in done.stderr
    home.hisho("models", "list")
    home.hisho("models", "import", str(random_model))
    assert contents(home.data) == before


def test_doctor_names_what_others_may_write(home: Home) -> None:
    home.with_passphrase(PASSPHRASE, "ask", "--save", "x")
    assert problems(home) == []
    (home.data / "vault" / "vault.db").chmod(0o620)
    assert problems(home) == ["vault:writable:vault.db"]


@pytest.mark.namespaces
def test_doctor_names_what_another_account_owns(home: Home) -> None:
    home.with_passphrase(PASSPHRASE, "ask", "--save", "x")
    for each in (home.data / "vault").iterdir():
        os.chown(each, NOBODY, NOBODY)
    found = problems(home)
    assert {"vault:owner:vault.db", "vault:owner:vault.json"} <= set(found)
