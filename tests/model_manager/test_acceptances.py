"""The record of accepted licences only grows, survives a loss of power, and is otherwise never guessed at."""

import json
from pathlib import Path

import pytest

from model_manager.errors import CatalogueError, InventoryWriteError
from model_manager.licences import Acceptance, Acceptances, Standing, judge, read_licences
from tests.sources import ROOT

WHEN = "2026-11-24T09:30:00+09:00"
A, B, MODEL = "a" * 64, "b" * 64, "c" * 64
LINE = json.dumps({
    "when": WHEN, "licence_id": "gemma", "licence_sha256": A, "model_sha256": MODEL, "model_name": "m"
})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "hisho" / "acceptances.jsonl"


def test_nothing_is_accepted_to_begin_with(path: Path) -> None:
    assert Acceptances(path).all() == ()
    assert Acceptances(path).accepted() == frozenset()
    assert not path.exists()


def test_what_is_recorded_is_there_in_order(path: Path) -> None:
    Acceptances(path).record(WHEN, "llama3.1", A, MODEL, "請求項\nモデル")
    Acceptances(path).record(WHEN, "gemma", B, "", "m")
    assert Acceptances(path).all() == (
        Acceptance(WHEN, "llama3.1", A, MODEL, "請求項\nモデル"),
        Acceptance(WHEN, "gemma", B, "", "m"),
    )
    assert Acceptances(path).accepted() == {A, B}
    assert path.read_bytes().count(b"\n") == 2
    assert path.stat().st_mode & 0o777 == 0o600


def test_an_acceptance_lets_the_model_be_used_until_the_licence_changes(path: Path) -> None:
    gemma = read_licences(ROOT / "resources" / "licences")["gemma"]
    acceptances = Acceptances(path)
    assert judge([gemma], "", None, acceptances.accepted()).standing is Standing.ACCEPTANCE
    acceptances.record(WHEN, gemma.id, gemma.sha256, MODEL, "m")
    assert judge([gemma], "", None, acceptances.accepted()).standing is Standing.USABLE


@pytest.mark.parametrize("length", [1, 20, len(LINE) - 1, len(LINE)])
def test_a_torn_last_line_is_passed_over_and_cut_away(path: Path, length: int) -> None:
    acceptances = Acceptances(path)
    acceptances.record(WHEN, "gemma", A, MODEL, "m")
    whole = path.read_bytes()
    path.write_bytes(whole + LINE[:length].encode())
    assert len(acceptances.all()) == 1
    acceptances.record(WHEN, "gemma", B, MODEL, "m")
    assert [each.licence_sha256 for each in acceptances.all()] == [A, B]
    assert path.read_bytes().startswith(whole)


def test_a_file_of_one_torn_line_is_empty(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"\0\0\0")
    assert Acceptances(path).all() == ()
    Acceptances(path).record(WHEN, "gemma", A, MODEL, "m")
    assert Acceptances(path).accepted() == {A}


@pytest.mark.parametrize(
    "malformed",
    [
        "", "{", "[]", "7", "{}", '"text"', "[" * 5000,
        LINE.replace(A, "x"), LINE.replace(MODEL, MODEL.upper()), LINE.replace(WHEN, "yesterday"),
        LINE.replace('"m"', "7"), LINE.replace('"model_name"', '"other"'), LINE[:20],
    ],
)  # fmt: skip
def test_a_malformed_line_is_an_error_with_its_number(path: Path, malformed: str) -> None:
    path.parent.mkdir()
    path.write_text(f"{LINE}\n{malformed}\n{LINE}\n")
    with pytest.raises(CatalogueError) as caught:
        Acceptances(path).accepted()
    assert (caught.value.name, caught.value.line) == ("acceptances.jsonl", 2)


@pytest.mark.parametrize(
    ("when", "licence_sha256", "model_sha256"), [("now", A, MODEL), (WHEN, "", MODEL), (WHEN, A, "x")]
)
def test_what_could_not_be_read_back_is_not_written(
    path: Path, when: str, licence_sha256: str, model_sha256: str
) -> None:
    with pytest.raises(CatalogueError):
        Acceptances(path).record(when, "gemma", licence_sha256, model_sha256, "m")
    assert not path.exists()


def test_a_record_that_cannot_be_written_or_read_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(InventoryWriteError):
        Acceptances(tmp_path / "file" / "acceptances.jsonl").record(WHEN, "gemma", A, MODEL, "m")
    with pytest.raises(CatalogueError) as caught:
        Acceptances(tmp_path).all()
    assert caught.value.line == 0
