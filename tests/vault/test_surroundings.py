"""What is around the vault: noted when it is otherwise than before, and only then."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from desktop.vault.surroundings import ModelOrigin
from desktop.vault.vault import Vault
from tests.vault.places import new_vault

HUB = ModelOrigin("hub.example", "maker/model-gguf", "c0ffee" * 6)
FILE = ModelOrigin("file", "", "")


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    made = new_vault(tmp_path / "vault").vault
    yield made
    made.close()


def noted(vault: Vault) -> Sequence[tuple[str, dict[str, str | int]]]:
    return [(each.kind, dict(each.facts)) for each in vault.events.all()[1:]]


def test_a_model_is_noted_when_it_comes_and_when_it_goes(vault: Vault) -> None:
    around = vault.surroundings
    around.note_models({"aa": HUB})
    around.note_models({"aa": HUB, "bb": FILE})
    around.note_models({"bb": FILE})
    assert noted(vault) == [
        ("model_registered", {
            "model": "aa", "source": "hub.example", "repository": "maker/model-gguf", "commit": "c0ffee" * 6,
        }),
        ("model_registered", {"model": "bb", "source": "file", "repository": "", "commit": ""}),
        ("model_removed", {"model": "aa"}),
    ]  # fmt: skip


def test_the_same_models_are_noted_once(vault: Vault) -> None:
    for _ in range(3):
        vault.surroundings.note_models({"aa": HUB})
    assert len(noted(vault)) == 1


def test_a_model_from_elsewhere_under_the_same_hash_is_noted_again(vault: Vault) -> None:
    vault.surroundings.note_models({"aa": FILE})
    vault.surroundings.note_models({"aa": HUB})
    assert [facts["source"] for _, facts in noted(vault)] == ["file", "hub.example"]


def test_protection_is_noted_when_it_changes(vault: Vault) -> None:
    around = vault.surroundings
    around.note_protection("middle", ["window:namespaces:refused", "engine:namespaces:refused"])
    around.note_protection("middle", ["engine:namespaces:refused", "window:namespaces:refused"])
    around.note_protection("strong", [])
    assert noted(vault) == [
        ("protection", {
            "level": "middle", "reasons": "engine:namespaces:refused window:namespaces:refused",
        }),
        ("protection", {"level": "strong", "reasons": ""}),
    ]  # fmt: skip
