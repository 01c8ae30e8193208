"""A file whose chat template is not the one that the catalogue expects is told of."""

from dataclasses import replace
from pathlib import Path

import pytest

from model_manager.catalogue import Catalogue
from model_manager.library import StoredModel
from model_manager.recognising import UNKNOWN_FAMILY, is_of, other_family, seems_to_be
from tests import gguf_files
from tests.model_manager.fake_hub import REPO
from tests.model_manager.premises import PINNED, Premises, Said, model_file, sha256_of


def catalogue(premises: Premises, said: Said) -> Catalogue:
    premises.say(said)
    return premises.admission().rules.catalogue


def imported(premises: Premises, path: Path) -> StoredModel:
    return premises.jobs().take_in(path)


def called(model: StoredModel, name: str, repo_id: str = "") -> StoredModel:
    return replace(model, files=(Path("/models") / name,), record=replace(model.record, repo_id=repo_id))


def test_the_same_family_is_nothing_to_tell(premises: Premises, tmp_path: Path) -> None:
    path = model_file(tmp_path / "a.gguf")
    made = imported(premises, path)
    assert other_family(catalogue(premises, Said(sha256=sha256_of(path))), made) is None


@pytest.mark.parametrize(
    ("template", "own"),
    [(gguf_files.LLAMA_3, "llama-3"), (None, UNKNOWN_FAMILY), (gguf_files.HOSTILE, UNKNOWN_FAMILY)],
)
def test_another_family_is_told(premises: Premises, tmp_path: Path, template: str | None, own: str) -> None:
    path = model_file(tmp_path / "a.gguf", template=template)
    made = imported(premises, path)
    assert other_family(catalogue(premises, Said(sha256=sha256_of(path))), made) == (own, "chatml")


def test_nothing_is_told_where_nobody_knows(premises: Premises, tmp_path: Path) -> None:
    path = model_file(tmp_path / "a.gguf", template=gguf_files.LLAMA_3)
    made = imported(premises, path)
    assert other_family(catalogue(premises, Said()), made) is None
    assert other_family(catalogue(premises, Said(sha256=sha256_of(path), family="")), made) is None
    made.files[0].unlink()
    assert other_family(catalogue(premises, Said(sha256=sha256_of(path))), made) is None


def test_an_entry_is_known_by_digest_then_repository_then_name(premises: Premises, tmp_path: Path) -> None:
    path = model_file(tmp_path / "a.gguf")
    made = imported(premises, path)
    by_digest = catalogue(premises, Said(sha256=sha256_of(path)))
    assert seems_to_be(by_digest, made) is by_digest.models[0]
    unknown = catalogue(premises, Said())
    assert seems_to_be(unknown, made) is None
    assert seems_to_be(unknown, called(made, "x.gguf", REPO)) is unknown.models[0]
    assert seems_to_be(unknown, called(made, PINNED)) is unknown.models[0]
    assert seems_to_be(unknown, called(made, PINNED, "else/where")) is None


@pytest.mark.parametrize(
    ("source", "is_one"), [("hub.example", True), ("file", False), ("bundle", False), ("", False)]
)
def test_only_what_was_fetched_from_its_repository_is_an_entrys(
    premises: Premises, tmp_path: Path, source: str, is_one: bool
) -> None:
    path = model_file(tmp_path / "a.gguf")
    made = imported(premises, path)
    told = replace(made, record=replace(made.record, repo_id=REPO.upper(), source=source))
    assert is_of(catalogue(premises, Said()).models[0], told) is is_one
    assert is_of(catalogue(premises, Said(sha256=sha256_of(path))).models[0], told)
