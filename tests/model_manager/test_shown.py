"""What is shown of models, listings and plans, and which file of a repository is meant."""

import io
import json
from dataclasses import replace

import pytest

from model_manager.catalogue import CatalogueModel, GovernmentCard
from model_manager.errors import EntryMissingError
from model_manager.fit import FitVerdict
from model_manager.hub_files import HubFile, Listing
from model_manager.machine import Device, Machine
from model_manager.needs import Load
from model_manager.placement import Placement
from model_manager.planning import plan_size
from model_manager.reporting import Report
from model_manager.rules import read_rules
from model_manager.shown import (
    card_text,
    chosen_file,
    entry_body,
    listing_bodies,
    listing_row,
    placement_text,
    plan_body,
    plan_text,
    verdict_text,
)
from tests.model_manager.fake_hub import COMMIT, REPO
from tests.model_manager.premises import PINNED, UNPINNED, Premises
from tests.sources import ROOT

GIB = 1 << 30
SPLIT = ("big-BF16-00001-of-00002.gguf", "big-BF16-00002-of-00002.gguf")


def listing(*names: str) -> Listing:
    files = {each: HubFile(each, 1000, "a" * 64, "") for each in (*names, *SPLIT)}
    models: dict[str, tuple[str, ...]] = {each: (each,) for each in names}
    models[SPLIT[0]] = SPLIT
    return Listing(REPO, COMMIT, files, models, "", "mit", "llama", 4096)


@pytest.fixture
def entry(premises: Premises) -> CatalogueModel:
    return premises.admission().rules.catalogue.models[0]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [("Q8_0", UNPINNED), ("q4_k_m", PINNED), (PINNED, PINNED), ("bf16", SPLIT[0]), (SPLIT[0], SPLIT[0])],
)
def test_a_file_is_meant_by_its_name_or_quantisation(wanted: str, expected: str) -> None:
    assert chosen_file(listing(PINNED, UNPINNED), wanted, None) == expected


def test_an_entry_means_its_first_file(entry: CatalogueModel) -> None:
    assert chosen_file(listing(UNPINNED, PINNED), "", entry) == PINNED
    with pytest.raises(EntryMissingError) as caught:
        chosen_file(listing(UNPINNED), "", entry)
    assert (caught.value.place, caught.value.file_name) == (REPO, "*.gguf")


@pytest.mark.parametrize("wanted", ["", "Q2_K", "Q4_K_M", SPLIT[1], "../x"])
def test_what_is_not_one_file_is_none(wanted: str) -> None:
    with pytest.raises(EntryMissingError):
        chosen_file(listing("a-Q4_K_M.gguf", "b-Q4_K_M.gguf"), wanted, None)


def test_a_split_model_is_one_row() -> None:
    body = next(each for each in listing_bodies(listing(PINNED)) if each["file"] == SPLIT[0])
    assert (body["files"], body["size"], body["quantisation"]) == (2, 2000, "BF16")
    assert listing_row(body) == (SPLIT[0], "BF16", "2.0 kB", "2")
    assert listing_row({**body, "quantisation": ""})[1] == "?"


def test_an_entry_as_json(entry: CatalogueModel) -> None:
    body = entry_body(entry)
    assert (body["id"], body["licences"], body["revision"]) == ("known", ["MIT"], COMMIT)
    assert [each["name"] for each in body["files"]] == [PINNED, UNPINNED]


def test_a_plan_in_bytes_and_in_words() -> None:
    machine = Machine(16 * GIB, 12 * GIB, (Device("GPU", 4 * GIB, 4 * GIB),))
    plan = plan_size("m", 8 * GIB, Load(4096), machine)
    body = plan_body(plan)
    assert (body["verdict"], body["exact"], body["ram_free"]) == ("partly", False, 12 * GIB)
    assert body["total"] == plan.fit.needs.total
    assert 0 < body["devices"]["GPU"] <= 4 * GIB
    said = plan_text(plan, str)
    assert said.startswith(f"m: fits partly: {body['layers_on_gpu']} of {body['layers']} layers on the GPU.")
    assert f"{body['layers_on_gpu']} of {body['layers']} layers go to the GPU, the rest to the" in said
    assert "weights 8.0 + context" in said
    assert body["placement"]["gpu_layers"] == body["layers_on_gpu"]
    assert body["placement"]["context"] == body["context"] == 4096
    json.dumps(body)


def test_a_shorter_context_is_told() -> None:
    plan = plan_size("m", 8 * GIB, Load(131_072), Machine(16 * GIB, 12 * GIB))
    assert plan.fit.verdict is FitVerdict.CPU
    assert plan_body(plan)["context"] < 131_072
    said = plan_text(plan, str)
    assert f"The context would be shortened to {plan.fit.placement.context} tokens." in said
    assert "GPU" not in said


def test_where_the_layers_go() -> None:
    placed = Placement(49, 8192, 49, ("A", "B"), (30, 19))
    assert placement_text(placed, str) == "All 49 layers go to the GPU. (A: 30, B: 19)"
    kept = replace(placed, devices=("A",), layers_per_device=(49,), expert_layers_on_cpu=12)
    said = placement_text(kept, str)
    assert said == "All 49 layers go to the GPU. The experts of 12 layers stay in the computer's memory."
    partly = Placement(48, 8192, 40, ("A",), (40,))
    assert placement_text(partly, str) == "40 of 48 layers go to the GPU, the rest to the processor."
    assert placement_text(Placement(49, 8192), str) == ""
    assert verdict_text(FitVerdict.PARTLY, 49, 49, str) == "fits on the GPU, but for experts"


@pytest.mark.parametrize("verdict", FitVerdict)
def test_every_verdict_has_words_of_its_own(verdict: FitVerdict) -> None:
    said = {each: verdict_text(each, 3, 9, str) for each in FitVerdict}
    assert len(set(said.values())) == len(FitVerdict)
    assert said[verdict]


def cards() -> tuple[GovernmentCard, ...]:
    return read_rules(ROOT / "resources").catalogue.government


@pytest.mark.parametrize("card", cards(), ids=lambda card: card.id)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_card_says_all_in_either_language(card: GovernmentCard, language: str) -> None:
    report = Report(io.StringIO(), io.StringIO(), as_json=False, words=str, language=language)
    said = card_text(card, report)
    for text in (card.statement, card.how_to_get, card.difference):
        assert (text.ja if language == "ja" else text.en) in said
    assert ("nearest model that can be fetched" in said) == bool(card.sibling)
    assert card.sibling in said
